use super::*;
use crate::model::{
    Action, Actor, ActorId, ActorKind, Claim, Claimant, Confidence, Response, Status,
};

fn source(id: &str, title: &str) -> Source {
    Source::new(SourceId::new(id).expect("valid"), title)
}

fn claim(by: &str, source: &str, status: Status) -> Claim {
    Claim {
        by: Claimant::Outsider(by.to_owned()),
        source: SourceId::new(source).expect("valid"),
        anchor: String::new(),
        quote: "we *did* it".to_owned(),
        spot: None,
        entered: None,
        changed: None,
        status,
        confidence: Confidence::Medium,
        because: String::new(),
    }
}

/// A sues B (nobody says so), and accuses B.
fn document() -> (Document, Vec<ActionId>) {
    let mut doc = Document::new();
    let mut notes = source("notes", "Notes & {queries}");
    notes.author = "B. Editor".to_owned();
    notes.publisher = "The Gazette".to_owned();
    notes.published = "1843-08".parse().expect("a date");
    notes.retrieved = "2026-01-02".parse().expect("a date");
    notes.url = "https://example.org/a_b?c={d}&e=100%25#f".to_owned();
    let mut old = source("archiv-köln", "Akten");
    old.published = "1840/1842".parse().expect("a date");
    for source in [
        notes,
        old,
        source("reply", "Reply"),
        source("unused", "Unused"),
    ] {
        doc.sources.insert(source.id.clone(), source);
    }
    let [a, b] = ["a", "b"].map(|id| ActorId::new(id).expect("valid"));
    for (id, name) in [(&a, "A_1"), (&b, "B")] {
        let actor = Actor::new(id.clone(), name, ActorKind::Person);
        doc.graph.add_actor(actor).expect("new");
    }
    let ids = ["accuses", "sues"].map(|id| ActionId::new(id).expect("valid"));
    for id in &ids {
        let mut action = Action::new(id.clone(), id.as_str());
        if id.as_str() == "accuses" {
            action.when = "1843".parse().expect("a date");
            action.claims = vec![
                claim("the press", "notes", Status::Alleged),
                claim("B", "archiv-köln", Status::Denied),
                claim("C", "unused", Status::Retracted),
                claim("D", "notes", Status::Reported),
            ];
            action.responses = vec![Response {
                by: Claimant::Actor(b.clone()),
                words: "did not answer".to_owned(),
                when: "1844".parse().expect("a date"),
                source: SourceId::new("reply").ok(),
            }];
        }
        doc.graph.add_action(&a, &b, action).expect("new");
    }
    (doc, ids.into())
}

#[test]
fn a_citation_says_who_when_according_to_whom_where_and_how_that_stands() {
    let (doc, ids) = document();
    let [accuses, sues] = ids.as_slice() else {
        panic!("two");
    };
    let text = citation(&doc, &[sues.clone(), accuses.clone()]);
    let (first, second) = text.split_once("\n\n").expect("a paragraph each");
    assert_eq!(first, "A_1 sues B. Nobody is cited for it yet.");
    let notes = "B. Editor, “Notes & {queries}”, The Gazette, 1843-08, \
                 https://example.org/a_b?c={d}&e=100%25#f, read 2026-01-02";
    assert_eq!(
        second,
        format!(
            "A_1 accuses B (1843). According to the press: “we *did* it” (alleged; {notes}). \
             According to B: “we *did* it” (denied; “Akten”, 1840 to 1842). \
             According to D: “we *did* it” (reported; {notes}). \
             Response of B (1844): did not answer (“Reply”). \
             (1 retracted claim is left out.)"
        )
    );
    let gone = ActionId::new("gone").expect("valid");
    assert_eq!(citation(&doc, &[gone]), "");
}

#[test]
fn markdown_means_nothing_but_itself() {
    let (doc, ids) = document();
    let text = citation_markdown(&doc, &ids[..1]);
    assert!(text.starts_with("**A\\_1 accuses B** (1843). "), "{text}");
    assert!(
        text.contains("“we \\*did\\* it” (alleged; B. Editor, "),
        "{text}"
    );
    let link = "[Notes \\& {queries}](<https://example.org/a_b?c={d}&e=100%25#f>), The Gazette";
    assert!(text.contains(link), "{text}");
    assert!(text.contains("(denied; “Akten”, 1840 to 1842)"), "{text}");
    assert_eq!(Form::Markdown.text("# [x](y)\nz"), "\\# \\[x\\](y) z");
    assert_eq!(target("a b<c>\\"), "a%20b%3Cc%3E%5C");
}

