//! The part of the scanner that reads what stands in brackets.

use super::problem::Finding;
use super::scan::{Kind, MAX_DEPTH, Node, Scanner, Span, TELL_EVERY};

impl Scanner<'_, '_> {
    fn enter(&mut self) -> Result<(), Finding> {
        if self.open.len() == MAX_DEPTH {
            let mut finding = self.error(
                format!("brackets are nested more than {MAX_DEPTH} deep"),
                "this is no Dramatis document",
            );
            finding.see = None;
            return Err(finding);
        }
        self.open.push((self.bytes[self.at], self.at));
        self.at += 1;
        self.trivia()
    }

    /// After an item: a comma and more to come, or the closing bracket.
    /// True when there is more.
    fn more(&mut self, close: u8, expected: &str) -> Result<bool, Finding> {
        self.trivia()?;
        let comma = self.eat(b',');
        if comma {
            self.trivia()?;
        }
        if self.eat(close) {
            self.open.pop();
            return Ok(false);
        }
        if comma && self.peek().is_some() {
            return Ok(true);
        }
        Err(self.unexpected(expected))
    }

    /// Whether the bracket just entered closes at once.
    fn empty(&mut self, close: u8) -> bool {
        let empty = self.eat(close);
        if empty {
            self.open.pop();
        }
        empty
    }

    pub(super) fn list(&mut self) -> Result<Vec<Node>, Finding> {
        self.enter()?;
        let mut items = Vec::new();
        if self.empty(b']') {
            return Ok(items);
        }
        loop {
            items.push(self.value()?);
            if !self.more(b']', "\",\" or \"]\"")? {
                return Ok(items);
            }
        }
    }

    pub(super) fn map(&mut self) -> Result<Vec<(Node, Node)>, Finding> {
        self.enter()?;
        let mut entries = Vec::new();
        if self.empty(b'}') {
            return Ok(entries);
        }
        loop {
            let key = self.value()?;
            self.colon()?;
            let mut value = self.value()?;
            if matches!(value.kind, Kind::Struct { .. } | Kind::Tuple { .. }) {
                value.kind = Kind::Later;
            }
            entries.push((key, value));
            self.entries += 1;
            if let (0, Some(far)) = (self.entries % TELL_EVERY, &mut self.far) {
                far(self.at);
            }
            if !self.more(b'}', "\",\" or \"}\"")? {
                return Ok(entries);
            }
        }
    }

    fn colon(&mut self) -> Result<(), Finding> {
        self.trivia()?;
        if !self.eat(b':') {
            return Err(self.unexpected("\":\""));
        }
        self.trivia()
    }

    /// `(…)`: fields when the first item is a word and a colon.
    pub(super) fn parenthesis(&mut self, name: Option<Span>) -> Result<Kind, Finding> {
        self.enter()?;
        let mut fields = Vec::new();
        if self.empty(b')') {
            return Ok(Kind::Struct { name, fields });
        }
        let (start, comments) = (self.at, self.comments);
        let named = self.word().is_some() && {
            self.trivia()?;
            self.peek() == Some(b':')
        };
        self.at = start;
        self.comments = comments;
        if named {
            loop {
                let Some(field) = self.word() else {
                    return Err(self.unexpected("the name of a field"));
                };
                self.colon()?;
                fields.push((field, self.value()?));
                if !self.more(b')', "\",\" or \")\"")? {
                    return Ok(Kind::Struct { name, fields });
                }
            }
        }
        let mut items = Vec::new();
        loop {
            items.push(self.value()?);
            if !self.more(b')', "\",\" or \")\"")? {
                return Ok(Kind::Tuple { name, items });
            }
        }
    }
}
