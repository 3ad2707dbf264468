//! A field for somebody's name: who is mentioned, who goes by what is typed, or
//! somebody new.

use eframe::egui::{self, Id, Key, Modifiers, Response, Ui};

use super::super::form::{line_edit, name};
use super::super::pick_list::{self, ROW, Row};
use super::super::tabs::select_all;
use super::begin_at;
use super::draft::{Told, name_of, newcomer};
use crate::analysis::{Cast, NameIndex, Newcomer, Who, newcomer_called};
use crate::model::{ActorId, ActorKind, Document};

/// Most lines below a field.
const MOST_LINES: usize = 6;

/// What a name field says.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    /// What is written in it.
    text: String,
    /// Who was chosen, or proposed; nobody once something is typed.
    picked: Option<Who>,
    /// Whether that is certain.
    pub(super) sure: bool,
    /// Which line is at hand, and what was typed before.
    at: Option<(usize, String)>,
    /// Of what kind somebody new is, if that was said.
    kind: Option<ActorKind>,
}

/// What is looked at beside the field.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) doc: &'a Document,
    pub(super) names: &'a NameIndex,
    pub(super) cast: &'a [Cast],
    /// Whether somebody new stays outside the graph.
    pub(super) outside: bool,
}

impl Person {
    /// Somebody who is known, or proposed.
    pub(super) fn known(doc: &Document, who: Who, sure: bool) -> Self {
        let kind = match &who {
            Who::New(new) => Some(new.kind),
            Who::Known(_) => None,
        };
        Self {
            text: name_of(doc, &who),
            picked: Some(who),
            sure,
            kind,
            at: None,
        }
    }

