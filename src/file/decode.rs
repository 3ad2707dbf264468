//! From a tree of spans to plain values, noting everything that is wrong.

use std::borrow::Cow;
use std::fmt;

use super::FORMAT_VERSION;
use super::ids::MAX_GUESSES;
use super::problem::{Finding, Severity, near};
use super::scan::{Kind, Node, Span, TELL_EVERY, again, slice};
use crate::model::When;

/// What a message is about: `actor "milley"`.
#[derive(Clone, Copy)]
pub(super) struct Thing<'t> {
    /// `actor`, `claim of action`, ….
    pub sort: &'static str,
    /// Its id or name; may be empty.
    pub id: &'t str,
}

impl fmt::Display for Thing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.id.is_empty() {
            f.write_str(self.sort)
        } else {
            write!(f, "{} {:?}", self.sort, self.id)
        }
    }
}

/// Decodes the nodes of one text. Every method that returns `None` has noted why.
pub(super) struct Decoder<'a, 't> {
    text: &'a str,
    /// Told how far it has come, in bytes, now and then.
    far: &'t mut dyn FnMut(usize),
    told: usize,
    /// What was wrong so far.
    pub findings: Vec<Finding>,
    /// The version of the file; the newest until it has been read.
    pub version: u64,
    /// How many unknown ids may still be guessed at.
    pub guesses: usize,
}

impl<'a, 't> Decoder<'a, 't> {
    pub(super) fn new(text: &'a str, far: &'t mut dyn FnMut(usize)) -> Self {
        Self {
            text,
            far,
            told: 0,
            findings: Vec::new(),
            version: FORMAT_VERSION,
            guesses: MAX_GUESSES,
        }
    }

    /// Whether an error was noted.
    pub(super) fn failed(&self) -> bool {
        self.findings.iter().any(|f| f.severity == Severity::Error)
    }

    /// Notes an error where a node starts.
    pub(super) fn error(&mut self, node: &Node, what: impl Into<String>, hint: impl Into<String>) {
        self.findings
            .push(Finding::error(node.span.start as usize, what, hint));
    }

