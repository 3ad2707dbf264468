//! Gestures that are made from several places, so that they are called the same
//! everywhere.

use super::Workspace;
use crate::edit::{self, Edit, Transaction, short};
use crate::model::{Arrangement, Camera, Document};

/// Starts an arrangement, last in the row, from where everything stands.
/// Returns its name too.
#[must_use]
pub fn new_arrangement(ws: &Workspace) -> (Transaction, String) {
    let doc = ws.document();
    let at = doc.arrangements.len();
    // Numbered, so that no tab is called like the menu.
    let name = (at + 1..)
        .map(|n| format!("Arrangement {n}"))
        .find(|name| doc.arrangement(name).is_none())
        .unwrap_or_default();
    let arrangement = Arrangement {
        places: ws.arrangement().resolved(&doc.graph),
        bends: ws.arrangement().bends.clone(),
        annotations: ws.arrangement().annotations.clone(),
        ..Arrangement::new(name.clone())
    };
    let edit = Edit::AddArrangement {
        at,
        arrangement: Box::new(arrangement),
    };
    let label = format!("add arrangement {}", short(&name));
    (Transaction::one(label, edit), name)
}

/// Copies an arrangement, behind the original.
#[must_use]
pub fn duplicate_arrangement(doc: &Document, name: &str) -> Option<Transaction> {
    edit::duplicate_arrangement(doc, name).map(|(gesture, _)| gesture)
}

/// Gives an arrangement another name.
#[must_use]
pub fn rename_arrangement(from: &str, to: &str) -> Transaction {
    Transaction::one(
        format!("rename arrangement {}", short(from)),
        Edit::RenameArrangement {
            from: from.to_owned(),
            to: to.trim().to_owned(),
        },
    )
}

/// Why an arrangement cannot take a name; `None` when it can.
#[must_use]
pub fn name_trouble(doc: &Document, from: &str, to: &str) -> Option<String> {
    let to = to.trim();
    if to.is_empty() {
        Some("an arrangement needs a name".to_owned())
    } else if to != from && doc.arrangement(to).is_some() {
        Some(format!("there is an arrangement “{to}” already"))
    } else {
        None
    }
}

/// Deletes an arrangement.
#[must_use]
pub fn delete_arrangement(name: &str) -> Transaction {
    Transaction::one(
        format!("delete arrangement {}", short(name)),
        Edit::RemoveArrangement {
            name: name.to_owned(),
        },
    )
}

/// Lets an arrangement open with what is in view, about to the pixel.
#[must_use]
pub fn keep_view(arrangement: &str, camera: Camera) -> Transaction {
    let round = |v: f64, to: f64| (v * to).round() / to;
    let camera = Camera {
        x: round(camera.x, 10.0),
        y: round(camera.y, 10.0),
        zoom: round(camera.zoom, 1000.0),
    };
    Transaction::one(
        format!("keep view of {}", short(arrangement)),
        Edit::SetCamera {
            arrangement: arrangement.to_owned(),
            camera: Some(camera),
        },
    )
}

/// Lets an arrangement open with everything in view.
#[must_use]
pub fn forget_view(arrangement: &str) -> Transaction {
    Transaction::one(
        format!("forget view of {}", short(arrangement)),
        Edit::SetCamera {
            arrangement: arrangement.to_owned(),
            camera: None,
        },
    )
}
