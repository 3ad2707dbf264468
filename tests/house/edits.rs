//! Random edits of every sort: what must hold after each, and at the end.

use dramatis::edit::{self, ActionField, ActorField, Edit, History, Selection, Transaction};
use dramatis::file::{parse, to_ron};
use dramatis::model::{
    Action, Actor, ActorId, ActorKind, Annotation, AnnotationId, Arrangement, Camera, Claim,
    Claimant, Confidence, Document, Filter, Form, Lens, Moment, Place, Response, Rest, Retired,
    Skip, Source, SourceId, Spot, Stamp, Stance, StanceBand, Status, Test, Tint, violations,
};
use proptest::prelude::*;

/// Picks the `n`-th (round and round) of some things.
fn pick<T: Clone>(things: &[T], n: usize) -> Option<T> {
    (!things.is_empty()).then(|| things[n % things.len()].clone())
}

/// Names that have broken programs before, and everyday ones.
const NAMES: [&str; 12] = [
    "Ada",
    "Ada",
    "Mark A. Milley",
    "“quoted” \\ back\\slash \"",
    "line\nbreak\r\n\ttab",
    "Иран",
    "中国 中国",
    "ישראל",
    "e\u{301}\u{200d}👩‍🚀",
    "a\u{0}b\u{7f}\u{85}\u{2028}",
    "r#\"raw\"#",
    "// no comment /* */",
];

const DATES: [&str; 8] = [
    "",
    "unknown",
    "2020",
    "2021-01",
    "2021-01-08",
    "2020/2021",
    "1990/..",
    "../-0044",
];

/// A random filter, which now and then asks nothing: then it is refused.
fn filter(actors: &[ActorId], a: usize, b: usize) -> Filter {
    let text = NAMES[a % NAMES.len()].to_owned();
    let date = |n: usize| ["1914", "2021-01", "-0044-03-15"].get(n % 4)?.parse().ok();
    let test = match a % 9 {
        0 => Test::Kind(ActorKind::ALL.into_iter().skip(b % 7).step_by(2).collect()),
        1 => Test::Tag([text].into()),
        2 => Test::Degree {
            least: (b % 4) as u32,
            most: (!b.is_multiple_of(3)).then_some((b % 5) as u32),
        },
        3 => Test::Stance(StanceBand::ALL.into_iter().skip(b % 4).collect()),
        4 => Test::Status(Status::ALL.into_iter().skip(b % 7).step_by(3).collect()),
        5 => {
            let mut set: std::collections::BTreeSet<_> = [Claimant::Outsider(text)].into();
            set.extend(pick(actors, b).map(Claimant::Actor));
            Test::Claimant(set)
        }
        6 => Test::Date {
            from: date(a),
            to: date(b),
            undated: b.is_multiple_of(2),
        },
        7 => Test::Disagreement,
        _ => Test::Text(text),
    };
    Filter {
        not: b.is_multiple_of(3),
        test,
    }
}

