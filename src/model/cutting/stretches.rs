//! Which byte of a text is shown where, in what is shown of some runs.

use super::blocks::{Run, Shown};

/// Letters that are shown in one go, and the bytes that they are.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    /// The first byte of what is shown.
    shown: usize,
    /// The first byte of the text.
    at: usize,
    /// Bytes of the text.
    len: usize,
    /// Whether each byte is shown as it is.
    as_is: bool,
}

impl Stretch {
    /// The byte of the text that is shown as that byte, which is not before it.
    fn byte_of(&self, shown: usize) -> usize {
        match self.as_is {
            true => self.at + (shown - self.shown).min(self.len),
            // What stands for something else is one sign, to be taken as a whole.
            false => self.at + if shown > self.shown { self.len } else { 0 },
        }
    }
}

/// What is shown of some runs, one behind the other, by the bytes that they are.
#[derive(Clone, Debug, Default)]
pub struct Stretches {
    all: Vec<Stretch>,
    /// Bytes of what is shown.
    len: usize,
}

impl Stretches {
    /// Puts what is shown of a run behind the others, and gives it back.
    pub fn push<'t>(&mut self, text: &'t str, run: &'t Run) -> &'t str {
        let shown = run.text(text);
        self.all.push(Stretch {
            shown: self.len,
            at: run.bytes.start,
            len: run.bytes.len(),
            as_is: run.shown == Shown::AsIs,
        });
        self.len += shown.len();
        shown
    }

    /// Puts a sign behind the others that stands for bytes from there on that are
    /// not shown.
    pub(in crate::model) fn push_sign(&mut self, at: usize, len: usize, sign: char) {
        self.all.push(Stretch {
            shown: self.len,
            at,
            len,
            as_is: false,
        });
        self.len += sign.len_utf8();
    }

    /// Forgets them all.
    pub(in crate::model) fn clear(&mut self) {
        self.all.clear();
        self.len = 0;
    }

    /// The last stretch that begins before a byte of what is shown, or with it.
    fn upto(&self, shown: usize) -> Option<&Stretch> {
        let after = self.all.partition_point(|s| s.shown <= shown);
        after.checked_sub(1).map(|n| &self.all[n])
    }

    /// The byte of the text that is shown as that byte of what is shown; what lies
    /// behind everything, for a byte behind it. Takes a logarithm.
    #[must_use]
    pub fn byte_of(&self, shown: usize) -> usize {
        self.upto(shown).map_or(0, |s| s.byte_of(shown))
    }

    /// The first byte of the text that is shown as that byte of what is shown, or as
    /// a sign that it belongs to. Takes a logarithm.
    #[must_use]
    pub fn first_of(&self, shown: usize) -> usize {
        self.upto(shown).map_or(0, |s| match s.as_is {
            true => s.byte_of(shown),
            false => s.at,
        })
    }

    /// The byte of the text behind what is shown up to a byte of it, which is not
    /// the first. Takes a logarithm.
    #[must_use]
    pub fn behind(&self, shown: usize) -> usize {
        let last = shown.checked_sub(1).and_then(|last| self.upto(last));
        last.map_or(0, |s| s.byte_of(shown))
    }

    /// Whether a byte of what is shown lies within what stands for something else:
    /// there is no byte of the text for it. Takes a logarithm.
    #[must_use]
    pub fn is_within(&self, shown: usize) -> bool {
        self.upto(shown)
            .is_some_and(|s| !s.as_is && s.shown < shown && shown < self.len)
    }

    /// The byte of what is shown that stands for a byte of the text. Takes a
    /// logarithm.
    #[must_use]
    pub fn shown_of(&self, byte: usize) -> usize {
        let after = self.all.partition_point(|s| s.at <= byte);
        let Some(at) = after.checked_sub(1) else {
            return 0;
        };
        let s = self.all[at];
        let end = self.all.get(after).map_or(self.len, |next| next.shown);
        match s.as_is {
            true => s.shown + (byte - s.at).min(s.len),
            false if byte > s.at => end,
            false => s.shown,
        }
    }
}
