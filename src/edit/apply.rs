//! Carrying a change out, and finding its inverse.

use super::checks::{
    EditError, check_actor, check_annotation, check_arrangement, check_bends, check_camera,
    check_claim, check_keywords, check_place, check_response, check_source, check_weight,
    no_arrangement, not_blank, refused,
};
use super::claimants::Claimants;
use super::{ActionField, ActorField, Edit, evidence, lenses};
use crate::model::{ActionId, ActorId, Document, GraphError};

/// Carries an edit out and returns the edit that takes it back.
///
/// Cost is that of the change, not of the document, except for removing an
/// actor or a source (which looks for claims and responses that name it: linear).
///
/// # Errors
/// [`EditError`] when the edit does not fit the document; it is unchanged then.
pub fn apply(doc: &mut Document, edit: Edit) -> Result<Edit, EditError> {
    apply_next(doc, edit, &mut Claimants::default())
}

/// As [`apply`], of one of several edits in a row.
pub(super) fn apply_next(
    doc: &mut Document,
    edit: Edit,
    claimants: &mut Claimants,
) -> Result<Edit, EditError> {
    use std::mem::replace;
    claimants.follow(&edit);
    match edit {
        Edit::SetTitle(new) => Ok(Edit::SetTitle(replace(&mut doc.title, new))),
        Edit::SetAbout(new) => Ok(Edit::SetAbout(replace(&mut doc.about, new))),
        Edit::AddActor(actor) => {
            check_actor(&actor)?;
            let id = actor.id.clone();
            doc.graph.add_actor(*actor)?;
            let retire = doc.retired.actors.remove(id.as_str());
            Ok(Edit::RemoveActor { id, retire })
        }
        Edit::RemoveActor { id, retire } => {
            if doc.arrangements.iter().any(|a| a.places.contains_key(&id)) {
                return refused(format!("actor {id} still has a place"));
            }
            if let Some(action) = claimants.of(doc).get(&id) {
                return refused(format!(
                    "actor {id} makes a claim on {action}, or answers it"
                ));
            }
            lenses::check_unnamed(doc, &id)?;
            let actor = doc.graph.remove_actor(&id)?;
            if retire {
                doc.retired.actors.insert(id.as_str().to_owned());
            }
            Ok(Edit::AddActor(Box::new(actor)))
        }
        Edit::SetActor { id, field } => set_actor(doc, id, field),
        Edit::AddAction { from, to, action } => {
            not_blank(&action.verb, "a verb")?;
            check_weight(action.weight)?;
            for claim in &action.claims {
                check_claim(doc, claim)?;
            }
            for response in &action.responses {
                check_response(doc, response)?;
            }
            let id = action.id.clone();
            doc.graph.add_action(&from, &to, *action)?;
            let retire = doc.retired.actions.remove(id.as_str());
            Ok(Edit::RemoveAction { id, retire })
        }
        Edit::RemoveAction { id, retire } => {
            if doc.arrangements.iter().any(|a| a.bends.contains_key(&id)) {
                return refused(format!("action {id} still has bends"));
            }
            let (from, to, action) = doc.graph.remove_action(&id)?;
            if retire {
                doc.retired.actions.insert(id.as_str().to_owned());
            }
            let action = Box::new(action);
            Ok(Edit::AddAction { from, to, action })
        }
        Edit::SetAction { id, field } => set_action(doc, id, field),
        Edit::Reconnect { id, from, to } => {
            for end in [&from, &to] {
                if doc.graph.actor(end).is_none() {
                    return Err(GraphError::NoActor(end.clone()).into());
                }
            }
            let (old_from, old_to, action) = doc.graph.remove_action(&id)?;
            doc.graph.add_action(&from, &to, action)?;
            Ok(Edit::Reconnect {
                id,
                from: old_from,
                to: old_to,
            })
        }
        Edit::AddClaim { action, at, claim } => {
            check_claim(doc, &claim)?;
            let claims = &mut doc.graph.action_mut(&action)?.claims;
            if at > claims.len() {
                return refused(format!("action {action} has only {} claims", claims.len()));
            }
            claims.insert(at, *claim);
            Ok(Edit::RemoveClaim { action, at })
        }
        Edit::RemoveClaim { action, at } => {
            let claims = &mut doc.graph.action_mut(&action)?.claims;
            if at >= claims.len() {
                return refused(format!("action {action} has only {} claims", claims.len()));
            }
            let claim = Box::new(claims.remove(at));
            Ok(Edit::AddClaim { action, at, claim })
        }
        Edit::SetClaim { action, at, claim } => {
            check_claim(doc, &claim)?;
            let claims = &mut doc.graph.action_mut(&action)?.claims;
            let count = claims.len();
            let Some(slot) = claims.get_mut(at) else {
                return refused(format!("action {action} has only {count} claims"));
            };
            let claim = Box::new(replace(slot, *claim));
            Ok(Edit::SetClaim { action, at, claim })
        }
        Edit::SetResponses { action, responses } => {
            for response in &responses {
                check_response(doc, response)?;
            }
            let old = &mut doc.graph.action_mut(&action)?.responses;
            let responses = replace(old, responses);
            Ok(Edit::SetResponses { action, responses })
        }
        Edit::AddSource(source) => {
            check_source(&source)?;
            let id = source.id.clone();
            if doc.sources.contains_key(&id) {
                return refused(format!("there is a source {id} already"));
            }
            doc.sources.insert(id.clone(), *source);
            let retire = doc.retired.sources.remove(id.as_str());
            Ok(Edit::RemoveSource { id, retire })
        }
        Edit::RemoveSource { id, retire } => {
            if let Some(link) = doc
                .graph
                .links()
                .find(|l| l.action.sources().any(|s| *s == id))
            {
                return refused(format!("source {id} is cited by {}", link.action.id));
            }
            let Some(source) = doc.sources.remove(&id) else {
                return refused(format!("there is no source {id}"));
            };
            if retire {
                doc.retired.sources.insert(id.as_str().to_owned());
            }
            Ok(Edit::AddSource(Box::new(source)))
        }
        Edit::SetSource(source) => {
            check_source(&source)?;
            match doc.sources.get_mut(&source.id) {
                Some(slot) => Ok(Edit::SetSource(Box::new(replace(slot, *source)))),
                None => refused(format!("there is no source {}", source.id)),
            }
        }
        Edit::MarkSentence {
            source,
            sentence,
            not_relevant,
        } => evidence::mark(doc, source, sentence, not_relevant),
        Edit::SetPlace {
            arrangement,
            actor,
            place,
        } => {
            if let Some(place) = &place {
                check_place(place)?;
                if doc.graph.actor(&actor).is_none() {
                    return Err(GraphError::NoActor(actor).into());
                }
            }
            let places = &mut doc
                .arrangement_mut(&arrangement)
                .ok_or_else(|| no_arrangement(&arrangement))?
                .places;
            let old = match place {
                Some(place) => places.insert(actor.clone(), place),
                None => places.remove(&actor),
            };
            Ok(Edit::SetPlace {
                arrangement,
                actor,
                place: old,
            })
        }
        Edit::SetBends {
            arrangement,
            action,
            bends,
        } => {
            if let Some(bends) = &bends {
                check_bends(doc, &action, bends)?;
            }
            let all = &mut doc
                .arrangement_mut(&arrangement)
                .ok_or_else(|| no_arrangement(&arrangement))?
                .bends;
            let old = match bends {
                Some(bends) => all.insert(action.clone(), bends),
                None => all.remove(&action),
            };
            Ok(Edit::SetBends {
                arrangement,
                action,
                bends: old,
            })
        }
        Edit::SetAnnotation {
            arrangement,
            id,
            annotation,
        } => {
            if let Some(annotation) = &annotation {
                check_annotation(&id, annotation)?;
            }
            let all = &mut doc
                .arrangement_mut(&arrangement)
                .ok_or_else(|| no_arrangement(&arrangement))?
                .annotations;
            let old = match annotation {
                Some(annotation) => all.insert(id.clone(), *annotation),
                None => all.remove(&id),
            };
            Ok(Edit::SetAnnotation {
                arrangement,
                id,
                annotation: old.map(Box::new),
            })
        }
        Edit::AddArrangement { at, arrangement } => {
            check_arrangement(doc, &arrangement)?;
            if doc.arrangement(&arrangement.name).is_some() {
                return refused(format!(
                    "there is an arrangement {:?} already",
                    arrangement.name
                ));
            }
            if at > doc.arrangements.len() {
                return refused("there are not that many arrangements");
            }
            let name = arrangement.name.clone();
            doc.arrangements.insert(at, *arrangement);
            Ok(Edit::RemoveArrangement { name })
        }
        Edit::RemoveArrangement { name } => {
            let at = doc
                .arrangements
                .iter()
                .position(|a| a.name == name)
                .ok_or_else(|| no_arrangement(&name))?;
            if doc.arrangements.len() == 1 {
                return refused("the last arrangement stays");
            }
            let arrangement = Box::new(doc.arrangements.remove(at));
            Ok(Edit::AddArrangement { at, arrangement })
        }
        Edit::RenameArrangement { from, to } => {
            not_blank(&to, "a name")?;
            if from != to && doc.arrangement(&to).is_some() {
                return refused(format!("there is an arrangement {to:?} already"));
            }
            doc.arrangement_mut(&from)
                .ok_or_else(|| no_arrangement(&from))?
                .name
                .clone_from(&to);
            Ok(Edit::RenameArrangement { from: to, to: from })
        }
        Edit::SetCamera {
            arrangement,
            camera,
        } => {
            check_camera(camera.as_ref())?;
            let slot = &mut doc
                .arrangement_mut(&arrangement)
                .ok_or_else(|| no_arrangement(&arrangement))?
                .camera;
            let camera = replace(slot, camera);
            Ok(Edit::SetCamera {
                arrangement,
                camera,
            })
        }
        Edit::AddLens { at, lens } => lenses::add(doc, at, lens),
        Edit::RemoveLens { name } => lenses::remove(doc, name),
        Edit::SetLens { name, lens } => lenses::set(doc, name, lens),
    }
}