/// One random gesture on a document, made from four numbers.
fn gesture(
    doc: &Document,
    spent: &Retired,
    (sort, a, b, value): (u8, usize, usize, f64),
) -> Option<Transaction> {
    let actors: Vec<ActorId> = doc.graph.actors().map(|x| x.id.clone()).collect();
    let links: Vec<_> = doc.graph.links().map(|l| l.action.id.clone()).collect();
    let sources: Vec<SourceId> = doc.sources.keys().cloned().collect();
    let names: Vec<String> = doc.arrangements.iter().map(|x| x.name.clone()).collect();
    let text = NAMES[a % NAMES.len()];
    let when = DATES[b % DATES.len()].parse().expect("a date");
    let arrangement = pick(&names, b)?;
    let spot = Spot {
        at: a as u32 % 3,
        before: text.to_owned(),
        after: String::new(),
        times: 1 + b as u32 % 2,
    };
    let by = match pick(&actors, b) {
        Some(id) if a.is_multiple_of(2) => Claimant::Actor(id),
        _ => Claimant::Outsider(text.to_owned()),
    };
    let stamp = |n: usize| {
        let at = Moment::from_unix(n as i64 * 86_399);
        let by = NAMES[n % NAMES.len()].to_owned();
        n.is_multiple_of(2).then(|| Box::new(Stamp { by, at }))
    };
    let claim = || {
        Some(Claim {
            by: by.clone(),
            source: pick(&sources, a)?,
            anchor: format!("{text}/1"),
            quote: text.to_owned(),
            spot: (!b.is_multiple_of(3)).then(|| Box::new(spot.clone())),
            status: Status::ALL[a % 6],
            confidence: Confidence::ALL[b % 3],
            because: text.repeat(b % 3),
            entered: stamp(a),
            changed: stamp(b),
        })
    };
    let notes: Vec<AnnotationId> = doc
        .arrangement(&arrangement)?
        .annotations
        .keys()
        .cloned()
        .collect();
    Some(match sort % 34 {
        0..=2 => {
            let kind = ActorKind::ALL[b % 6];
            let actor = Actor::new(doc.fresh_actor_id(text, spent), text, kind);
            edit::add_actor(doc, actor, Place::at(value, -value / 3.0))
        }
        3..=5 => {
            let (from, to) = (pick(&actors, a)?, pick(&actors, b)?);
            let mut action = Action::new(doc.fresh_action_id((&from, text, &to), spent), text);
            action.claims.extend(claim());
            edit::add_action(doc, &from, &to, action)
        }
        6 => {
            let places: Vec<_> = actors
                .iter()
                .skip(a % 3)
                .step_by(1 + b % 3)
                .map(|id| (id.clone(), Place::at(value, f64::from(a as u16))))
                .collect();
            edit::move_actors(doc, &arrangement, &places)
        }
        7 => {
            let id = pick(&actors, a)?;
            let place = Place::at(value, value);
            edit::pin_actors(doc, &arrangement, &[(id, place)], b.is_multiple_of(2))
        }
        8 => {
            let mut what = Selection::default();
            what.actors.extend(pick(&actors, a));
            what.actions.extend(pick(&links, b));
            what.annotations.extend(pick(&notes, a + b));
            edit::delete(doc, &arrangement, &what)
        }
        9 => edit::set_actor(doc, &pick(&actors, b)?, ActorField::Name(text.into())),
        10 => {
            let field = match b % 7 {
                0 => ActorField::Kind(ActorKind::ALL[a % 6]),
                1 => ActorField::Role(text.into()),
                2 => ActorField::When(when),
                3 => ActorField::Aliases(vec![text.into(); a % 3]),
                4 => ActorField::Tags(vec![text.into(); a % 3]),
                5 => ActorField::Notes(text.into()),
                _ => ActorField::Portrait(text.into()),
            };
            edit::set_actor(doc, &pick(&actors, a)?, field)
        }
        11 | 12 => {
            let field = match b % 6 {
                0 => ActionField::Verb(text.into()),
                1 => ActionField::Stance(
                    Stance::new((value / 1e4).clamp(-1.0, 1.0)).expect("in range"),
                ),
                2 => ActionField::Weight(value.abs().max(1e-3)),
                3 => ActionField::When(when),
                4 => ActionField::Role(text.into()),
                _ => ActionField::Notes(text.into()),
            };
            edit::set_action(doc, &pick(&links, a)?, field)
        }
        13 => edit::reverse_action(doc, &pick(&links, a)?)?,
        14 => Transaction::one(
            "reconnect",
            Edit::Reconnect {
                id: pick(&links, a)?,
                from: pick(&actors, b)?,
                to: pick(&actors, a + b)?,
            },
        ),
        15 | 16 => {
            let action = pick(&links, a)?;
            let at = b % (doc.graph.action(&action)?.claims.len() + 1);
            Transaction::one(
                "claim",
                Edit::AddClaim {
                    action,
                    at,
                    claim: Box::new(claim()?),
                },
            )
        }
        17 => {
            let action = pick(&links, a)?;
            let at = b % doc.graph.action(&action)?.claims.len().max(1);
            Transaction::one("unclaim", Edit::RemoveClaim { action, at })
        }
        18 => {
            let action = pick(&links, a)?;
            let at = b % doc.graph.action(&action)?.claims.len().max(1);
            Transaction::one(
                "reclaim",
                Edit::SetClaim {
                    action,
                    at,
                    claim: Box::new(claim()?),
                },
            )
        }
        19 => {
            let id = doc.fresh_source_id(text, spent);
            Transaction::one("source", Edit::AddSource(Box::new(Source::new(id, text))))
        }
        20 if b % 3 == 2 => Transaction::one(
            "mark",
            Edit::MarkSentence {
                source: pick(&sources, a)?,
                sentence: Box::new(Skip {
                    spot,
                    words: text.into(),
                }),
                not_relevant: a.is_multiple_of(2),
            },
        ),
        20 => {
            let id = pick(&sources, a)?;
            if b.is_multiple_of(2) {
                // Refused while it is cited: then nothing must change.
                Transaction::one("unsource", Edit::RemoveSource { id, retire: true })
            } else {
                let mut source = Source::new(id, text);
                source.published = when;
                source.url = text.to_owned();
                Transaction::one("source", Edit::SetSource(Box::new(source)))
            }
        }
        21 => match b % 4 {
            0 => edit::duplicate_arrangement(doc, &arrangement)?.0,
            1 => Transaction::one("drop", Edit::RemoveArrangement { name: arrangement }),
            2 => Transaction::one(
                "rename",
                Edit::RenameArrangement {
                    from: arrangement,
                    to: text.into(),
                },
            ),
            _ => Transaction::one(
                "add",
                Edit::AddArrangement {
                    at: a % (names.len() + 1),
                    arrangement: Box::new(Arrangement::new(doc.fresh_arrangement_name(text))),
                },
            ),
        },
        22 => {
            let action = pick(&links, a)?;
            // Now and then none, or more than there may be: then it is refused.
            let points = (0..b % 70).map(|i| [value + i as f64, -value]);
            Transaction::one(
                "bend",
                Edit::SetBends {
                    arrangement,
                    action,
                    bends: (!a.is_multiple_of(5)).then(|| points.collect()),
                },
            )
        }
        23 => {
            let places: Vec<_> = actors
                .iter()
                .skip(a % 3)
                .map(|id| (id.clone(), Place::at(value, f64::from(b as u16))))
                .collect();
            let courses: Vec<_> = links
                .iter()
                .enumerate()
                .map(|(i, id)| (id.clone(), vec![[value, 0.125 * i as f64]; i % 3]))
                .collect();
            edit::lay_out(doc, &arrangement, &places, &courses, "lay out")
        }
        24 => {
            // Everybody by the same way, or only some.
            let by = value.round();
            let moved = doc.arrangement(&arrangement)?.resolved(&doc.graph);
            let places: Vec<_> = moved
                .into_iter()
                .skip(a % 2)
                .map(|(id, p)| (id, Place { x: p.x + by, ..p }))
                .collect();
            edit::move_actors(doc, &arrangement, &places)
        }
        25 => edit::reconnect(
            doc,
            &pick(&links, a)?,
            pick(&actors, b)?,
            pick(&actors, a + b)?,
        ),
        27 => {
            let known: Vec<String> = doc.lenses.iter().map(|l| l.name.clone()).collect();
            let lens = Lens {
                name: text.to_owned(),
                filters: (0..b % 3).map(|i| filter(&actors, a + i, b + i)).collect(),
                rest: Rest::ALL[b % 2],
            };
            match b % 5 {
                0..=2 => edit::save_lens(doc, &lens),
                3 => edit::rename_lens(doc, &pick(&known, a)?, text)?,
                _ => edit::delete_lens(&pick(&known, a)?),
            }
        }
        26 => Transaction::one(
            "view",
            Edit::SetCamera {
                arrangement,
                camera: a.is_multiple_of(2).then_some(Camera {
                    x: value,
                    y: -value,
                    zoom: 0.5,
                }),
            },
        ),
        28 | 29 => {
            let (here, there) = ([value, -value], [f64::from(b as u16), value / 7.0]);
            let annotation = Annotation {
                size: 4.0 + value.abs(),
                tint: Tint::ALL[b % 7],
                // Now and then without words, or too large: then it is refused.
                ..Annotation::new(
                    match b % 3 {
                        0 => Form::Text { at: here },
                        1 => Form::frame_between(here, there),
                        _ => Form::Arrow {
                            from: here,
                            to: there,
                        },
                    },
                    if a.is_multiple_of(7) { "" } else { text },
                )
            };
            edit::add_annotation(doc, &arrangement, annotation).0
        }
        30 => {
            let all = &doc.arrangement(&arrangement)?.annotations;
            let moved = all.iter().skip(a % 2);
            let moved = moved.map(|(id, n)| (id.clone(), n.shifted([value * 100.0, 0.3])));
            let places: Vec<_> = actors
                .iter()
                .take(b % 3)
                .map(|id| (id.clone(), Place::at(value, value)))
                .collect();
            edit::move_things(doc, &arrangement, &places, moved.collect())
        }
        31 => {
            let what = Selection {
                actors: pick(&actors, a).into_iter().collect(),
                annotations: pick(&notes, b).into_iter().collect(),
                ..Selection::default()
            };
            if b.is_multiple_of(2) {
                let by = [value, 24.0];
                edit::duplicate(doc, spent, &arrangement, &what, by)?.step
            } else {
                let part = edit::part(doc, doc.arrangement(&arrangement)?, &what);
                let at = (arrangement.as_str(), [value, value]);
                edit::paste(doc, spent, &part, at, |_| true).step
            }
        }
        32 => {
            let response = |n: usize| Response {
                by: by.clone(),
                // Now and then nothing: then it is refused.
                words: if n % 5 == 4 { "" } else { text }.to_owned(),
                when,
                source: pick(&sources, n).filter(|_| n.is_multiple_of(2)),
            };
            Transaction::one(
                "answer",
                Edit::SetResponses {
                    action: pick(&links, a)?,
                    responses: (0..b % 3).map(|n| response(a + n)).collect(),
                },
            )
        }
        _ => Transaction::new(
            "title",
            vec![Edit::SetTitle(text.into()), Edit::SetAbout(text.into())],
        ),
    })
}

