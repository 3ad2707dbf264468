//! `dramatis check --evidence`: how much of each source has been read into the
//! graph, and how well its claims are supported.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::file::{Opened, Places, Position, Problem, Severity};
use crate::model::{
    Cited, Coverage, Document, Outcome, SectionCoverage, SourceId, Status, TextIndex,
    cited_passages, needs_source, reading, unsupported,
};

/// What is known of the evidence of one document.
#[derive(Default)]
pub(super) struct Report {
    sources: Vec<OfSource>,
    /// Claims by what has become of their passages.
    passages: Passages,
    /// Actions in all, and those with a passage that stands in its text.
    actions: (usize, usize),
    /// Actions about a person that nobody is named for.
    needs_source: Vec<String>,
}

struct OfSource {
    id: String,
    title: String,
    /// Nothing where there is no text to read.
    read: Option<(Coverage, Vec<SectionCoverage>)>,
}

/// How many passages there are of each sort.
#[derive(Default)]
struct Passages {
    exact: usize,
    moved: usize,
    fuzzy: usize,
    lost: usize,
    without_text: usize,
}

impl Passages {
    fn count(&mut self, outcome: &Outcome) {
        *match outcome {
            Outcome::Exact { moved: false, .. } => &mut self.exact,
            Outcome::Exact { moved: true, .. } => &mut self.moved,
            Outcome::Fuzzy { .. } => &mut self.fuzzy,
            Outcome::Lost(_) => &mut self.lost,
        } += 1;
    }
}

/// Looks at the evidence of a document: the report, and what is to be said at
/// places of its file beyond what every check says.
pub(super) fn report(opened: &Opened) -> (Report, Vec<Problem>) {
    let doc = &opened.document;
    let mut report = Report::default();
    let mut problems = Vec::new();
    let mut resolved = std::collections::BTreeSet::new();
    let mut claims = 0;
    for (id, source) in &doc.sources {
        let read = opened.texts.get(id).map(|text| {
            let index = TextIndex::new(text);
            let passages = cited_passages(doc, id, &index);
            let reading = reading(source, &index, &passages);
            claims += passages.len();
            for cited in &passages {
                report.passages.count(&cited.outcome);
                problems.extend(shifted(doc, id, cited, &opened.places));
                let stands = matches!(cited.outcome, Outcome::Exact { .. });
                if stands && cited.status != Status::Retracted {
                    resolved.insert(cited.action.clone());
                }
            }
            let skips = source.not_relevant.iter().zip(&reading.skips);
            for (skip, outcome) in skips {
                if !matches!(outcome, Outcome::Exact { .. }) {
                    let at = opened.places.texts.get(id).copied();
                    let what = format!(
                        "source {:?}: the sentence {:?}, which is not relevant, does not stand in \
                         the text any more",
                        id.as_str(),
                        skip.words
                    );
                    let hint = "look whether what stands there now is relevant";
                    problems.push(warning(at.unwrap_or(Position::START), what, hint));
                }
            }
            reading.coverage(&index)
        });
        report.sources.push(OfSource {
            id: id.to_string(),
            title: source.title.clone(),
            read,
        });
    }
    let all = doc.graph.links().map(|l| l.action.claims.len());
    report.passages.without_text = all.sum::<usize>() - claims;
    report.actions = (doc.graph.action_count(), resolved.len());
    for claim in unsupported(doc) {
        let at = opened.places.claim(&claim.action, claim.claim).quote;
        let by = match claim.publishers.first() {
            Some(publisher) => format!("one publisher ({publisher}) says so"),
            None => "no publisher is named".to_owned(),
        };
        let what = format!(
            "action {:?}, claim {}: it is called confirmed, and {by}",
            claim.action.as_str(),
            claim.claim + 1
        );
        let hint = "confirmed needs a primary source, or two different publishers";
        problems.push(warning(at, what, hint));
    }
    for action in needs_source(doc) {
        let at = opened.places.bare.get(&action).copied();
        let at = at.unwrap_or_else(|| opened.places.claim(&action, 0).quote);
        let what = format!(
            "action {:?} is about a person, and nobody is named who says so",
            action.as_str()
        );
        problems.push(warning(at, what, "it needs a source: add a claim"));
        report.needs_source.push(action.to_string());
    }
    (report, problems)
}

