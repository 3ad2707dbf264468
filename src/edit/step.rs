//! One small change, and its inverse.

use serde::{Deserialize, Serialize};

use crate::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Arrangement, Camera, Claim, Document, GraphError,
    Place, Source, SourceId, Stance, When,
};

/// A new value for one field of an actor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // each is the field of that name in `Actor`
pub enum ActorField {
    Name(String),
    Kind(ActorKind),
    Role(String),
    When(When),
    Aliases(Vec<String>),
    Tags(Vec<String>),
    Notes(String),
    Portrait(String),
}

/// A new value for one field of an action.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)] // each is the field of that name in `Action`
pub enum ActionField {
    Verb(String),
    Stance(Stance),
    Weight(f64),
    When(When),
    Role(String),
    Notes(String),
}

/// One small change to a document. [`apply`] carries it out and returns its
/// inverse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Gives the document another title.
    SetTitle(String),
    /// Gives the document another description.
    SetAbout(String),
    /// Adds an actor (and takes its id off the retired ones).
    AddActor(Box<Actor>),
    /// Takes out an actor that has no action, place or claim.
    RemoveActor {
        /// Who.
        id: ActorId,
        /// Whether its id is never to be given again.
        retire: bool,
    },
    /// Changes one field of an actor.
    SetActor {
        /// Who.
        id: ActorId,
        /// The new value.
        field: ActorField,
    },
    /// Adds an action (and takes its id off the retired ones).
    AddAction {
        /// Who acts.
        from: ActorId,
        /// Who is acted upon.
        to: ActorId,
        /// What is done.
        action: Box<Action>,
    },
    /// Takes out an action.
    RemoveAction {
        /// Which.
        id: ActionId,
        /// Whether its id is never to be given again.
        retire: bool,
    },
    /// Changes one field of an action.
    SetAction {
        /// Which.
        id: ActionId,
        /// The new value.
        field: ActionField,
    },
    /// Joins an action to other ends.
    Reconnect {
        /// Which.
        id: ActionId,
        /// Who acts now.
        from: ActorId,
        /// Who is acted upon now.
        to: ActorId,
    },
    /// Puts a claim in front of the `at`-th one (0-based; the count appends).
    AddClaim {
        /// Of which action.
        action: ActionId,
        /// Where in its list.
        at: usize,
        /// The claim.
        claim: Box<Claim>,
    },
    /// Takes the `at`-th claim out.
    RemoveClaim {
        /// Of which action.
        action: ActionId,
        /// Where in its list.
        at: usize,
    },
    /// Replaces the `at`-th claim.
    SetClaim {
        /// Of which action.
        action: ActionId,
        /// Where in its list.
        at: usize,
        /// What stands there now.
        claim: Box<Claim>,
    },
    /// Adds a source (and takes its id off the retired ones).
    AddSource(Box<Source>),
    /// Takes out a source that no claim cites.
    RemoveSource {
        /// Which.
        id: SourceId,
        /// Whether its id is never to be given again.
        retire: bool,
    },
    /// Replaces a source, under the same id.
    SetSource(Box<Source>),
    /// Places an actor, or takes its place away.
    SetPlace {
        /// In which arrangement.
        arrangement: String,
        /// Who.
        actor: ActorId,
        /// Where.
        place: Option<Place>,
    },
    /// Adds an arrangement in front of the `at`-th one (0-based).
    AddArrangement {
        /// Where in the row of tabs.
        at: usize,
        /// The arrangement.
        arrangement: Box<Arrangement>,
    },
    /// Takes out an arrangement; the last one stays.
    RemoveArrangement {
        /// Its name.
        name: String,
    },
    /// Gives an arrangement another name.
    RenameArrangement {
        /// Its name until now.
        from: String,
        /// Its name from now on.
        to: String,
    },
    /// Sets the view that opens with an arrangement.
    SetCamera {
        /// Its name.
        arrangement: String,
        /// The view; `None` fits everything.
        camera: Option<Camera>,
    },
}

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

fn refused<T>(why: impl Into<String>) -> Result<T, EditError> {
    Err(EditError::Refused(why.into()))
}

fn not_blank(text: &str, what: &str) -> Result<(), EditError> {
    if text.trim().is_empty() {
        return refused(format!("{what} must not be blank"));
    }
    Ok(())
}

