//! Merging the actors of a shipped graph, till few are left.

use std::collections::BTreeSet;

use dramatis::edit::{History, Selection, merge, survivor};
use dramatis::file::{parse, to_ron};
use dramatis::model::{ActorId, Document, violations};

const SHIPPED: &str = include_str!("../../graphs/civil-military/civil-military.ron");

#[test]
fn whoever_is_merged_no_action_and_no_claim_is_lost() {
    let mut doc = parse(SHIPPED.as_bytes()).expect("sound").document;
    let opened = doc.clone();
    let ids: Vec<ActorId> = doc.graph.actors().map(|a| a.id.clone()).collect();
    let mut history = History::new();
    let none = Selection::default();
    let claims =
        |doc: &Document| -> usize { doc.graph.links().map(|l| l.action.claims.len()).sum() };
    // One after the other into one, till nobody is left to merge.
    for pair in ids.windows(3).step_by(2) {
        let three: BTreeSet<ActorId> = pair.iter().cloned().collect();
        let Some(stays) = survivor(&doc, &three) else {
            continue;
        };
        let Some(step) = merge(&doc, &stays, &three) else {
            continue;
        };
        let names: Vec<String> = three
            .iter()
            .filter_map(|id| Some(doc.graph.actor(id)?.name.clone()))
            .collect();
        history.commit(&mut doc, step, &none, &none).expect("fits");
        assert_eq!(violations(&doc), vec![]);
        assert_eq!(doc.graph.action_count(), opened.graph.action_count());
        assert_eq!(claims(&doc), claims(&opened));
        let actor = doc.graph.actor(&stays).expect("stays");
        for name in names {
            assert!(
                actor.name == name || actor.aliases.contains(&name),
                "{name}"
            );
        }
    }
    assert!(doc.graph.actor_count() < opened.graph.actor_count());
    assert_eq!(parse(to_ron(&doc).as_bytes()).expect("sound").document, doc);
    while history.undo(&mut doc).expect("fits").is_some() {}
    assert!(doc == opened);
}
