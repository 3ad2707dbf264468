//! `dramatis check --evidence`: how much of each source has been read into the
//! graph, and how well its claims are supported.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::analysis::{Lacks, Tally, is_missing, lost_among};
use crate::file::{Opened, Places, Position, Problem, Severity};
use crate::model::{
    ActionId, Cited, Coverage, Document, LostPassages, Outcome, SectionCoverage, SourceId, Status,
    TextIndex, cited_passages, reading, unsupported,
};

/// What is known of the evidence of one document.
#[derive(Default)]
pub(super) struct Report {
    sources: Vec<OfSource>,
    /// Passages by what has become of them, and claims on sources that have no
    /// text, or none that could be read.
    passages: Tally,
    without_text: usize,
    missing_text: usize,
    /// Actions in all, and those with a passage that stands in its text.
    actions: (usize, usize),
    /// Actions that lack support.
    lacks: Lacks,
}

struct OfSource {
    id: String,
    title: String,
    /// Nothing where there is no text to read.
    read: Option<(Coverage, Vec<SectionCoverage>)>,
}

/// Looks at the evidence of a document: the report, and what is to be said at
/// places of its file beyond what every check says.
pub(super) fn report(opened: &mut Opened) -> (Report, Vec<Problem>) {
    let doc = &opened.document;
    let mut report = Report::default();
    let mut problems = Vec::new();
    let mut resolved = BTreeSet::new();
    let mut all: Vec<Cited> = Vec::new();
    for (id, source) in &doc.sources {
        let read = opened.texts.get(id).map(|text| {
            let index = TextIndex::new(text);
            let passages = cited_passages(doc, id, &index);
            let reading = reading(source, &index, &passages);
            for cited in &passages {
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
            all.extend(passages);
            reading.coverage(&index)
        });
        report.sources.push(OfSource {
            id: id.to_string(),
            title: source.title.clone(),
            read,
        });
    }
    report.passages = Tally::of(&all);
    let claims = doc.graph.links().flat_map(|l| &l.action.claims);
    for claim in claims.filter(|c| c.stands() && !opened.texts.contains_key(&c.source)) {
        let source = doc.sources.get(&claim.source);
        let missing = source.is_some_and(|s| is_missing(s, &opened.texts));
        *match (claim.has_passage(), missing) {
            (false, _) => &mut report.passages.whole,
            (true, false) => &mut report.without_text,
            (true, true) => &mut report.missing_text,
        } += 1;
    }
    report.actions = (doc.graph.action_count(), resolved.len());
    let lost = lost_among(doc, &opened.texts, &all);
    opened.document.lost = LostPassages::new(lost);
    let doc = &opened.document;
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
    report.lacks = Lacks::of(doc);
    for action in &report.lacks.needs_source {
        let at = opened.places.bare.get(action).copied();
        let at = at.unwrap_or_else(|| opened.places.claim(action, 0).quote);
        let what = format!(
            "action {:?} is about a person, and nobody is named who says so",
            action.as_str()
        );
        problems.push(warning(at, what, "it needs a source: add a claim"));
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
        let Tally {
            exact,
            moved,
            doubtful,
            lost,
            whole,
        } = self.passages;
        let (no_text, missing) = (self.without_text, self.missing_text);
        writeln!(
            out,
            "{path}: passages: {exact} exact, {moved} moved, {doubtful} doubtful, {lost} lost; \
             {missing} of a text that is missing, {no_text} of a source without a text; {whole} \
             {} without a passage",
            if whole == 1 { "claim" } else { "claims" }
        )?;
        let (all, resolved) = self.actions;
        writeln!(
            out,
            "{path}: {resolved} of {all} actions resolve to a passage"
        )?;
        for (ids, one, several) in self.lists() {
            if !ids.is_empty() {
                let told = if ids.len() == 1 { one } else { several };
                let list: Vec<&str> = ids.iter().map(ActionId::as_str).collect();
                writeln!(out, "{path}: {} {told}: {}", ids.len(), list.join(", "))?;
            }
        }
        Ok(())
    }

    /// What lacks support, and how one and several of it are told.
    fn lists(&self) -> [(&BTreeSet<ActionId>, &'static str, &'static str); 3] {
        let Lacks {
            needs_source,
            no_source,
            lost,
            // Told claim by claim, as problems.
            unconfirmed: _,
        } = &self.lacks;
        [
            (
                needs_source,
                "action about a person needs a source",
                "actions about persons need a source",
            ),
            (
                no_source,
                "other action has no source",
                "other actions have no source",
            ),
            (
                lost,
                "action: its passage is lost",
                "actions: their passages are lost",
            ),
        ]
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
        let Tally {
            exact,
            moved,
            doubtful,
            lost,
            whole,
        } = self.passages;
        let (actions, resolved) = self.actions;
        let all = json!({
            "sources": sources.collect::<Vec<_>>(),
            "passages": {
                "exact": exact,
                "moved": moved,
                "doubtful": doubtful,
                "lost": lost,
                "missing_text": self.missing_text,
                "without_text": self.without_text,
                "without_passage": whole,
            },
            "actions": {
                "all": actions,
                "resolved": resolved,
                "needs_source": ids(&self.lacks.needs_source),
                "no_source": ids(&self.lacks.no_source),
                "passage_lost": ids(&self.lacks.lost),
            },
        });
        match all {
            Value::Object(map) => map,
            _ => serde_json::Map::new(),
        }
    }
}

fn ids(all: &BTreeSet<ActionId>) -> Vec<&str> {
    all.iter().map(ActionId::as_str).collect()
}
