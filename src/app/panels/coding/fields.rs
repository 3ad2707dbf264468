//! The fields of the form, and the keys that hold for all of them.

use eframe::egui::{self, Id, Key, Modifiers, RichText, Ui};

use super::super::super::keys::DIGITS;
use super::super::super::{Workspace, look};
use super::super::dialogs::answers_or_enter;
use super::super::form::{forget_undo, line_edit, name, quiet, row, trouble};
use super::draft::{Deed, Draft, Field, Told, name_of, stance_of};
use super::people::{Around, Person, new_words};
use super::segments::{Segment, segments};
use super::{begin_at, take};
use crate::analysis::{DATE_FORMS, NameIndex, Who};
use crate::model::{Confidence, Document, Stance, StanceBand, Status};
use crate::picture::Theme;

/// The field for the verb, as told to assistive technology: other panels have
/// one, too.
const VERB: &str = "Verb of the new action";

fn id_of(field: Field) -> Id {
    Id::new(("coding", format!("{field:?}")))
}

/// What stands around the fields.
type Stage<'a> = (&'a Workspace, &'a NameIndex, &'a Theme);

/// Shows the fields. Returns the deed when it is taken, and whether the form
/// stays open for another one.
pub(super) fn show(
    draft: &mut Draft,
    ui: &mut Ui,
    (ws, names, theme): Stage<'_>,
    fresh: bool,
) -> Option<(Deed, bool)> {
    let begin = fresh.then(|| draft.first());
    if fresh {
        // What other words were coded with is not to come back by undoing here.
        for field in [Field::From, Field::Verb, Field::To, Field::When, Field::Who] {
            forget_undo(ui, id_of(field));
        }
    }
    let enter = !fresh && take(ui, Modifiers::NONE, Key::Enter);
    let stays = !fresh && take(ui, Modifiers::COMMAND, Key::Enter);
    if !fresh {
        keys(draft, ui, ws, names);
    }
    let doc = ws.document();
    let cast = draft.suggestion.cast.clone();
    let around = |outside| Around {
        doc,
        names,
        cast: &cast,
        outside,
    };
    let mut touched = false;
    let mut person = |ui: &mut Ui, label: &str, field: Field, person: &mut Person| {
        row(ui, label, |ui, of| {
            let begin = begin == Some(field);
            let around = around(field == Field::Who);
            let (response, changed) = person.ui(ui, (id_of(field), label), around, begin);
            response.labelled_by(of);
            touched |= changed;
            newcomer(ui, theme, person, around);
        });
    };
    person(ui, "From", Field::From, &mut draft.from);
    let verb = row(ui, "Verb", |ui, _| {
        let begin = begin == Some(Field::Verb);
        let verb = &mut draft.verb;
        line(ui, (Field::Verb, VERB, "does what?"), verb, begin)
    });
    person(ui, "To", Field::To, &mut draft.to);
    row(ui, "Stance", |ui, _| stance(draft, ui));
    let when = row(ui, "When", |ui, _| {
        let changed = line(
            ui,
            (Field::When, "When", DATE_FORMS),
            &mut draft.when,
            false,
        );
        // What is kept of a date that was typed in other words.
        if let Ok(when) = draft.dated()
            && when.to_string() != draft.when.trim()
        {
            quiet(ui, format!("→ {} ({when})", when.spelled()));
        }
        changed
    });
    let teller = |ui: &mut Ui, who: &mut Person| {
        row(ui, "Who says so", |ui, of| {
            let place = (id_of(Field::Who), "Who says so");
            let (response, changed) = who.ui(ui, place, around(true), false);
            response.labelled_by(of);
            changed
        })
    };
    let changed = teller(ui, &mut draft.who);
    let changed = touched | changed | verb | when;
    draft.touched |= changed;
    if verb {
        draft.guess();
    }
    if changed {
        draft.asked = None;
    }
    row(ui, "Status", |ui, _| status(draft, ui));
    row(ui, "Confidence", |ui, _| confidence(draft, ui));

    let deed = draft.deed(names);
    ui.add_space(4.0);
    if let Some(asked) = &draft.asked {
        trouble(ui, theme, asked);
    }
    match &deed {
        Ok(deed) => summary(ui, theme, ws, deed),
        Err((_, why)) if draft.wanted => trouble(ui, theme, why),
        Err((_, why)) => quiet(ui, why.as_str()),
    }
    quiet(
        ui,
        "Enter adds it; Ctrl+Enter adds it and goes on with the same words. Alt and −, 0 or + \
         give the stance, Alt+R turns it round.",
    );
    let given = answers_or_enter(ui, &["Cancel", "Add action"], deed.is_ok(), false, enter);
    if given == Some(0) {
        // As Esc does it: what is typed is kept.
        ui.close();
        return None;
    }
    if !(enter || stays || given.is_some()) {
        return None;
    }
    draft.asked = doubt(draft, ui, (doc, names));
    if draft.asked.is_some() {
        ui.ctx().request_repaint();
        return None;
    }
    match deed {
        Ok(deed) => Some((deed, stays)),
        Err((field, _)) => {
            draft.wanted = true;
            ui.memory_mut(|m| m.request_focus(id_of(field)));
            ui.ctx().request_repaint();
            None
        }
    }
}