fn check_claim(doc: &Document, claim: &Claim) -> Result<(), EditError> {
    use crate::model::Claimant;
    match &claim.by {
        Claimant::Actor(id) if doc.graph.actor(id).is_none() => {
            return Err(GraphError::NoActor(id.clone()).into());
        }
        Claimant::Outsider(name) => not_blank(name, "the name of who says so")?,
        Claimant::Actor(_) => {}
    }
    if !doc.sources.contains_key(&claim.source) {
        return refused(format!("there is no source {}", claim.source));
    }
    Ok(())
}

fn check_weight(weight: f64) -> Result<(), EditError> {
    if Action::is_weight(weight) {
        Ok(())
    } else {
        refused(format!("a weight is a number above 0, not {weight}"))
    }
}

fn check_keywords(words: &[String], what: &str) -> Result<(), EditError> {
    words.iter().try_for_each(|w| not_blank(w, what))
}

fn check_place(place: &Place) -> Result<(), EditError> {
    if place.is_valid() {
        Ok(())
    } else {
        refused(format!("a position lies within ±{}", Place::LIMIT))
    }
}

fn check_camera(camera: Option<&Camera>) -> Result<(), EditError> {
    match camera {
        Some(c) if !c.is_valid() => refused("a view must be finite, with a zoom above 0"),
        _ => Ok(()),
    }
}

fn check_actor(actor: &Actor) -> Result<(), EditError> {
    not_blank(&actor.name, "a name")?;
    check_keywords(&actor.aliases, "an alias")?;
    check_keywords(&actor.tags, "a tag")
}

fn no_arrangement(name: &str) -> EditError {
    EditError::Refused(format!("there is no arrangement {name:?}"))
}

/// Carries an edit out and returns the edit that takes it back.
///
/// Cost is that of the change, not of the document, except for removing an
/// actor or a source (which looks for claims that name it: linear).
///
/// # Errors
/// [`EditError`] when the edit does not fit the document; it is unchanged then.
pub fn apply(doc: &mut Document, edit: Edit) -> Result<Edit, EditError> {
    use std::mem::replace;
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
            if let Some(link) = doc
                .graph
                .links()
                .find(|l| l.action.claims.iter().any(|c| names(&c.by, &id)))
            {
                return refused(format!("actor {id} makes a claim on {}", link.action.id));
            }
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
            let id = action.id.clone();
            doc.graph.add_action(&from, &to, *action)?;
            let retire = doc.retired.actions.remove(id.as_str());
            Ok(Edit::RemoveAction { id, retire })
        }
        Edit::RemoveAction { id, retire } => {
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
        Edit::AddSource(source) => {
            not_blank(&source.title, "a title")?;
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
                .find(|l| l.action.claims.iter().any(|c| c.source == id))
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
            not_blank(&source.title, "a title")?;
            match doc.sources.get_mut(&source.id) {
                Some(slot) => Ok(Edit::SetSource(Box::new(replace(slot, *source)))),
                None => refused(format!("there is no source {}", source.id)),
            }
        }
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
        Edit::AddArrangement { at, arrangement } => {
            not_blank(&arrangement.name, "a name")?;
            check_camera(arrangement.camera.as_ref())?;
            for (actor, place) in &arrangement.places {
                check_place(place)?;
                if doc.graph.actor(actor).is_none() {
                    return Err(GraphError::NoActor(actor.clone()).into());
                }
            }
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
    }
}

/// Whether a claimant is that actor.
fn names(by: &crate::model::Claimant, id: &ActorId) -> bool {
    matches!(by, crate::model::Claimant::Actor(who) if who == id)
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

/// One gesture of a person: its name, as the Edit menu says it after "Undo",
/// and its edits in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// What the gesture does, in lower case: "move Milley".
    pub label: String,
    /// The edits, in order.
    pub edits: Vec<Edit>,
}

impl Transaction {
    /// A gesture of several edits.
    #[must_use]
    pub fn new(label: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self {
            label: label.into(),
            edits,
        }
    }

    /// A gesture of one edit.
    #[must_use]
    pub fn one(label: impl Into<String>, edit: Edit) -> Self {
        Self::new(label, vec![edit])
    }
}