proptest! {
    // 1,000 sequences of 50 gestures that changed something; a failure is shrunk and shown.
    #![proptest_config(ProptestConfig { cases: 1_000, rng_seed: proptest::test_runner::RngSeed::Fixed(17), failure_persistence: None, ..proptest::prelude::ProptestConfig::default() })]

    #[test]
    fn any_edits_keep_the_rules_and_can_be_undone_redone_and_saved(
        gestures in proptest::collection::vec((any::<u8>(), 0..400_usize, 0..400_usize, -1e4..1e4_f64), 120),
        from_nothing: bool,
        detour in 0..50_usize,
    ) {
        let start = if from_nothing { Document::new() } else { treaties() };
        let mut doc = start.clone();
        let mut history = History::new();
        let mut selection = Selection::default();
        let mut done = 0;
        for gesture in gestures {
            if done == 50 {
                break;
            }
            // What does not fit (nobody to rename yet) becomes a new actor.
            let spent = history.spent();
            let transaction = self::gesture(&doc, spent, gesture)
                .or_else(|| self::gesture(&doc, spent, (0, gesture.1, gesture.2, gesture.3)))
                .expect("an actor can always be added");
            let mut after = Selection::default();
            after.actors.extend(pick(&doc.graph.actors().map(|a| a.id.clone()).collect::<Vec<_>>(), gesture.1));
            let before = doc.clone();
            let steps = history.undo_count();
            match history.commit(&mut doc, transaction, &selection, &after) {
                Ok(true) => {
                    prop_assert_eq!(history.undo_count(), steps + 1);
                    // Undo gives back what was selected, redo what came after.
                    if done == detour {
                        let here = doc.clone();
                        let undone = history.undo(&mut doc).expect("undo fits").expect("a step");
                        prop_assert_eq!(&undone.selection, &selection);
                        prop_assert_eq!(&doc, &before);
                        prop_assert_eq!(violations(&doc), vec![]);
                        let redone = history.redo(&mut doc).expect("redo fits").expect("a step");
                        prop_assert_eq!(&redone.selection, &after);
                        prop_assert_eq!(&doc, &here);
                    }
                    selection = after;
                    done += 1;
                }
                // Nothing changed, or it was refused: then nothing has changed.
                Ok(false) | Err(_) => {
                    prop_assert_eq!(&doc, &before);
                    prop_assert_eq!(history.undo_count(), steps);
                }
            }
            prop_assert_eq!(violations(&doc), vec![]);
        }
        prop_assert_eq!(done, 50);
        let end = doc.clone();

        // Saved and read again, it is the same; written again, the same bytes.
        let text = to_ron(&end);
        let read = parse(text.as_bytes()).map_err(|p| TestCaseError::fail(format!("{p:?}\n{text}")))?;
        prop_assert_eq!(&read.document, &end);
        prop_assert_eq!(to_ron(&read.document), text);

        while history.undo(&mut doc).expect("undo fits").is_some() {
            prop_assert_eq!(violations(&doc), vec![]);
        }
        prop_assert_eq!(&doc, &start);
        while history.redo(&mut doc).expect("redo fits").is_some() {
            prop_assert_eq!(violations(&doc), vec![]);
        }
        prop_assert_eq!(&doc, &end);
    }
}

