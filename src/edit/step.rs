//! One small change, as data.

use serde::{Deserialize, Serialize};

use crate::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Annotation, AnnotationId, Arrangement, Camera,
    Claim, Lens, Place, Response, Skip, Source, SourceId, Stance, When,
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

/// One small change to a document. [`super::apply`] carries it out and returns its
/// inverse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Gives the document another title.
    SetTitle(String),
    /// Gives the document another description.
    SetAbout(String),
    /// Adds an actor (and takes its id off the retired ones).
    AddActor(Box<Actor>),
    /// Takes out an actor that has no action, place, claim or response, and whom
    /// no lens names.
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
    /// Takes out an action that has no bends.
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
    /// Replaces the responses to an action.
    SetResponses {
        /// Which.
        action: ActionId,
        /// What those concerned say to it from now on.
        responses: Vec<Response>,
    },
    /// Adds a source (and takes its id off the retired ones).
    AddSource(Box<Source>),
    /// Takes out a source that no claim and no response cites.
    RemoveSource {
        /// Which.
        id: SourceId,
        /// Whether its id is never to be given again.
        retire: bool,
    },
    /// Replaces a source, under the same id.
    SetSource(Box<Source>),
    /// Says of a sentence of a source's text that it is not relevant, or takes
    /// that back.
    MarkSentence {
        /// Of which source.
        source: SourceId,
        /// Which sentence.
        sentence: Box<Skip>,
        /// Whether it is not relevant from now on.
        not_relevant: bool,
    },
    /// Places an actor, or takes its place away.
    SetPlace {
        /// In which arrangement.
        arrangement: String,
        /// Who.
        actor: ActorId,
        /// Where.
        place: Option<Place>,
    },
    /// Bends the line of an action, or lets it take the usual course.
    SetBends {
        /// In which arrangement.
        arrangement: String,
        /// Which.
        action: ActionId,
        /// The points that it passes, see [`crate::model::Bends`].
        bends: Option<Vec<[f64; 2]>>,
    },
    /// Puts an annotation into an arrangement, in place of the one of that id if
    /// there is one, or takes it out.
    SetAnnotation {
        /// In which arrangement.
        arrangement: String,
        /// Which.
        id: AnnotationId,
        /// What it is from now on.
        annotation: Option<Box<Annotation>>,
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
    /// Adds a lens in front of the `at`-th one (0-based; the count appends).
    AddLens {
        /// Where in the list.
        at: usize,
        /// The lens.
        lens: Box<Lens>,
    },
    /// Takes out a lens.
    RemoveLens {
        /// Its name.
        name: String,
    },
    /// Replaces a lens where it stands, its name included.
    SetLens {
        /// Its name until now.
        name: String,
        /// What stands there from now on.
        lens: Box<Lens>,
    },
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