    fn slice(&self, span: Span) -> &'a str {
        slice(self.text, span)
    }

    /// A node in a few words.
    fn describe(&self, node: &Node) -> String {
        let bracketed = |name: &Option<Span>| match name {
            Some(name) => format!("{}(…)", self.slice(*name)),
            None => "(…)".to_owned(),
        };
        match &node.kind {
            Kind::Text => "text in quotes".to_owned(),
            Kind::Number => format!("the number {}", clip(self.slice(node.span))),
            Kind::Ident => format!("the word {}", clip(self.slice(node.span))),
            Kind::Struct { name, .. } | Kind::Tuple { name, .. } => bracketed(name),
            Kind::List(_) => "a list […]".to_owned(),
            Kind::Map(_) => "a map {…}".to_owned(),
            Kind::Later => self.describe(&again(self.text, node)),
        }
    }

    /// Notes that a node is of another sort than expected.
    pub(super) fn mismatch(&mut self, node: &Node, expected: &str, hint: impl Into<String>) {
        let found = self.describe(node);
        self.error(node, format!("found {found}, expected {expected}"), hint);
    }

    /// The fields of a group, in the order of `names`; unknown ones and ones
    /// given twice are noted. `struct_name` is the name before the bracket.
    pub(super) fn fields<'n, const N: usize>(
        &mut self,
        node: &'n Node,
        thing: Thing<'_>,
        struct_name: Option<&str>,
        names: [&'static str; N],
    ) -> Option<[Option<&'n Node>; N]> {
        let Kind::Struct { name, fields } = &node.kind else {
            let hint = format!("the fields of the {} are: {}", thing.sort, names.join(", "));
            self.mismatch(node, "fields in brackets: (name: value, …)", hint);
            return None;
        };
        let found = name.map(|n| self.slice(n));
        if found != struct_name {
            let (found, hint) = (
                found.unwrap_or("no name"),
                match struct_name {
                    Some(name) => format!("a document starts with {name}("),
                    None => "remove the name".to_owned(),
                },
            );
            let expected = struct_name.unwrap_or("no name");
            self.error(
                node,
                format!("found {found} before the bracket, expected {expected}"),
                hint,
            );
        }
        let mut slots: [Option<(&'n Node, usize)>; N] = [None; N];
        for (name, value) in fields {
            let (at, text) = (name.start as usize, self.slice(*name));
            match names.iter().position(|n| *n == text) {
                None => {
                    let hint = match near(text, names.iter().copied()) {
                        Some(near) => format!("did you mean {near}?"),
                        None => format!("its fields are: {}", names.join(", ")),
                    };
                    let what = format!("the {thing} has an unknown field {}", clip(text));
                    self.findings.push(Finding::error(at, what, hint));
                }
                Some(n) => match slots[n] {
                    None => slots[n] = Some((value, at)),
                    Some((_, first)) => {
                        let mut finding = Finding::error(
                            at,
                            format!("the {thing} has the field {text} twice"),
                            "remove one of them",
                        );
                        finding.see = Some(("it was first given at", first));
                        self.findings.push(finding);
                    }
                },
            }
        }
        Some(slots.map(|slot| slot.map(|(value, _)| value)))
    }

    /// A field that must be there; `owner` is the group it belongs to.
    pub(super) fn need<'n>(
        &mut self,
        slot: Option<&'n Node>,
        owner: &Node,
        thing: Thing<'_>,
        field: &str,
    ) -> Option<&'n Node> {
        if slot.is_none() {
            self.error(
                owner,
                format!("the {thing} has no field {field}"),
                format!("add {field}: …,"),
            );
        }
        slot
    }

    /// A text, borrowed from the file where it holds no escapes.
    pub(super) fn cow(&mut self, node: &Node) -> Option<Cow<'a, str>> {
        if node.kind != Kind::Text {
            self.mismatch(node, "text in double quotes", "put it in double quotes");
            return None;
        }
        let raw = self.slice(node.span);
        // Nothing to unescape: the words are what stands between the quotes.
        if let Some(plain) = raw.strip_prefix('"').and_then(|r| r.strip_suffix('"'))
            && !plain.contains('\\')
        {
            return Some(Cow::Borrowed(plain));
        }
        match ron::from_str::<String>(raw) {
            Ok(text) => Some(Cow::Owned(text)),
            Err(error) => {
                let at = node.span.start as usize + offset_in(raw, error.span.start);
                self.findings.push(Finding::error(
                    at,
                    format!("this text cannot be read: {}", error.code),
                    "write a backslash as \\\\ and a double quote as \\\"",
                ));
                None
            }
        }
    }

    /// A text.
    pub(super) fn string(&mut self, node: &Node) -> Option<String> {
        self.cow(node).map(Cow::into_owned)
    }

    /// A text that may be missing, which is the same as empty.
    pub(super) fn optional_string(&mut self, slot: Option<&Node>) -> Option<String> {
        slot.map_or(Some(String::new()), |node| self.string(node))
    }

    /// A text that says something.
    pub(super) fn spoken(&mut self, node: &Node, what: &str) -> Option<String> {
        let text = self.string(node)?;
        if text.trim().is_empty() {
            self.error(node, format!("{what} is blank"), "write something");
            return None;
        }
        Some(text)
    }

    /// A finite number.
    pub(super) fn number(&mut self, node: &Node) -> Option<f64> {
        let raw = self.slice(node.span);
        let value = match node.kind {
            Kind::Number | Kind::Ident => ron::from_str::<f64>(raw).ok(),
            _ => None,
        };
        match value {
            // Adding zero turns -0 into 0, so that equal documents print alike.
            Some(value) if value.is_finite() => Some(value + 0.0),
            Some(_) => {
                let what = format!("{} is not a finite number", clip(raw));
                self.error(node, what, "write a number such as -12.5");
                None
            }
            None => {
                self.mismatch(node, "a number", "write a number such as -12.5");
                None
            }
        }
    }

    /// Looks whether a field is known to the version that a file claims to be of. If
    /// not, it was put together by hand, and would not be read by the programs of
    /// that version: that is said instead of being guessed at. `leave`: "leave them
    /// out", or "leave it out".
    pub(super) fn since(&mut self, slot: Option<&Node>, field: &str, first: u64, leave: &str) {
        let version = self.version;
        if let Some(node) = slot
            && version < first
        {
            self.error(
                node,
                format!("a file of version {version} has no {field}"),
                format!("write version: {first} at the top, or {leave}"),
            );
        }
    }

    /// A whole number of up to 32 bits; of a larger one, it is `beyond` with a hint.
    pub(super) fn number_32(&mut self, node: &Node, beyond: &str, hint: String) -> Option<u32> {
        let digits = match self.whole(node)? {
            Ok(number) => match u32::try_from(number) {
                Ok(number) => return Some(number),
                Err(_) => number.to_string(),
            },
            Err(digits) => clip(digits).into_owned(),
        };
        self.error(node, format!("{digits} is {beyond}"), hint);
        None
    }

    /// A whole number, not negative; `Err` with its digits when it is too big
    /// for this program.
    pub(super) fn whole(&mut self, node: &Node) -> Option<Result<u64, &'a str>> {
        let raw = self.slice(node.span);
        match (&node.kind, ron::from_str::<u64>(raw)) {
            (Kind::Number, Ok(value)) => Some(Ok(value)),
            (Kind::Number, Err(_)) if raw.bytes().all(|b| b.is_ascii_digit()) => Some(Err(raw)),
            _ => {
                self.mismatch(node, "a whole number", "write a number such as 1");
                None
            }
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, node: &Node) -> Option<bool> {
        match self.slice(node.span) {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                self.mismatch(node, "true or false", "write true or false");
                None
            }
        }
    }

    /// One word of several.
    pub(super) fn choice<T: Copy>(
        &mut self,
        node: &Node,
        what: &str,
        all: &[T],
        name: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let names: Vec<&str> = all.iter().map(|t| name(*t)).collect();
        let raw = self.slice(node.span);
        if node.kind == Kind::Ident
            && let Some(n) = names.iter().position(|n| *n == raw)
        {
            return Some(all[n]);
        }
        let word = raw.trim_matches('"');
        let hint = match near(word, names.iter().copied()) {
            Some(near) if node.kind == Kind::Ident => format!("did you mean {near}?"),
            Some(near) => format!("write {near}, without quotes"),
            None => "write one of these words, without quotes".to_owned(),
        };
        let found = if node.kind == Kind::Ident {
            format!("there is no {what} {}", clip(raw))
        } else {
            format!("found {}", self.describe(node))
        };
        self.error(
            node,
            format!("{found}, expected {}", names.join(", ")),
            hint,
        );
        None
    }

    /// A date that may be missing.
    pub(super) fn when(&mut self, slot: Option<&Node>) -> Option<When> {
        let Some(node) = slot else {
            return Some(When::NotGiven);
        };
        match self.cow(node)?.parse::<When>() {
            Ok(when) => Some(when),
            Err(error) => {
                self.error(node, error.to_string(), "correct the date, or leave it out");
                None
            }
        }
    }

    /// The items of a list that may be missing.
    pub(super) fn items<'n>(&mut self, slot: Option<&'n Node>) -> Option<&'n [Node]> {
        match slot {
            None => Some(&[]),
            Some(Node {
                kind: Kind::List(items),
                ..
            }) => Some(items),
            Some(node) => {
                self.mismatch(node, "a list […]", "put it in square brackets");
                None
            }
        }
    }

    /// Short texts, none of them blank, in a list that may be missing.
    pub(super) fn words(&mut self, slot: Option<&Node>, what: &str) -> Option<Vec<String>> {
        let items = self.items(slot)?;
        // Every item is read, also after a bad one.
        let words: Vec<_> = items.iter().map(|n| self.spoken(n, what)).collect();
        words.into_iter().collect()
    }

    /// The entries of a map that may be missing.
    pub(super) fn entries<'n>(&mut self, slot: Option<&'n Node>) -> &'n [(Node, Node)] {
        match slot {
            None => &[],
            Some(Node {
                kind: Kind::Map(entries),
                ..
            }) => entries,
            Some(node) => {
                self.mismatch(node, "a map {\"id\": …}", "put it in braces");
                &[]
            }
        }
    }

    /// A value of a map, with everything in it.
    pub(super) fn whole_of<'n>(&mut self, node: &'n Node) -> Cow<'n, Node> {
        self.told += 1;
        if self.told.is_multiple_of(TELL_EVERY) {
            (self.far)(node.span.start as usize);
        }
        match node.kind {
            Kind::Later => Cow::Owned(again(self.text, node)),
            _ => Cow::Borrowed(node),
        }
    }

    /// The word before a bracket, or a word alone.
    pub(super) fn word_before(&self, node: &Node) -> Option<&'a str> {
        match &node.kind {
            Kind::Tuple { name, .. } | Kind::Struct { name, .. } => Some(self.slice((*name)?)),
            Kind::Ident => Some(self.slice(node.span)),
            _ => None,
        }
    }

    /// The word before a tuple of one, and what it holds: `Actor("x")`.
    pub(super) fn wrapped<'n>(&mut self, node: &'n Node) -> Option<(&'a str, &'n Node)> {
        match &node.kind {
            Kind::Tuple {
                name: Some(name),
                items,
            } => match items.as_slice() {
                [item] => Some((self.slice(*name), item)),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A text short enough for a message.
pub(super) fn clip(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
    }
}

/// Byte offset of a line and column (from 1, in characters) in a text.
fn offset_in(text: &str, at: ron::error::Position) -> usize {
    let line: usize = text
        .split_inclusive('\n')
        .take(at.line.saturating_sub(1))
        .map(str::len)
        .sum();
    let rest = text.get(line..).unwrap_or_default();
    line + rest
        .char_indices()
        .nth(at.col.saturating_sub(1))
        .map_or(0, |(n, _)| n)
}
