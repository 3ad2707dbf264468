//! The sentences of a text.
//!
//! A person reads to the end of a sentence and decides; so the ends must be
//! where a person sees them. This knows the usual exceptions (abbreviations,
//! initials, numbers) of texts in European languages, and the marks of others;
//! where it is in doubt it goes on, for half a sentence means nothing.

use std::ops::Range;

use super::anchoring::{is_quote, stands_alone};
use super::cutting::Stretches;
use super::{Paragraph, SourceText};

/// One sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the text that it takes.
    pub bytes: Range<usize>,
    /// Which paragraph it stands in, from 0.
    pub paragraph: usize,
}

/// Words after whose full stop a sentence goes on. In lower case, without it.
const GOES_ON: [&str; 57] = [
    "mr", "mrs", "ms", "mx", "dr", "prof", "rev", "hon", "st", "sr", "jr", "gen", "col", "lt",
    "maj", "capt", "cpt", "sgt", "cmdr", "adm", "gov", "sen", "rep", "pres", "amb", "jan", "feb",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "vs", "cf", "ca", "approx",
    "nr", "vol", "fig", "eq", "pp", "eds", "e.g", "i.e", "z.b", "d.h", "bzw", "u.a", "hr", "mme",
    "mlle", "mt", "ret",
];

/// Words after whose full stop a sentence goes on when a number follows.
const BEFORE_NUMBERS: [&str; 8] = ["no", "nos", "art", "ch", "p", "sec", "par", "mar"];

/// The sentences of every paragraph, in order: of what is shown of it, so that the
/// marks of Markdown, and what stands behind links, are read by nobody. Headings
/// are none. Linear in the length of the text.
#[must_use]
pub fn sentences(text: &SourceText) -> Vec<Sentence> {
    let mut all: Vec<Sentence> = Vec::new();
    let mut shown = Shown::default();
    for n in 0..text.paragraphs().len() {
        shown.put_sentences(text, n, &mut all);
    }
    all
}

/// The sentences of one paragraph; none where there is no such paragraph.
pub(super) fn in_paragraph(text: &SourceText, n: usize) -> Vec<Sentence> {
    let mut all = Vec::new();
    Shown::default().put_sentences(text, n, &mut all);
    all
}

/// Whether some words are the end of a sentence.
pub(super) fn is_ended(words: &str) -> bool {
    let said = words.trim_end_matches(|c: char| closes(c, "") || c.is_whitespace());
    said.ends_with(ends)
}

/// What is shown of a paragraph, and where it stands in the text.
#[derive(Default)]
struct Shown {
    words: String,
    stretches: Stretches,
}

impl Shown {
    fn put_sentences(&mut self, text: &SourceText, n: usize, all: &mut Vec<Sentence>) {
        let Some(paragraph) = text.paragraphs().get(n) else {
            return;
        };
        let Self { words, stretches } = self;
        words.clear();
        stretches.clear();
        put_shown(text, paragraph, words, stretches);
        let first = all.len();
        split(words, !text.is_markdown(), &mut |range| {
            // One sign stands for what is said on either side: it is not cut in two.
            let torn = stretches.is_within(range.start);
            let (start, end) = (stretches.first_of(range.start), stretches.behind(range.end));
            match all.last_mut().filter(|_| torn) {
                Some(last) if last.paragraph == n => last.bytes.end = end,
                _ => all.push(Sentence {
                    bytes: start..end,
                    paragraph: n,
                }),
            }
        });
        debug_assert!(all[first..].is_sorted_by_key(|s| s.bytes.start));
    }
}

/// What is shown of a paragraph, as one.
fn put_shown(text: &SourceText, p: &Paragraph, words: &mut String, stretches: &mut Stretches) {
    let blocks = text.blocks();
    let mut end: Option<usize> = None;
    for block in &blocks.all()[p.blocks.clone()] {
        // Where a long one is cut in two at the end of a line, that is not shown.
        if let Some(end) = end.filter(|end| *end < block.bytes.start) {
            let between = end..block.bytes.start;
            if text.text()[between.clone()].contains(char::is_whitespace) {
                stretches.push_sign(end, between.len(), ' ');
                words.push(' ');
            }
        }
        for run in blocks.runs(block) {
            words.push_str(stretches.push(text.text(), run));
        }
        end = Some(block.bytes.end);
    }
}

/// Ends of sentences that need no space behind them.
fn ends_tightly(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．')
}

fn ends(c: char) -> bool {
    ends_tightly(c)
        || matches!(
            c,
            '.' | '!' | '?' | '…' | '؟' | '۔' | '।' | '॥' | '։' | '܀' | '‼' | '⁇'..='⁉'
        )
}

