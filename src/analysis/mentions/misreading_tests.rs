//! Tests of what is easily misread: where a paragraph ends, what is no verb, who "him"
//! is, and what is too long to be read.

use super::suggest::{Who, suggest};
use super::suggest_tests::{index, told, told_behind};

#[test]
fn a_paragraph_before_has_no_part_in_what_is_done() {
    for (text, expected) in [
        // Not "Board Quist", nor is it the board that sues.
        (
            "# The Harbour Board{}{}Quist sued Rell.",
            "quist [sues] rell () -: Reported",
        ),
        (
            "By the Harbour Board{} {}sued Rell.",
            "- [sues] rell () -: Reported",
        ),
        (
            "- the Harbour Board{}- sued Rell",
            "- [sues] rell () -: Reported",
        ),
        ("1. Quist{}2. sued Rell", "- [sues] rell () -: Reported"),
        ("- Rell sued{}- Quist left", "rell [sues] - () -: Reported"),
        // But a line may break anywhere.
        ("Quist{}sued Rell.", "quist [sues] rell () -: Reported"),
        ("Ines{}Quist sued Rell.", "quist [sues] rell () -: Reported"),
    ] {
        for line_end in ["\n", "\r\n"] {
            let text = text.replace("{}", line_end);
            assert_eq!(told(&text), expected, "{text:?}");
        }
    }
    // Nor does a sentence begin in it.
    for before in [
        "The Harbour Board\r\n\r\n",
        "The Harbour Board\n \n",
        "- The Harbour Board\n- ",
    ] {
        let read = told_behind(before, "sued Rell.");
        assert_eq!(read, "- [sues] rell () -: Reported", "{before:?}");
    }
}

#[test]
fn only_a_verb_denies() {
    for (text, expected) in [
        (
            "In a dispute over fees Quist sued Rell.",
            "quist [sues] rell () -: Reported",
        ),
        (
            "After the dispute Quist sued Rell.",
            "quist [sues] rell () -: Reported",
        ),
        (
            "After disputes Quist sued Rell.",
            "quist [sues] rell () -: Reported",
        ),
        (
            "Lind met Kohl, who denies that Quist sued Rell.",
            "+Lind [meets] +Kohl () -: Reported",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
    // Said by the way, it is no denial to be told of; nor is what is denied so.
    let read = told_behind(
        "Rell left after Kohl disputed that ",
        "Quist sued the Courier.",
    );
    assert_eq!(read, "quist [] courier () -: Reported");
}

#[test]
fn nouns_that_end_like_adverbs_are_none() {
    for (text, expected) in [
        (
            "Quist paid Rell, the ruling family said.",
            "quist [pays] rell () “the ruling family”: Alleged",
        ),
        (
            "Quist paid Rell, a close ally said.",
            "quist [pays] rell () “a close ally”: Alleged",
        ),
        (
            "Quist paid Rell, the gas monopoly said.",
            "quist [pays] rell () “the gas monopoly”: Alleged",
        ),
        (
            "Quist flatly sued Rell.",
            "quist [sues] rell () -: Reported",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn him_is_nobody_where_it_may_be_several() {
    for (text, expected) in [
        ("Quist sued him.", "quist [sues] - () -: Reported"),
        (
            "Rell left, and Quist sued him.",
            "quist [sues] rell () -: Reported",
        ),
        ("Rell met Kohl, and Quist sued him.", "+Kohl"),
        ("Quist met Rell and sued him.", "quist"),
    ] {
        let read = told(text);
        let whom = suggest(
            &index(),
            text,
            text.find("sued").expect("there")..text.len(),
        );
        match expected.contains('[') {
            true => assert_eq!(read, expected, "{text}"),
            false => assert_eq!(whom.to, None, "{text}"),
        }
    }
}

#[test]
fn whoever_is_guessed_is_not_sure_though_they_are_named() {
    // She may be either; behind, one of them is named.
    let text = "Quist met Rell. She left, and Quist sued the Courier.";
    let s = suggest(&index(), text, 16..text.len());
    let quist = s
        .cast
        .iter()
        .find(|c| matches!(&c.who, Who::Known(id) if id.to_string() == "quist"));
    assert!(!quist.expect("named").sure);
}

#[test]
fn somebody_new_is_one_whatever_their_title() {
    let before = "Senator Jack Reed left. ";
    let text = format!("{before}He thanked Jack Reed’s aide.");
    let s = suggest(&index(), &text, before.len()..text.len());
    let names: Vec<&str> = s
        .cast
        .iter()
        .filter_map(|c| match &c.who {
            Who::New(new) => Some(new.name.as_str()),
            Who::Known(_) => None,
        })
        .collect();
    assert_eq!(names, ["Jack Reed"]);
}

#[test]
fn of_a_long_passage_only_the_names_are_read() {
    // As many words, names and pronouns as a large text has.
    let mut text = "Quist met Rell and sued him.\n".repeat(35_000);
    for n in 0..60_000_u32 {
        let letter = |of: u32| char::from(b'a' + u8::try_from(of % 26).expect("small"));
        let [a, b, c, d] = [n, n / 26, n / 676, n / 17_576].map(letter);
        text += &format!("she met Mo{a}{b}{c}{d} here. ");
    }
    assert!(text.len() > 2_000_000);
    let s = suggest(&index(), &text, 0..text.len());
    assert_eq!((s.from, s.to, s.verb.as_str()), (None, None, ""));
    assert_eq!(s.cast.len(), 1_000);
}
