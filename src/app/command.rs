//! Everything that a person can tell the program to do.
//!
//! One list feeds the menus, the shortcuts, the sheet of keys and the tests.
//! Widgets never change the document: they return commands, and
//! [`super::Dramatis::apply`] carries them out after the pass.

use std::collections::BTreeSet;
use std::path::PathBuf;

use eframe::egui::{Key, KeyboardShortcut, Modifiers};

use super::Excerpt;
use super::filtering::Filters;
use super::settings::{LayoutChoices, SnapChoices};
use crate::edit::{Selection, Transaction};
use crate::model::{ActionId, ActorId};
use crate::picture::ThemeName;

/// A thing to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// One that needs nothing more to be said: has a name and maybe a shortcut.
    Do(Action),
    /// Open this file, in place of the document (asks first when there are
    /// unsaved changes).
    OpenFile(PathBuf),
    /// Look at the arrangement of this name.
    ShowArrangement(String),
    /// Select this, and nothing else.
    Select(Selection),
    /// Carry out a gesture, and select something afterwards (`None` keeps
    /// what is selected).
    Edit(Transaction, Option<Selection>),
    /// Bring in the part of a graph that this text is.
    Paste(String),
    /// Ask which of these actors stays when they become one.
    AskMerge(BTreeSet<ActorId>),
    /// Select these actors, and bring them into view.
    Look(BTreeSet<ActorId>),
    /// Ask what action some words of a text tell of; who acts may be known.
    Code(Excerpt, Option<ActorId>),
    /// Let a claim that cites some words of a text support an action.
    Cite(Excerpt, ActionId),
    /// Let the document be seen through these filters.
    Filter(Filters),
    /// Choose how layouts are made from now on.
    SetLayout(LayoutChoices),
    /// Choose what comes in line with what is dragged.
    SetSnap(SnapChoices),
    /// Ask for a file that is to be the portrait of an actor.
    AskPortrait(ActorId),
    /// Let an image be the portrait of an actor.
    SetPortrait(ActorId, PathBuf),
    /// Note this name with claims from now on; an empty one notes none.
    SetName(String),
    /// Choose how the window looks.
    SetTheme(ThemeName),
    /// Say something in the status bar.
    Notice(Notice),
}

/// Something to tell the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What happened.
    pub text: String,
    /// Whether it is a failure.
    pub failed: bool,
}

impl Command {
    /// Tells that something went well.
    #[must_use]
    pub fn say(text: impl Into<String>) -> Self {
        Self::Notice(Notice {
            text: text.into(),
            failed: false,
        })
    }

    /// Tells that something failed.
    #[must_use]
    pub fn fail(text: impl Into<String>) -> Self {
        Self::Notice(Notice {
            text: text.into(),
            failed: true,
        })
    }
}

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident: $menu:ident, $text:literal, $tip:literal, [$($keys:expr),*];)*) => {
        /// A command that needs nothing more to be said.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action {
            $(#[doc = $tip] $name,)*
        }

        impl Action {
            /// All of them, in menu order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Which menu it is in.
            #[must_use]
            pub fn menu(self) -> Menu {
                match self { $(Self::$name => Menu::$menu,)* }
            }

            /// As said in menus.
            #[must_use]
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// What it does, in a sentence.
            #[must_use]
            pub fn tooltip(self) -> &'static str {
                match self { $(Self::$name => $tip,)* }
            }

            /// As written in the file of settings: `SaveAs`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }

            /// Keys that call it unless a person has chosen others: see
            /// [`super::Keymap`].
            #[must_use]
            pub fn shortcuts(self) -> Vec<KeyboardShortcut> {
                match self { $(Self::$name => vec![$($keys),*],)* }
            }
        }
    };
}

/// The menus of the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Menu {
    File,
    Edit,
    Select,
    Graph,
    Align,
    Arrangement,
    Layout,
    Filter,
    View,
    Help,
}

impl Menu {
    /// All menus, in order.
    pub const ALL: [Self; 10] = [
        Self::File,
        Self::Edit,
        Self::Select,
        Self::Graph,
        Self::Align,
        Self::Arrangement,
        Self::Layout,
        Self::Filter,
        Self::View,
        Self::Help,
    ];

