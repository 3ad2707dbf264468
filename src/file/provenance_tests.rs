//! What can be wrong with who entered claims, and with responses.

use super::problem_tests::{EVERYTHING, one};
use super::{parse, to_ron};
use crate::model::{ActionId, Claimant};

/// The line and column of some words of the sample.
fn at(needle: &str) -> String {
    let before = &EVERYTHING[..EVERYTHING.find(needle).expect("in the sample")];
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("{}:{column}", before.matches('\n').count() + 1)
}

fn one_at(needle: &str, old: &str, new: &str, what: &str) {
    one(old, new, &format!("{}: error: {what}", at(needle)));
}

#[test]
fn claims_say_who_entered_them_and_actions_what_is_answered() {
    let doc = parse(EVERYTHING.as_bytes()).expect("sound").document;
    let action = |id: &str| {
        let id = ActionId::new(id).expect("valid");
        doc.graph.action(&id).expect("there")
    };
    let [noted, claim] = &action("bismarck-hosts").claims[..] else {
        panic!("two claims");
    };
    assert!(noted.entered.is_none() && noted.changed.is_none());
    let entered = claim.entered.as_ref().expect("noted");
    assert_eq!(entered.by, "Ada \"the clerk\"");
    assert_eq!(entered.at.to_string(), "2026-11-25T18:04:07Z");
    let changed = claim.changed.as_ref().expect("noted");
    assert_eq!(changed.by, "", "nobody gave a name");
    let [germany, porte] = &action("powers-revise").responses[..] else {
        panic!("two responses");
    };
    assert_eq!(germany.words, "The treaty was never \"final\".");
    assert_eq!(germany.when.to_string(), "1878-07");
    assert!(germany.source.is_some() && porte.source.is_none());
    assert_eq!(porte.by, Claimant::Outsider("the Porte".to_owned()));
    assert_eq!(to_ron(&doc), EVERYTHING);
}

#[test]
fn what_is_wrong_with_them_is_told_where_it_stands() {
    one_at(
        "\"2026-11-26T00:00:00Z\"",
        "\"2026-11-26T00:00:00Z\"",
        "\"yesterday\"",
        "\"yesterday\" is not a moment: write it in UTC, as 2021-01-08T14:30:00Z (correct it, or \
         leave out the whole note)",
    );
    one_at(
        "(at: \"2026-11-26T00:00:00Z\")",
        "(at: \"2026-11-26T00:00:00Z\")",
        "(by: \"Ada\")",
        "the note of who changed a claim has no field at (add at: …,)",
    );
    one_at(
        "by: \"Ada",
        "(by: \"Ada",
        "(bi: \"Ada",
        "the note of who entered a claim has an unknown field bi (did you mean by?)",
    );
    one_at(
        "\"did not answer\"",
        "\"did not answer\"",
        "\" \"",
        "a response is blank (write something)",
    );
    one_at(
        "(\n                    by: Outsider(\"the Porte\")",
        "                    by: Outsider(\"the Porte\"),\n",
        "",
        "the response to action \"powers-revise\" has no field by (add by: …,)",
    );
    one_at(
        "Outsider(\"the Porte\")",
        "by: Outsider(\"the Porte\")",
        "by: \"the Porte\"",
        "found text in quotes, expected Actor(\"id\") or Outsider(\"name\") (say whether it is an \
         actor of the graph or somebody else)",
    );
    let last = EVERYTHING
        .rfind("source: \"chronicle\"")
        .expect("in a response");
    let mut text = EVERYTHING.to_owned();
    text.replace_range(last..last + 19, "source: \"chronicel\"");
    let problems = parse(text.as_bytes()).expect_err("spoilt");
    assert_eq!(problems.len(), 1);
    let told = problems[0].to_string();
    assert!(
        told.contains("no source \"chronicel\" (did you mean \"chronicle\"?)"),
        "{told}"
    );
}

/// A file of version 3 with these fields was put together by hand.
#[test]
fn older_files_have_none_of_it() {
    let older = EVERYTHING.replacen("version: 4", "version: 3", 1);
    let problems = parse(older.as_bytes()).expect_err("refused");
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    for what in [
        "no note of who entered a claim",
        "no note of who changed a claim",
        "no responses",
    ] {
        let found = told.iter().find(|t| t.contains(what));
        let found = found.unwrap_or_else(|| panic!("{what}: {told:?}"));
        assert!(found.contains("version 3 has"), "{found}");
        assert!(found.contains("write version: 4 at the top"), "{found}");
    }
}
