//! `dramatis check --evidence`: coverage of the sources, and support of claims.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{run, stderr, stdout, text};

const DOCUMENT: &str = r###"Dramatis(
    version: 3,
    actors: {
        "ada": (name: "Ada", kind: Person),
        "bob": (name: "Bob", kind: Person),
        "club": (name: "The club", kind: Group),
    },
    actions: {
        "answers": (from: "bob", to: "ada", verb: "answers", claims: [
            (by: Outsider("the letter"), source: "letter", anchor: "one/2", quote: "Bob answered her letter within the week", status: Confirmed, confidence: Low),
        ]),
        "meets": (from: "club", to: "club", verb: "meets"),
        "sees": (from: "ada", to: "bob", verb: "sees"),
        "writes": (from: "ada", to: "bob", verb: "writes to", claims: [
            (by: Outsider("the letter"), source: "letter", anchor: "one/1", quote: "Ada wrote a long letter", status: Reported, confidence: Low),
            (by: Outsider("a book"), source: "book", status: Reported, confidence: Low),
        ]),
    },
    sources: {
        "book": (title: "A book"),
        "letter": (
            title: "A letter",
            publisher: "The press",
            file: "letter.md",
            not_relevant: [
                (words: "It rained.", spot: (at: 8, before: "## One", after: "Ada wrote a long letter.")),
                (words: "It snowed.", spot: (at: 400)),
            ],
        ),
    },
    arrangements: [(name: "All", places: {})],
)
"###;

const LETTER: &str = "## One\n\nIt rained. Ada wrote a long letter. \
    Bob answered her letter within the week.\n\n## Two\n\nNobody came. Nothing happened.\n";

fn folder(document: &str, letter: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.ron");
    fs::write(&path, document).expect("writable");
    fs::write(folder.path().join("letter.md"), letter).expect("writable");
    (folder, path)
}