    /// Somebody who is, and stays, outside the graph.
    pub(super) fn outsider(name: &str) -> Self {
        Self {
            text: name.to_owned(),
            picked: Some(Who::New(newcomer(name, ActorKind::default()))),
            sure: true,
            ..Self::default()
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Who is meant; nobody where nothing is written.
    ///
    /// What is typed means whoever goes by that name; else whoever is first
    /// among those whose name it begins; else somebody new.
    pub(super) fn meaning(&self, names: &NameIndex, cast: &[Cast]) -> Option<Who> {
        if self.is_blank() {
            return None;
        }
        let who = match &self.picked {
            Some(who) => who.clone(),
            None => lines(names, cast, &self.text).into_iter().next()?,
        };
        Some(match (who, self.kind) {
            (Who::New(mut new), Some(kind)) => {
                new.kind = kind;
                Who::New(new)
            }
            (who, _) => who,
        })
    }

    /// The same, of who says something.
    pub(super) fn teller(&self, names: &NameIndex, cast: &[Cast]) -> Option<Told> {
        let who = self.meaning(names, cast)?;
        Some(match who {
            Who::New(new) if !cast.iter().any(|c| c.who == Who::New(new.clone())) => {
                Told::Outsider(new.name)
            }
            who => Told::By(who),
        })
    }

    /// Takes over who there is by now.
    pub(super) fn follow(&mut self, doc: &Document, names: &NameIndex) {
        match &self.picked {
            Some(Who::New(new)) => {
                let made = names
                    .named(&new.name)
                    .into_iter()
                    .find(|id| doc.graph.actor(id).is_some_and(|a| a.name == new.name));
                if let Some(id) = made {
                    self.pick(doc, Who::Known(id));
                }
            }
            // What it was called is typed, from now on.
            Some(Who::Known(id)) if doc.graph.actor(id).is_none() => self.picked = None,
            _ => {}
        }
    }

    /// Chooses somebody.
    pub(super) fn pick(&mut self, doc: &Document, who: Who) {
        *self = Self::known(doc, who, true);
    }

    /// Whether Enter would take somebody known for a name that was written out and
    /// is not theirs: Anna Bergman for Anna Berg.
    pub(super) fn is_doubtful(&self, names: &NameIndex, cast: &[Cast]) -> bool {
        let open = self.picked.is_none() && is_written_out(&self.text);
        let first = || lines(names, cast, &self.text).into_iter().next();
        open && !self.is_blank()
            && matches!(first(), Some(Who::Known(_)))
            && !is_known_as(names, &self.text)
    }

    /// Chooses whoever is first, for all to see, where that is doubtful: then it
    /// can be taken, or left for somebody else. Returns what there is to decide.
    pub(super) fn ask(&mut self, ui: &Ui, id: Id, around: Around<'_>) -> Option<String> {
        if !self.is_doubtful(around.names, around.cast) {
            return None;
        }
        let typed = newcomer_called(&self.text).name;
        let first = lines(around.names, around.cast, &self.text)
            .into_iter()
            .next()?;
        let known = name_of(around.doc, &first);
        self.take_line(ui, id, around.doc, first, 0);
        ui.memory_mut(|m| m.request_focus(id));
        Some(format!(
            "Nobody is called “{typed}” yet. Enter takes {known}; the up arrow makes somebody new."
        ))
    }

    /// The next kind of somebody new. Returns whether it is about somebody new.
    pub(super) fn next_kind(&mut self, names: &NameIndex, cast: &[Cast]) -> bool {
        let Some(Who::New(new)) = self.meaning(names, cast) else {
            return false;
        };
        let at = ActorKind::ALL.iter().position(|k| *k == new.kind);
        let next = (at.unwrap_or(0) + 1) % ActorKind::ALL.len();
        self.kind = Some(ActorKind::ALL[next]);
        true
    }

    /// Whom Up and Down lead to, and the line at hand.
    fn choices(&self, around: Around<'_>) -> (Vec<Who>, Option<usize>) {
        let typed = match (&self.at, &self.picked) {
            (Some((_, before)), _) => before.as_str(),
            (None, Some(_)) => "",
            (None, None) => self.text.as_str(),
        };
        let lines = lines(around.names, around.cast, typed);
        let at = match (&self.at, &self.picked) {
            (Some((at, _)), _) => Some(*at),
            (None, Some(who)) => lines.iter().position(|w| w == who),
            (None, None) => (!lines.is_empty()).then_some(0),
        };
        (lines, at)
    }

    /// Shows the field, and below it whom it may mean while it has the keyboard.
    /// Returns the field, and whether anything was changed.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        (id, called): (Id, &str),
        around: Around<'_>,
        begin: bool,
    ) -> (Response, bool) {
        let mut changed = self.walk(ui, id, around);
        let hint = if around.outside { "who?" } else { "name" };
        let field = ui.add(line_edit(&mut self.text, hint).id(id));
        name(ui, field.id, called);
        begin_at(ui, &field, &self.text, begin);
        if field.changed() {
            (self.at, self.picked, self.kind) = (None, None, None);
            self.sure = true;
            changed = true;
        }
        if field.lost_focus() {
            self.show_meaning(around);
        }
        if field.has_focus() {
            changed |= self.list(ui, id, around);
        } else if self.at.take().is_some() {
            ui.ctx().request_repaint();
        }
        (field, changed)
    }

    /// Once it is left, the field says whom it means, and not with which letters
    /// they were looked for: unless somebody else may be meant.
    fn show_meaning(&mut self, around: Around<'_>) {
        if self.picked.is_some() || self.is_doubtful(around.names, around.cast) {
            return;
        }
        if let Some(who @ Who::Known(_)) = self.meaning(around.names, around.cast) {
            self.pick(around.doc, who);
        }
    }

    /// Up and Down, before the field sees them.
    fn walk(&mut self, ui: &Ui, id: Id, around: Around<'_>) -> bool {
        if !ui.memory(|m| m.has_focus(id)) {
            return false;
        }
        let count = |key| ui.input_mut(|i| i.count_and_consume_key(Modifiers::NONE, key));
        let (up, down) = (count(Key::ArrowUp), count(Key::ArrowDown));
        if up + down == 0 {
            return false;
        }
        let (lines, at) = self.choices(around);
        let n = lines.len();
        if n == 0 {
            return false;
        }
        let to = match at {
            // From nobody, the first step leads to the first.
            None if down > 0 => (down - 1) % n,
            None => n - 1,
            Some(at) => (at + down + n * up - up) % n,
        };
        self.take_line(ui, id, around.doc, lines[to].clone(), to);
        true
    }

    fn take_line(&mut self, ui: &Ui, id: Id, doc: &Document, who: Who, at: usize) {
        let before = match (self.at.take(), &self.picked) {
            (Some((_, before)), _) => before,
            (None, Some(_)) => String::new(),
            (None, None) => self.text.clone(),
        };
        self.pick(doc, who);
        self.at = Some((at, before));
        select_all(ui, id, &self.text);
    }

    /// Whom it may mean. Returns whether one of them was clicked.
    fn list(&mut self, ui: &mut Ui, id: Id, around: Around<'_>) -> bool {
        let (lines, at) = self.choices(around);
        let mut clicked = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        let from = at.map_or(0, |at| (at + 1).saturating_sub(MOST_LINES));
        for (n, who) in lines.iter().enumerate().skip(from).take(MOST_LINES) {
            let line = id.with(("line", n));
            let at_hand = at == Some(n);
            if pick_list::show(ui, line, &self.line(around, who, at_hand), at_hand) {
                clicked = Some((n, who.clone()));
            }
            if at_hand {
                ui.ctx().accesskit_node_builder(id, |node| {
                    node.set_active_descendant(line.accesskit_id());
                });
            }
        }
        let hidden = lines.len().saturating_sub(MOST_LINES);
        if hidden > 0 {
            ui.allocate_space(egui::vec2(1.0, ROW * 0.2));
        }
        let Some((n, who)) = clicked else {
            return false;
        };
        self.take_line(ui, id, around.doc, who, n);
        ui.memory_mut(|m| m.request_focus(id));
        true
    }

    /// Somebody as a line: known, mentioned as which, or new.
    fn line(&self, around: Around<'_>, who: &Who, at_hand: bool) -> Row {
        let number = around.cast.iter().position(|c| c.who == *who);
        let right = match number {
            Some(n) if n < 9 => format!("Alt+{}", n + 1),
            _ => String::new(),
        };
        let (text, note) = match who {
            Who::Known(id) => match around.doc.graph.actor(id) {
                Some(actor) if actor.role.is_empty() => {
                    (actor.name.clone(), actor.kind.name().to_lowercase())
                }
                Some(actor) => (actor.name.clone(), actor.role.clone()),
                None => (String::new(), String::new()),
            },
            Who::New(new) if around.outside => (
                format!("“{}”", new.name),
                "not an actor of the graph".to_owned(),
            ),
            Who::New(new) => {
                let kind = self.kind.filter(|_| at_hand).unwrap_or(new.kind);
                let note = if at_hand { "Alt+K: another kind" } else { "" };
                (new_words(kind, &new.name), note.to_owned())
            }
        };
        Row {
            name: match note.as_str() {
                "" => text.clone(),
                note => format!("{text}, {note}"),
            },
            text,
            note,
            right,
            enabled: true,
            ..Row::default()
        }
    }
}

/// "new person “Jack Reed”".
pub(super) fn new_words(kind: ActorKind, name: &str) -> String {
    format!("new {} “{name}”", kind.name().to_lowercase())
}

/// Whom a text may mean, the likeliest first: with nothing typed, whoever is
/// mentioned; else whoever goes by it, then whoever has a name that begins so;
/// last somebody new, unless it is the very name that the passage gives.
fn lines(names: &NameIndex, cast: &[Cast], typed: &str) -> Vec<Who> {
    let typed = typed.trim_start();
    if typed.trim().is_empty() {
        return cast.iter().map(|c| c.who.clone()).collect();
    }
    // A title says nothing of who is meant, and is no part of a new name.
    let called = newcomer_called(typed);
    let mut all: Vec<Who> = Vec::new();
    let mut put = |who: Who| {
        if !all.contains(&who) {
            all.push(who);
        }
    };
    let mentioned = |id: &ActorId| {
        let is_it = |c: &Cast| matches!(&c.who, Who::Known(known) if known == id);
        cast.iter().any(is_it)
    };
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        known_as(names, typed).into_iter().partition(mentioned);
    let known = here.into_iter().chain(elsewhere);
    known.map(Who::Known).for_each(&mut put);
    let plain = crate::analysis::folded(&called.name);
    let new = cast.iter().filter_map(|c| match &c.who {
        Who::New(new) => Some((crate::analysis::folded(&new.name), c)),
        Who::Known(_) => None,
    });
    let new: Vec<(String, &Cast)> = new.collect();
    let whole = new.iter().filter(|(name, _)| *name == plain);
    whole.for_each(|(_, c)| put(c.who.clone()));
    for typed in [typed, called.name.as_str()] {
        let more = names.completions(typed, mentioned, MOST_LINES);
        more.into_iter().map(Who::Known).for_each(&mut put);
    }
    let begun = |name: &str| name.starts_with(&plain) || name.contains(&format!(" {plain}"));
    let begun = new.iter().filter(|(name, _)| begun(name));
    begun.for_each(|(_, c)| put(c.who.clone()));
    let given = new.iter().any(|(name, _)| *name == plain);
    // "Duke Ellington" is no duke: what looks like a title may be part of the name.
    let whole = Newcomer {
        name: typed.split_whitespace().collect::<Vec<_>>().join(" "),
        role: String::new(),
        ..called.clone()
    };
    let titled = whole.name != called.name;
    if !given && !names.is_taken(&called.name) {
        put(Who::New(called));
    }
    if titled && !names.is_taken(&whole.name) {
        put(Who::New(whole));
    }
    all
}

/// Who goes by a name, a title before it or not.
fn known_as(names: &NameIndex, typed: &str) -> Vec<ActorId> {
    let known = names.named(typed);
    match known.is_empty() {
        true => names.named(&newcomer_called(typed).name),
        false => known,
    }
}

/// Whether there is no doubt who goes by a name. Behind a title, a name of one word
/// may be that of anybody of a family: "Mrs. Trump" is not Donald Trump.
fn is_known_as(names: &NameIndex, typed: &str) -> bool {
    let called = newcomer_called(typed).name;
    !names.named(typed).is_empty()
        || (called.split_whitespace().count() > 1 && !names.named(&called).is_empty())
}

/// Whether something looks like a name that was written out, and not like some
/// letters to look for: those are written small.
fn is_written_out(typed: &str) -> bool {
    !typed.contains(char::is_lowercase) || typed.contains(char::is_uppercase)
}

#[cfg(test)]
#[path = "people_tests.rs"]
mod tests;
