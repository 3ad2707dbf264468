//! What an edit must not break.

use crate::model::{
    Action, ActionId, Actor, Annotation, AnnotationId, Arrangement, Camera, Claim, Claimant,
    Document, GraphError, MAX_BENDS, Place, Response, Skip, Source, SourceId, Spot, are_bends,
};

/// Why an edit was refused. Nothing has changed then.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EditError {
    /// The graph refused it.
    #[error(transparent)]
    Graph(#[from] GraphError),
    /// The edit would break a rule of the document.
    #[error("{0}")]
    Refused(String),
}

pub(super) fn refused<T>(why: impl Into<String>) -> Result<T, EditError> {
    Err(EditError::Refused(why.into()))
}

pub(super) fn not_blank(text: &str, what: &str) -> Result<(), EditError> {
    if text.trim().is_empty() {
        return refused(format!("{what} must not be blank"));
    }
    Ok(())
}

fn check_claimant(doc: &Document, by: &Claimant) -> Result<(), EditError> {
    match by {
        Claimant::Actor(id) if doc.graph.actor(id).is_none() => {
            Err(GraphError::NoActor(id.clone()).into())
        }
        Claimant::Outsider(name) => not_blank(name, "the name of who says so"),
        Claimant::Actor(_) => Ok(()),
    }
}

fn check_cited(doc: &Document, source: &SourceId) -> Result<(), EditError> {
    match doc.sources.contains_key(source) {
        true => Ok(()),
        false => refused(format!("there is no source {source}")),
    }
}

pub(super) fn check_response(doc: &Document, response: &Response) -> Result<(), EditError> {
    check_claimant(doc, &response.by)?;
    not_blank(&response.words, "a response")?;
    match &response.source {
        Some(source) => check_cited(doc, source),
        None => Ok(()),
    }
}

pub(super) fn check_claim(doc: &Document, claim: &Claim) -> Result<(), EditError> {
    check_claimant(doc, &claim.by)?;
    check_cited(doc, &claim.source)?;
    if let Some(fault) = claim.spot.as_deref().and_then(Spot::fault) {
        return refused(format!("the place of a claim: {fault}"));
    }
    Ok(())
}

pub(super) fn check_source(source: &Source) -> Result<(), EditError> {
    not_blank(&source.title, "a title")?;
    source.not_relevant.iter().try_for_each(check_skip)
}

pub(super) fn check_skip(skip: &Skip) -> Result<(), EditError> {
    match skip.fault() {
        Some(fault) => refused(format!("a sentence that is not relevant: {fault}")),
        None => Ok(()),
    }
}

pub(super) fn check_weight(weight: f64) -> Result<(), EditError> {
    if Action::is_weight(weight) {
        Ok(())
    } else {
        refused(format!("a weight is a number above 0, not {weight}"))
    }
}

pub(super) fn check_keywords(words: &[String], what: &str) -> Result<(), EditError> {
    words.iter().try_for_each(|w| not_blank(w, what))
}

pub(super) fn check_place(place: &Place) -> Result<(), EditError> {
    if place.is_valid() {
        Ok(())
    } else {
        refused(format!("a position lies within ±{}", Place::LIMIT))
    }
}

pub(super) fn check_bends(
    doc: &Document,
    action: &ActionId,
    bends: &[[f64; 2]],
) -> Result<(), EditError> {
    if doc.graph.action(action).is_none() {
        return Err(GraphError::NoAction(action.clone()).into());
    }
    if are_bends(bends) {
        return Ok(());
    }
    refused(format!(
        "a line has 1 to {MAX_BENDS} bends, each within ±{}",
        Place::LIMIT
    ))
}

pub(super) fn check_annotation(
    id: &AnnotationId,
    annotation: &Annotation,
) -> Result<(), EditError> {
    match annotation.trouble() {
        Some(what) => refused(format!("annotation {id}: {what}")),
        None => Ok(()),
    }
}

pub(super) fn check_arrangement(doc: &Document, new: &Arrangement) -> Result<(), EditError> {
    not_blank(&new.name, "a name")?;
    check_camera(new.camera.as_ref())?;
    for (actor, place) in &new.places {
        check_place(place)?;
        if doc.graph.actor(actor).is_none() {
            return Err(GraphError::NoActor(actor.clone()).into());
        }
    }
    for (action, bends) in &new.bends {
        check_bends(doc, action, bends)?;
    }
    for (id, annotation) in &new.annotations {
        check_annotation(id, annotation)?;
    }
    Ok(())
}

pub(super) fn check_camera(camera: Option<&Camera>) -> Result<(), EditError> {
    match camera {
        Some(c) if !c.is_valid() => refused("a view must be finite, with a zoom above 0"),
        _ => Ok(()),
    }
}

pub(super) fn check_actor(actor: &Actor) -> Result<(), EditError> {
    not_blank(&actor.name, "a name")?;
    check_keywords(&actor.aliases, "an alias")?;
    check_keywords(&actor.tags, "a tag")
}

pub(super) fn no_arrangement(name: &str) -> EditError {
    EditError::Refused(format!("there is no arrangement {name:?}"))
}
