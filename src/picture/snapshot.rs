//! A finished picture of a document: graph, title, legend and source line.

use std::collections::BTreeSet;

use super::{
    Legend, Letters, Picture, Portraits, Scene, Seen, SheetOptions, Support, Theme, Veil,
    enlargement, lens_line,
    names::CAREFUL,
    one_line, shape, sheet,
    standing::{READABLE_PX, Standing, unsaid, unworded},
    words,
};
use crate::model::{
    ActorKind, Arrangement, Document, Filter, Link, Rest, Source, StanceBand, Status,
};

/// How a snapshot is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// Title, legend and source line, each on or off; size of the page.
    pub sheet: SheetOptions,
    /// Whether the paper is left out.
    pub transparent: bool,
    /// What is let in, and what becomes of the rest: see
    /// [`crate::model::Lens`]. Without filters, everything is.
    pub filters: Vec<Filter>,
    /// What becomes of what is left out.
    pub rest: Rest,
}

/// The legend of what is visible in a picture of a document: only the kinds,
/// stances and degrees of support that occur in it. What is `hidden` by a lens
/// is not.
#[must_use]
pub fn legend_of(doc: &Document, hidden: Option<&Seen>) -> Legend {
    let seen = |all: fn(&Seen) -> &[bool], i: usize| {
        hidden.is_none_or(|s| all(s).get(i).copied().unwrap_or(true))
    };
    let actors = doc.graph.actors().enumerate();
    let actors = actors.filter(|(i, _)| seen(Seen::actors, *i));
    let kinds: BTreeSet<ActorKind> = actors.map(|(_, a)| a.kind).collect();
    let links = doc.graph.links().enumerate();
    let links = links.filter(|(i, _)| seen(Seen::actions, *i));
    let links: Vec<Link<'_>> = links.map(|(_, link)| link).collect();
    let bands: BTreeSet<StanceBand> = links.iter().map(|l| l.action.stance.band()).collect();
    let support: Vec<Support> = links.iter().map(|l| Support::of(doc, *l)).collect();
    let unsourced = support.iter().filter(|s| **s == Support::Lacking).count();
    let support: BTreeSet<Support> = support.into_iter().collect();
    Legend {
        title: doc.title.clone(),
        about: doc.about.clone(),
        kinds: kinds.into_iter().collect(),
        stances: bands.into_iter().collect(),
        // Best first, as people read it.
        support: support.into_iter().rev().collect(),
        unsourced,
        standing: Vec::new(),
        unworded: Standing::default(),
        filter_line: String::new(),
        source_line: source_line(doc, &links),
    }
}

/// "According to the article, Milley. Sources: A (The Gazette, 8 January 2021); B."
/// Empty when nothing is claimed.
fn source_line(doc: &Document, links: &[Link<'_>]) -> String {
    let mut cited = BTreeSet::new();
    let mut claimants = BTreeSet::new();
    for link in links {
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
    let titles: Vec<String> = doc
        .sources
        .values()
        .filter(|s| cited.contains(&s.id))
        .map(titled)
        .collect();
    format!(
        "According to {}. Source{}: {}.",
        claimants.join(", "),
        if titles.len() == 1 { "" } else { "s" },
        titles.join("; ")
    )
}

/// The title of a source, with who published it, and when, as far as that is known.
fn titled(source: &Source) -> String {
    let (publisher, published) = (one_line(&source.publisher), source.published.spelled());
    let given = [publisher, published];
    let given: Vec<String> = given.into_iter().filter(|part| !part.is_empty()).collect();
    match given.as_slice() {
        [] => source.title.clone(),
        given => format!("{} ({})", source.title, given.join(", ")),
    }
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
    let filters = options.filters.as_slice();
    let filtered = filters.iter().any(|f| f.test.asks());
    let seen = filtered.then(|| Seen::of(doc, filters));
    let veil = seen.as_ref().map(|seen| Veil {
        seen,
        rest: options.rest,
    });
    let places = arrangement.resolved(&doc.graph);
    let bends = &arrangement.bends;
    let drawn = |letters: Letters| {
        Scene::build_through(
            veil.as_ref(),
            doc,
            &places,
            bends,
            theme,
            portraits,
            letters,
        )
        .annotated(&arrangement.annotations, theme)
    };
    let hidden = veil.filter(Veil::hides).map(|v| v.seen);
    let mut legend = legend_of(doc, hidden);
    if let Some(seen) = &seen {
        legend.filter_line = lens_line(doc, filters, options.rest, seen);
    }
    let pixels = |scene: &Scene, legend: &Legend| {
        let bounds = scene.picture.bounds;
        let on_page = enlargement(bounds, theme, &options.sheet, legend, &shape::silhouette);
        on_page * options.sheet.pixels()
    };
    let tell = |legend: &mut Legend, scene: &Scene, least: f64| {
        legend.standing = unsaid(doc, scene, least);
        legend.unworded = unworded(doc, scene);
    };
    // Larger letters leave more to be said below, which takes room, in which the
    // graph becomes smaller; there are few steps of letters.
    let mut letters = Letters::USUAL;
    let mut scene = drawn(letters);
    loop {
        tell(&mut legend, &scene, 0.0);
        let larger = letters.followed(pixels(&scene, &legend), READABLE_PX);
        // Of very many, few would have room.
        if scene.actions.len() > CAREFUL || !larger.exceed(letters) {
            break;
        }
        letters = larger;
        scene = drawn(letters);
    }
    // What is too small beside the lines all the same is said below, too. There are
    // two sizes of notes, so that this is soon settled.
    let mut least = 0.0;
    loop {
        tell(&mut legend, &scene, least);
        let readable = READABLE_PX / pixels(&scene, &legend);
        let too_small = |size: f64| size >= least && size < readable;
        let mut notes = scene.actions.iter().filter_map(|a| a.note_size);
        if !notes.any(too_small) {
            break;
        }
        least = readable;
    }
    let mut picture = sheet(
        scene.without_notes_below(least).picture,
        theme,
        &options.sheet,
        &legend,
        &shape::silhouette,
    );
    if options.transparent {
        picture.paper = None;
    }
    picture
}

#[cfg(test)]
#[path = "snapshot_tests.rs"]
mod tests;
