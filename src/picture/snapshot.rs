//! A finished picture of a document: graph, title, legend and source line.

use std::collections::BTreeSet;

use super::{Legend, Picture, Portraits, Scene, SheetOptions, Theme, shape, sheet, words};
use crate::model::{ActorKind, Arrangement, Document, Evidence, StanceBand, Status};

/// How a snapshot is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Title, legend and source line, each on or off; size of the page.
    pub sheet: SheetOptions,
    /// Whether the paper is left out.
    pub transparent: bool,
}

/// The legend of what is visible in a picture of a document: only the kinds,
/// stances and degrees of evidence that occur in it.
#[must_use]
pub fn legend_of(doc: &Document) -> Legend {
    let kinds: BTreeSet<ActorKind> = doc.graph.actors().map(|a| a.kind).collect();
    let bands: BTreeSet<StanceBand> = doc.graph.links().map(|l| l.action.stance.band()).collect();
    let evidence: BTreeSet<Evidence> = doc.graph.links().map(|l| l.action.evidence()).collect();
    Legend {
        title: doc.title.clone(),
        about: doc.about.clone(),
        kinds: kinds.into_iter().collect(),
        stances: bands.into_iter().collect(),
        // Best first, as people read it.
        evidence: evidence.into_iter().rev().collect(),
        source_line: source_line(doc),
    }
}

/// "Sources: A; B. According to: the article, Milley." Empty when nothing is
/// claimed.
fn source_line(doc: &Document) -> String {
    let mut cited = BTreeSet::new();
    let mut claimants = BTreeSet::new();
    for link in doc.graph.links() {
        for claim in &link.action.claims {
            if claim.status == Status::Retracted {
                continue;
            }
            cited.insert(&claim.source);
            claimants.insert(words::claimant(doc, &claim.by));
        }
    }
    if claimants.is_empty() {
        return String::new();
    }
    let claimants: Vec<&str> = claimants.into_iter().collect();
    let titles: Vec<&str> = doc
        .sources
        .values()
        .filter(|s| cited.contains(&s.id))
        .map(|s| s.title.as_str())
        .collect();
    format!(
        "According to {}. Source{}: {}.",
        claimants.join(", "),
        if titles.len() == 1 { "" } else { "s" },
        titles.join("; ")
    )
}

/// Draws a document in one arrangement, with what stands around it.
#[must_use]
pub fn snapshot(
    doc: &Document,
    arrangement: &Arrangement,
    theme: &Theme,
    portraits: &Portraits,
    options: &Snapshot,
) -> Picture {
    let scene = Scene::build(
        doc,
        &arrangement.resolved(&doc.graph),
        &arrangement.bends,
        theme,
        portraits,
    );
    let mut picture = sheet(
        scene.picture,
        theme,
        &options.sheet,
        &legend_of(doc),
        &shape::silhouette,
    );
    if options.transparent {
        picture.paper = None;
    }
    picture
}