/// What is to be said of a passage that stands in its paragraph, but not where
/// it was noted.
fn shifted(doc: &Document, source: &SourceId, cited: &Cited, places: &Places) -> Option<Problem> {
    let Outcome::Exact {
        standing,
        moved: true,
    } = &cited.outcome
    else {
        return None;
    };
    let claim = doc.graph.action(&cited.action)?.claims.get(cited.claim)?;
    // Another paragraph is told by every check.
    if claim.anchor != standing.anchor {
        return None;
    }
    let what = format!(
        "action {:?}, claim {}, source {:?}: the text has changed around these words",
        cited.action.as_str(),
        cited.claim + 1,
        source.as_str()
    );
    let at = places.claim(&cited.action, cited.claim).quote;
    let hint = "they were found again, and there is no doubt where";
    Some(warning(at, what, hint))
}

fn warning(at: Position, what: String, hint: &str) -> Problem {
    Problem {
        severity: Severity::Warning,
        ..Problem::error(at, what, hint)
    }
}

/// "7 of 8 relevant sentences are cited (87 %), 2 are not relevant".
fn in_words(coverage: Coverage) -> String {
    let percent = coverage.share().map_or(String::new(), |share| {
        format!(" ({} %)", (100.0 * share).floor())
    });
    let cited = coverage.cited;
    let relevant = coverage.relevant();
    let beside = match coverage.not_relevant {
        0 => String::new(),
        n => format!(", {n} not relevant"),
    };
    format!("{cited} of {relevant} relevant sentences cited{percent}{beside}")
}

impl Report {
    /// Lines for people, each with the name of the file in front.
    pub(super) fn write(&self, path: &Path, out: &mut dyn Write) -> io::Result<()> {
        let path = path.display();
        for source in &self.sources {
            let id = &source.id;
            let Some((whole, sections)) = &source.read else {
                writeln!(out, "{path}: source {id}: no text to read")?;
                continue;
            };
            writeln!(out, "{path}: source {id}: {}", in_words(*whole))?;
            for section in sections {
                let (name, coverage) = (&section.section, section.coverage);
                writeln!(out, "{path}: source {id}, {name}: {}", in_words(coverage))?;
            }
        }
        let Passages {
            exact,
            moved,
            fuzzy,
            lost,
            without_text,
        } = self.passages;
        writeln!(
            out,
            "{path}: passages: {exact} exact, {moved} moved, {fuzzy} changed, {lost} lost, \
             {without_text} without a text"
        )?;
        let (all, resolved) = self.actions;
        writeln!(
            out,
            "{path}: {resolved} of {all} actions resolve to a passage"
        )?;
        if !self.needs_source.is_empty() {
            let list = self.needs_source.join(", ");
            let count = self.needs_source.len();
            let need = if count == 1 {
                "action needs"
            } else {
                "actions need"
            };
            writeln!(out, "{path}: {count} {need} a source: {list}")?;
        }
        Ok(())
    }

    /// The same for programs.
    pub(super) fn to_json(&self) -> serde_json::Map<String, Value> {
        let coverage = |c: Coverage| {
            json!({
                "sentences": c.sentences,
                "relevant": c.relevant(),
                "not_relevant": c.not_relevant,
                "cited": c.cited,
                "share": c.share(),
            })
        };
        let sources = self.sources.iter().map(|s| {
            let sections = s.read.iter().flat_map(|(_, sections)| sections);
            let sections = sections.map(|section| {
                json!({
                    "section": section.section,
                    "coverage": coverage(section.coverage),
                })
            });
            json!({
                "source": s.id,
                "title": s.title,
                "coverage": s.read.as_ref().map(|(whole, _)| coverage(*whole)),
                "sections": sections.collect::<Vec<_>>(),
            })
        });
        let Passages {
            exact,
            moved,
            fuzzy,
            lost,
            without_text,
        } = self.passages;
        let (actions, resolved) = self.actions;
        let all = json!({
            "sources": sources.collect::<Vec<_>>(),
            "passages": {
                "exact": exact,
                "moved": moved,
                "fuzzy": fuzzy,
                "lost": lost,
                "without_text": without_text,
            },
            "actions": {
                "all": actions,
                "resolved": resolved,
                "needs_source": self.needs_source,
            },
        });
        match all {
            Value::Object(map) => map,
            _ => serde_json::Map::new(),
        }
    }
}
