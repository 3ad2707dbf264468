//! What stands beside and above the canvas: one file a panel.
//!
//! A panel borrows the document, shows it, and returns commands. None changes
//! the document itself.

