//! What can be wrong with where words stand, and with what is said of sources.

use super::problem_tests::{EVERYTHING, one};
use super::{parse, to_ron};
use crate::model::{ActionId, Document, Skip, SourceId, SourceText, TextIndex};

const CHRONICLE: &str = include_str!("../../tests/samples/v4/chronicle.md");

fn sample() -> Document {
    parse(EVERYTHING.as_bytes()).expect("sound").document
}

/// The line and column of some words of the sample.
fn at(needle: &str) -> String {
    let before = &EVERYTHING[..EVERYTHING.find(needle).expect("in the sample")];
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("{}:{column}", before.matches('\n').count() + 1)
}

#[test]
fn spots_and_sources_say_what_they_are() {
    let doc = sample();
    let chronicle = SourceText::markdown(CHRONICLE);
    let index = TextIndex::new(&chronicle);
    let hosts = ActionId::new("bismarck-hosts").expect("valid");
    let claim = &doc.graph.action(&hosts).expect("there").claims[0];
    let stands = chronicle.find(&claim.anchor, &claim.quote).expect("there");
    assert_eq!(claim.spot.as_deref(), Some(&index.spot(stands)));
    let [primary, other] = ["letters", "chronicle"].map(|id| {
        let id = SourceId::new(id).expect("valid");
        doc.sources[&id].clone()
    });
    assert!(primary.primary && !other.primary);
    let skips: Vec<&Skip> = other.not_relevant.iter().collect();
    assert_eq!(skips.len(), 1);
    assert_eq!(skips[0].words, "In June of 1878 the powers met in Berlin.");
    assert_eq!(skips[0].spot.times, 2);
    assert_eq!(to_ron(&doc), EVERYTHING);
}

#[test]
fn unknown_fields_of_spots_are_told() {
    one(
        "at: 80, before",
        "at: 80, befor",
        &format!(
            "{}: error: the spot has an unknown field befor (did you mean before?)",
            at("before: \"# A short chronicle ## The Congress In")
        ),
    );
}

#[test]
fn numbers_of_spots_are_those_of_a_text() {
    let wrong = |old: &str, new: &str, needle: &str, what: &str| {
        one(old, new, &format!("{}: error: {what}", at(needle)));
    };
    wrong(
        "at: 80",
        "at: 4294967296",
        "80, before",
        "4294967296 is beyond the end of any text (texts have at most 5000000 bytes)",
    );
    wrong(
        "at: 80",
        "at: -1",
        "80, before",
        "found the number -1, expected a whole number (write a number such as 1)",
    );
    wrong(
        "times: 2",
        "times: 0",
        "2)),",
        "words that stand nowhere (leave it out where the words stand once)",
    );
    wrong(
        "primary: true",
        "primary: maybe",
        "true,\n        ),\n    },\n    retired",
        "found the word maybe, expected true or false (write true or false)",
    );
}

#[test]
fn a_sentence_stands_once_in_the_list_and_has_words() {
    let line = EVERYTHING.lines().find(|l| l.contains("times: 2"));
    let line = line.expect("in the sample");
    let first = at("(words: \"In June");
    let (number, column) = first.split_once(':').expect("a place");
    let next = number.parse::<u32>().expect("a number") + 1;
    one(
        line,
        &format!("{line}\n{line}"),
        &format!(
            "{next}:{column}: error: the sentence stands twice in the list; the first is at line \
             {number}, column {column} (remove one of them)"
        ),
    );
    one(
        "words: \"In June of 1878 the powers met in Berlin.\"",
        "words: \" \"",
        &format!(
            "{}: error: the sentence is blank (write something)",
            at("\"In June of 1878 the powers met in Berlin.\"")
        ),
    );
}

/// A file of version 2 with these fields was put together by hand.
#[test]
fn older_files_have_none_of_it() {
    let older = EVERYTHING.replacen("version: 4", "version: 2", 1);
    let problems = parse(older.as_bytes()).expect_err("refused");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    for what in [
        "no spots of claims",
        "no primary sources",
        "no sentences that are not relevant",
    ] {
        let found = told.iter().find(|t| t.contains(what));
        let found = found.unwrap_or_else(|| panic!("{what}: {told:?}"));
        assert!(found.contains("version 2 has"), "{found}");
        assert!(found.contains("write version: 3 at the top"), "{found}");
    }
}
