//! Annotations of an arrangement, field by field; as with the other parts, a
//! function that returns `None` has noted why.

use std::collections::BTreeSet;

use super::arrangements::point;
use super::decode::{Decoder, Thing};
use super::scan::Node;
use crate::model::{Annotation, AnnotationId, AnnotationKind, Annotations, Form, Tint};

/// The first version whose arrangements have annotations.
const ANNOTATIONS_SINCE: u64 = 3;

/// The annotations of an arrangement; those that could be read.
pub(super) fn annotations(d: &mut Decoder<'_, '_>, slot: Option<&Node>) -> Annotations {
    d.since(slot, "annotations", ANNOTATIONS_SINCE, "leave them out");
    let (entries, _) = d.section(slot, "annotation", AnnotationId::new, &BTreeSet::new());
    let mut all = Annotations::new();
    for entry in entries {
        let value = d.whole_of(entry.value);
        let read = annotation(d, &value, &entry.key);
        if let (Some(id), Some(annotation)) = (entry.id, read) {
            // A second one of the same id was noted above.
            all.entry(id).or_insert(annotation);
        }
    }
    all
}

fn annotation(d: &mut Decoder<'_, '_>, node: &Node, key: &str) -> Option<Annotation> {
    let thing = Thing {
        sort: "annotation",
        id: key,
    };
    let names = ["kind", "text", "at", "from", "to", "size", "tint"];
    let [kind, text, at, from, to, size, tint] = d.fields(node, thing, None, names)?;
    let kind = d.need(kind, node, thing, "kind");
    let kind = kind.and_then(|n| {
        let (all, name) = (&AnnotationKind::ALL, AnnotationKind::name);
        d.choice(n, "kind of annotation", all, name)
    });
    let said = match kind {
        Some(AnnotationKind::Text) => {
            let text = d.need(text, node, thing, "text");
            text.and_then(|n| d.spoken(n, "the text"))
        }
        _ => d.optional_string(text),
    };
    let size = size.map_or(Some(Annotation::SIZE), |n| size_of(d, n));
    let tint = tint.map_or(Some(Tint::default()), |n| {
        d.choice(n, "tint", &Tint::ALL, Tint::name)
    });
    let form = kind.and_then(|kind| form(d, node, thing, kind, [at, from, to]));
    let annotation = Annotation {
        form: form?,
        text: said?,
        size: size?,
        tint: tint?,
    };
    // What is wrong with several fields together.
    if let Some(what) = annotation.trouble() {
        d.error(to.unwrap_or(node), what, "correct from or to");
        return None;
    }
    Some(annotation)
}

fn size_of(d: &mut Decoder<'_, '_>, node: &Node) -> Option<f64> {
    let value = d.number(node)?;
    let [least, most] = Annotation::SIZES;
    if (least..=most).contains(&value) {
        return Some(value);
    }
    let what = format!("letters are {least} to {most} units high, not {value}");
    d.error(node, what, format!("{} is usual", Annotation::SIZE));
    None
}

/// Where an annotation of that kind is. What has no meaning for the kind is
/// noted: somebody meant something by it.
fn form(
    d: &mut Decoder<'_, '_>,
    node: &Node,
    thing: Thing<'_>,
    kind: AnnotationKind,
    slots: [Option<&Node>; 3],
) -> Option<Form> {
    let names = ["at", "from", "to"];
    let (wanted, hint): (&[usize], _) = match kind {
        AnnotationKind::Text => (&[0], "a text has its upper left corner `at` a point"),
        AnnotationKind::Frame => (
            &[1, 2],
            "a frame goes `from` a corner `to` the opposite one",
        ),
        AnnotationKind::Arrow => (&[1, 2], "an arrow goes `from` a point `to` another"),
    };
    let mut points = [None; 3];
    let mut sound = true;
    for (i, (slot, name)) in slots.into_iter().zip(names).enumerate() {
        if wanted.contains(&i) {
            let there = d.need(slot, node, thing, name);
            points[i] = there.and_then(|n| point(d, n));
        } else if let Some(extra) = slot {
            let kind = kind.name();
            d.error(extra, format!("a {kind} has no field {name}"), hint);
            sound = false;
        }
    }
    let [at, from, to] = points;
    let form = match kind {
        AnnotationKind::Text => Form::Text { at: at? },
        AnnotationKind::Frame => Form::Frame {
            from: from?,
            to: to?,
        },
        AnnotationKind::Arrow => Form::Arrow {
            from: from?,
            to: to?,
        },
    };
    sound.then_some(form)
}

#[cfg(test)]
mod tests {
    use crate::file::parse;

    const EVERYTHING: &str = include_str!("../../tests/samples/v4/everything.ron");

    #[track_caller]
    fn one(old: &str, new: &str, expected: &str) {
        assert_eq!(EVERYTHING.matches(old).count(), 1, "{old} is not unique");
        let problems = parse(EVERYTHING.replace(old, new).as_bytes()).expect_err("spoilt");
        let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(found, [expected], "after {old} became {new}");
    }

    #[test]
    fn what_is_wrong_is_told_where_it_stands() {
        one(
            "kind: Frame,",
            "kind: Fram,",
            "136:27: error: there is no kind of annotation Fram, expected Text, Frame, Arrow (did \
             you mean Frame?)",
        );
        one(
            "                    kind: Frame,\n",
            "",
            "135:27: error: the annotation \"berlin\" has no field kind (add kind: …,)",
        );
        one(
            "tint: Amber",
            "tint: amber",
            "141:27: error: there is no tint amber, expected Ink, Grey, Amber, Red, Green, Blue, \
             Violet (did you mean Amber?)",
        );
        one(
            "size: 24",
            "size: 0",
            "140:27: error: letters are 4 to 4000 units high, not 0 (16 is usual)",
        );
        one(
            "text: \"Who paid?\\n\\\"Nobody\\\".\",",
            "text: \"\",",
            "145:27: error: the text is blank (write something)",
        );
        one(
            "to: (90.5, 140)",
            "to: (-481, 120)",
            "139:25: error: a frame leads right and down from its first corner, by 1 or more \
             (correct from or to)",
        );
        one(
            "to: (-430, 10)",
            "to: (-430, NaN)",
            "133:32: error: NaN is not a finite number (write a number such as -12.5)",
        );
        one(
            "to: (-430, 10)",
            "to: (-500, 0.25)",
            "133:25: error: an arrow is 1 unit long or more (correct from or to)",
        );
        one(
            "at: (0, -1000000)",
            "at: (0, -1000000), to: (3, 4)",
            "146:44: error: a Text has no field to (a text has its upper left corner `at` a \
             point)",
        );
        one(
            "\"who-paid\": (",
            "\"berlin\": (",
            "143:17: error: the id \"berlin\" is given to two annotations; it was first given at \
             line 135, column 17 (give one of them another id, or remove it)",
        );
        one(
            "\"who-paid\": (",
            "\"who paid\": (",
            "143:17: error: \"who paid\": an id holds letters, digits, `-`, `_` and `.`, not ' ' \
             (choose another id)",
        );
        let older = EVERYTHING.replace("version: 4", "version: 2");
        let problems = parse(older.as_bytes()).expect_err("spoilt");
        let expected = "129:26: error: a file of version 2 has no annotations (write version: 3 \
                        at the top, or leave them out)";
        assert!(problems.iter().any(|p| p.to_string() == expected));
    }
}