/// Whether this belongs to the sentence before it. What opens a quotation in one
/// language closes it in another: then white space follows.
fn closes(c: char, rest: &str) -> bool {
    let opens = matches!(c, '“' | '‘' | '„' | '‚' | '「' | '『' | '〝');
    (is_quote(c) && (!opens || rest.is_empty() || rest.starts_with(char::is_whitespace)))
        || matches!(c, ')' | ']' | '}' | '）' | '】' | '》' | '〉' | '*' | '_')
}

/// Gives the sentences of some words. `marks` says whether marks of lists and quotes
/// may stand among them.
fn split(text: &str, marks: bool, give: &mut dyn FnMut(Range<usize>)) {
    let mut start = if marks {
        after_marks(text, 0)
    } else {
        text.len() - text.trim_start().len()
    };
    let mut said = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if at < start {
            continue;
        }
        said |= c.is_alphanumeric();
        // Marks without a word are no sentence.
        if !ends(c) || !said {
            continue;
        }
        let (mut end, mut tight) = (at + c.len_utf8(), ends_tightly(c));
        let mut last = c;
        while let Some((next, d)) = chars.next_if(|(_, d)| ends(*d)) {
            (end, last) = (next + d.len_utf8(), d);
            tight |= ends_tightly(d);
        }
        while let Some((next, d)) = chars.next_if(|(n, d)| closes(*d, &text[n + d.len_utf8()..])) {
            end = next + d.len_utf8();
        }
        end += notes(&text[end..]);
        let rest = &text[end..];
        if !tight && !rest.starts_with(char::is_whitespace) {
            continue; // 3.5, example.org, or the end of the paragraph
        }
        let stop = last == '.' && end_of_word(&text[start..at], rest);
        if stop || goes_on(rest, last) {
            continue;
        }
        give(start..end);
        start = after_marks(text, end);
        said = false;
    }
    let last = text[start..].trim_end();
    if last.chars().any(char::is_alphanumeric) {
        give(start..start + last.len());
    }
}

/// Bytes of the marks of footnotes that follow: `[1]`.
fn notes(rest: &str) -> usize {
    let note = |from: usize| {
        let inside = rest[from..].strip_prefix('[')?;
        let number = inside.trim_start_matches(|c: char| c.is_ascii_digit());
        let behind = number.strip_prefix(']')?;
        Some(rest.len() - behind.len())
    };
    let mut end = 0;
    while let Some(behind) = note(end) {
        end = behind;
    }
    end
}

/// The first byte of what is said: behind white space and the marks of lists
/// and quotes.
fn after_marks(text: &str, at: usize) -> usize {
    let mut rest = text[at..].trim_start();
    while let Some(inner) = ["> ", "- ", "* ", "+ "]
        .iter()
        .find_map(|mark| rest.strip_prefix(mark))
    {
        rest = inner.trim_start();
    }
    text.len() - rest.len()
}

/// Whether the full stop behind this belongs to its last word: an abbreviation,
/// an initial, or the number of a list.
fn end_of_word(before: &str, rest: &str) -> bool {
    let word = before
        .rsplit(|c: char| c.is_whitespace() || (c != '.' && !c.is_alphanumeric()))
        .next()
        .unwrap_or_default();
    let lower = word.to_lowercase();
    let numbered = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    if GOES_ON.contains(&lower.as_str())
        || (numbered && BEFORE_NUMBERS.contains(&lower.as_str()))
        || word.chars().all(|c| c.is_ascii_digit()) && word.len() == before.trim_start().len()
    {
        return true;
    }
    // An initial; the I of "so did I" is far less usual. Or U.S., a.m.
    let letters = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    let initial = word.contains('.') || word.starts_with(char::is_uppercase);
    initial && word.split('.').all(letters)
}

