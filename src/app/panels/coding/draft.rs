//! What is said of some words so far.

use eframe::egui::{Label, RichText, ScrollArea, Ui};

use super::super::super::{Excerpt, Workspace, look};
use super::super::reading::shown_words;
use super::people::Person;
use crate::analysis::{
    Cast, NameIndex, Newcomer, Speaker, Suggestion, Who, guess_stance, suggest, when_typed,
};
use crate::model::{
    ActorId, ActorKind, Confidence, Document, Stance, StanceBand, Status, When, quoted,
};
use crate::picture::Theme;

/// Some words of a text that can be cited, and how they seem to stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Which words.
    pub excerpt: Excerpt,
    /// The words themselves, as they are shown: without the marks of Markdown.
    pub words: String,
    /// Who says so.
    pub by: Told,
    /// How it stands.
    pub status: Status,
    /// How sure the person is who enters it.
    pub confidence: Confidence,
}

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// An actor of the graph, or one that is about to be.
    By(Who),
    /// Somebody outside the graph.
    Outsider(String),
}

/// An action that some words tell of.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// The words.
    pub passage: Passage,
    /// Who acts.
    pub from: Who,
    /// Who is acted upon.
    pub to: Who,
    /// What is done; not blank.
    pub verb: String,
    /// How it bears on the target.
    pub stance: Stance,
    /// When it happened.
    pub when: When,
}

/// What some words say.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The words, as they can be cited.
    pub passage: Passage,
    /// What action they seem to tell of.
    pub suggestion: Suggestion,
}

impl Reading {
    /// Reads some words.
    ///
    /// # Errors
    /// Why they cannot be cited.
    pub(super) fn of(ws: &Workspace, names: &NameIndex, excerpt: &Excerpt) -> Result<Self, String> {
        let source = ws.document().sources.get(&excerpt.source);
        let source = source.ok_or("The source of these words is gone")?;
        if !ws.texts().contains_key(&excerpt.source) {
            return Err("The text of that source is not there".to_owned());
        }
        let text = &excerpt.text;
        let bytes = &excerpt.bytes;
        let inside = text.text().get(bytes.clone()).unwrap_or_default();
        let start = bytes.start + (inside.len() - inside.trim_start().len());
        let bytes = start..start + inside.trim().len();
        if bytes.is_empty() {
            return Err("Choose words of the text first".to_owned());
        }
        if !text.can_cite(&bytes) {
            return Err(
                "A claim cites a passage: choose words that begin and end in a paragraph, and \
                 not in a heading"
                    .to_owned(),
            );
        }
        let suggestion = suggest(names, text.text(), bytes.clone());
        let by = match &suggestion.by {
            Some(Speaker::Cast(at)) => Told::By(suggestion.cast[*at].who.clone()),
            Some(Speaker::Outsider(name)) => Told::Outsider(name.clone()),
            // As where a claim is added without a text.
            None if source.author.is_empty() => teller(names, &source.title),
            None => teller(names, &source.author),
        };
        let passage = Passage {
            words: shown_words(text, &bytes),
            by,
            status: suggestion.status,
            confidence: Confidence::Medium,
            excerpt: Excerpt {
                bytes,
                ..excerpt.clone()
            },
        };
        Ok(Self {
            passage,
            suggestion,
        })
    }
}

/// Whoever a source is by: an actor of the graph where one goes by that name.
fn teller(names: &NameIndex, called: &str) -> Told {
    let known = match names.is_taken(called) {
        true => names.named(called),
        false => Vec::new(),
    };
    match known.as_slice() {
        [only] => Told::By(Who::Known(only.clone())),
        _ => Told::Outsider(called.to_owned()),
    }
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    From,
    Verb,
    To,
    When,
    Who,
}

/// The form, as far as it is filled in.
pub(super) struct Draft {
    pub(super) passage: Passage,
    /// On whom the words were dropped, if on somebody.
    pub(super) given: Option<ActorId>,
    pub(super) suggestion: Suggestion,
    pub(super) from: Person,
    pub(super) to: Person,
    pub(super) verb: String,
    pub(super) stance: f64,
    /// Whether the stance is no guess by the verb, but was chosen.
    pub(super) decided: bool,
    pub(super) when: String,
    /// When the source was published: days of the week are counted from there.
    published: When,
    pub(super) who: Person,
    /// Whether the words are to be added to an action that there is.
    pub(super) adds: bool,
    /// Whether anything was typed or chosen.
    pub(super) touched: bool,
    /// Whether it was closed meanwhile, and says what was typed before.
    pub(super) kept: bool,
    /// Whether it was to be taken and could not be: then it says why.
    pub(super) wanted: bool,
    /// What there is to decide of a name, before it is taken.
    pub(super) asked: Option<String>,
}

impl Draft {
    pub(super) fn new(ws: &Workspace, reading: Reading, from: Option<&ActorId>) -> Self {
        let Reading {
            passage,
            suggestion,
        } = reading;
        let doc = ws.document();
        let (acts, other) = ends(&suggestion, from);
        let person = |end: End| match end {
            Some((who, sure)) => Person::known(doc, who, sure),
            None => Person::default(),
        };
        let who = match &passage.by {
            Told::By(who) => Person::known(doc, who.clone(), true),
            Told::Outsider(name) => Person::outsider(name),
        };
        Self {
            from: person(acts),
            to: person(other),
            verb: suggestion.verb.clone(),
            stance: stance_of(guess_stance(&suggestion.verb)),
            decided: false,
            when: suggestion.when.to_string(),
            published: published(doc, &passage.excerpt),
            who,
            passage,
            given: from.cloned(),
            suggestion,
            adds: false,
            touched: from.is_some(),
            kept: false,
            wanted: false,
            asked: None,
        }
    }

