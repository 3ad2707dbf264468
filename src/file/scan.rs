//! From the text of a RON file to a tree of spans.
//!
//! Only the structure is read here, and where each piece stands. What the
//! leaves say (escapes in strings, numbers) is left to the `ron` crate.
//! Time and memory are linear in the length of the text; nesting is bounded,
//! so that no file can exhaust the stack.

use super::problem::Finding;

/// Deepest nesting of brackets that is read; a document needs 7.
pub(super) const MAX_DEPTH: usize = 64;

/// Bytes from `start` up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub start: u32,
    pub end: u32,
}

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub span: Span,
    pub kind: Kind,
}

/// What sort of value a [`Node`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `"…"` or `r#"…"#`, with its quotes.
    Text,
    /// `12`, `-0.5e3`, `+inf`.
    Number,
    /// `Person`, `true`, `NaN`.
    Ident,
    /// `(a: 1, b: 2)`, with or without a name before it. `()` is one too.
    Struct {
        name: Option<Span>,
        fields: Vec<(Span, Node)>,
    },
    /// `Name(1, 2)`, with or without the name.
    Tuple {
        name: Option<Span>,
        items: Vec<Node>,
    },
    /// `[1, 2]`.
    List(Vec<Node>),
    /// `{1: 2}`.
    Map(Vec<(Node, Node)>),
    /// What a map holds under a key, in brackets: checked, and read again by
    /// [`again`] when its turn comes. The trees of a whole file would take ten
    /// times its size.
    Later,
}

/// What a whole file holds.
#[derive(Debug)]
pub(super) struct Scanned {
    /// Its one value.
    pub root: Node,
    /// How many comments it holds.
    pub comments: usize,
    /// Where the first of them starts.
    pub first_comment: usize,
}

/// After so many entries of maps, it is told how far it has come.
pub(super) const TELL_EVERY: usize = 2048;

/// Reads the structure of a text, telling `far` now and then at which byte it
/// is. Spans are 32 bits wide: the caller refuses
/// texts of 4 GiB and more.
///
/// # Errors
/// The first place where the text is not RON.
pub(super) fn scan(text: &str, far: &mut dyn FnMut(usize)) -> Result<Scanned, Finding> {
    let mut s = Scanner::new(text);
    s.far = Some(far);
    s.trivia()?;
    let root = s.value()?;
    s.trivia()?;
    if s.at < text.len() {
        let found = s.found();
        return Err(s.error(
            format!("{found} after the end of the document"),
            "remove what follows the last bracket",
        ));
    }
    Ok(Scanned {
        root,
        comments: s.comments,
        first_comment: s.first_comment,
    })
}

/// A value that was left for later, with everything in it.
pub(super) fn again(text: &str, node: &Node) -> Node {
    let mut s = Scanner::new(text);
    s.at = node.span.start as usize;
    // It was read before without a fault; were it not so, its words remain.
    s.value().unwrap_or(Node {
        span: node.span,
        kind: Kind::Ident,
    })
}

/// The number after `Dramatis(version:`, if the text starts so. It is found
/// even where what follows cannot be read.
pub(super) fn leading_version(text: &str) -> Option<Span> {
    let mut s = Scanner::new(text);
    s.trivia().ok()?;
    s.word()?;
    s.trivia().ok()?;
    s.eat(b'(').then_some(())?;
    s.trivia().ok()?;
    let name = s.word()?;
    (slice(text, name) == "version").then_some(())?;
    s.trivia().ok()?;
    s.eat(b':').then_some(())?;
    s.trivia().ok()?;
    s.number()
}

/// The bytes of a span.
pub(super) fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize)
        .unwrap_or_default()
}

pub(super) struct Scanner<'a, 't> {
    pub(super) far: Option<&'t mut dyn FnMut(usize)>,
    pub(super) entries: usize,
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// The brackets that are open, and where.
    pub(super) open: Vec<(u8, usize)>,
    pub(super) comments: usize,
    pub(super) first_comment: usize,
}

