//! What is shown as the words of sentences is what can be cited, for any text.

use proptest::prelude::*;

use super::Shown;
use crate::model::{SourceText, TextIndex, sentences};

/// The letters that are shown of what is said, each with the bytes that it is.
fn shown_letters(text: &SourceText) -> Vec<(std::ops::Range<usize>, char)> {
    let blocks = text.blocks();
    let mut all = Vec::new();
    for block in blocks.all().iter().filter(|b| b.kind.is_said()) {
        for run in blocks.runs(block) {
            let shown = run.text(text.text());
            for (at, c) in shown.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                let bytes = match run.shown {
                    Shown::AsIs => run.bytes.start + at..run.bytes.start + at + c.len_utf8(),
                    _ => run.bytes.clone(),
                };
                all.push((bytes, c));
            }
        }
    }
    all
}

/// Fails unless every letter that is shown of what is said is in one sentence, every
/// sentence is made of such letters and can be cited, and they stand in order.
fn agrees(source: &str, markdown: bool) {
    let text = SourceText::new(source, markdown);
    let told = || format!("{source:?} {markdown}");
    let mut end = 0;
    for p in text.paragraphs() {
        assert!(end <= p.bytes.start && p.bytes.start <= p.bytes.end);
        assert!(text.text().get(p.bytes.clone()).is_some());
        end = p.bytes.end;
    }
    let letters = shown_letters(&text);
    let mut letters = letters.iter().peekable();
    let mut end = 0;
    let all = sentences(&text);
    for sentence in &all {
        let bytes = &sentence.bytes;
        assert!(end <= bytes.start && bytes.start < bytes.end, "{}", told());
        assert!(text.text().get(bytes.clone()).is_some(), "{}", told());
        end = bytes.end;
        let mut own = 0;
        while let Some((at, c)) = letters.next_if(|(at, _)| at.start < bytes.end) {
            let inside = bytes.start <= at.start && at.end <= bytes.end;
            assert!(inside, "{c:?} at {at:?}, {bytes:?}: {}", told());
            own += 1;
        }
        assert!(own > 0, "{bytes:?} says nothing: {}", told());
        let p = &text.paragraphs()[sentence.paragraph];
        assert!(p.bytes.start <= bytes.start && bytes.end <= p.bytes.end);
        assert!(text.can_cite(bytes), "{bytes:?}: {}", told());
    }
    let left = letters.next();
    assert!(left.is_none(), "{left:?} is in no sentence: {}", told());
    for block in text.blocks().all().iter().filter(|b| !b.kind.is_said()) {
        let apart = |s: &crate::model::Sentence| {
            s.bytes.end <= block.bytes.start || block.bytes.end <= s.bytes.start
        };
        assert!(all.iter().all(apart), "{block:?}: {}", told());
        assert!(!text.can_cite(&block.bytes), "{block:?}: {}", told());
    }
    // What stands there is noted with its paragraph; but whoever compares words in
    // Markdown takes everything that looks like the target of a link for one.
    if markdown && source.contains("](") {
        return;
    }
    let index = TextIndex::new(&text);
    for sentence in all.iter().take(8) {
        let standing = index.stand(&sentence.bytes);
        let anchor = &text.paragraphs()[sentence.paragraph].anchor;
        assert_eq!(&standing.anchor, anchor, "{sentence:?}: {}", told());
    }
}

/// Pieces of which nasty texts are made.
const PIECES: [&str; 76] = [
    "Ada wrote. Bob answered.",
    "“Why?” he asked. ",
    "word",
    " ",
    "  ",
    "\t",
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    "\r\n",
    "\r\n\r\n",
    "\r",
    "\r\r",
    "# ",
    "## ",
    "## The end ##\n",
    "###### ",
    "#",
    "Title\n=====\n",
    "Title\n---\n",
    "===\n",
    "---\n",
    "***\n",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2) ",
    "12\\. Mai",
    "> ",
    ">",
    "> > ",
    ">\n",
    "    ",
    "\n    code. More.\n",
    "```\n",
    "```rust\n# Not. A heading.\n```\n",
    "~~~\n",
    "`",
    "``",
    "`one. two`",
    "`one.\ntwo.`",
    "*",
    "**",
    "_",
    "___",
    "\\",
    "\\#",
    "[a]: http://x.org \"So. It is.\"\n",
    "[a]",
    "[a](b.c \"He left. She\")",
    "![a. B](c)",
    "](",
    "[",
    "]",
    "[1]",
    "<b>",
    "</b>",
    "<br>\n",
    "<div>\nIn. It.\n",
    "<!-- not. said -->",
    "<!--",
    "<script>\nalert(1)\n</script>\n",
    "<http://x.org>",
    "| a | b |\n|---|---|\n| c. D | e |\n",
    "---\ntitle: A\n---\n",
    "key: value\n",
    "&amp;",
    "&ngE;",
    "&nbsp;",
    "&#48;",
    "中文。是！",
    "שלום. ",
    "e\u{301}. \u{a0}\u{200b}",
    "\0\u{feff}…?!",
];

fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
        1 => "[ -~\n]{0,6}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_shown_as_words_can_be_cited_and_nothing_else(text in nasty()) {
        agrees(&text, true);
        agrees(&text, false);
    }
}

#[test]
fn texts_that_were_once_cut_in_two_ways_are_cut_in_one() {
    for text in [
        "",
        "# line of a text\nAda wrote.\n",
        "Title\n=====\n\nSo it was.\n\nHead\n----\nIt. Is.\n",
        "[x]: http://x.org\n\nSee [x]. It is.\n",
        "```\n# no heading. So.\n```\n\n    ## nor this\n",
        "<div>\nSaid. So.\n</div>\n\nAnd *so*.\n",
        "---\ntitle: A. B\n---\n\nSo.\n",
        "1. One. Two.\n2. Three\n\n   Four.\n",
        "> a. B.\n>\n> > c. D.\n>\n> # e\n",
        "- > 1. a\n\n  ```\n  b. C\n  ```\n- \n-\n",
        "| a | b |\n|---|---|\n| c. D | e |\n",
        "    \n\t\n \r\n",
    ] {
        agrees(text, true);
        agrees(text, false);
    }
}

#[test]
fn long_texts_of_any_sort_are_cut_in_one_way() {
    for text in [
        "So it goes, and goes on. ".repeat(1_000),
        "中".repeat(6_000),
        "a*b*".repeat(4_000),
        "## a ".repeat(3_000),
        "`code`\n".repeat(2_000),
        "a line of some words\n".repeat(1_000),
        "\n\n- one. Two.\r\n> three\r".repeat(1_000),
        "&amp;&ngE; ".repeat(1_500),
        "```\n".to_owned() + &"\n".repeat(9_000) + "so.\n```\n",
        "[a]: b\n".repeat(2_000) + "So.",
        ">".repeat(3_000) + " so. It.",
        "[".repeat(20_000),
        "_".repeat(20_000),
        "* ".repeat(300) + "so.",
    ] {
        agrees(&text, true);
        agrees(&text, false);
    }
}
