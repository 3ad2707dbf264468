//! What a page does not show: nobody reads it there, and so nobody can cite it.

use std::collections::HashMap;

use html5ever::tokenizer::Tag;

use super::BLOCKS;

/// Elements that hold nothing, and have no end.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// What a start tag of the other name, or of the same, ends where it was left open.
fn ends(open: &str, name: &str) -> bool {
    let block = BLOCKS.contains(&name) || matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    match open {
        "p" => block,
        "li" | "option" => name == open,
        "dt" | "dd" => matches!(name, "dt" | "dd"),
        "td" | "th" => matches!(name, "td" | "th" | "tr" | "tbody" | "tfoot"),
        "tr" => matches!(name, "tr" | "tbody" | "tfoot"),
        _ => false,
    }
}

/// Whether the page does not show an element.
///
/// What `aria-hidden` keeps from those who listen is shown to those who read: of
/// that, only what stands among words is decoration (a sign, a repeated name);
/// pages set it on whole articles as well, while something lies over them.
pub(super) fn is_hidden(tag: &Tag) -> bool {
    let name = &*tag.name;
    // Some pages hide themselves until their scripts have run.
    if matches!(name, "html" | "body") || VOID.contains(&name) || tag.self_closing {
        return false;
    }
    let get = |name: &str| {
        let attribute = tag.attrs.iter().find(|a| &*a.name.local == name);
        attribute.map(|a| a.value.trim().to_ascii_lowercase())
    };
    // What shows itself to whoever looks for its words is there to be read.
    let hidden = get("hidden").is_some_and(|how| how != "until-found");
    let style = get("style").unwrap_or_default();
    let style: String = style.split_whitespace().collect();
    let styled = style.contains("display:none") || style.contains("visibility:hidden");
    let among_words = !BLOCKS.contains(&name) && !matches!(name, "li" | "td" | "th");
    let decoration = || among_words && get("aria-hidden").is_some_and(|how| how == "true");
    hidden || styled || decoration()
}

/// Something that is not shown, and what is open in it, the outermost first.
#[derive(Debug)]
pub(super) struct Hidden {
    open: Vec<String>,
    /// How often each name is among them.
    count: HashMap<String, usize>,
}

impl Hidden {
    pub(super) fn new(name: &str) -> Self {
        let mut hidden = Self {
            open: Vec::new(),
            count: HashMap::new(),
        };
        hidden.push(name);
        hidden
    }

    fn push(&mut self, name: &str) {
        self.open.push(name.to_owned());
        *self.count.entry(name.to_owned()).or_default() += 1;
    }

    fn pop(&mut self) -> Option<String> {
        let name = self.open.pop()?;
        if let Some(count) = self.count.get_mut(&name) {
            *count -= 1;
        }
        Some(name)
    }

    /// Follows a start tag. Returns whether it stands inside.
    pub(super) fn start(&mut self, tag: &Tag) -> bool {
        let name = &*tag.name;
        while self.open.last().is_some_and(|open| ends(open, name)) {
            self.pop();
        }
        if self.open.is_empty() {
            return false;
        }
        if !VOID.contains(&name) && !tag.self_closing {
            self.push(name);
        }
        true
    }

    /// Follows an end tag. Returns whether what is hidden goes on; `None` if the tag
    /// ends nothing in it.
    pub(super) fn end(&mut self, name: &str) -> Option<bool> {
        // Asked first: looking for what is not there takes as long as all is deep.
        self.count.get(name).filter(|count| **count > 0)?;
        while self.pop().is_some_and(|open| open != name) {}
        Some(!self.open.is_empty())
    }
}