/// Asks about a name that would be taken for somebody else's: what there is to
/// decide, of the first such field, which has the keyboard then.
fn doubt(draft: &mut Draft, ui: &Ui, (doc, names): (&Document, &NameIndex)) -> Option<String> {
    let cast = &draft.suggestion.cast;
    let fields = [
        (Field::From, &mut draft.from),
        (Field::To, &mut draft.to),
        (Field::Who, &mut draft.who),
    ];
    fields.into_iter().find_map(|(field, person)| {
        let around = Around {
            doc,
            names,
            cast,
            outside: field == Field::Who,
        };
        person.ask(ui, id_of(field), around)
    })
}

/// A field of one line. Returns whether it was changed.
fn line(
    ui: &mut Ui,
    (field, called, hint): (Field, &str, &str),
    text: &mut String,
    begin: bool,
) -> bool {
    let id = id_of(field);
    let response = ui.add(line_edit(text, hint).id(id));
    name(ui, id, called);
    begin_at(ui, &response, text, begin);
    response.changed()
}

/// Says of somebody new that it is new, where the list below the field does not.
fn newcomer(ui: &mut Ui, theme: &Theme, person: &Person, around: Around<'_>) {
    let Some(Who::New(new)) = person.meaning(around.names, around.cast) else {
        return;
    };
    if around.outside {
        return;
    }
    let title = match new.role.as_str() {
        "" => String::new(),
        role => format!(", {role}"),
    };
    let text = format!("{}{title}", new_words(new.kind, &new.name));
    let text = RichText::new(text).small().color(look::color(theme.accent));
    ui.label(text);
}

/// The keys that hold in every field.
fn keys(draft: &mut Draft, ui: &Ui, ws: &Workspace, names: &NameIndex) {
    let shifted = Modifiers::ALT | Modifiers::SHIFT;
    let on = |field: Field| ui.memory(|m| m.has_focus(id_of(field)));
    // From 1 on: nobody is the zeroth.
    for (n, key) in DIGITS[1..].iter().copied().enumerate() {
        let (acts, other) = (
            take_digit(ui, shifted, key),
            take_digit(ui, Modifiers::ALT, key),
        );
        let Some(cast) = draft.suggestion.cast.get(n) else {
            continue;
        };
        let person = match (acts, other) {
            (true, _) => &mut draft.from,
            (false, true) if on(Field::From) => &mut draft.from,
            (false, true) if on(Field::Who) => &mut draft.who,
            (false, true) => &mut draft.to,
            (false, false) => continue,
        };
        person.pick(ws.document(), cast.who.clone());
        draft.touched = true;
    }
    for (key, band) in [
        (Key::Minus, StanceBand::Hostile),
        (Key::Num0, StanceBand::Neutral),
        (Key::Plus, StanceBand::Supportive),
        (Key::Equals, StanceBand::Supportive),
    ] {
        if take(ui, Modifiers::ALT, key) || take(ui, shifted, key) {
            draft.decide(band);
        }
    }
    if take(ui, Modifiers::ALT, Key::R) {
        draft.reverse();
    }
    if take(ui, Modifiers::ALT, Key::K) {
        let cast = &draft.suggestion.cast;
        let first = if on(Field::To) {
            &mut draft.to
        } else {
            &mut draft.from
        };
        if !first.next_kind(names, cast) && !on(Field::From) && !on(Field::To) {
            draft.to.next_kind(names, cast);
        }
        draft.touched = true;
    }
}

