//! Tests of finding passages again.

use super::*;
use crate::model::SourceText;

const TEXT: &str = "# Title\n\nOne word. Ada wrote to Bob about the engine.\n\n\
    ## Replies\n\nBob answered Ada at once. He said “no”.\n\n\
    Later, the council met in the old hall. Ada wrote to Bob again.\n";

/// Where some words of a text were, and what has become of them in another.
fn follow(old: &str, words: &str, new: &str) -> Outcome {
    let stood = old.find(words).expect("they stand there");
    follow_from(old, stood..stood + words.len(), new)
}

fn follow_from(old: &str, bytes: Range<usize>, new: &str) -> Outcome {
    let (before, after) = (SourceText::markdown(old), SourceText::markdown(new));
    let index = TextIndex::new(&before);
    let spot = index.spot(bytes.clone());
    let anchor = before.paragraph_of(&bytes).expect("in a paragraph");
    let passage = Passage {
        anchor: &anchor.anchor,
        words: &old[bytes],
        spot: Some(&spot),
    };
    TextIndex::new(&after).reanchor(&[passage]).remove(0)
}

fn exact(outcome: &Outcome) -> &Standing {
    match outcome {
        Outcome::Exact { standing, .. } => standing,
        other => panic!("{other:?}"),
    }
}

#[test]
fn nothing_moves_in_the_same_text() {
    for words in ["wrote to Bob", "Bob answered Ada at once.", "no", "“no”"] {
        let outcome = follow(TEXT, words, TEXT);
        let standing = exact(&outcome);
        assert_eq!(standing.bytes.start, TEXT.find(words).expect("there"));
        assert!(matches!(outcome, Outcome::Exact { moved: false, .. }));
    }
}

#[test]
fn setting_a_text_otherwise_moves_no_words() {
    let wrapped = TEXT.replace(' ', "\r\n> ").replace(['“', '”'], "\"");
    let outcome = follow(TEXT, "He said “no”.", &wrapped);
    assert_eq!(exact(&outcome).words, "He said \"no\".");
}

#[test]
fn a_sentence_that_moves_takes_its_passage_along() {
    let moved =
        TEXT.replace("Bob answered Ada at once. ", "") + "\n## End\n\nBob answered Ada at once.\n";
    let outcome = follow(TEXT, "Bob answered Ada", &moved);
    assert_eq!(exact(&outcome).anchor, "end/1");
    assert!(matches!(outcome, Outcome::Exact { moved: true, .. }));
}

#[test]
fn the_same_words_twice_are_told_apart_by_their_surroundings() {
    let second = TEXT.rfind("Ada wrote to Bob").expect("there");
    let new = format!("Something new.\n\n{}", TEXT.replace("Later", "Much later"));
    for stood in [TEXT.find("Ada wrote to Bob").expect("there"), second] {
        let outcome = follow_from(TEXT, stood..stood + 16, &new);
        let at = exact(&outcome).bytes.start;
        assert_eq!(at, stood + 16 + if stood == second { 5 } else { 0 });
    }
    // When one of the two goes, the other is not taken for it.
    let gone = TEXT.replace("Ada wrote to Bob again.", "");
    let outcome = follow_from(TEXT, second..second + 16, &gone);
    let Outcome::Fuzzy {
        same_words: true,
        score,
        ..
    } = outcome
    else {
        panic!("{outcome:?}");
    };
    assert!(score < 0.8, "{score}");
}

#[test]
fn what_nothing_tells_apart_is_not_guessed_at() {
    let old = "Yes. Yes. Yes. Yes. Yes. Yes.";
    let new = "Yes. Yes. Yes. Yes. Yes. Yes. Yes.";
    let outcome = follow_from(old, 10..14, new);
    assert_eq!(outcome, Outcome::Lost(Lost::Several(7)));
    let passage = Passage {
        anchor: "",
        words: "Yes.",
        spot: None,
    };
    let text = SourceText::markdown(new);
    let outcome = TextIndex::new(&text).reanchor(&[passage]);
    assert_eq!(outcome, [Outcome::Lost(Lost::Several(7))]);
}

/// What was copied under another heading is a copy.
#[test]
fn a_copy_is_told_from_what_it_was_copied_from() {
    let whole = "Filler goes here and there. The long sentence that is said in both places stands in \
        the middle of so many other words that it takes all of the surroundings on either side of \
        it for itself. More of the filler goes in here.";
    let old = format!("## One\n\n{whole}\n\n## Two\n\nNothing.\n");
    let new = format!("## Two\n\n{whole}\n\n{old}");
    let outcome = follow(&old, "stands in the middle", &new);
    let standing = exact(&outcome);
    assert_eq!(standing.anchor, "one/1");
}

