//! What a graph says: actors, actions, claims, sources and arrangements.
//!
//! This room is pure: no input or output, no widgets, no drawing. Every other
//! room may use it; it uses none of them.

mod action;
mod actor;
mod anchoring;
mod annotation;
mod arrangement;
mod calendar;
mod claim;
mod coverage;
pub mod cutting;
mod date;
mod document;
mod fresh;
mod graph;
mod id;
mod invariants;
mod lens;
mod passage;
mod quotes;
mod response;
mod sentences;
mod source;
mod stamp;
mod support;
mod unfound;

pub use action::{Action, Stance, StanceBand, StanceError};
pub use actor::{Actor, ActorKind};
pub use anchoring::{Lost, Outcome, Passage, Skip, Spot, Standing, TextIndex};
pub(crate) use anchoring::{are_same_words, is_quote, stands_alone};
pub use annotation::{Annotation, AnnotationKind, Annotations, Form, Tint, fresh_annotation_id};
pub use arrangement::{Arrangement, Bends, Camera, MAX_BENDS, Place, are_bends, bend_at};
pub(crate) use calendar::MONTHS;
pub use claim::{Claim, Claimant, Confidence, Evidence, Side, Status};
pub use coverage::{Cited, Coverage, Reading, SectionCoverage, cited_passages, reading};
pub use date::{DateError, PartialDate, When};
pub use document::{Document, Retired};
pub use fresh::FreshIds;
pub use graph::{GraphError, InfluenceGraph, Link};
pub use id::{ActionId, ActorId, AnnotationId, IdError, SourceId, slug, unused_slug};
pub use invariants::{Violation, violations};
pub use lens::{Filter, Lens, Rest, Test, Trait, disagrees};
pub use passage::{Paragraph, PassageProblem, SourceText};
pub use quotes::quoted;
pub use response::Response;
pub use sentences::{Sentence, sentences};
pub use source::Source;
pub use stamp::{Moment, MomentError, Stamp};
pub use support::{Unsupported, lacking, lacks_source, needs_source, unsupported};
pub use unfound::LostPassages;
