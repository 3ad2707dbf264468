//! Tests of what is said about files that cannot be read, and where.

use super::{Problem, parse};

pub(super) const EVERYTHING: &str = include_str!("../../tests/samples/v4/everything.ron");

fn refused(text: &str) -> Vec<Problem> {
    parse(text.as_bytes()).map_or_else(|p| p, |_| panic!("this was taken:\n{text}"))
}

/// The problems of the full sample after replacing `old` by `new`, as text.
fn spoilt(old: &str, new: &str) -> Vec<String> {
    assert_eq!(EVERYTHING.matches(old).count(), 1, "{old} is not unique");
    let problems = refused(&EVERYTHING.replace(old, new));
    problems.iter().map(ToString::to_string).collect()
}

pub(super) fn one(old: &str, new: &str, expected: &str) {
    let found = spoilt(old, new);
    assert_eq!(found, [expected], "after {old} became {new}");
}

#[test]
fn each_problem_has_its_place_and_a_hint() {
    one(
        "portrait: \"por",
        "portait: \"por",
        "19:13: error: the actor \"bismarck\" has an unknown field portait (did you mean portrait?)",
    );
    one(
        "            kind: State,\n",
        "",
        "21:20: error: the actor \"germany\" has no field kind (add kind: …,)",
    );
    one(
        "kind: State,",
        "kind: Stat,",
        "23:19: error: there is no kind of actor Stat, expected Person, State, Institution, Group, \
         Event, Norm (did you mean State?)",
    );
    one(
        "kind: State,",
        "kind: \"State\",",
        "23:19: error: found text in quotes, expected Person, State, Institution, Group, Event, \
         Norm (write State, without quotes)",
    );
    one(
        "kind: State,",
        "kind: State,\n            kind: State,",
        "24:13: error: the actor \"germany\" has the field kind twice; it was first given at line \
         23, column 13 (remove one of them)",
    );
    one(
        "\"san-stefano\": (",
        "\"germany\": (name: \"G\", kind: State), \"san-stefano\": (",
        "33:9: error: the id \"germany\" is given to two actors; it was first given at line 21, \
         column 9 (give one of them another id, or remove it)",
    );
    one(
        "from: \"bismarck\"",
        "from: \"bismark\"",
        "41:19: error: there is no actor \"bismark\" (did you mean \"bismarck\"?)",
    );
    one(
        "Actor(\"powers\")",
        "Actor(\"power\")",
        "61:31: error: there is no actor \"power\" (did you mean \"powers\"?)",
    );
    one(
        "source: \"letters\"",
        "source: \"diary\"",
        "62:29: error: there is no source \"diary\" (correct the id, or add the source)",
    );
    one(
        "\"germany\": (x: 1",
        "\"austria\": (x: 1",
        "123:17: error: there is no actor \"austria\" (correct the id, or add the actor)",
    );
    one(
        "Actor(\"powers\")",
        "Actr(\"powers\")",
        "61:25: error: found Actr(…), expected Actor(\"id\") or Outsider(\"name\") (did you mean \
         Actor?)",
    );
    one(
        "status: Alleged",
        "status: alleged",
        "63:29: error: there is no status alleged, expected Alleged, Reported, Confirmed, \
         Disputed, Denied, Retracted (did you mean Alleged?)",
    );
    one(
        "confidence: Low",
        "confidence: None",
        "64:33: error: there is no confidence None, expected Low, Medium, High (write one of \
         these words, without quotes)",
    );
    one(
        "x: -400.5",
        "x: NaN",
        "122:33: error: NaN is not a finite number (write a number such as -12.5)",
    );
    one(
        "x: -400.5",
        "x: 1e999",
        "122:33: error: 1e999 is not a finite number (write a number such as -12.5)",
    );
    one(
        "x: -400.5",
        "x: -inf",
        "122:33: error: -inf is not a finite number (write a number such as -12.5)",
    );
    one(
        "x: -400.5",
        "x: \"-400.5\"",
        "122:33: error: found text in quotes, expected a number (write a number such as -12.5)",
    );
    one(
        "pin: true",
        "pin: 1",
        "122:53: error: found the number 1, expected true or false (write true or false)",
    );
    one(
        "stance: 0.8",
        "stance: 1.8",
        "44:21: error: a stance is a number from -1 (hostile) to 1 (supportive), not 1.8 (write a \
         number from -1 to 1)",
    );
    one(
        "weight: 2.5",
        "weight: 0",
        "45:21: error: a weight is a number above 0, not 0 (1 is usual)",
    );
    one(
        "zoom: 0.75",
        "zoom: -1",
        "119:44: error: a zoom is a number above 0, not -1 (1 is usual)",
    );
    one(
        "when: \"1878-06\",",
        "when: \"1878-13\",",
        "46:19: error: \"1878-13\": there is no month 13 (correct the date, or leave it out)",
    );
    one(
        "name: \"Germany\"",
        "name: \" \"",
        "22:19: error: the name is blank (write something)",
    );
    one(
        "verb: \"revise\"",
        "verb: \"\"",
        "73:19: error: the verb is blank (write something)",
    );
    one(
        "\"host\"],",
        "\"\"],",
        "17:33: error: a tag is blank (write something)",
    );
    one(
        "name: \"Empty\"",
        "name: \"Overview\"",
        "152:19: error: two arrangements have the name \"Overview\"; the first is at line 118, \
         column 19 (give one of them another name)",
    );
    one(
        "\"austria\", \"russia-2\"",
        "\"germany\"",
        "21:9: error: the id \"germany\" is retired (choose another id, or take it out of the \
         list `retired_actors`)",
    );
    one(
        "\"letters\": (",
        "\"let ters\": (title: \"x\"), \"letters\": (",
        "108:9: error: \"let ters\": an id holds letters, digits, `-`, `_` and `.`, not ' ' (choose \
         another id)",
    );
    one(
        "host\",\n            notes: \"In",
        "host\",\n            notes: \"\\q In",
        "48:21: error: this text cannot be read: Unknown escape character (write a backslash as \
         \\\\ and a double quote as \\\")",
    );
}

