//! How long a text is, as a person counts.

use crate::model::{SourceText, stands_alone};

/// How long a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// How many words; of scripts that put no space between words, such as those of
    /// Chinese and Japanese, how many characters.
    pub count: usize,
    /// Whether characters are counted.
    pub characters: bool,
    /// How many paragraphs that can be cited.
    pub paragraphs: usize,
}

impl Length {
    /// Of a text, in time linear in its length.
    #[must_use]
    pub fn of(text: &str, markdown: bool) -> Self {
        let (mut letters, mut alone, mut seen) = (0, 0, 0);
        for c in text.chars() {
            letters += usize::from(c.is_alphanumeric());
            alone += usize::from(stands_alone(c));
            seen += usize::from(!c.is_whitespace());
        }
        let characters = alone * 2 > letters;
        let has_words = |w: &&str| w.contains(char::is_alphanumeric);
        let words = || text.split_whitespace().filter(has_words).count();
        Self {
            count: if characters { seen } else { words() },
            characters,
            paragraphs: SourceText::new(text, markdown).paragraphs().len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_long_as_its_words_or_its_characters() {
        for (text, count, characters, paragraphs) in [
            ("# Title\n\nTwo words – no more.\n\nYes.\n", 6, false, 2),
            ("北京是中国的首都。\n\n他说：“是”。\n", 16, true, 2),
            ("東京へ行きました。", 9, true, 1),
            ("He said 你好 to all of them.", 7, false, 1),
            ("", 0, false, 0),
        ] {
            let expected = Length {
                count,
                characters,
                paragraphs,
            };
            assert_eq!(Length::of(text, true), expected, "{text}");
        }
    }
}