/// Uses a digit up, also where Shift makes something else of it.
fn take_digit(ui: &Ui, held: Modifiers, digit: Key) -> bool {
    take(ui, held, digit)
        || ui.input_mut(|i| {
            let mut taken = false;
            i.events.retain(|event| {
                let is = matches!(
                    event,
                    egui::Event::Key { physical_key: Some(at), pressed: true, modifiers, .. }
                        if *at == digit && modifiers.matches_exact(held)
                );
                taken |= is;
                !is
            });
            if taken {
                i.events.retain(|e| !matches!(e, egui::Event::Text(_)));
            }
            taken
        })
}

fn stance(draft: &mut Draft, ui: &mut Ui) {
    let all = StanceBand::ALL.map(|band| Segment {
        text: format!("{} {}", signed(stance_of(band)), band.name()),
        keys: match band {
            StanceBand::Hostile => vec![Key::Minus],
            StanceBand::Neutral => vec![Key::Num0],
            StanceBand::Supportive => vec![Key::Plus, Key::Equals],
        },
    });
    let band = Stance::new(draft.stance).unwrap_or_default().band();
    let now = StanceBand::ALL.iter().position(|b| *b == band);
    let id = Id::new("coding stance");
    if let Some(n) = segments(ui, id, "Stance", &all, now) {
        draft.decide(StanceBand::ALL[n]);
    } else if !draft.decided && band != StanceBand::Neutral {
        let guessed = "guessed by the verb: Alt and −, 0 or + say otherwise";
        ui.label(RichText::new(guessed).small().weak());
    }
}

fn signed(stance: f64) -> String {
    match stance {
        s if s < 0.0 => format!("−{}", -s),
        s if s > 0.0 => format!("+{s}"),
        _ => "0".to_owned(),
    }
}

/// What a claim that is entered now can be: nobody enters one that is withdrawn.
const STATUSES: [(Status, Key); 5] = [
    (Status::Alleged, Key::A),
    (Status::Reported, Key::R),
    (Status::Confirmed, Key::C),
    (Status::Disputed, Key::D),
    (Status::Denied, Key::D),
];

fn status(draft: &mut Draft, ui: &mut Ui) {
    let all = STATUSES.map(|(status, key)| Segment {
        text: status.name().to_owned(),
        keys: vec![key],
    });
    let now = STATUSES
        .iter()
        .position(|(s, _)| *s == draft.passage.status);
    let id = Id::new("coding status");
    if let Some(n) = segments(ui, id, "Status", &all, now) {
        draft.passage.status = STATUSES[n].0;
        draft.touched = true;
    }
}

fn confidence(draft: &mut Draft, ui: &mut Ui) {
    let keys = [Key::L, Key::M, Key::H];
    let all = [0, 1, 2].map(|n: usize| Segment {
        text: Confidence::ALL[n].name().to_owned(),
        keys: vec![keys[n]],
    });
    let now = Confidence::ALL
        .iter()
        .position(|c| *c == draft.passage.confidence);
    let id = Id::new("coding confidence");
    if let Some(n) = segments(ui, id, "Confidence", &all, now) {
        draft.passage.confidence = Confidence::ALL[n];
        draft.touched = true;
    }
}

/// The deed as a sentence, with who says so.
fn summary(ui: &mut Ui, theme: &Theme, ws: &Workspace, deed: &Deed) {
    let doc = ws.document();
    let name = |who: &Who| name_of(doc, who);
    let by = match &deed.passage.by {
        Told::By(who) => name(who),
        Told::Outsider(name) => name.clone(),
    };
    let mut text = format!("{} {} {}", name(&deed.from), deed.verb, name(&deed.to));
    let when = deed.when.in_words();
    if !when.is_empty() {
        text.push_str(&format!(", {when}"));
    }
    let status = deed.passage.status.name().to_lowercase();
    text.push_str(&format!(" — according to {by} ({status})"));
    let ink = look::color(theme.stance(deed.stance.band()));
    ui.add(egui::Label::new(RichText::new(text).color(ink)).wrap());
}
