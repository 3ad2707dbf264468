//! The canonical form of a document.
//!
//! One field a line, in a fixed order, sections sorted by id, fields that say
//! nothing left out: equal documents give equal bytes, and one change to a
//! document changes as few lines as can be.

use std::fmt::{self, Display, Write};

use super::FORMAT_VERSION;
use super::lenses::{band_word, word};
use crate::model::{
    Action, Actor, Annotation, AnnotationId, Arrangement, Camera, Claim, Claimant, Document,
    Filter, Form, Lens, Link, Place, Response, Rest, Skip, Source, Spot, Stamp, Stance, Test, Tint,
    When,
};

/// The text of a document's file, in time linear in its size.
///
/// Reading it back gives an equal document, if the document keeps its rules
/// ([`crate::model::violations`]).
#[must_use]
pub fn to_ron(doc: &Document) -> String {
    under_head("Dramatis", doc)
}

/// The same, under another head.
pub(super) fn under_head(head: &str, doc: &Document) -> String {
    // Destructured, here and below, so that a new field cannot be forgotten.
    let Document {
        title,
        about,
        graph,
        sources,
        arrangements,
        lenses,
        retired,
        lost: _,
    } = doc;
    let mut w = Writer::default();
    w.open(head, "(");
    w.field("version", FORMAT_VERSION);
    w.text("title", title);
    w.text("about", about);
    w.section("actors", '{', '}', graph.actors(), actor);
    w.section("actions", '{', '}', graph.links(), action);
    w.section("sources", '{', '}', sources.values(), source);
    w.texts("retired_actors", retired.actors.iter());
    w.texts("retired_actions", retired.actions.iter());
    w.texts("retired_sources", retired.sources.iter());
    w.section("arrangements", '[', ']', arrangements.iter(), arrangement);
    if !lenses.is_empty() {
        w.section("lenses", '[', ']', lenses.iter(), lens);
    }
    w.depth = 0;
    w.line(")");
    w.out
}

fn actor(w: &mut Writer, actor: &Actor) {
    let Actor {
        id,
        name,
        kind,
        role,
        when,
        aliases,
        tags,
        notes,
        portrait,
    } = actor;
    w.open(Quoted(id.as_str()), ": (");
    w.field("name", Quoted(name));
    w.field("kind", kind.name());
    w.text("role", role);
    w.when("when", when);
    w.texts("aliases", aliases.iter());
    w.texts("tags", tags.iter());
    w.text("notes", notes);
    w.text("portrait", portrait);
    w.close(")");
}

fn action(w: &mut Writer, link: Link<'_>) {
    let Link { from, to, action } = link;
    let Action {
        id,
        verb,
        stance,
        weight,
        when,
        role,
        notes,
        claims,
        responses,
    } = action;
    w.open(Quoted(id.as_str()), ": (");
    w.field("from", Quoted(from.as_str()));
    w.field("to", Quoted(to.as_str()));
    w.field("verb", Quoted(verb));
    if *stance != Stance::NEUTRAL {
        w.field("stance", Number(stance.value()));
    }
    if *weight != 1.0 {
        w.field("weight", Number(*weight));
    }
    w.when("when", when);
    w.text("role", role);
    w.text("notes", notes);
    if !claims.is_empty() {
        w.section("claims", '[', ']', claims.iter(), claim);
    }
    if !responses.is_empty() {
        w.section("responses", '[', ']', responses.iter(), response);
    }
    w.close(")");
}

fn claim(w: &mut Writer, claim: &Claim) {
    let Claim {
        by,
        source,
        anchor,
        quote,
        spot,
        status,
        confidence,
        because,
        entered,
        changed,
    } = claim;
    w.open("", "(");
    w.field("by", who(by));
    w.field("source", Quoted(source.as_str()));
    w.text("anchor", anchor);
    w.text("quote", quote);
    if let Some(spot) = spot {
        w.field("spot", self::spot(spot));
    }
    w.field("status", status.name());
    w.field("confidence", confidence.name());
    w.text("because", because);
    for (name, stamp) in [("entered", entered), ("changed", changed)] {
        if let Some(stamp) = stamp {
            let Stamp { by, at } = &**stamp;
            if by.is_empty() {
                w.field(name, format_args!("(at: \"{at}\")"));
            } else {
                w.field(name, format_args!("(by: {}, at: \"{at}\")", Quoted(by)));
            }
        }
    }
    w.close(")");
}

