//! Actions as citations: in plain words, as Markdown, and the sources behind
//! them as BibTeX.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::model::{ActionId, Document, Link, PartialDate, Source, SourceId, When, quoted};
use crate::picture::{Cited, Receipt, Responded, Said, one_line};

/// How a citation is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    Markdown,
}

/// Actions in plain words, one paragraph each, in the order given: who does what
/// to whom, when, according to whom, in which words, where, and how that stands.
/// Those that the document does not have are left out.
#[must_use]
pub fn citation(doc: &Document, actions: &[ActionId]) -> String {
    paragraphs(doc, actions, Form::Plain)
}

/// The same as Markdown, with the sources as links.
#[must_use]
pub fn citation_markdown(doc: &Document, actions: &[ActionId]) -> String {
    paragraphs(doc, actions, Form::Markdown)
}

fn links<'d>(doc: &'d Document, actions: &'d [ActionId]) -> impl Iterator<Item = Link<'d>> {
    actions.iter().filter_map(|id| doc.graph.link(id))
}

fn paragraphs(doc: &Document, actions: &[ActionId], form: Form) -> String {
    let all = links(doc, actions).map(|link| form.paragraph(&Receipt::of(doc, link)));
    all.collect::<Vec<_>>().join("\n\n")
}

impl Form {
    fn paragraph(self, receipt: &Receipt) -> String {
        let deed = self.text(&receipt.deed);
        let mut text = match self {
            Self::Plain => deed,
            Self::Markdown => format!("**{deed}**"),
        };
        if !receipt.when.is_empty() {
            let _ = write!(text, " ({})", self.text(&receipt.when));
        }
        text.push('.');
        for said in &receipt.said {
            text.push(' ');
            text.push_str(&self.claim(said));
        }
        if receipt.said.is_empty() {
            let _ = write!(text, " {}.", Receipt::NOBODY);
        }
        if receipt.lost {
            let _ = write!(text, " {}.", Receipt::LOST);
        }
        for response in &receipt.responses {
            text.push(' ');
            text.push_str(&self.response(response));
        }
        let left_out = receipt.left_out();
        if !left_out.is_empty() {
            let _ = write!(text, " ({left_out}.)");
        }
        text
    }

    /// "According to the press: “it is so” (reported; A. Author, “Title”, 1843,
    /// https://…, read 1844)."
    fn claim(self, said: &Said) -> String {
        let mut text = format!("According to {}", self.text(&said.by));
        if !said.quote.is_empty() {
            let _ = write!(text, ": {}", self.text(&quoted(&said.quote)));
        }
        let mut status = said.status_in_words();
        if said.quote.is_empty() {
            status = format!("{status}; {}", Said::WHOLE);
        }
        let source = said.source.as_ref().map(|s| self.source(s));
        let source = source.map_or_else(String::new, |s| format!("; {s}"));
        let _ = write!(text, " ({status}{source}).");
        text
    }

    /// "Response of B (1844): did not answer (A. Author, “Title”)."
    fn response(self, response: &Responded) -> String {
        let mut text = format!("Response of {}", self.text(&response.by));
        if !response.when.is_empty() {
            let _ = write!(text, " ({})", self.text(&response.when));
        }
        let _ = write!(text, ": {}", self.text(&response.words));
        if let Some(source) = &response.source {
            let _ = write!(text, " ({})", self.source(source));
        }
        if !text.ends_with(['.', '!', '?']) {
            text.push('.');
        }
        text
    }

    fn source(self, cited: &Cited) -> String {
        let url = one_line(&cited.url);
        let read = match cited.retrieved.in_words() {
            when if when.is_empty() || cited.retrieved == When::Unknown => when,
            when => format!("read {when}"),
        };
        let mut text = match self {
            Self::Plain => cited.in_words(),
            Self::Markdown if url.is_empty() => self.text(&cited.in_words()),
            Self::Markdown => {
                // The title is the link.
                let given = [cited.author.as_str(), "", cited.publisher.as_str()];
                let [before, _, after] = given.map(|t| self.text(t));
                let title = format!("[{}](<{}>)", self.text(&cited.title), target(&url));
                let date = self.text(&cited.published.in_words());
                let parts = [before, title, after, date];
                let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                parts.join(", ")
            }
        };
        if self == Self::Plain && !url.is_empty() {
            let _ = write!(text, ", {url}");
        }
        if !read.is_empty() && cited.retrieved != When::Unknown {
            let _ = write!(text, ", {read}");
        }
        text
    }