fn set_actor(doc: &mut Document, id: ActorId, field: ActorField) -> Result<Edit, EditError> {
    use std::mem::replace;
    match &field {
        ActorField::Name(name) => not_blank(name, "a name")?,
        ActorField::Aliases(words) => check_keywords(words, "an alias")?,
        ActorField::Tags(words) => check_keywords(words, "a tag")?,
        _ => {}
    }
    let actor = doc.graph.actor_mut(&id)?;
    let field = match field {
        ActorField::Name(v) => ActorField::Name(replace(&mut actor.name, v)),
        ActorField::Kind(v) => ActorField::Kind(replace(&mut actor.kind, v)),
        ActorField::Role(v) => ActorField::Role(replace(&mut actor.role, v)),
        ActorField::When(v) => ActorField::When(replace(&mut actor.when, v)),
        ActorField::Aliases(v) => ActorField::Aliases(replace(&mut actor.aliases, v)),
        ActorField::Tags(v) => ActorField::Tags(replace(&mut actor.tags, v)),
        ActorField::Notes(v) => ActorField::Notes(replace(&mut actor.notes, v)),
        ActorField::Portrait(v) => ActorField::Portrait(replace(&mut actor.portrait, v)),
    };
    Ok(Edit::SetActor { id, field })
}

fn set_action(doc: &mut Document, id: ActionId, field: ActionField) -> Result<Edit, EditError> {
    use std::mem::replace;
    match &field {
        ActionField::Verb(verb) => not_blank(verb, "a verb")?,
        ActionField::Weight(weight) => check_weight(*weight)?,
        _ => {}
    }
    let action = doc.graph.action_mut(&id)?;
    let field = match field {
        ActionField::Verb(v) => ActionField::Verb(replace(&mut action.verb, v)),
        ActionField::Stance(v) => ActionField::Stance(replace(&mut action.stance, v)),
        ActionField::Weight(v) => ActionField::Weight(replace(&mut action.weight, v)),
        ActionField::When(v) => ActionField::When(replace(&mut action.when, v)),
        ActionField::Role(v) => ActionField::Role(replace(&mut action.role, v)),
        ActionField::Notes(v) => ActionField::Notes(replace(&mut action.notes, v)),
    };
    Ok(Edit::SetAction { id, field })
}
