//! What can be wrong with lenses, and where that is told.

use super::problem_tests::{EVERYTHING, one};
use crate::model::Test;

#[test]
fn lenses_have_their_problems_too() {
    let at = |needle: &str| {
        let before = &EVERYTHING[..EVERYTHING.find(needle).expect("in the sample")];
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        format!("{}:{column}", before.matches('\n').count() + 1)
    };
    let one_at = |needle: &str, old: &str, new: &str, what: &str| {
        one(old, new, &format!("{}: error: {what}", at(needle)));
    };
    one_at(
        "\"Diplomats\"",
        "\"Diplomats\"",
        "\"Reported in 1878\"",
        &format!(
            "two lenses have the name \"Reported in 1878\"; the first is at line {}, column 19 \
             (give one of them another name)",
            at("\"Reported in 1878\"")
                .split(':')
                .next()
                .expect("a line")
        ),
    );
    one_at(
        "Tag([\"diplomacy\", \"host\"])",
        "Tag([\"diplomacy\", \"host\"])",
        "Tags([\"host\"])",
        "found Tags(…), expected a filter such as Kind([Person]) (did you mean Tag?)",
    );
    one_at(
        "Tag([\"diplomacy\", \"host\"])",
        "Tag([\"diplomacy\", \"host\"])",
        "Tag([])",
        "a filter asks nothing (correct it, or leave the filter out)",
    );
    one_at(
        "Tag([\"diplomacy\", \"host\"])",
        "Tag([\"diplomacy\", \"host\"])",
        "Disagreement([])",
        "found Disagreement(…), expected Disagreement (write Disagreement alone, without brackets)",
    );
    one_at(
        "Tag([\"diplomacy\", \"host\"])",
        "Tag([\"diplomacy\", \"host\"])",
        "Disagrement",
        "found the word Disagrement, expected a filter such as Kind([Person]) (did you mean Disagreement?)",
    );
    one_at(
        "[\"diplomacy\", \"host\"]),",
        "Tag([\"diplomacy\", \"host\"])",
        "Tag(\"host\")",
        "found text in quotes, expected a list […] (put it in square brackets)",
    );
    one_at(
        "Actor(\"san-stefano\"), Out",
        "Actor(\"san-stefano\"), Out",
        "Someone(\"san-stefano\"), Out",
        "found Someone(…), expected Actor(\"id\") or Outsider(\"name\") (say whether it is an actor \
         of the graph or somebody else)",
    );
    one_at(
        "Degree(least: 1, most: 20)",
        "least: 1, most: 20",
        "least: 21, most: 20",
        "no number is at least 21 and at most 20 (correct it, or leave the filter out)",
    );
    one_at(
        "20),",
        "most: 20)",
        "most: 9999999999)",
        "9999999999 is too many actions (4294967295 is the most)",
    );
    one_at(
        "Date(from: \"1878\"",
        "to: \"1878-12\"",
        "to: \"1877\"",
        "the dates from 1878 to 1877 end before they start (correct it, or leave the filter out)",
    );
    one_at(
        "\"1878-12\"",
        "to: \"1878-12\"",
        "to: \"1878-13\"",
        "\"1878-13\": there is no month 13 (write a year, a month or a day)",
    );
    one_at(
        "Hide",
        "rest: Hide",
        "rest: Hidden",
        "there is no way with the rest Hidden, expected Fade, Hide (did you mean Hide?)",
    );
}

/// It needs nothing in brackets, also turned round.
#[test]
fn disagreement_is_written_alone() {
    for word in ["Disagreement", "Not(Disagreement)"] {
        let text = EVERYTHING.replacen("Tag([\"diplomacy\", \"host\"])", word, 1);
        let read = crate::file::parse(text.as_bytes()).unwrap_or_else(|e| panic!("{e:?}"));
        let lenses = &read.document.lenses;
        let mut filters = lenses.iter().flat_map(|l| &l.filters);
        let found = filters.find(|f| f.test == Test::Disagreement);
        assert_eq!(found.expect("read").not, word.starts_with("Not"));
        let written = crate::file::to_ron(&read.document);
        assert!(written.contains(&format!("  {word},")), "{written}");
    }
}