impl<'a> Scanner<'a, '_> {
    fn new(text: &'a str) -> Self {
        Self {
            far: None,
            entries: 0,
            text,
            bytes: text.as_bytes(),
            at: 0,
            open: Vec::new(),
            comments: 0,
            first_comment: 0,
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn span_from(&self, start: usize) -> Span {
        Span {
            start: start as u32,
            end: self.at as u32,
        }
    }

    /// What stands here, for a message.
    fn found(&self) -> String {
        match self.text.get(self.at..).and_then(|t| t.chars().next()) {
            None => "found the end of the file".to_owned(),
            Some('\0') => "found a NUL byte".to_owned(),
            Some(c) => format!("found {c:?}"),
        }
    }

    pub(super) fn error(&self, what: impl Into<String>, hint: impl Into<String>) -> Finding {
        let mut finding = Finding::error(self.at, what, hint);
        if let Some(&(bracket, at)) = self.open.last() {
            finding.see = Some((
                match bracket {
                    b'(' => "the ( to close was opened at",
                    b'[' => "the [ to close was opened at",
                    _ => "the { to close was opened at",
                },
                at,
            ));
        }
        finding
    }

    /// "found X, expected Y", with a hint that fits what was found.
    pub(super) fn unexpected(&self, expected: &str) -> Finding {
        let hint = match self.peek() {
            None => "the file ends too early: it may have been cut off; look for a backup",
            Some(0) => "the file was damaged; look for a backup",
            Some(b'\'') => "text stands in double quotes",
            Some(b'#') => "extensions of RON are not used in these files",
            _ => "correct it by hand, or take a backup",
        };
        self.error(format!("{}, expected {expected}", self.found()), hint)
    }

    /// Skips white space and comments.
    pub(super) fn trivia(&mut self) -> Result<(), Finding> {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r' | b'\n' | 0x0B | 0x0C) => self.at += 1,
                Some(b'/') => self.comment()?,
                Some(byte) if byte >= 0x80 => {
                    match self.text.get(self.at..).and_then(|t| t.chars().next()) {
                        Some(c) if c.is_whitespace() => self.at += c.len_utf8(),
                        _ => return Ok(()),
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    fn comment(&mut self) -> Result<(), Finding> {
        let start = self.at;
        match self.bytes.get(start + 1) {
            Some(b'/') => {
                while self.peek().is_some_and(|b| b != b'\n') {
                    self.at += 1;
                }
            }
            Some(b'*') => {
                self.at += 2;
                let mut depth = 1_usize;
                while depth > 0 {
                    match (self.peek(), self.bytes.get(self.at + 1)) {
                        (Some(b'*'), Some(b'/')) => (depth, self.at) = (depth - 1, self.at + 2),
                        (Some(b'/'), Some(b'*')) => (depth, self.at) = (depth + 1, self.at + 2),
                        (Some(_), _) => self.at += 1,
                        (None, _) => {
                            self.at = start;
                            return Err(
                                self.error("this comment is never closed", "close it with */")
                            );
                        }
                    }
                }
            }
            _ => return Err(self.unexpected("a value or a comment")),
        }
        if self.comments == 0 {
            self.first_comment = start;
        }
        self.comments += 1;
        Ok(())
    }

    pub(super) fn word(&mut self) -> Option<Span> {
        let start = self.at;
        if !self
            .peek()
            .is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        {
            return None;
        }
        while self
            .peek()
            .is_some_and(|b| b.is_ascii_alphanumeric() || b == b'_')
        {
            self.at += 1;
        }
        Some(self.span_from(start))
    }

    /// A number, or what looks like one: `-inf` and `1x2` too. Whether it is
    /// one, `ron` decides.
    fn number(&mut self) -> Option<Span> {
        let start = self.at;
        if !matches!(self.peek(), Some(b'+' | b'-' | b'.' | b'0'..=b'9')) {
            return None;
        }
        let mut last = 0;
        while let Some(b) = self.peek() {
            let sign = matches!(b, b'+' | b'-');
            if sign && !(self.at == start || matches!(last, b'e' | b'E')) {
                break;
            }
            if !(sign || b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_')) {
                break;
            }
            last = b;
            self.at += 1;
        }
        Some(self.span_from(start))
    }

    pub(super) fn value(&mut self) -> Result<Node, Finding> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'"') => {
                self.quoted()?;
                Kind::Text
            }
            Some(b'r') if matches!(self.bytes.get(self.at + 1), Some(b'"' | b'#')) => {
                self.raw()?;
                Kind::Text
            }
            Some(b'[') => Kind::List(self.list()?),
            Some(b'{') => Kind::Map(self.map()?),
            Some(b'(') => self.parenthesis(None)?,
            Some(b'+' | b'-' | b'.' | b'0'..=b'9') => {
                self.number();
                Kind::Number
            }
            _ => match self.word() {
                None => return Err(self.unexpected("a value")),
                Some(name) => {
                    let (after_word, comments) = (self.at, self.comments);
                    self.trivia()?;
                    if self.peek() == Some(b'(') {
                        self.parenthesis(Some(name))?
                    } else {
                        // Comments in between are met, and counted, again.
                        self.at = after_word;
                        self.comments = comments;
                        Kind::Ident
                    }
                }
            },
        };
        Ok(Node {
            span: self.span_from(start),
            kind,
        })
    }

    fn quoted(&mut self) -> Result<(), Finding> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.at = (self.at + 2).min(self.bytes.len()),
                Some(_) => self.at += 1,
                None => return Err(self.never_closed(start)),
            }
        }
    }

    fn raw(&mut self) -> Result<(), Finding> {
        let start = self.at;
        self.at += 1;
        let mut hashes = 0;
        while self.eat(b'#') {
            hashes += 1;
        }
        if !self.eat(b'"') {
            return Err(self.unexpected("a double quote"));
        }
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'"' {
                let mut closing = 0;
                while closing < hashes && self.eat(b'#') {
                    closing += 1;
                }
                if closing == hashes {
                    return Ok(());
                }
            }
        }
        Err(self.never_closed(start))
    }

    fn never_closed(&mut self, start: usize) -> Finding {
        self.at = start;
        let mut finding = self.error(
            "this text is never closed",
            "close it with a double quote; if the file was cut off, look for a backup",
        );
        finding.see = None;
        finding
    }
}