#[test]
fn bends_have_their_problems_too() {
    one(
        "\"powers-revise\": [",
        "\"powers-revize\": [",
        "127:17: error: there is no action \"powers-revize\" (did you mean \"powers-revise\"?)",
    );
    one(
        "\"powers-revise\": [",
        "\"bismarck-hosts\": [",
        "127:17: error: the action \"bismarck-hosts\" is bent twice; the first is at line 126, \
         column 17 (remove one of the two lists)",
    );
    one(
        "(0, 1000000)",
        "(0, 1000001)",
        "127:39: error: 1000001 is too far out (write a number from -1000000 to 1000000)",
    );
    for wild in ["NaN", "inf", "1e999"] {
        one(
            "(0, 1000000)",
            &format!("({wild}, 1)"),
            &format!("127:36: error: {wild} is not a finite number (write a number such as -12.5)"),
        );
    }
    one(
        "(0, 1000000)",
        "(0, 1, 2)",
        "127:35: error: found (…), expected a point (x, y) (write a point such as (10, -20))",
    );
    one(
        "[(0, 1000000)]",
        "[]",
        "127:34: error: a line without a bend (add a point such as (10, -20), or leave the action \
         out)",
    );
    let many = "(1, 2), ".repeat(65);
    one(
        "[(0, 1000000)]",
        &format!("[{many}]"),
        "127:34: error: a line of 65 bends (64 are the most)",
    );
    let most = EVERYTHING.replace("[(0, 1000000)]", &format!("[{}]", "(1, 2),".repeat(64)));
    assert!(parse(most.as_bytes()).is_ok());
    let older = EVERYTHING.replace("version: 4", "version: 1");
    let problems: Vec<String> = refused(&older).iter().map(ToString::to_string).collect();
    let expected = "125:20: error: a file of version 1 has no bends (write version: 2 at the top, or \
                    leave them out)";
    assert!(problems.iter().any(|p| p == expected), "{problems:#?}");
}

#[test]
fn every_problem_of_a_file_is_told() {
    let text = "Dramatis(version: 1, actors: {\"a\": (), \"a b\": (nam: \"x\", kind: 3)},\n\
                actions: [1], titel: \"T\", arrangements: [(places: {\"a\": (x: inf)})])";
    let found: Vec<String> = refused(text)
        .iter()
        .map(|p| format!("{}", p.at()))
        .collect();
    assert_eq!(
        found,
        [
            "1:36", "1:36", "1:40", "1:47", "1:48", "1:64", "2:10", "2:15", "2:42", "2:57", "2:61"
        ]
    );
}

