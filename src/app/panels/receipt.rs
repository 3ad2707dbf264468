//! The card that tells the receipt of an action: when the pointer rests on it,
//! wherever that is, or when a key asks for it.
//!
//! What a card says, and where it stands, is worked out when it appears; while
//! it stands, the same texts are drawn again.

mod card;
mod place;

use eframe::egui::{Context, Event, Pos2, Rect};

use super::super::{Settings, Workspace};
use crate::model::ActionId;
use crate::picture::{Receipt, Theme, ThemeName};
use card::Card;
pub(in crate::app) use place::Spot;
use place::place;

/// How long the pointer rests before a card appears, in seconds.
const REST_S: f64 = 0.5;
/// For so long after one card, the next comes at once, in seconds.
const JUST_S: f64 = 0.35;

/// What the pointer is on.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::app) struct Pointed {
    /// Which action.
    pub action: ActionId,
    /// What is to be told besides: a text that is cut short where it stands.
    pub whole: Option<String>,
}

/// What a card was made of: it is made anew when this is something else.
#[derive(Clone, Debug, PartialEq)]
struct Made {
    of: Pointed,
    content: u64,
    theme: ThemeName,
    pixels_per_point: f32,
}

/// A card on screen.
#[derive(Debug)]
struct Shown {
    made: Made,
    card: Card,
    rect: Rect,
}

/// The card, and what it waits for.
#[derive(Debug, Default)]
pub(in crate::app) struct Receipts {
    /// What the pointer rests on, and since when, in the window's seconds.
    waiting: Option<(ActionId, f64)>,
    /// Whether it waits for the pointer to move: a button or a key was pressed.
    hushed: bool,
    /// Where the pointer was in the last pass.
    pointer: Option<Pos2>,
    shown: Option<Shown>,
    /// When a card was on screen last, in the window's seconds.
    last_s: Option<f64>,
    /// What a key has asked for, and whether that was in this pass: that key does
    /// not put it away.
    asked: Option<ActionId>,
    fresh: bool,
    /// How many cards were made.
    made: u64,
}

impl Receipts {
    /// Shows the card of an action until some key is pressed.
    pub fn ask(&mut self, action: ActionId) {
        self.shown = None;
        self.asked = Some(action);
        self.fresh = true;
    }

    /// Puts the card away that a key has asked for. Returns whether there was
    /// one.
    pub fn close(&mut self) -> bool {
        let was = self.asked.take().is_some();
        if was {
            self.shown = None;
        }
        was
    }

    /// Forgets what it shows: the view has moved under the pointer, or something
    /// else is being done.
    pub fn forget(&mut self) {
        self.shown = None;
        self.waiting = None;
        self.last_s = None;
        self.asked = None;
    }

    /// Shows nothing while something else is being done; what a key has just
    /// asked for comes when that is over.
    pub fn pause(&mut self) {
        let asked = self.asked.take().filter(|_| self.fresh);
        self.forget();
        self.asked = asked;
    }

    /// How many cards were made, for tests.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.made
    }

    /// Which action is told.
    #[must_use]
    pub fn tells(&self) -> Option<&ActionId> {
        self.shown.as_ref().map(|s| &s.made.of.action)
    }

    /// Where the card is on screen.
    #[must_use]
    pub fn rect(&self) -> Option<Rect> {
        self.shown.as_ref().map(|s| s.rect)
    }

    /// Shows the card, if it is time for one. `pointed` is what the pointer is
    /// on, `moved` whether the view has moved since the last pass, and `spot`
    /// tells where an action is: of the pointer, if it is there.
    pub fn ui(
        &mut self,
        ctx: &Context,
        ws: &Workspace,
        settings: &Settings,
        (pointed, moved): (Option<Pointed>, bool),
        spot: impl Fn(&ActionId, Option<Pos2>) -> Spot,
    ) {
        let pressed = |event: &Event| {
            let key = matches!(event, Event::Key { pressed: true, .. } | Event::Text(_));
            key || matches!(event, Event::PointerButton { pressed: true, .. })
        };
        let (now_s, pressed, pointer) = ctx.input(|i| {
            let pressed = i.events.iter().any(pressed) || i.pointer.any_down();
            (i.time, pressed, i.pointer.hover_pos())
        });
        if pressed && !std::mem::take(&mut self.fresh) {
            self.close();
        }
        self.fresh = false;
        let (of, pointer) = match self.asked.clone() {
            Some(action) => (
                Some(Pointed {
                    action,
                    whole: None,
                }),
                None,
            ),
            None => (
                self.rested_on(ctx, pointed, (now_s, pressed || moved)),
                pointer,
            ),
        };
        let Some(of) = of else {
            self.shown = None;
            return;
        };
        let made = Made {
            of,
            content: ws.content(),
            theme: settings.theme,
            pixels_per_point: ctx.pixels_per_point(),
        };
        let stands = self.shown.take_if(|s| s.made == made);
        let covers = |s: &Shown| pointer.is_some_and(|p| s.rect.expand(4.0).contains(p));
        let stands = match stands {
            Some(shown) if !moved && !covers(&shown) => Some(shown),
            other => {
                let spot = spot(&made.of.action, pointer);
                let card = match other {
                    Some(shown) => Some(shown.card),
                    None => {
                        self.made += 1;
                        card(ctx, ws, &made, spot.room.height())
                    }
                };
                card.map(|card| {
                    let rect = place(card.size(), &spot);
                    Shown { made, card, rect }
                })
            }
        };
        if let Some(shown) = &stands {
            shown
                .card
                .show(ctx, shown.rect.min, &Theme::of(settings.theme));
            if self.asked.is_none() {
                self.last_s = Some(now_s);
            }
        } else {
            self.asked = None; // the action is no more
        }
        self.shown = stands;
    }

    /// What the pointer has rested on long enough.
    fn rested_on(
        &mut self,
        ctx: &Context,
        pointed: Option<Pointed>,
        (now_s, disturbed): (f64, bool),
    ) -> Option<Pointed> {
        let pointer = ctx.input(|i| i.pointer.hover_pos());
        let moves = std::mem::replace(&mut self.pointer, pointer) != pointer;
        self.hushed = disturbed || (self.hushed && !moves);
        let Some(pointed) = pointed.filter(|_| !self.hushed) else {
            self.waiting = None;
            return None;
        };
        if self.tells() == Some(&pointed.action) {
            return Some(pointed);
        }
        if self.last_s.is_some_and(|last| now_s - last < JUST_S) {
            return Some(pointed);
        }
        let since_s = match &self.waiting {
            Some((of, since_s)) if *of == pointed.action && !moves => *since_s,
            _ => now_s,
        };
        self.waiting = Some((pointed.action.clone(), since_s));
        let left_s = since_s + REST_S - now_s;
        if left_s <= 0.0 {
            return Some(pointed);
        }
        ctx.request_repaint_after(std::time::Duration::from_secs_f64(left_s));
        None
    }
}

/// The card of an action; `None` if the document does not have it any more.
fn card(ctx: &Context, ws: &Workspace, made: &Made, most_height: f32) -> Option<Card> {
    let doc = ws.document();
    let receipt = Receipt::of(doc, doc.graph.link(&made.of.action)?);
    let theme = Theme::of(made.theme);
    let whole = made.of.whole.as_deref();
    Some(Card::new(ctx, &receipt, whole, &theme, most_height))
}
