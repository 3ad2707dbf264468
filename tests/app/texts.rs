//! Texts of any length, made up, with passages that claims cite.

use std::fmt::Write as _;

use dramatis::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Claim, Claimant, Document, Source, SourceId,
    Stance, Status,
};

/// The file of the text.
pub const FILE: &str = "long.md";

/// The sentence of that number.
pub fn sentence(n: usize) -> String {
    let who = ["Ada", "Bruno", "Chiara", "Dmitri", "Esi"][n % 5];
    let whom = ["Farid", "Grete", "Hana", "Ivo"][n / 5 % 4];
    format!("In letter {n} it is said that {who} warned {whom} about the {n}th of the reports.")
}

/// A Markdown text of about so many bytes, and a document with so many claims on
/// it, each of which cites one of its sentences: actions of twenty actors.
pub fn long_text(bytes: usize, passages: usize) -> (Document, String) {
    let mut text = String::from("# Letters\n\n");
    let mut sentences = 0;
    while text.len() < bytes {
        if sentences % 200 == 0 {
            let _ = write!(text, "## Part {}\n\n", sentences / 200 + 1);
        }
        for _ in 0..5 {
            let _ = write!(text, "{} ", sentence(sentences));
            sentences += 1;
        }
        text.push_str("\n\n");
    }
    let mut doc = Document::new();
    let source = SourceId::new("letters").expect("valid");
    let mut of = Source::new(source.clone(), "Letters");
    FILE.clone_into(&mut of.file);
    doc.sources.insert(source.clone(), of);
    let id = |n: usize| ActorId::new(&format!("a{n:02}")).expect("valid");
    for n in 0..20 {
        let actor = Actor::new(id(n), format!("Actor {n}"), ActorKind::Person);
        doc.graph.add_actor(actor).expect("new");
    }
    for n in 0..passages {
        let action = ActionId::new(&format!("d{n:05}")).expect("valid");
        let mut action = Action::new(action, "warns");
        action.stance = Stance::new([-0.8, 0.0, 0.8][n % 3]).expect("in range");
        let mut claim = Claim::new(Claimant::Outsider("a letter".to_owned()), source.clone());
        claim.quote = sentence(n * sentences / passages.max(1));
        claim.status = [Status::Reported, Status::Alleged][n / 3 % 2];
        action.claims.push(claim);
        let (from, to) = (id(n % 20), id((n * 7 + 1) % 20));
        doc.graph.add_action(&from, &to, action).expect("there");
    }
    (doc, text)
}
