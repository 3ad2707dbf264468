//! The text of a page as it is put together.

use super::marks::escaped;

/// Paragraphs with a blank line between them, as Markdown writes them.
#[derive(Default)]
pub(super) struct Written {
    out: String,
    /// What the paragraph begins with: `> `, `- `, `## `.
    lead: String,
    /// Its words.
    words: String,
    /// Whether a blank is due before the next word.
    blank: bool,
}

impl Written {
    /// What is written of whole paragraphs.
    pub(super) fn text(&self) -> &str {
        &self.out
    }

    /// Whether something of a paragraph is written.
    pub(super) fn is_open(&self) -> bool {
        !self.words.is_empty()
    }

    pub(super) fn end_paragraph(&mut self) {
        let words = self.words.trim_end();
        if !words.is_empty() {
            self.out.push_str(&self.lead);
            let heading = self.lead.ends_with("# ");
            self.out.push_str(&escaped(words, heading));
            self.out.push_str("\n\n");
        }
        self.words.clear();
        self.lead.clear();
        self.blank = false;
    }

    /// Begins a paragraph so many quotes deep.
    pub(super) fn begin(&mut self, quoted: usize, lead: &str) {
        self.end_paragraph();
        self.lead = "> ".repeat(quoted);
        self.lead.push_str(lead);
    }

    /// Lets words end here, if there are some.
    pub(super) fn part_words(&mut self) {
        self.blank |= self.is_open();
    }

    pub(super) fn letters(&mut self, letters: &str, quoted: usize) {
        for c in letters.chars() {
            let hard = c == '\u{A0}';
            // At the start of a paragraph, blanks would make code of it.
            if c.is_whitespace() && !(hard && self.is_open()) {
                self.part_words();
                continue;
            }
            if !self.is_open() && self.lead.is_empty() {
                self.lead = "> ".repeat(quoted);
            }
            if self.blank {
                self.words.push(' ');
            }
            self.blank = false;
            self.words.push(if hard { ' ' } else { c });
        }
    }
}