fn treaties() -> Document {
    static TEXT: &str = include_str!("../../graphs/treaties/treaties.ron");
    static READ: std::sync::LazyLock<Document> =
        std::sync::LazyLock::new(|| parse(TEXT.as_bytes()).expect("a document").document);
    READ.clone()
}

/// What a session leaves on disk opens as what it was.
#[test]
fn what_is_saved_to_disk_opens_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("saved.ron");
    let mut doc = treaties();
    let mut history = History::new();
    let none = Selection::default();
    let mut stamp = None;
    for n in 0..40_usize {
        let made = gesture(
            &doc,
            history.spent(),
            (n as u8, n * 7, n * 3, n as f64 * 11.5),
        );
        if let Some(t) = made
            && history.commit(&mut doc, t, &none, &none) == Ok(true)
        {
            stamp = Some(dramatis::file::save(&doc, &path, stamp.as_ref()).expect("saved"));
            let opened = dramatis::file::open(&path).expect("opens");
            assert_eq!(opened.document, doc);
            assert_eq!(opened.stamp, *stamp.as_ref().expect("just set"));
        }
    }
    assert!(history.undo_count() > 20);
}

/// Edits are data: they can be written down and read again.
#[test]
fn edits_can_be_stored() {
    let doc = treaties();
    let all = Selection {
        actors: doc.graph.actors().map(|a| a.id.clone()).collect(),
        ..Selection::default()
    };
    let transaction = edit::delete(&doc, "Overview", &all);
    assert!(transaction.edits.len() > 50);
    let json = serde_json::to_string(&transaction).expect("can be written");
    let back: Transaction = serde_json::from_str(&json).expect("can be read");
    assert_eq!(back, transaction);
}