#[test]
fn coverage_and_rules_are_told() {
    let (_folder, path) = folder(DOCUMENT, LETTER);
    let output = run(&["check", "--evidence", text(&path)]);
    assert_eq!(stderr(&output), "");
    // All of these are warnings: nobody is forced.
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    let told = stdout(&output);
    let lines: Vec<&str> = told
        .lines()
        .map(|l| l.strip_prefix(text(&path)).expect("the name first"))
        .collect();
    assert_eq!(
        lines,
        [
            ":10:68: warning: action \"answers\", claim 1, source \"letter\": the text has no \
             paragraph \"one/2\"; they stand in \"one/1\" (correct the anchor)",
            ":10:84: warning: action \"answers\", claim 1: it is called confirmed, and one \
             publisher (The press) says so (confirmed needs a primary source, or two different \
             publishers)",
            ":13:17: warning: action \"sees\" is about a person, and nobody is named who says so \
             (it needs a source: add a claim)",
            ":24:19: warning: source \"letter\": the sentence \"It snowed.\", which is not \
             relevant, does not stand in the text any more (look whether what stands there now is \
             relevant)",
            ": source book: no text to read",
            ": source letter: 2 of 4 relevant sentences cited (50 %), 1 not relevant",
            ": source letter, one: 2 of 2 relevant sentences cited (100 %), 1 not relevant",
            ": source letter, two: 0 of 2 relevant sentences cited (0 %)",
            ": passages: 1 exact, 1 moved, 0 doubtful, 0 lost; 0 of a text that is missing, 0 of a \
             source without a text; 1 claim without a passage",
            ": 2 of 4 actions resolve to a passage",
            ": 1 action about a person needs a source: sees",
            ": 1 other action has no source: meets",
        ]
    );
    // Without being asked, only the first is said.
    let told = stdout(&run(&["check", text(&path)]));
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn words_that_are_gone_or_changed_are_errors() {
    let changed = LETTER.replace("a long letter", "a very long letter");
    let changed = changed.replace("Bob answered her letter within the week.", "");
    let (_folder, path) = folder(DOCUMENT, &changed);
    let output = run(&["check", "--evidence", text(&path)]);
    assert_eq!(output.status.code(), Some(1));
    let told = stdout(&output);
    for expected in [
        ":10:68: error: action \"answers\", claim 1, source \"letter\": the text has no paragraph",
        ":15:84: error: action \"writes\", claim 1, source \"letter\": paragraph \"one/1\" does not \
         hold these words; the likest (",
        "are \"Ada wrote a very long letter\" in \"one/1\"",
        ": passages: 0 exact, 0 moved, 1 doubtful, 1 lost; 0 of a text that is missing, 0 of a \
         source without a text; 1 claim without a passage",
        ": 1 action: its passage is lost: answers",
    ] {
        assert!(told.contains(expected), "{expected}\n{told}");
    }
}

#[test]
fn the_report_is_told_to_programs_too() {
    let (_folder, path) = folder(DOCUMENT, LETTER);
    let output = run(&["check", "--evidence", "--json", text(&path)]);
    let all: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let file = &all[0];
    assert_eq!(file["file"], text(&path));
    assert_eq!(file["problems"].as_array().map(Vec::len), Some(4));
    assert_eq!(file["problems"][2]["line"], 13);
    let expected = serde_json::json!({
        "passages": {
            "exact": 1, "moved": 1, "doubtful": 0, "lost": 0,
            "missing_text": 0, "without_text": 0, "without_passage": 1,
        },
        "actions": {
            "all": 4, "resolved": 2,
            "needs_source": ["sees"], "no_source": ["meets"], "passage_lost": [],
        },
        "sources": [
            {"source": "book", "title": "A book", "coverage": null, "sections": []},
            {
                "source": "letter",
                "title": "A letter",
                "coverage":
                    {"sentences": 5, "relevant": 4, "not_relevant": 1, "cited": 2, "share": 0.5},
                "sections": [
                    {"section": "one", "coverage":
                        {"sentences": 3, "relevant": 2, "not_relevant": 1, "cited": 2, "share": 1.0}},
                    {"section": "two", "coverage":
                        {"sentences": 2, "relevant": 2, "not_relevant": 0, "cited": 0, "share": 0.0}},
                ],
            },
        ],
    });
    for key in ["passages", "actions", "sources"] {
        assert_eq!(file[key], expected[key], "{key}");
    }
    // A document that cannot be read has problems, and no report.
    fs::write(&path, "Dramatis(").expect("writable");
    let output = run(&["check", "--evidence", "--json", text(&path)]);
    assert_eq!(output.status.code(), Some(1));
    let all: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(all[0]["problems"].as_array().map(Vec::len), Some(1));
    assert_eq!(all[0].get("passages"), None);
}

/// A claim without words cites the source as a whole: nothing is lost, and nothing
/// is wrong.
#[test]
fn a_claim_without_words_is_sound() {
    let bare = DOCUMENT.replace(
        "anchor: \"one/1\", quote: \"Ada wrote a long letter\", ",
        "",
    );
    assert_ne!(bare, DOCUMENT);
    let (_folder, path) = folder(&bare, LETTER);
    let output = run(&["check", "--evidence", text(&path)]);
    assert_eq!(output.status.code(), Some(0));
    let told = stdout(&output);
    assert!(told.contains("2 claims without a passage"), "{told}");
    assert!(
        told.contains(" 0 lost;") && !told.contains("\"writes\""),
        "{told}"
    );
    // Of a paragraph that is not there, it is told.
    let nowhere = DOCUMENT.replace("quote: \"Ada wrote a long letter\", ", "");
    let (_folder, path) = folder(&nowhere.replace("one/1", "seven/1"), LETTER);
    let told = stdout(&run(&["check", text(&path)]));
    let expected = "the text has no paragraph \"seven/1\" (leave the anchor out";
    assert!(told.contains(expected), "{told}");
}

/// An action is not evidenced whose text is not there.
#[test]
fn what_cites_a_text_that_is_missing_is_lost() {
    let (_folder, path) = folder(DOCUMENT, LETTER);
    fs::remove_file(path.with_file_name("letter.md")).expect("there");
    let output = run(&["check", "--evidence", "--json", text(&path)]);
    let all: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(all[0]["passages"]["missing_text"], 2);
    // The other one cites a book, too.
    let expected = serde_json::json!(["answers"]);
    assert_eq!(all[0]["actions"]["passage_lost"], expected);
    // A picture says so.
    let picture = path.with_extension("svg");
    let output = run(&["snapshot", text(&path), "-o", text(&picture)]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let svg = fs::read_to_string(&picture).expect("written");
    assert!(svg.contains("passage lost"));
}

/// Every action of the shipped graph resolves to a passage.
#[test]
fn the_shipped_graphs_resolve() {
    for name in ["civil-military", "treaties"] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs");
        let path = root.join(name).join(format!("{name}.ron"));
        let output = run(&["check", "--evidence", "--json", text(&path)]);
        assert_eq!(output.status.code(), Some(0));
        let all: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
        let (file, passages) = (&all[0], &all[0]["passages"]);
        // That a treaty was signed is called confirmed on one brief: a warning.
        let problems = file["problems"].as_array().expect("an array");
        for problem in problems {
            let hint = problem["hint"].as_str().expect("a text");
            assert!(hint.starts_with("confirmed needs"), "{name}: {problem}");
        }
        assert_eq!(problems.is_empty(), name == "civil-military");
        assert_eq!(
            file["actions"]["resolved"], file["actions"]["all"],
            "{name}"
        );
        for list in ["needs_source", "no_source", "passage_lost"] {
            assert_eq!(file["actions"][list], serde_json::json!([]));
        }
        let amiss = [
            "moved",
            "doubtful",
            "lost",
            "missing_text",
            "without_text",
            "without_passage",
        ];
        for sort in amiss {
            assert_eq!(passages[sort], 0, "{name}: {sort}");
        }
        assert!(passages["exact"].as_u64() > Some(20), "{name}");
        let sources = file["sources"].as_array().expect("an array");
        let mut shares = sources
            .iter()
            .filter_map(|s| s["coverage"]["share"].as_f64());
        assert!(shares.next() > Some(0.5), "{name}");
    }
}