fn response(w: &mut Writer, response: &Response) {
    let Response {
        by,
        words,
        when,
        source,
    } = response;
    w.open("", "(");
    w.field("by", who(by));
    w.field("words", Quoted(words));
    w.when("when", when);
    if let Some(source) = source {
        w.field("source", Quoted(source.as_str()));
    }
    w.close(")");
}

/// Where words stand.
fn spot(spot: &Spot) -> String {
    let Spot {
        at,
        before,
        after,
        times,
    } = spot;
    let mut text = format!("(at: {at}");
    for (name, words) in [("before", before), ("after", after)] {
        if !words.is_empty() {
            let _ = write!(text, ", {name}: {}", Quoted(words)); // cannot fail
        }
    }
    if *times != 1 {
        let _ = write!(text, ", times: {times}"); // as above
    }
    text.push(')');
    text
}

/// Who makes a claim.
fn who(by: &Claimant) -> String {
    match by {
        Claimant::Actor(id) => format!("Actor({})", Quoted(id.as_str())),
        Claimant::Outsider(name) => format!("Outsider({})", Quoted(name)),
    }
}

fn source(w: &mut Writer, source: &Source) {
    let Source {
        id,
        title,
        author,
        publisher,
        published,
        retrieved,
        url,
        file,
        primary,
        not_relevant,
    } = source;
    w.open(Quoted(id.as_str()), ": (");
    w.field("title", Quoted(title));
    w.text("author", author);
    w.text("publisher", publisher);
    w.when("published", published);
    w.when("retrieved", retrieved);
    w.text("url", url);
    w.text("file", file);
    if *primary {
        w.field("primary", true);
    }
    if !not_relevant.is_empty() {
        let skips = not_relevant.iter();
        w.section("not_relevant", '[', ']', skips, |w, skip| {
            let Skip { spot, words } = skip;
            let (words, spot) = (Quoted(words), self::spot(spot));
            w.line(format_args!("(words: {words}, spot: {spot}),"));
        });
    }
    w.close(")");
}

fn arrangement(w: &mut Writer, arrangement: &Arrangement) {
    let Arrangement {
        name,
        camera,
        places,
        bends,
        annotations,
    } = arrangement;
    w.open("", "(");
    w.field("name", Quoted(name));
    if let Some(Camera { x, y, zoom }) = camera {
        let (x, y, zoom) = (Number(*x), Number(*y), Number(*zoom));
        w.field("camera", format_args!("(x: {x}, y: {y}, zoom: {zoom})"));
    }
    w.section("places", '{', '}', places.iter(), |w, (id, place)| {
        let Place { x, y, pin } = place;
        let (id, x, y) = (Quoted(id.as_str()), Number(*x), Number(*y));
        let pin = if *pin { ", pin: true" } else { "" };
        w.line(format_args!("{id}: (x: {x}, y: {y}{pin}),"));
    });
    if !bends.is_empty() {
        w.section("bends", '{', '}', bends.iter(), |w, (id, points)| {
            let point = |[x, y]: &[f64; 2]| format!("({}, {})", Number(*x), Number(*y));
            let points: Vec<String> = points.iter().map(point).collect();
            let id = Quoted(id.as_str());
            w.line(format_args!("{id}: [{}],", points.join(", ")));
        });
    }
    if !annotations.is_empty() {
        let all = annotations.iter();
        w.section("annotations", '{', '}', all, annotation);
    }
    w.close(")");
}

fn annotation(w: &mut Writer, (id, annotation): (&AnnotationId, &Annotation)) {
    let Annotation {
        form,
        text,
        size,
        tint,
    } = annotation;
    let point = |w: &mut Writer, name: &str, [x, y]: [f64; 2]| {
        w.field(name, format_args!("({}, {})", Number(x), Number(y)));
    };
    w.open(Quoted(id.as_str()), ": (");
    w.field("kind", annotation.kind().name());
    w.text("text", text);
    match *form {
        Form::Text { at } => point(w, "at", at),
        Form::Frame { from, to } | Form::Arrow { from, to } => {
            point(w, "from", from);
            point(w, "to", to);
        }
    }
    if *size != Annotation::SIZE {
        w.field("size", Number(*size));
    }
    if *tint != Tint::default() {
        w.field("tint", tint.name());
    }
    w.close(")");
}