#[test]
fn changed_words_are_proposed_never_taken() {
    for (old, new, least) in [
        ("about the engine", "about the engines", 0.8),
        ("at once. He said", "at last. He said", 0.6),
        ("Bob answered Ada", "bob answered Ada", 0.8),
    ] {
        let changed = TEXT.replace(old, new);
        let outcome = follow(TEXT, old, &changed);
        let Outcome::Fuzzy {
            standing,
            score,
            same_words: false,
        } = outcome
        else {
            panic!("{new}: {outcome:?}");
        };
        assert!(
            standing
                .bytes
                .start
                .abs_diff(changed.find(new).expect("there"))
                <= 3
        );
        assert!((least..1.0).contains(&score), "{new}: {score}");
    }
}

#[test]
fn what_is_gone_is_lost() {
    let gone = TEXT.replace("Later, the council met in the old hall. ", "");
    let outcome = follow(TEXT, "the council met in the old hall", &gone);
    assert_eq!(outcome, Outcome::Lost(Lost::Gone));
    assert_eq!(follow(TEXT, "no", ""), Outcome::Lost(Lost::Gone));
    // A word that has become another one is not the same word.
    let other = TEXT.replace("One word", "One wordless");
    assert!(!matches!(
        follow(TEXT, "One word", &other),
        Outcome::Exact { .. }
    ));
}

#[test]
fn a_passage_torn_in_two_is_told() {
    let torn = TEXT.replace("wrote to", "wrote\n\nto");
    let outcome = follow(TEXT, "Ada wrote to Bob about", &torn);
    assert!(
        matches!(
            outcome,
            Outcome::Fuzzy {
                same_words: true,
                ..
            }
        ),
        "{outcome:?}"
    );
}

#[test]
fn without_a_spot_the_paragraph_counts() {
    let text = SourceText::markdown(TEXT);
    let index = TextIndex::new(&text);
    let find = |anchor, words| {
        let passage = Passage {
            anchor,
            words,
            spot: None,
        };
        index.reanchor(&[passage]).remove(0)
    };
    assert_eq!(
        exact(&find("replies/2", "Ada wrote to Bob")).anchor,
        "replies/2"
    );
    // Half a word, as it was cited.
    assert_eq!(exact(&find("replies/1", "nswered Ad")).words, "nswered Ad");
    let long = "the council met in the old hall";
    assert_eq!(exact(&find("top/1", long)).anchor, "replies/2");
    assert_eq!(
        find("nowhere/1", "Ada wrote to Bob"),
        Outcome::Lost(Lost::Several(2))
    );
    assert!(matches!(
        find("top/1", "hall"),
        Outcome::Fuzzy {
            same_words: true,
            ..
        }
    ));
    assert_eq!(find("top/1", " \n"), Outcome::NoWords);
}

#[test]
fn other_scripts_are_found_too() {
    let cjk = "## 一\n\n他说他已经走了。后来她写信给他，说她还在等。\n\n## 二\n\n没有人回答。\n";
    let outcome = follow(cjk, "她写信给他", &cjk.replace("后来", "很久以后，"));
    assert_eq!(exact(&outcome).words, "她写信给他");
    let rtl = "ذهب الرجل إلى البيت. ثم عاد الرجل إلى المدينة.\n";
    let new = format!("قال أحدهم شيئا.\r\n\r\n{rtl}");
    let outcome = follow(rtl, "عاد الرجل إلى المدينة", &new);
    assert_eq!(exact(&outcome).anchor, "top/2");
}

#[test]
fn for_a_whole_sentence_a_whole_sentence_is_proposed() {
    let old = "The meeting was long. Her spokesman denied it and threatened to sue the clerk. \
        Then all went home.\n";
    let proposed = |words: &str, new: &str| match follow(old, words, new) {
        Outcome::Fuzzy { standing, .. } => standing.words,
        other => panic!("{other:?}"),
    };
    let whole = "Her spokesman denied it and threatened to sue the clerk.";
    let new = old.replace("to sue the clerk.", "to take the clerk to court.");
    let said = "Her spokesman denied it and threatened to take the clerk to court.";
    assert_eq!(proposed(whole, &new), said);
    let new = old.replace("Her spokesman denied", "On Monday a new spokesman denied");
    let said = "On Monday a new spokesman denied it and threatened to sue the clerk.";
    assert_eq!(proposed(whole, &new), said);
    // What was no whole sentence is not made one.
    let part = "denied it and threatened to sue";
    let new = old.replace("threatened to sue", "threatened her to sue");
    assert_eq!(proposed(part, &new), "denied it and threatened her to sue");
    // Nor does it swallow what was never meant.
    let much = " and so on".repeat(40);
    let new = old.replace("to sue the clerk.", &format!("to sue the clerks{much}."));
    assert!(proposed(whole, &new).len() < 100);
}