    /// A text on one line, in which nothing means anything but itself.
    fn text(self, text: &str) -> String {
        let text = one_line(text);
        match self {
            Self::Plain => text,
            Self::Markdown => {
                let mut safe = String::with_capacity(text.len());
                let starts = text.starts_with(['+', '-', '#']);
                for (at, c) in text.chars().enumerate() {
                    let special = matches!(
                        c,
                        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '!'
                    );
                    if special || (at == 0 && starts) {
                        safe.push('\\');
                    }
                    safe.push(c);
                }
                safe
            }
        }
    }
}

/// An address as the target of a link in angle brackets.
fn target(url: &str) -> String {
    percent(url, "<>\\")
}

/// An address without white space, and without some other characters.
fn percent(url: &str, forbidden: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    for c in url.chars() {
        if c.is_whitespace() || c.is_control() || forbidden.contains(c) {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                let _ = write!(safe, "%{byte:02X}");
            }
        } else {
            safe.push(c);
        }
    }
    safe
}

/// The sources behind some actions as BibTeX, each once, in order of ids: of the
/// claims that stand, and of responses. Empty when none is cited.
#[must_use]
pub fn bibtex(doc: &Document, actions: &[ActionId]) -> String {
    let mut cited: BTreeSet<&SourceId> = BTreeSet::new();
    for Link { action, .. } in links(doc, actions) {
        let stand = action.claims.iter().filter(|c| c.stands());
        cited.extend(stand.map(|c| &c.source));
        cited.extend(action.responses.iter().filter_map(|r| r.source.as_ref()));
    }
    let entries = cited.into_iter().filter_map(|id| doc.sources.get(id));
    entries.map(entry).collect::<Vec<_>>().join("\n")
}

fn entry(source: &Source) -> String {
    let online = !source.url.trim().is_empty();
    let sort = if online { "online" } else { "misc" };
    let mut text = format!("@{sort}{{{},\n", key(&source.id));
    let mut field = |name: &str, value: String| {
        if !value.is_empty() {
            let _ = writeln!(text, "  {name} = {value},");
        }
    };
    let braced = |value: String| match value.as_str() {
        "" => value,
        value => format!("{{{value}}}"),
    };
    let cited = Cited::of(source);
    // Who published it too is an office, whose name is not one of a person.
    let office = cited.publisher.is_empty() && !source.publisher.trim().is_empty();
    let author = braced(tex(&source.author));
    field("author", if office { braced(author) } else { author });
    // In braces of its own, it keeps its capitals.
    field("title", format!("{{{{{}}}}}", tex(&source.title)));
    let publisher = if online { "organization" } else { "publisher" };
    field(publisher, braced(tex(&cited.publisher)));
    let known = !matches!(source.published, When::NotGiven | When::Unknown);
    if known {
        field("date", braced(source.published.to_string()));
    }
    if let Some(first) = first_day(&source.published) {
        field("year", braced(first.year().to_string()));
        let month = first.month().and_then(|m| MONTHS.get(usize::from(m) - 1));
        field("month", month.copied().unwrap_or_default().to_owned());
    }
    if online {
        // Read letter by letter, but for braces, which must be in pairs.
        field("url", braced(percent(source.url.trim(), "{}\\")));
        if let When::On(day) = source.retrieved {
            field("urldate", braced(day.to_string()));
        }
    }
    text.push_str("}\n");
    text
}

/// The months as BibTeX has them.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Where a date begins, or, if that is not known, ends.
fn first_day(when: &When) -> Option<PartialDate> {
    match when {
        When::NotGiven | When::Unknown => None,
        When::On(d) | When::Between(d, _) | When::From(d) | When::Until(d) => Some(*d),
    }
}

/// The key of an entry: the id of the source, with what BibTeX does not take in
/// keys written in figures. Two sources never share one.
fn key(id: &SourceId) -> String {
    let mut key = String::new();
    for c in id.as_str().chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') {
            key.push(c);
        } else {
            // No id holds a colon or a plus.
            let _ = write!(key, "+{:x}:", u32::from(c));
        }
    }
    key
}

/// A text on one line, in which nothing means anything but itself to TeX. Braces
/// are named: BibTeX counts them, also behind a backslash.
fn tex(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '\\' => safe.push_str("\\textbackslash{}"),
            '{' => safe.push_str("\\textbraceleft{}"),
            '}' => safe.push_str("\\textbraceright{}"),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            '%' | '&' | '#' | '_' | '$' => {
                safe.push('\\');
                safe.push(c);
            }
            c if c.is_control() => {}
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
#[path = "citation_tests.rs"]
mod tests;