    /// Takes over who there is by now: somebody new may have been made, and
    /// somebody known may be gone.
    pub(super) fn follow(&mut self, ws: &Workspace, names: &NameIndex) {
        let excerpt = &self.passage.excerpt;
        self.suggestion = suggest(names, excerpt.text.text(), excerpt.bytes.clone());
        let doc = ws.document();
        self.published = published(doc, &self.passage.excerpt);
        for person in [&mut self.from, &mut self.to, &mut self.who] {
            person.follow(doc, names);
        }
    }

    /// Another action of the same words: what is done is said anew.
    pub(super) fn go_on(&mut self) {
        self.verb.clear();
        self.decided = false;
        self.guess();
        (self.touched, self.kept) = (false, false);
        (self.wanted, self.asked) = (false, None);
    }

    /// Guesses the stance by the verb, unless it was chosen.
    pub(super) fn guess(&mut self) {
        if !self.decided {
            self.stance = stance_of(guess_stance(&self.verb));
        }
    }

    /// Chooses the stance.
    pub(super) fn decide(&mut self, band: StanceBand) {
        self.stance = stance_of(band);
        (self.decided, self.touched) = (true, true);
    }

    /// The first field that is not certain: there the keyboard begins.
    pub(super) fn first(&self) -> Field {
        let is_open = |person: &Person| !person.sure || person.is_blank();
        if is_open(&self.from) {
            Field::From
        } else if is_open(&self.to) {
            Field::To
        } else {
            Field::Verb
        }
    }

    /// Turns it round.
    pub(super) fn reverse(&mut self) {
        std::mem::swap(&mut self.from, &mut self.to);
        self.touched = true;
    }

    /// The deed, or the field that is wrong, and why.
    pub(super) fn deed(&self, names: &NameIndex) -> Result<Deed, (Field, String)> {
        let cast = &self.suggestion.cast;
        let missing = |field, why: &str| (field, why.to_owned());
        let from = self.from.meaning(names, cast);
        let from = from.ok_or_else(|| missing(Field::From, "Who acts?"))?;
        let verb = self.verb.split_whitespace().collect::<Vec<_>>().join(" ");
        if verb.is_empty() {
            return Err(missing(Field::Verb, "What is done?"));
        }
        let to = self.to.meaning(names, cast);
        let to = to.ok_or_else(|| missing(Field::To, "To whom?"))?;
        let when = self.dated().map_err(|why| (Field::When, why))?;
        let by = self.who.teller(names, cast);
        let by = by.ok_or_else(|| missing(Field::Who, "Who says so?"))?;
        Ok(Deed {
            passage: Passage {
                by,
                ..self.passage.clone()
            },
            from,
            to,
            verb,
            // It is kept between these.
            stance: Stance::new(self.stance.clamp(-1.0, 1.0)).unwrap_or_default(),
            when,
        })
    }

    /// The date that is kept of what is typed.
    pub(super) fn dated(&self) -> Result<When, String> {
        when_typed(&self.when, Some(&self.published))
    }

    /// The words, and below them the choice between a new action and one that
    /// there is. Returns whether the other one was chosen.
    pub(super) fn head(&self, ui: &mut Ui, theme: &Theme) -> bool {
        ScrollArea::vertical()
            .id_salt("words")
            .max_height(84.0)
            .show(ui, |ui| {
                let quote = RichText::new(quoted(&self.passage.words)).italics();
                ui.add(Label::new(quote.color(look::color(theme.ink))).wrap());
            });
        ui.add_space(2.0);
        ui.horizontal(|ui| {
            let tabs = [("New action", false), ("Add to an action  Alt+A", true)];
            tabs.into_iter().any(|(text, adds)| {
                let tab = super::super::tabs::tab_button(ui, theme, text, self.adds == adds);
                tab.clicked() && self.adds != adds
            })
        })
        .inner
    }
}

/// When the source of some words was published.
fn published(doc: &Document, excerpt: &Excerpt) -> When {
    let source = doc.sources.get(&excerpt.source);
    source.map(|s| s.published).unwrap_or_default()
}

/// The stance that stands for a band.
pub(super) fn stance_of(band: StanceBand) -> f64 {
    match band {
        StanceBand::Hostile => -0.7,
        StanceBand::Neutral => 0.0,
        StanceBand::Supportive => 0.7,
    }
}

/// Somebody, and whether that is certain.
type End = Option<(Who, bool)>;

/// Who acts and who is acted upon; `from` acts if that is said.
fn ends(suggestion: &Suggestion, from: Option<&ActorId>) -> (End, End) {
    let one = |c: &Cast| (c.who.clone(), c.sure);
    let at = |end: Option<usize>| end.and_then(|n| suggestion.cast.get(n));
    let (acts, other) = (at(suggestion.from), at(suggestion.to));
    let Some(from) = from else {
        return (acts.map(one), other.map(one));
    };
    let from = Who::Known(from.clone());
    let rest = [acts, other].into_iter().flatten();
    let other = rest.chain(&suggestion.cast).find(|c| c.who != from);
    (Some((from, true)), other.map(one))
}

/// What somebody is called.
pub(super) fn name_of(doc: &Document, who: &Who) -> String {
    match who {
        Who::Known(id) => doc
            .graph
            .actor(id)
            .map_or_else(String::new, |a| a.name.clone()),
        Who::New(new) => new.name.clone(),
    }
}

/// Somebody of whom nothing but the name is said.
pub(super) fn newcomer(name: &str, kind: ActorKind) -> Newcomer {
    Newcomer {
        name: name.to_owned(),
        kind,
        role: String::new(),
    }
}
