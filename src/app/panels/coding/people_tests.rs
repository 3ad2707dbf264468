use super::*;
use crate::model::{Actor, InfluenceGraph};

fn index() -> NameIndex {
    let mut graph = InfluenceGraph::new();
    for (id, name, alias) in [
        ("bergman", "Anna Bergman", ""),
        ("berg", "Karin Berg", ""),
        ("bergen", "Bergen Port", ""),
        ("line", "North Line", "Bergline"),
    ] {
        let id = ActorId::new(id).expect("valid");
        let mut actor = Actor::new(id, name, ActorKind::Person);
        actor.aliases = [alias]
            .into_iter()
            .filter(|a| !a.is_empty())
            .map(str::to_owned)
            .collect();
        graph.add_actor(actor).expect("new");
    }
    NameIndex::of(&graph)
}

fn told(cast: &[Cast], typed: &str) -> Vec<String> {
    let all = lines(&index(), cast, typed).into_iter();
    let told = all.map(|who| match who {
        Who::Known(id) => id.to_string(),
        Who::New(new) => format!("+{}", new.name),
    });
    told.collect()
}

fn mentioned(who: Who) -> Cast {
    Cast {
        bytes: 0..1,
        who,
        sure: true,
    }
}

#[test]
fn whoever_is_known_comes_before_whoever_is_new() {
    // Names, then words of names, then aliases.
    assert_eq!(
        told(&[], "ber"),
        ["bergen", "berg", "bergman", "line", "+ber"]
    );
    // By the surname exactly, and somebody else may have it too.
    assert_eq!(told(&[], "Berg")[..2], ["berg", "bergen"]);
    assert_eq!(told(&[], "Berg").last().expect("one"), "+Berg");
    let all = told(&[], "Councilman Berg");
    assert_eq!(all[0], "berg");
    assert_eq!(all[all.len() - 2..], ["+Berg", "+Councilman Berg"]);
    assert_eq!(
        told(&[], "Duke Ellington"),
        ["+Ellington", "+Duke Ellington"]
    );
    // A passage that speaks of somebody new makes nobody else less known.
    let cast = [mentioned(Who::New(newcomer_called("Bernt Bergson")))];
    let all = told(&cast, "berg");
    assert_eq!(all[0], "berg");
    assert_eq!(all[all.len() - 2..], ["+Bernt Bergson", "+berg"]);
    // Among equals, those who are mentioned come first.
    let known = ActorId::new("bergman").expect("valid");
    let all = told(&[mentioned(Who::Known(known))], "be");
    assert_eq!(all[..3], ["bergen", "bergman", "berg"]);
    assert_eq!(told(&[], "Zelda"), ["+Zelda"]);
    assert_eq!(told(&[], "anna bergman"), ["bergman"], "that name is taken");
}

#[test]
fn a_new_name_that_begins_a_known_one_is_asked_about() {
    let doubt = |cast: &[Cast], typed: &str| {
        let person = Person {
            text: typed.to_owned(),
            ..Person::default()
        };
        person.is_doubtful(&index(), cast)
    };
    assert!(doubt(&[], "Anna Berg"));
    assert!(doubt(&[], "North"));
    // Behind a title, anybody of that family.
    assert!(doubt(&[], "Mrs. Berg"));
    assert!(!doubt(&[], "Mrs. Anna Bergman"));
    // Some letters to look for.
    assert!(!doubt(&[], "anna ber"));
    // Known, or new without doubt.
    assert!(!doubt(&[], "Anna Bergman"));
    assert!(!doubt(&[], "Berg"));
    assert!(!doubt(&[], "Zelda Quorn"));
    assert!(!doubt(&[], ""));
    // The passage itself gives that name.
    let cast = [mentioned(Who::New(newcomer_called("Anna Berg")))];
    assert!(!doubt(&cast, "Anna Berg"));
    assert_eq!(told(&cast, "Anna Berg")[0], "+Anna Berg");
}