fn lens(w: &mut Writer, lens: &Lens) {
    let Lens {
        name,
        filters,
        rest,
    } = lens;
    w.open("", "(");
    w.field("name", Quoted(name));
    w.section("filters", '[', ']', filters.iter(), |w, filter| {
        let Filter { not, test } = filter;
        let test = self::test(test);
        if *not {
            w.line(format_args!("Not({test}),"));
        } else {
            w.line(format_args!("{test},"));
        }
    });
    if *rest != Rest::default() {
        w.field("rest", rest.name());
    }
    w.close(")");
}

fn test(test: &Test) -> String {
    let list = |words: Vec<String>| format!("([{}])", words.join(", "));
    let named = |name: &'static str| name.to_owned();
    let inner = match test {
        Test::Kind(set) => list(set.iter().map(|k| named(k.name())).collect()),
        Test::Tag(set) => list(set.iter().map(|t| Quoted(t).to_string()).collect()),
        Test::Stance(set) => list(set.iter().map(|b| named(band_word(*b))).collect()),
        Test::Status(set) => list(set.iter().map(|s| named(s.name())).collect()),
        Test::Claimant(set) => list(set.iter().map(who).collect()),
        Test::Degree { least, most } => {
            let most = most.map(|most| format!("most: {most}"));
            let least = (*least > 0).then(|| format!("least: {least}"));
            let both: Vec<String> = least.into_iter().chain(most).collect();
            format!("({})", both.join(", "))
        }
        Test::Date { from, to, undated } => {
            let from = from.map(|date| format!("from: \"{date}\""));
            let to = to.map(|date| format!("to: \"{date}\""));
            let undated = undated.then(|| "undated: true".to_owned());
            let all: Vec<String> = from.into_iter().chain(to).chain(undated).collect();
            format!("({})", all.join(", "))
        }
        Test::Disagreement => String::new(),
        Test::Text(text) => format!("({})", Quoted(text)),
    };
    format!("{}{inner}", word(test.looks_at()))
}

/// Lines, indented by the brackets that are open.
#[derive(Default)]
struct Writer {
    out: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self, content: impl Display) {
        let (out, width) = (&mut self.out, 4 * self.depth);
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{:width$}{content}", "");
    }

    fn open(&mut self, before: impl Display, bracket: &str) {
        self.line(format_args!("{before}{bracket}"));
        self.depth += 1;
    }

    fn close(&mut self, bracket: &str) {
        self.depth -= 1;
        self.line(format_args!("{bracket},"));
    }

    fn field(&mut self, name: &str, value: impl Display) {
        self.line(format_args!("{name}: {value},"));
    }

    /// A text, unless it is empty.
    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.field(name, Quoted(value));
        }
    }

    /// A date, unless nobody gave one.
    fn when(&mut self, name: &str, value: &When) {
        if *value != When::NotGiven {
            self.field(name, format_args!("\"{value}\""));
        }
    }

    /// Short texts on one line, unless there are none.
    fn texts<'t>(&mut self, name: &str, mut values: impl Iterator<Item = &'t String>) {
        if let Some(first) = values.next() {
            let mut list = Quoted(first).to_string();
            for value in values {
                let _ = write!(list, ", {}", Quoted(value)); // cannot fail, as above
            }
            self.field(name, format_args!("[{list}]"));
        }
    }

    /// A section; `{},` or `[],` when it is empty.
    fn section<T>(
        &mut self,
        name: &str,
        open: char,
        close: char,
        items: impl Iterator<Item = T>,
        mut each: impl FnMut(&mut Self, T),
    ) {
        let mut items = items.peekable();
        if items.peek().is_none() {
            self.field(name, format_args!("{open}{close}"));
            return;
        }
        self.line(format_args!("{name}: {open}"));
        self.depth += 1;
        for item in items {
            each(self, item);
        }
        self.close(close.encode_utf8(&mut [0; 4]));
    }
}

/// A text in double quotes. Everything stands as it is, but `\`, `"` and
/// control characters.
struct Quoted<'t>(&'t str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        let mut plain = 0;
        for (at, c) in self.0.char_indices() {
            if !(c == '"' || c == '\\' || c.is_control()) {
                continue;
            }
            f.write_str(&self.0[plain..at])?;
            plain = at + c.len_utf8();
            match c {
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                '"' | '\\' => write!(f, "\\{c}")?,
                _ => write!(f, "\\u{{{:x}}}", u32::from(c))?,
            }
        }
        f.write_str(&self.0[plain..])?;
        f.write_char('"')
    }
}

/// The shortest decimals that give the number back; zero without a sign.
struct Number(f64);

impl Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (self.0 + 0.0).fmt(f)
    }
}
