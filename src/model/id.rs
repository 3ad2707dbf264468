//! Stable names for things.
//!
//! petgraph reuses the indices of removed nodes, so nothing outside
//! [`super::InfluenceGraph`] ever holds one. Ids are short readable slugs that
//! survive saving, undo and merging.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Longest id that is accepted, in bytes.
pub const MAX_ID_BYTES: usize = 80;

/// Why a text cannot be an id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// The text is empty.
    #[error("an id must not be empty")]
    Empty,
    /// The text is longer than 80 bytes.
    #[error("an id has at most {MAX_ID_BYTES} bytes, this one has {0}")]
    TooLong(usize),
    /// The text holds a character that ids do not allow.
    #[error("an id holds letters, digits, `-`, `_` and `.`, not {0:?}")]
    Character(char),
}

fn validate(text: &str) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    if text.len() > MAX_ID_BYTES {
        return Err(IdError::TooLong(text.len()));
    }
    match text
        .chars()
        .find(|c| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')))
    {
        Some(bad) => Err(IdError::Character(bad)),
        None => Ok(()),
    }
}

macro_rules! id_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// An id of this text.
            ///
            /// # Errors
            /// [`IdError`] when the text is empty, too long, or holds a
            /// character that ids do not allow.
            pub fn new(text: &str) -> Result<Self, IdError> {
                validate(text)?;
                Ok(Self(Arc::from(text)))
            }

            /// The id as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&*self.0, f)
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0.as_ref().to_owned()
            }
        }
    };
}

id_type!(
    /// Names an [`super::Actor`].
    ActorId
);
id_type!(
    /// Names an [`super::Action`].
    ActionId
);
id_type!(
    /// Names a [`super::Source`].
    SourceId
);
id_type!(
    /// Names an [`super::Annotation`] within its arrangement.
    AnnotationId
);

/// Longest slug that [`slug`] makes, in characters, before a `-2` is added.
const MAX_SLUG_CHARS: usize = 40;

/// A readable id text for a name: lower case, each run of other characters
/// than letters and digits one `-`, cut at a word near 40 characters.
///
/// Letters of every script are kept. A name without any gives `"x"`.
///
/// ```
/// assert_eq!(dramatis::model::slug("Mark  A. Milley!"), "mark-a-milley");
/// assert_eq!(dramatis::model::slug("…"), "x");
/// ```
#[must_use]
pub fn slug(name: &str) -> String {
    let mut out = String::new();
    let mut chars = 0;
    for word in name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        let word: String = word.chars().flat_map(char::to_lowercase).collect();
        // Lower-casing may bring combining marks ("İ"): ids do not hold those.
        let word: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
        let length = word.chars().count();
        if chars > 0 && chars + 1 + length > MAX_SLUG_CHARS {
            break;
        }
        if chars > 0 {
            out.push('-');
            chars += 1;
        }
        out.extend(word.chars().take(MAX_SLUG_CHARS));
        chars += length.min(MAX_SLUG_CHARS);
    }
    // Long letters (four bytes each) could pass the byte limit.
    while out.len() > MAX_ID_BYTES - 8 {
        out.pop();
    }
    if out.is_empty() { "x".to_owned() } else { out }
}

/// The first of `base`, `base-2`, `base-3`, … that is not taken.
#[must_use]
pub fn unused_slug(base: &str, mut taken: impl FnMut(&str) -> bool) -> String {
    if !taken(base) {
        return base.to_owned();
    }
    let mut n = 2_u64;
    loop {
        let candidate = format!("{base}-{n}");
        if !taken(&candidate) {
            return candidate;
        }
        n += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_always_valid_ids() {
        let long = "𝔘".repeat(60);
        let words = "word ".repeat(40);
        for name in [
            "",
            "  ",
            "A",
            "Señor Łódź",
            "Иран",
            "中国",
            "İstanbul",
            "a/b\\c\"",
            &long,
            &words,
        ] {
            let s = slug(name);
            assert!(ActorId::new(&s).is_ok(), "{name:?} gave {s:?}");
            let numbered = unused_slug(&s, |t| t == s);
            assert!(ActorId::new(&numbered).is_ok(), "{numbered:?}");
        }
    }

    #[test]
    fn slug_cuts_between_words() {
        assert_eq!(
            slug("the protesters who were at Lafayette Square in 2020"),
            "the-protesters-who-were-at-lafayette"
        );
    }

    #[test]
    fn ids_refuse_what_would_break_a_file() {
        assert_eq!(ActorId::new(""), Err(IdError::Empty));
        assert_eq!(ActorId::new("a b"), Err(IdError::Character(' ')));
        assert!(ActorId::new(&"a".repeat(81)).is_err());
    }
}