    /// As said in the menu bar.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Select => "Select",
            Self::Graph => "Graph",
            Self::Align => "Align",
            Self::Arrangement => "Arrangement",
            Self::Layout => "Layout",
            Self::Filter => "Filter",
            Self::View => "View",
            Self::Help => "Help",
        }
    }
}

const fn ctrl(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND, key)
}
const fn ctrl_shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key)
}
const fn ctrl_alt(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::ALT), key)
}
const fn shift(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::SHIFT, key)
}
const fn plain(key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(Modifiers::NONE, key)
}

actions! {
    New: File, "New", "Start an empty document", [ctrl(Key::N)];
    Open: File, "Open…", "Open a document", [ctrl(Key::O)];
    Save: File, "Save", "Save the document", [ctrl(Key::S)];
    SaveAs: File, "Save as…", "Save the document under another name", [ctrl_shift(Key::S)];
    ImportSource: File, "Add source…", "Let the text of a file be a source: Markdown, plain text, a web page (HTML) or a PDF with words in it; it is copied beside the document", [ctrl_shift(Key::O)];
    PasteSource: File, "Paste as source", "Let the text on the clipboard be a source", [];
    Export: File, "Export picture…", "Write what you see as SVG or PNG", [ctrl(Key::E)];
    Quit: File, "Quit", "Close the window", [ctrl(Key::Q)];
    Undo: Edit, "Undo", "Take back the last change", [ctrl(Key::Z)];
    Redo: Edit, "Redo", "Carry out again what was taken back", [ctrl_shift(Key::Z), ctrl(Key::Y)];
    Cut: Edit, "Cut", "Copy what is selected, and delete it", [ctrl(Key::X)];
    Copy: Edit, "Copy", "Copy the selected actors, the actions between them, and the selected actions and annotations", [ctrl(Key::C)];
    ShowReceipt: Edit, "Receipt", "Show who says so of the selected action, in which words, and where; any key puts it away", [plain(Key::Y)];
    CopyCitation: Edit, "Copy as citation", "Copy the selected actions in words: who did what, when, according to whom, in which words, where, and how that stands", [ctrl_shift(Key::C)];
    CopyCitationMarkdown: Edit, "Copy as Markdown", "Copy the selected actions as citations in Markdown, with links to their sources", [];
    CopyBibtex: Edit, "Copy sources as BibTeX", "Copy the sources behind the selected actions, each once, for a list of references", [];
    Paste: Edit, "Paste", "Add what was copied, at the pointer", [ctrl(Key::V)];
    CopyStyle: Edit, "Copy style", "Take note of how the first selected actor or action looks: the kind of an actor; stance and weight of an action", [ctrl_alt(Key::C)];
    PasteStyle: Edit, "Paste style", "Give the kind that was copied to all selected actors, and the stance and weight that were copied to all selected actions; nothing else of them changes", [ctrl_alt(Key::V)];
    Duplicate: Edit, "Duplicate", "Copy what is selected beside itself", [ctrl(Key::D)];
    Delete: Edit, "Delete", "Delete what is selected", [plain(Key::Delete), plain(Key::Backspace)];
    Rename: Edit, "Rename", "Rename the selected actor, or reword the selected action or annotation", [plain(Key::F2)];
    Find: Edit, "Find…", "Look for actors, what they do, and what is said of it", [ctrl(Key::F)];
    FindNext: Edit, "Find next", "Go to the next of what was looked for", [plain(Key::F3)];
    FindPrevious: Edit, "Find previous", "Go to the previous of what was looked for", [shift(Key::F3)];
    YourName: Edit, "Your name…", "The name that is noted with each claim that you enter or change, beside the time", [];
    SelectAll: Select, "Select all", "Select every actor, action and annotation", [ctrl(Key::A)];
    SelectNone: Select, "Select nothing", "Let go of the selection, or stop what was begun", [plain(Key::Escape)];
    InvertSelection: Select, "Invert selection", "Select everything that is not selected, and nothing else", [ctrl_shift(Key::I)];
    Lasso: Select, "Lasso", "Select what the next drag goes round, wherever it begins", [plain(Key::L)];
    GrowSelection: Select, "Grow to neighbours", "Select also those who act on a selected actor or are acted upon by one; each time one step more", [plain(Key::Plus), plain(Key::Equals)];
    ShrinkSelection: Select, "Shrink", "Take the last step of growing back, or let go of the selected actors that have a neighbour who is not selected", [plain(Key::Minus)];
    SelectActionsBetween: Select, "Add actions between them", "Select also every action from one selected actor to another", [];
    SelectActionsOf: Select, "Add all their actions", "Select also every action in which a selected actor takes part", [];
    SelectShortestPath: Select, "Shortest path", "Select a shortest path between the two selected actors, whichever way its actions point", [];
    SelectSameKind: Select, "Select same kind", "Select also every actor of the kind of a selected one", [];
    SelectSameTag: Select, "Select same tag", "Select also every actor with a tag of a selected one", [];
    SelectSameStance: Select, "Select same stance", "Select also every action that is hostile, neutral or supportive as a selected one is", [];
    SelectUnsourced: Select, "Select what has no source", "Select every action for which nobody is cited, about persons or not", [];
    AddActor: Graph, "Add actor", "Add an actor at the pointer, and name it", [plain(Key::E)];
    AddText: Graph, "Add text", "Write a text at the pointer, or in the middle of the view", [plain(Key::T)];
    AddFrame: Graph, "Add frame", "Put a frame round what is selected, or where the next drag draws it; moving it takes along what stands in it", [plain(Key::F)];
    AddArrow: Graph, "Add arrow", "Draw an arrow that is no action: the next drag draws it", [plain(Key::A)];
    Connect: Graph, "Connect…", "Draw an action from the selected actor: click its target, or walk there and press Enter", [plain(Key::C)];
    CodePassage: Graph, "Code passage…", "Make an action of the words that are chosen in the text: who does what to whom is proposed", [plain(Key::K)];
    CiteForSelected: Graph, "Cite for the selected action", "Add the words that are chosen in the text to the selected action, as a claim", [shift(Key::K)];
    Reverse: Graph, "Reverse action", "Turn the selected actions round", [];
    Mutual: Graph, "Make mutual", "Answer each selected action with one the other way, which nobody has said yet", [];
    RetractClaim: Graph, "Retract claim", "Call the claim at hand in the table retracted, or the only one of the selected action: it is kept, and counts no more", [shift(Key::Delete)];
    Merge: Graph, "Merge actors…", "Make one of the selected actors: all their actions and claims stay", [ctrl(Key::M)];
    FindDuplicates: Graph, "Likely duplicates…", "Look for actors that may be one: of the same or nearly the same name", [];
    Pin: Graph, "Pin", "Keep the selected actors where they are", [plain(Key::P)];
    Unpin: Graph, "Unpin", "Let layouts move the selected actors", [shift(Key::P)];
    BendLine: Graph, "Bend line", "Give the line of the selected action one more bend; arrow keys move it then", [plain(Key::B)];
    NextBend: Graph, "Next bend", "Let arrow keys move the next bend of the selected action", [shift(Key::B)];
    StraightenLine: Graph, "Straighten line", "Take all bends out of the lines of the selected actions", [];
    SetPortrait: Graph, "Portrait…", "Choose a PNG or JPEG as the portrait of the selected actor; it is copied beside the document", [];
    RemovePortrait: Graph, "Remove portrait", "Let the selected actors have no portrait; the file stays where it is", [];
    DocumentDetails: Graph, "Title and sources…", "Title, description and sources of the document", [];
    AlignLeft: Align, "Left edges", "Bring left edges in line with the leftmost one", [ctrl_shift(Key::ArrowLeft)];
    AlignCentre: Align, "Centres", "Bring centres in line, one above the other", [];
    AlignRight: Align, "Right edges", "Bring right edges in line with the rightmost one", [ctrl_shift(Key::ArrowRight)];
    AlignTop: Align, "Upper edges", "Bring upper edges in line with the uppermost one", [ctrl_shift(Key::ArrowUp)];
    AlignMiddle: Align, "Middles", "Bring centres in line, side by side", [];
    AlignBottom: Align, "Lower edges", "Bring lower edges in line with the lowest one", [ctrl_shift(Key::ArrowDown)];
    DistributeAcross: Align, "Distribute across", "Make gaps equal from left to right; the outermost stay", [];
    DistributeDown: Align, "Distribute down", "Make gaps equal from top to bottom; the outermost stay", [];
    StackAcross: Align, "In a row", "Put the selected actors side by side", [];
    StackDown: Align, "In a column", "Put the selected actors one below the other", [];
    OnCircle: Align, "On a circle", "Put the selected actors evenly on a circle", [];
    OnLine: Align, "On a line", "Put the selected actors evenly between the two farthest apart", [];
    TurnRight: Align, "Turn clockwise", "Turn the selected actors about their middle, by 15 degrees", [];
    TurnLeft: Align, "Turn anticlockwise", "Turn the selected actors about their middle, by 15 degrees", [];
    Spread: Align, "Draw apart", "Move the selected actors a tenth away from their middle", [];
    Gather: Align, "Draw together", "Move the selected actors towards their middle", [];
    NewArrangement: Arrangement, "New", "Start a new arrangement from where everything stands", [];
    DuplicateArrangement: Arrangement, "Duplicate", "Copy this arrangement", [];
    RenameArrangement: Arrangement, "Rename…", "Give this arrangement another name", [];
    DeleteArrangement: Arrangement, "Delete", "Delete this arrangement; the last one stays", [];
    NextArrangement: Arrangement, "Next", "Look at the next arrangement", [ctrl(Key::PageDown)];
    PreviousArrangement: Arrangement, "Previous", "Look at the previous arrangement", [ctrl(Key::PageUp)];
    KeepView: Arrangement, "Open with this view", "Let this arrangement open with what is in view now", [];
    ForgetView: Arrangement, "Open fitted", "Let this arrangement open with everything in view", [];
    LayOutForce: Layout, "By force", "Lay out so that those who act on one another stand together; pinned actors stay, several selected ones are laid out alone", [];
    LayOutCommunities: Layout, "By community", "Lay out so that each community stands apart from the others", [];
    LayOutStress: Layout, "By distance", "Lay out so that distances show how many steps lie between actors", [];
    LayOutRadial: Layout, "Around the selected actor", "Lay out in rings around the selected actor, or the most central one", [];
    LayOutDown: Layout, "In layers, downward", "Lay out in layers, so that most actions lead down; lines bend round whoever is in their way", [];
    LayOutRight: Layout, "In layers, to the right", "Lay out in layers, so that most actions lead to the right", [];
    LayOutUp: Layout, "In layers, upward", "Lay out in layers, so that most actions lead up", [];
    LayOutLeft: Layout, "In layers, to the left", "Lay out in layers, so that most actions lead to the left", [];
    LayOutCamps: Layout, "In two camps", "Lay out so that the two sides face one another, and whoever belongs to neither stands between them", [];
    LayOutTimeline: Layout, "Along time", "Lay out so that time runs from left to right, and everybody stands at the date of what they did", [];
    LayOutByKind: Layout, "By kind", "Lay out so that persons, states, institutions, groups, events and norms stand apart", [];
    LayOutByTag: Layout, "By tag", "Lay out so that actors with the same first tag stand together", [];
    LayOutCircle: Layout, "In a circle", "Lay out in a circle, with few crossing lines", [];
    LayOutGrid: Layout, "In a grid", "Lay out in rows", [];
    LayOutTidy: Layout, "Tidy up", "Part what overlaps and straighten a little; everything else stays where it is", [ctrl_shift(Key::T)];
    LayOutNew: Layout, "Place new actors only", "Give a place to the actors that this arrangement lacks, near those they act on; nobody else moves", [];
    LayOutOptions: Layout, "Options…", "How far apart actors stand, and what forces \"By force\" follows", [];
    ToggleLive: Layout, "Others follow a drag", "While an actor is dragged, those tied to it follow, as forces pull them; pinned actors stay", [];
    AddFilter: Filter, "Add filter…", "Choose what is to be filtered by: kinds, tags, stances, who says so, and more", [plain(Key::Slash)];
    FilterKind: Filter, "Only this kind", "Look only at actors of the kind of a selected one", [];
    FilterTag: Filter, "Only this tag", "Look only at actors with a tag of a selected one", [];
    FilterSaid: Filter, "Only what they say", "Look only at actions that a selected actor claims, or that those claim who claim a selected action, and at who takes part in them", [];
    FilterReported: Filter, "Only confirmed or reported", "Look only at actions that somebody reports or confirms, and at who takes part in them", [];
    FilterDisagreement: Filter, "Where sources disagree", "Look only at actions of which one claim says that it is so, and another that it is not", [];
    ClearFilters: Filter, "Everything", "Let go of all filters, and look at everything", [ctrl_shift(Key::F)];
    ToggleHiding: Filter, "Hide the rest", "Draw nothing of what is filtered out, or draw it faintly", [];
    ToggleFilterBar: Filter, "Filter bar", "Show or hide the bar of filters above the canvas", [shift(Key::F)];
    NextLens: Filter, "Next lens", "Look through the next lens of the document, and behind the last at everything", [plain(Key::CloseBracket)];
    PreviousLens: Filter, "Previous lens", "Look through the previous lens of the document", [plain(Key::OpenBracket)];
    SaveLens: Filter, "Save as lens…", "Keep the filters in the document, under a name", [];
    UpdateLens: Filter, "Save changes of the lens", "Let the lens that is looked through ask what the filters ask now", [];
    RenameLens: Filter, "Rename lens…", "Give the lens that is looked through another name", [];
    DeleteLens: Filter, "Delete lens", "Delete the lens that is looked through; its filters stay on", [];
    FitAll: View, "Fit all", "Bring everything into view", [shift(Key::Num1)];
    ZoomIn: View, "Zoom in", "Look nearer", [ctrl(Key::Plus), ctrl(Key::Equals)];
    ZoomOut: View, "Zoom out", "Look from farther away", [ctrl(Key::Minus)];
    ActualSize: View, "Actual size", "One unit of the picture is one point of the screen", [ctrl(Key::Num0)];
    ToggleGuides: View, "Snap to others", "Let what is dragged come in line with others: centres, edges and equal gaps; holding Ctrl switches that off", [];
    ToggleGrid: View, "Grid", "Show a grid, and let what is dragged snap to it; holding Ctrl switches that off", [shift(Key::G)];
    GridOptions: View, "Grid spacing…", "How far apart the points of the grid are", [];
    ToggleInspector: View, "Inspector", "Show or hide the panel beside the canvas", [plain(Key::I)];
    ToggleTable: View, "Table", "Show or hide actors, actions and claims as rows below the canvas", [ctrl(Key::T)];
    TableOfActors: View, "Table of actors", "Show every actor as a row", [];
    TableOfActions: View, "Table of actions", "Show every action as a row", [];
    TableOfClaims: View, "Table of claims", "Show every claim of each action as a row", [];
    FocusTable: View, "To the table and back", "Give the keyboard to the rows of the table, or back to the canvas", [plain(Key::F6)];
    ToggleReading: View, "Source text", "Show or hide the text of a source beside the canvas, with the passages that are cited", [plain(Key::R)];
    FocusReading: View, "To the text and back", "Give the keyboard to the text of a source, or back to the canvas", [plain(Key::F7)];
    NextUnmapped: View, "Next unmapped sentence", "Go to the next sentence of the text that no claim cites, and that was not called not relevant", [plain(Key::N)];
    PreviousUnmapped: View, "Previous unmapped sentence", "Go to the previous such sentence", [shift(Key::N)];
    NotRelevant: View, "Not relevant", "Say of the sentences at hand that nobody needs to cite them, or take that back", [plain(Key::X)];
    ToggleReducedMotion: View, "Reduce motion", "Change views at once, without animation", [];
    Palette: Help, "Find command…", "Carry out any command by some letters of its name", [ctrl(Key::K)];
    ShowKeys: Help, "Keys", "Show what the keys and the pointer do", [plain(Key::F1), shift(Key::Slash), plain(Key::Questionmark)];
    About: Help, "About Dramatis", "Version, licence and fonts", [];
}

impl From<Action> for Command {
    fn from(action: Action) -> Self {
        Self::Do(action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_actions_share_a_shortcut() {
        let mut seen = std::collections::HashMap::new();
        for action in Action::ALL {
            assert!(!action.text().is_empty() && !action.tooltip().is_empty());
            for keys in action.shortcuts() {
                if let Some(other) = seen.insert((keys.modifiers, keys.logical_key), action) {
                    panic!("{other:?} and {action:?} share {keys:?}");
                }
            }
        }
    }
}