/// Whether what follows cannot begin a sentence.
fn goes_on(rest: &str, mark: char) -> bool {
    let first = rest
        .chars()
        .find(|c| !c.is_whitespace() && !is_quote(*c) && !matches!(c, '(' | '[' | '*' | '_' | '>'));
    match first {
        None => false,
        Some(c) if stands_alone(c) => false,
        // A lower-case letter: “Why?” he asked.
        Some(c) if c.is_lowercase() => true,
        Some(c) => matches!(mark, '.' | '…') && matches!(c, ',' | ';' | ':' | ')' | '–' | '—'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let text = SourceText::markdown(text);
        let all = sentences(&text);
        let part = |s: &Sentence| text.text()[s.bytes.clone()].to_owned();
        all.iter().map(part).collect()
    }

    #[test]
    fn sentences_end_where_a_person_sees_it() {
        for text in [
            "One here. | Two there! | Three?",
            "Mr. Smith met Gen. M. A. Milley at 3.5 p.m. in Washington. | He left.",
            "The U.S. Senate sat, e.g. in May. | It rose.",
            "“Why?” he asked. | “Because!” | She left.",
            "He called him a “fascist traitor.” | Then he left.",
            "So … it went on. | And on…",
            "(A note.) | Another.",
            "See example.org for more. | Or not.",
            "It cost $3.50. | That is 4.",
            "Lt. Col. (ret.) Ilić spoke. | It rained.",
            "It ended.[1] | It began.",
            "No stop at the end",
            "Он ушёл. | Она осталась.",
            "ماذا قال؟ | ذهب إلى البيت. | عاد۔ | ثم نام",
            "यह पहला है। | यह दूसरा है।",
        ] {
            let expected: Vec<&str> = text.split(" | ").collect();
            assert_eq!(cut(&text.replace(" | ", " ")), expected);
        }
        let listed = "1. The first of a list. It goes on.";
        assert_eq!(cut(listed), ["The first of a list.", "It goes on."]);
        let plain = sentences(&SourceText::plain(listed));
        let bytes: Vec<_> = plain.into_iter().map(|s| s.bytes).collect();
        assert_eq!(bytes, [0..23, 24..35], "its number is one of its words");
        assert_eq!(
            cut("他说：“我走了。”她没走！真的？是"),
            ["他说：“我走了。”", "她没走！", "真的？", "是"]
        );
    }

    #[test]
    fn what_is_said_to_be_no_mark_belongs_to_its_sentence() {
        assert_eq!(
            cut("\\# 3 on the list. So.\n\n\\- he said\n\n- \\> 5\n\n12\\. Mai war es."),
            [
                "# 3 on the list.",
                "So.",
                "- he said",
                "> 5",
                "12\\. Mai war es."
            ]
        );
    }

    #[test]
    fn marks_of_lists_and_quotes_belong_to_no_sentence() {
        let text = "# Title. No.\n\n## Head\n\n- One. Two.\n- Three\n\n> A quoted\n> line. Another.\r\n\r\n---\r\n";
        assert_eq!(
            cut(text),
            ["One.", "Two.", "Three", "A quoted\n> line.", "Another."]
        );
        let text = SourceText::markdown(text);
        let paragraphs: Vec<usize> = sentences(&text).iter().map(|s| s.paragraph).collect();
        assert_eq!(paragraphs, [0, 0, 1, 2, 2]);
    }

    #[test]
    fn what_is_not_shown_belongs_to_no_sentence() {
        let text = "[a]: http://x.org \"So. It is.\"\n\nSee [this](b.c \"He left. She\") and that. *So.* \
            It &amp; they.\n\n```text\n# Not. A heading.\n```\n\n`one. two` three. Four.\n";
        assert_eq!(
            cut(text),
            [
                "See [this](b.c \"He left. She\") and that.",
                "So.",
                "It &amp; they.",
                "# Not.",
                "A heading.",
                "one. two` three.",
                "Four.",
            ]
        );
        assert_eq!(cut("`One.\nTwo` so."), ["One.", "Two` so."]);
        assert_eq!(cut("... !!! So. ? No."), ["... !!! So.", "? No."]);
    }

    #[test]
    fn notes_without_end_are_read_at_once() {
        let text = format!("So.{} It went.", "[1]".repeat(300_000));
        assert_eq!(cut(&text).len(), 2);
        let text = format!("So.{}", "[. ".repeat(300_000));
        assert_eq!(cut(&text).len(), 1);
    }

    #[test]
    fn every_word_of_a_paragraph_is_in_a_sentence() {
        let text = include_str!("../../graphs/civil-military/brief.md");
        let text = SourceText::markdown(text);
        let all = sentences(&text);
        for (n, p) in text.paragraphs().iter().enumerate() {
            let own: Vec<_> = all.iter().filter(|s| s.paragraph == n).collect();
            assert!(!own.is_empty(), "{}", p.anchor);
            let mut at = p.bytes.start;
            for s in own {
                let between = &text.text()[at..s.bytes.start];
                assert!(!between.contains(char::is_alphanumeric), "{between:?}");
                at = s.bytes.end;
            }
            assert!(!text.text()[at..p.bytes.end].contains(char::is_alphanumeric));
        }
    }
}