#[test]
fn bibtex_has_each_source_once_with_its_dates() {
    let (doc, mut ids) = document();
    ids.reverse();
    assert_eq!(
        bibtex(&doc, &ids),
        "@misc{archiv-k+f6:ln,\n  title = {{Akten}},\n  date = {1840/1842},\n  year = {1840},\n}\n\
         \n\
         @online{notes,\n  author = {B. Editor},\n  \
         title = {{Notes \\& \\textbraceleft{}queries\\textbraceright{}}},\n  \
         organization = {The Gazette},\n  date = {1843-08},\n  year = {1843},\n  month = aug,\n  \
         url = {https://example.org/a_b?c=%7Bd%7D&e=100%25#f},\n  urldate = {2026-01-02},\n}\n\n@misc{reply,\n  title = {{Reply}},\n}\n"
    );
    let sues = ids.first().expect("two").clone();
    assert_eq!(bibtex(&doc, &[sues]), "", "nobody says so");
}

#[test]
fn who_writes_and_publishes_is_named_once_in_every_form() {
    let (mut doc, ids) = document();
    for source in doc.sources.values_mut() {
        (source.author, source.publisher) = ("Reuters".to_owned(), "reuters ".to_owned());
    }
    // Of each of four sources cited: by outsiders, and in a response; and where
    // nobody says so, nothing.
    let count = |text: &str| text.to_lowercase().matches("reuters").count();
    assert_eq!(count(&citation(&doc, &ids)), 4);
    assert_eq!(count(&citation_markdown(&doc, &ids)), 4);
    let bibtex = bibtex(&doc, &ids);
    assert_eq!(count(&bibtex), 3, "{bibtex}");
    assert!(bibtex.contains("  author = {{Reuters}},\n"), "{bibtex}");
    assert!(!bibtex.contains("organization") && !bibtex.contains("publisher"));
}

#[test]
fn nothing_means_anything_to_tex_and_braces_are_in_pairs() {
    let safe = tex("a{b}%&#_$\\~^\nc");
    assert_eq!(
        safe,
        "a\\textbraceleft{}b\\textbraceright{}\\%\\&\\#\\_\\$\\textbackslash{}\
         \\textasciitilde{}\\textasciicircum{} c"
    );
    for text in ["}", "{{", "\\{", "a}b{c"] {
        let mut depth = 0_i32;
        for c in tex(text).chars() {
            depth += i32::from(c == '{') - i32::from(c == '}');
            assert!(depth >= 0, "{text}");
        }
        assert_eq!(depth, 0, "{text}");
    }
}

#[test]
fn keys_are_stable_and_never_shared() {
    let id = |text: &str| SourceId::new(text).expect("valid");
    assert_eq!(key(&id("the_times.1843-08")), "the_times.1843-08");
    let all = ["köln", "koln", "kf6ln", "k-f6-ln"].map(|text| key(&id(text)));
    let told_apart: BTreeSet<&String> = all.iter().collect();
    assert_eq!(told_apart.len(), 4, "{all:?}");
    assert!(all.iter().all(|k| k.is_ascii()));
}

#[test]
fn quotation_marks_within_quotations_are_single_ones() {
    let (mut doc, ids) = document();
    let action = doc.graph.action_mut(&ids[0]).expect("there");
    action.claims.truncate(1);
    action.claims[0].quote = "“We did it”, she said “at last”.".to_owned();
    let source = doc.sources.values_mut().find(|s| s.id.as_str() == "notes");
    source.expect("there").title = "“Never”, says B".to_owned();
    let told = citation(&doc, &ids[..1]);
    assert!(
        told.contains(": “‘We did it’, she said ‘at last’.” ("),
        "{told}"
    );
    assert!(told.contains("“‘Never’, says B”"), "{told}");
    let told = citation_markdown(&doc, &ids[..1]);
    assert!(
        told.contains(": “‘We did it’, she said ‘at last’.” ("),
        "{told}"
    );
    // A title that stands in braces keeps its own.
    assert!(bibtex(&doc, &ids[..1]).contains("{{“Never”, says B}}"));
}
