//! What is shown of a text, and from which of its bytes.

use super::*;

/// A block as a line: what it is, and what it shows.
fn told(text: &str, markdown: bool) -> Vec<String> {
    let blocks = Blocks::new(text, markdown);
    let all = blocks.all().iter();
    all.map(|b| {
        let kind = match b.kind {
            Kind::Heading(n) => format!("h{n}"),
            Kind::Text => "p".to_owned(),
            Kind::Code => "code".to_owned(),
            Kind::Rule => "rule".to_owned(),
            Kind::Front => "front".to_owned(),
        };
        let marker = match b.marker {
            Marker::None => String::new(),
            Marker::Bullet => "• ".to_owned(),
            Marker::Number(n) => format!("{n}. "),
        };
        let shown: String = blocks.runs(b).iter().map(|r| r.text(text)).collect();
        let deep = ">".repeat(b.quotes.into()) + &"-".repeat(b.lists.into());
        format!("{deep}{kind} {marker}{shown}")
    })
    .collect()
}

/// Every letter that is shown as it is stands where it is said to stand, in
/// order, and none is shown twice.
fn is_exact(text: &str, markdown: bool) {
    let blocks = Blocks::new(text, markdown);
    let mut at = 0;
    for block in blocks.all() {
        assert!(block.bytes.start >= at, "{block:?}");
        for run in blocks.runs(block) {
            assert!(run.bytes.start >= at && run.bytes.end <= text.len());
            assert!(!run.bytes.is_empty());
            at = run.bytes.end;
            assert!(text.is_char_boundary(run.bytes.start) && text.is_char_boundary(at));
        }
        assert!(block.bytes.end == at);
    }
}

#[test]
fn the_backslash_before_what_is_no_mark_is_not_shown() {
    let text = "\\# 3 on the list\n\n- \\> 5\n\n12\\. Mai\n\n\\```\n";
    assert_eq!(
        told(text, true),
        ["p # 3 on the list", "-p • > 5", "p 12. Mai", "p ```"]
    );
    is_exact(text, true);
}

#[test]
fn markdown_is_cut_into_blocks() {
    let text = "# Title\n\nOne *two*\n**three** `four`\nand [five](http://x \"t\").\n\n## Head &amp; tail\n\n- a\n- b\n  - c\n\n3. d\n\n> quoted\n> on\n\n    code\n\n---\n\nend\\*\n";
    assert_eq!(
        told(text, true),
        [
            "h1 Title",
            "p One two three four and five.",
            "h2 Head & tail",
            "-p • a",
            "-p • b",
            "--p • c",
            "-p 3. d",
            ">p quoted on",
            "code code",
            "rule ",
            "p end*",
        ]
    );
    is_exact(text, true);
    let blocks = Blocks::new(text, true);
    let runs = blocks.runs(&blocks.all()[1]);
    let styled = |word: &str| {
        let run = runs.iter().find(|r| r.text(text) == word);
        run.unwrap_or_else(|| panic!("{word}: {runs:?}")).style
    };
    assert!(styled("two").slanted && styled("three").strong);
    assert!(styled("four").code && styled("five").link);
    let five = text.find("five").expect("there");
    assert_eq!(blocks.at(five), 1);
    assert_eq!(blocks.at(0), 0);
    assert_eq!(blocks.at(text.len()), blocks.all().len() - 1);
}

#[test]
fn what_a_text_says_of_itself_stands_apart() {
    let text = "---\ntitle: A\ndate: 2020\n---\n# A\n\nSo.\n";
    assert_eq!(
        told(text, true),
        ["front title: A\ndate: 2020", "h1 A", "p So."]
    );
    is_exact(text, true);
    assert_eq!(told(text, false).len(), 2);
}

#[test]
fn plain_text_stays_as_it_is() {
    let text = "# No heading\r\n*no* list\r\n\r\n  indented\rold\n\n\n";
    assert_eq!(
        told(text, false),
        ["p # No heading\n*no* list", "p   indented\nold"]
    );
    is_exact(text, false);
    let list = "Two things:\n- one\n  more\n* two\n\n- three\n";
    assert_eq!(
        told(list, false),
        ["p Two things:", "p - one\n  more", "p * two", "p - three"]
    );
    is_exact(list, false);
    let blocks = Blocks::new(list, false);
    let tight: Vec<bool> = blocks.all().iter().map(|b| b.next_line).collect();
    assert_eq!(tight, [false, true, true, false]);
    assert_eq!(told("", false), [""; 0]);
    assert_eq!(told("\n \n", true), [""; 0]);
}

#[test]
fn scripts_and_marks_of_other_languages_are_only_shown() {
    let text = "a <b>c</b>\n\n<script>\nalert(1)\n</script>\n";
    let told = told(text, true);
    assert_eq!(told[0], "p a <b>c</b>");
    assert_eq!(told[1], "code <script>\nalert(1)\n</script>");
    is_exact(text, true);
}

#[test]
fn what_is_too_long_is_cut_where_sentences_or_words_end() {
    let sentence = "So it goes, and goes on. ";
    let long = sentence.repeat(1_000);
    let words = "word ".repeat(2_000);
    let unbroken = "中".repeat(5_000);
    let wrapped = "a line of some words\n".repeat(1_000);
    let code = format!("`{}`", wrapped.trim_end());
    for (text, markdown) in [
        (&long, true),
        (&words, true),
        (&unbroken, false),
        (&unbroken, true),
        (&wrapped, true),
        (&wrapped, false),
        (&code, true),
    ] {
        is_exact(text, markdown);
        let blocks = Blocks::new(text, markdown);
        assert!(blocks.all().len() > 2);
        let mut shown = 0;
        for (n, block) in blocks.all().iter().enumerate() {
            let size: usize = blocks.runs(block).iter().map(|r| r.text(text).len()).sum();
            assert!(size <= LONGEST, "{size}");
            assert_eq!(block.goes_on, n > 0);
            let all = blocks.runs(block).iter().flat_map(|r| r.text(text).chars());
            shown += all.filter(|c| !c.is_whitespace()).count();
        }
        let all = text
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '`')
            .count();
        assert_eq!(shown, all, "nothing is left out");
    }
    let blocks = Blocks::new(&long, true);
    for block in blocks.all() {
        assert!(long[block.bytes.clone()].trim_end().ends_with('.'));
    }
}

#[test]
fn code_on_several_lines_is_shown_as_it_stands() {
    for (text, shown) in [
        ("Run `cargo\ntest` now.", "p Run cargo test now."),
        ("Run ` cargo\r\ntest ` now.", "p Run cargo test now."),
        ("Run ``\ncargo `x`\n`` now.", "p Run cargo `x` now."),
        ("> Run `cargo\n> test` now.", "p Run cargo test now."),
    ] {
        let all = told(text, true);
        assert!(all[0].ends_with(&shown[2..]), "{all:?}");
        is_exact(text, true);
    }
}
