//! The inspector of one annotation.

use eframe::egui::{Button, DragValue, Id, RichText, Ui, vec2};

use super::super::look;
use super::form::{Form, Text, quiet, row};
use super::inspect_actor::{delete, headline};
use crate::edit;
use crate::model::{Annotation, AnnotationId, AnnotationKind, Form as Place, Place as Limit, Tint};

/// The usual heights of letters, by name, as multiples of the usual one.
pub(super) const SIZES: [(&str, f64); 4] = [
    ("Small", 0.75),
    ("Medium", 1.0),
    ("Large", 1.75),
    ("Huge", 3.0),
];

/// Shows one annotation.
pub(super) fn show(form: &mut Form<'_>, ui: &mut Ui, id: &AnnotationId) {
    let shown = form.ws.arrangement();
    let Some(now) = shown.annotations.get(id) else {
        return;
    };
    let key = |what: &str| Id::new(("annotation", &shown.name, id.as_str(), what));
    let set = |new: Annotation, what: &str| edit::set_annotation(&shown.name, id, new, what);
    let kind = now.kind();
    headline(ui, RichText::new(kind.name()).heading());
    quiet(
        ui,
        match kind {
            AnnotationKind::Text => "Words on the picture, and no part of the graph.",
            AnnotationKind::Frame => {
                "Drawn by its title or border, it takes along whatever has its middle in it."
            }
            AnnotationKind::Arrow => "It points something out, and is no action.",
        },
    );
    ui.add_space(4.0);
    let (name, hint) = match kind {
        AnnotationKind::Text => ("Text", "Say something"),
        AnnotationKind::Frame => ("Title", "What stands in it"),
        AnnotationKind::Arrow => ("Words", "What it says"),
    };
    row(ui, name, |ui, label| {
        let field = Text::new(key("text"), name, &now.text).rows(2).hint(hint);
        let response = form.text(ui, field, |text| {
            let text = text.trim_end().to_owned();
            let new = Annotation {
                text,
                ..now.clone()
            };
            match new.trouble() {
                Some(what) => Err(what.to_owned()),
                None => Ok(set(new, "reword")),
            }
        });
        response.labelled_by(label);
    });
    row(ui, "Colour", |ui, _| {
        ui.horizontal_wrapped(|ui| {
            for tint in Tint::ALL {
                let ink = look::color(form.theme.tint(tint));
                let text = RichText::new(tint.name()).color(ink);
                let is = tint == now.tint;
                if ui.add(Button::selectable(is, text)).clicked() && !is {
                    let new = Annotation {
                        tint,
                        ..now.clone()
                    };
                    form.edit(set(new, "colour"));
                }
            }
        });
    });
    row(ui, "Size", |ui, label| {
        let sized = |size: f64| {
            let [least, most] = Annotation::SIZES;
            let size = ((size * 10.0).round() / 10.0).clamp(least, most);
            let new = Annotation {
                size,
                ..now.clone()
            };
            set(new, "change size of")
        };
        ui.horizontal_wrapped(|ui| {
            for (name, times) in SIZES {
                let size = times * Annotation::SIZE;
                let is = size == now.size;
                if ui.add(Button::selectable(is, name)).clicked() && !is {
                    form.edit(sized(size));
                }
            }
            let [least, most] = Annotation::SIZES;
            let add = |ui: &mut Ui, size: &mut f64| {
                let drag = DragValue::new(size).range(least..=most).speed(0.25);
                let drag = drag.max_decimals(1).update_while_editing(false);
                let size = vec2(64.0, ui.spacing().interact_size.y);
                let response = ui.add_sized(size, drag);
                response.on_hover_text("Height of the letters, in units of the picture")
            };
            let (_, response) = form.number(ui, key("size"), now.size, add, sized);
            response.labelled_by(label);
        });
    });
    for (name, axis, at) in coordinates(&now.form) {
        row(ui, name, |ui, label| {
            let add = |ui: &mut Ui, v: &mut f64| {
                let most = Limit::LIMIT;
                let drag = DragValue::new(v).range(-most..=most).max_decimals(2);
                let size = vec2(90.0, ui.spacing().interact_size.y);
                ui.add_sized(size, drag.update_while_editing(false))
            };
            let make = |v: f64| {
                let new = Annotation {
                    form: with_coordinate(&now.form, name, axis, v),
                    ..now.clone()
                };
                // An arrow without a length stays as it is.
                let new = if new.trouble().is_none() {
                    new
                } else {
                    now.clone()
                };
                set(new, "move")
            };
            let (_, response) = form.number(ui, key(name), at, add, make);
            response.labelled_by(label);
        });
    }
    let (text, tip) = match kind {
        AnnotationKind::Text => ("Delete text", "Delete this text"),
        AnnotationKind::Frame => ("Delete frame", "Delete this frame; what stands in it stays"),
        AnnotationKind::Arrow => ("Delete arrow", "Delete this arrow"),
    };
    delete(form, ui, text, tip);
}

/// The numbers that tell where an annotation is: what each is called, its axis,
/// and itself.
fn coordinates(form: &Place) -> Vec<(&'static str, usize, f64)> {
    let (first, second) = match *form {
        Place::Text { at } => (at, None),
        Place::Frame { from, to } => {
            let size = [to[0] - from[0], to[1] - from[1]];
            (from, Some((["Width", "Height"], size)))
        }
        Place::Arrow { from, to } => (from, Some((["To, across", "To, down"], to))),
    };
    let mut all = vec![("Across", 0, first[0]), ("Down", 1, first[1])];
    if let Some((names, values)) = second {
        all.extend((0..2).map(|axis| (names[axis], axis, values[axis])));
    }
    all
}

/// The same annotation with another one of these numbers, on the grid on which
/// places are.
fn with_coordinate(form: &Place, name: &str, axis: usize, value: f64) -> Place {
    let value = (value * 100.0).round() / 100.0;
    let second = !matches!(name, "Across" | "Down");
    match *form {
        Place::Text { mut at } => {
            at[axis] = value;
            Place::Text { at }
        }
        Place::Frame { mut from, mut to } => {
            if second {
                to[axis] = from[axis] + value.max(Annotation::LEAST);
            } else {
                to[axis] += value - from[axis];
                from[axis] = value;
            }
            Place::frame_between(from, to)
        }
        Place::Arrow { mut from, mut to } => {
            if second {
                to[axis] = value;
            } else {
                from[axis] = value;
            }
            Place::Arrow { from, to }
        }
    }
}
