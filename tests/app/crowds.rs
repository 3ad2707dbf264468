//! Graphs of any size, made up: groups of fifty, most of whose ties stay inside.

use dramatis::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Claim, Claimant, Confidence, Document, Place,
    Source, SourceId, Stance, Status,
};

const GROUP: usize = 50;
const GIVEN: [&str; 12] = [
    "Ada", "Bruno", "Chiara", "Dmitri", "Esi", "Farid", "Grete", "Hana", "Ivo", "Jun", "Kofi",
    "Lena",
];
const FAMILY: [&str; 10] = [
    "Abara", "Brandt", "Costa", "Demir", "Eklund", "Fontaine", "Grigor", "Haas", "Ito", "Jansen",
];
const VERBS: [(&str, f64); 6] = [
    ("advises", 0.4),
    ("warns", -0.4),
    ("appoints", 0.7),
    ("sues", -0.8),
    ("meets", 0.0),
    ("pays", 0.2),
];

/// Numbers that look random, the same each time (Steele, Lea & Flood 2014).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides.max(1) as u64) as usize
    }
}

/// Where the `i`-th of many stands on a sunflower's head (Vogel 1979).
fn seed(i: usize, apart: f64) -> (f64, f64) {
    let (r, turn) = (
        apart * (i as f64 + 0.5).sqrt(),
        i as f64 * 2.399_963_229_728_653,
    );
    (r * turn.cos(), r * turn.sin())
}

/// The id of the `i`-th actor.
pub fn nth(i: usize) -> ActorId {
    ActorId::new(&format!("a{i:06}")).expect("valid")
}

/// A document of so many actors and actions, all placed. One action in twenty
/// has no source, one in fifty actors is pinned.
pub fn crowd(actors: usize, actions: usize) -> Document {
    let mut doc = Document::new();
    doc.title = format!("{actors} actors, {actions} actions");
    let source = SourceId::new("made-up").expect("valid");
    doc.sources
        .insert(source.clone(), Source::new(source.clone(), "Made up"));
    let mut dice = Dice(7);
    let places = &mut doc.arrangements[0].places;
    for i in 0..actors {
        let name = format!(
            "{} {} {i}",
            GIVEN[dice.roll(GIVEN.len())],
            FAMILY[dice.roll(FAMILY.len())]
        );
        let kind = ActorKind::ALL[if i % 3 == 0 { dice.roll(6) } else { 0 }];
        doc.graph
            .add_actor(Actor::new(nth(i), name, kind))
            .expect("a new one");
        let (group, member) = (i / GROUP, i % GROUP);
        let (gx, gy) = seed(group, 1_150.0);
        let (x, y) = seed(member, 120.0);
        let place = Place {
            x: gx + x,
            y: gy + y,
            pin: i % 50 == 7,
        };
        places.insert(nth(i), place.rounded());
    }
    for i in 0..actions {
        let from = dice.roll(actors);
        let to = if dice.roll(20) < 17 {
            // Some of a group have far more ties than the others.
            let member = dice.roll(GROUP) * dice.roll(GROUP) / GROUP;
            (from / GROUP * GROUP + member).min(actors - 1)
        } else {
            dice.roll(actors)
        };
        let (verb, stance) = VERBS[dice.roll(VERBS.len())];
        let id = ActionId::new(&format!("d{i:07}")).expect("valid");
        let mut action = Action::new(id, verb);
        action.stance = Stance::new(stance).expect("in range");
        action.weight = 1.0 + dice.roll(4) as f64 / 2.0;
        if i % 20 != 0 {
            action.claims.push(Claim {
                by: Claimant::Outsider("the press".to_owned()),
                source: source.clone(),
                anchor: String::new(),
                quote: String::new(),
                spot: None,
                entered: None,
                changed: None,
                status: if i % 7 == 0 {
                    Status::Alleged
                } else {
                    Status::Reported
                },
                confidence: Confidence::Medium,
                because: String::new(),
            });
        }
        doc.graph
            .add_action(&nth(from), &nth(to), action)
            .expect("both are there");
    }
    doc
}
