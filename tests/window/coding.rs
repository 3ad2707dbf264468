//! An article that was never seen before is coded in a real window, by keys
//! alone.

use std::collections::BTreeSet;

use dramatis::file;
use dramatis::model::{Document, SourceText};

use super::desk::Desk;
use super::harbour::{self, Stroke};

fn parsed(text: &str) -> Document {
    file::parse(text.as_bytes()).expect("sound").document
}

#[test]
#[ignore = "needs Xvfb and xdotool; run by .ci/run"]
fn an_article_is_coded_by_keys_alone() {
    let desk = Desk::written(&harbour::write);
    let text = SourceText::markdown(harbour::ARTICLE);
    desk.shows("the text", |d| d.keys(&["F7"]));
    let steps = harbour::steps();
    for (n, (step, passed)) in steps.iter().zip(harbour::passed()).enumerate() {
        for _ in 0..passed {
            desk.shows("the next sentence", |d| d.keys(&["n"]));
        }
        for key in step.select {
            desk.shows("other words", |d| d.keys(&[key]));
        }
        let form = desk.shows("the form", |d| d.keys(&["k"]));
        if n == 9 {
            form.keep("window-coding", desk.size());
        }
        for stroke in step.strokes {
            match stroke {
                Stroke::Key(key) => desk.keys(&[key]),
                Stroke::Verb(verb) => desk.write(verb),
            }
            desk.calm();
        }
        desk.changed();
        desk.save();
        harbour::check(&parsed(&desk.on_disk()), &text, step);
        assert!(harbour::strokes(step) <= 6, "{}", step.words);
    }
    desk.calm().keep("window-coded", desk.size());
    let done = parsed(&desk.on_disk());
    assert_eq!(done.graph.action_count(), steps.len());
    let names: BTreeSet<&str> = done.graph.actors().map(|a| a.name.as_str()).collect();
    assert_eq!(names.len(), done.graph.actor_count(), "nobody twice");
    for _ in &steps {
        desk.keys(&["ctrl+z"]);
    }
    desk.calm();
    desk.save();
    assert!(desk.on_disk() == desk.original);
}