#[test]
fn what_is_not_ron_is_told_at_its_place() {
    let syntax = |text: &str| {
        let problems = refused(text);
        assert_eq!(problems.len(), 1, "{problems:#?}");
        problems[0].to_string()
    };
    for (text, expected) in [
        ("", "1:1: error: the file is empty"),
        (" \n ", "1:1: error: the file is empty"),
        ("\u{FEFF}", "1:1: error: the file is empty"),
        ("\0\0\0", "1:1: error: found a NUL byte"),
        (
            "Dramatis(\n  version: 1,\n  actors: {",
            "3:12: error: found the end of the file, expected a value; the { to close was opened at \
             line 3, column 11",
        ),
        (
            "Dramatis(version: 1]",
            "1:20: error: found ']', expected \",\" or \")\"; the ( to close was opened at line 1, column 9",
        ),
        (
            "Dramatis(version: 1) x",
            "1:22: error: found 'x' after the end",
        ),
        (
            "Dramatis(title: \"a",
            "1:17: error: this text is never closed",
        ),
        (
            "Dramatis(title: r#\"a\"",
            "1:17: error: this text is never closed",
        ),
        (
            "/* /* */ Dramatis()",
            "1:1: error: this comment is never closed",
        ),
        ("Dramatis(title 1)", "1:16: error: found '1', expected"),
        (
            "Dramatis(title: 'a')",
            "1:17: error: found '\\'', expected a value",
        ),
        (
            "Dramatis(version: 1, 3: 4)",
            "1:22: error: found '3', expected the name of a field",
        ),
        ("#![enable(x)]", "1:1: error: found '#', expected a value"),
        ("<xml/>", "1:1: error: found '<', expected a value"),
        (
            "Drama(version: 1, arrangements: [(name: \"A\")])",
            "1:1: error: found Drama before",
        ),
        (
            "(version: 1, arrangements: [(name: \"A\")])",
            "1:1: error: found no name before",
        ),
        (
            "Dramatis",
            "1:1: error: found the word Dramatis, expected fields",
        ),
        (
            "Dramatis(arrangements: [(name: \"A\")])",
            "1:1: error: the document has no field version",
        ),
        (
            "Dramatis(version: 1)",
            "1:1: error: the document has no field arrangements",
        ),
        (
            "Dramatis(version: 1, arrangements: [])",
            "1:36: error: there is no arrangement",
        ),
        (
            "Dramatis(version: 0, arrangements: [(name: \"A\")])",
            "1:19: error: there is no version 0",
        ),
        (
            "Dramatis(version: \"1\", arrangements: [(name: \"A\")])",
            "1:19: error: found text in quotes",
        ),
    ] {
        let found = syntax(text);
        assert!(found.starts_with(expected), "{text:?} gave {found}");
    }
    let bad = parse(b"Dramatis(\n\xC3\xA9\xFF").expect_err("not UTF-8");
    assert!(
        bad[0]
            .to_string()
            .starts_with("2:2: error: byte 0xFF is not UTF-8")
    );
}

#[test]
fn a_newer_version_is_told_before_anything_else() {
    for text in [
        "Dramatis(version: 999, <what is this?>",
        "/* */ Dramatis ( /**/ version : 99999999999999999999999, x: 1)",
        "Dramatis(bogus: 1, version: 1000)",
    ] {
        let problems = refused(text);
        assert_eq!(problems.len(), 1);
        let told = problems[0].to_string();
        assert!(
            told.contains("written by a newer Dramatis (version "),
            "{told}"
        );
        let up_to = format!("this one reads up to {})", crate::file::FORMAT_VERSION);
        assert!(told.contains(&up_to), "{told}");
        assert!(
            told.ends_with("(update the program; the file was not changed)"),
            "{told}"
        );
    }
}

#[test]
fn deep_nesting_is_an_error_and_not_an_overflow() {
    for bracket in ["[", "(", "{", "[(", "a(", "{1:"] {
        let problems = refused(&bracket.repeat(100_000));
        assert!(
            problems[0].what.contains("nested more than 64 deep"),
            "{bracket}"
        );
    }
    let comments = "/*".repeat(100_000);
    assert!(refused(&comments)[0].what.contains("never closed"));
}

#[test]
fn a_cut_off_file_is_always_refused() {
    let whole = EVERYTHING.trim_end().len();
    for end in (0..whole)
        .step_by(7)
        .filter(|e| EVERYTHING.is_char_boundary(*e))
    {
        assert!(!refused(&EVERYTHING[..end]).is_empty());
    }
}
