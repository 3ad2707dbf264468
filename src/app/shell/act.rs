//! What each named command does.

use eframe::egui::{self, ViewportCommand};

use super::super::panels::Then;
use super::super::{Action, gestures};
use super::Dramatis;
use super::arrange::LAY_OUT;
use crate::edit::{self, Selection};
use crate::model::{ActorId, Place};

/// Said while a target is looked for, and no longer.
pub(super) const CONNECT_HINT: &str =
    "Click the actor to connect to, or walk there and press Enter; Esc stops";

/// Said while a frame or an arrow is to be drawn, and no longer.
pub(super) const FRAME_HINT: &str =
    "Drag from corner to corner; Enter puts a frame in the middle, Esc stops";
pub(super) const ARROW_HINT: &str =
    "Drag from where it begins to where it points; Enter puts one in the middle, Esc stops";

impl Dramatis {
    pub(super) fn act(&mut self, ctx: &egui::Context, action: Action) {
        if action != Action::ShowReceipt && self.receipts.close() && action == Action::SelectNone {
            ctx.request_repaint();
            return; // only the card goes
        }
        if self.act_in_table(ctx, action) || self.act_in_reading(ctx, action) {
            ctx.request_repaint();
            return;
        }
        let now_s = ctx.input(|i| i.time);
        let name = self.ws.arrangement().name.clone();
        match action {
            Action::New => self.unless_unsaved(ctx, Then::New),
            Action::Open => self.unless_unsaved(ctx, Then::OpenDialog),
            Action::Save => self.save_or_ask(ctx, None),
            Action::SaveAs => {
                self.flush();
                self.ask_save_as(None);
            }
            Action::Export => {
                self.flush();
                let size = self.picture_size();
                self.dialogs.ask_export(size);
            }
            Action::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Action::Undo | Action::Redo => self.travel(action == Action::Undo),
            Action::Copy => {
                self.copy(ctx);
            }
            Action::CopyCitation | Action::CopyCitationMarkdown | Action::CopyBibtex => {
                self.copy_citation(ctx, action);
            }
            Action::ShowReceipt => self.ask_receipt(),
            Action::Cut => self.cut(ctx),
            Action::Paste => ctx.send_viewport_cmd(ViewportCommand::RequestPaste),
            Action::CopyStyle => self.copy_style(),
            Action::PasteStyle => self.paste_style(),
            Action::Duplicate => self.duplicate(),
            Action::Delete => {
                if !self.ws.selection().is_empty() {
                    let (doc, what) = (self.ws.document(), self.ws.selection());
                    let t = edit::delete(doc, &name, what);
                    let (all, hidden) = (what.len(), self.hidden_selected());
                    self.commit(t, Some(Selection::default()));
                    self.tell_gone("Deleted", all, hidden);
                }
            }
            Action::Rename => self.begin_rename(),
            Action::Find => {
                let standing = (self.canvas.outlook(), self.ws.selection().clone());
                self.find.open(standing);
            }
            Action::FindNext | Action::FindPrevious => {
                if !self.find.step(action == Action::FindPrevious) {
                    let keys = self.settings.keymap().first_text(ctx, Action::Find);
                    self.say(format!("Nothing was looked for yet: {keys} does that"));
                }
            }
            Action::YourName => self.dialogs.ask_name(self.settings.name.as_str()),
            Action::SelectNone => {
                if !self.canvas.cancel()
                    && !self.stop_layout()
                    && !self.stop_opening()
                    && !self.stop_comparing()
                    && !self.finish_following()
                {
                    self.ws.select(Selection::default());
                }
                self.ws.notice = None;
            }
            Action::SelectAll
            | Action::InvertSelection
            | Action::GrowSelection
            | Action::ShrinkSelection
            | Action::SelectActionsBetween
            | Action::SelectActionsOf
            | Action::SelectSameKind
            | Action::SelectSameTag
            | Action::SelectSameStance
            | Action::SelectUnsourced
            | Action::SelectShortestPath => self.choose(action),
            Action::Lasso => {
                if self.canvas.toggle_lasso() {
                    self.say(super::choose::LASSO_HINT);
                }
            }
            Action::AddActor => self.canvas.begin_actor(ctx),
            Action::AddText => self.canvas.begin_text(ctx),
            Action::AddFrame => {
                if self.canvas.begin_frame(&self.ws) {
                    self.say(FRAME_HINT);
                }
            }
            Action::AddArrow => {
                if self.canvas.begin_arrow() {
                    self.say(ARROW_HINT);
                }
            }
            Action::Connect => {
                if self.canvas.begin_connect(&self.ws) {
                    self.say(CONNECT_HINT);
                } else {
                    self.fail("Select the actor that acts first, then press C");
                }
            }
            Action::CodePassage => self.code_chosen(ctx),
            Action::CiteForSelected => self.cite_chosen(ctx),
            Action::Reverse => {
                let which = &self.ws.selection().actions;
                if let Some(t) = edit::reverse_actions(self.ws.document(), which) {
                    self.commit(t, None);
                }
            }
            Action::Mutual => self.make_mutual(),
            Action::RetractClaim => self.retract_claim(ctx),
            Action::Merge => self.ask_merge(self.ws.selection().actors.clone()),
            Action::FindDuplicates => self.find_duplicates(ctx),
            Action::Pin | Action::Unpin => {
                let places = self.selected_places();
                if !places.is_empty() {
                    let pin = action == Action::Pin;
                    let t = edit::pin_actors(self.ws.document(), &name, &places, pin);
                    self.commit(t, None);
                }
            }
            Action::BendLine | Action::NextBend | Action::StraightenLine => self.bend(action),
            Action::SetPortrait => self.ask_portrait(None),
            Action::RemovePortrait => self.remove_portraits(),
            Action::DocumentDetails => self.dialogs.show_details(),
            Action::ImportSource => self.ask_source(),
            Action::PasteSource => self.paste_source(ctx),
            Action::NewArrangement => {
                let (t, new) = gestures::new_arrangement(&self.ws);
                self.commit(t, None);
                self.tabs.rename(&new);
            }
            Action::DuplicateArrangement => {
                if let Some(t) = gestures::duplicate_arrangement(self.ws.document(), &name) {
                    self.commit(t, None);
                }
            }
            Action::RenameArrangement => self.dialogs.rename_arrangement(name),
            Action::DeleteArrangement => self.commit(gestures::delete_arrangement(&name), None),
            Action::NextArrangement | Action::PreviousArrangement => {
                let all = &self.ws.document().arrangements;
                let at = all.iter().position(|a| a.name == name).unwrap_or(0);
                let step = if action == Action::NextArrangement {
                    1
                } else {
                    all.len() - 1
                };
                let to = all[(at + step) % all.len()].name.clone();
                self.ws.show_arrangement(&to);
            }
            Action::KeepView => {
                let t = gestures::keep_view(&name, self.canvas.camera());
                self.commit(t, None);
            }
            Action::ForgetView => self.commit(gestures::forget_view(&name), None),
            Action::LayOutForce
            | Action::LayOutCommunities
            | Action::LayOutStress
            | Action::LayOutRadial
            | Action::LayOutDown
            | Action::LayOutRight
            | Action::LayOutUp
            | Action::LayOutLeft
            | Action::LayOutCamps
            | Action::LayOutTimeline
            | Action::LayOutByKind
            | Action::LayOutByTag
            | Action::LayOutCircle
            | Action::LayOutGrid
            | Action::LayOutTidy
            | Action::LayOutNew => self.lay_out(ctx, action),
            Action::AlignLeft
            | Action::AlignCentre
            | Action::AlignRight
            | Action::AlignTop
            | Action::AlignMiddle
            | Action::AlignBottom
            | Action::DistributeAcross
            | Action::DistributeDown
            | Action::StackAcross
            | Action::StackDown
            | Action::OnCircle
            | Action::OnLine
            | Action::TurnRight
            | Action::TurnLeft
            | Action::Spread
            | Action::Gather => self.put_in_order(action),
            Action::AddFilter
            | Action::FilterKind
            | Action::FilterTag
            | Action::FilterSaid
            | Action::FilterReported
            | Action::FilterDisagreement
            | Action::ClearFilters
            | Action::ToggleHiding
            | Action::ToggleFilterBar
            | Action::NextLens
            | Action::PreviousLens
            | Action::SaveLens
            | Action::UpdateLens
            | Action::RenameLens
            | Action::DeleteLens => self.act_on_filters(action),
            Action::LayOutOptions => self.dialogs.ask_layout(self.settings.layout),
            Action::FitAll => self.canvas.fit(&self.ws, now_s, &self.settings),
            Action::ZoomIn => self.canvas.zoom_by(1.25, &self.settings),
            Action::ZoomOut => self.canvas.zoom_by(0.8, &self.settings),
            Action::ActualSize => self.canvas.actual_size(now_s, &self.settings),
            Action::ToggleInspector => {
                self.flush();
                self.inspector_shown = !self.inspector_shown;
            }
            Action::ToggleTable
            | Action::TableOfActors
            | Action::TableOfActions
            | Action::TableOfClaims
            | Action::FocusTable => self.act_on_table(ctx, action),
            Action::ToggleReading
            | Action::FocusReading
            | Action::NextUnmapped
            | Action::PreviousUnmapped
            | Action::NotRelevant => self.act_on_reading(ctx, action),
            Action::ToggleLive => {
                self.settings.live = !self.settings.live;
                self.store_settings();
            }
            Action::ToggleGuides => {
                self.settings.snap.guides = !self.settings.snap.guides;
                self.store_settings();
            }
            Action::ToggleGrid => {
                self.settings.snap.grid = !self.settings.snap.grid;
                self.store_settings();
            }
            Action::GridOptions => self.dialogs.ask_grid(self.settings.snap),
            Action::ToggleReducedMotion => {
                self.settings.reduced_motion = !self.settings.reduced_motion;
                self.store_settings();
            }
            Action::Palette => self.palette.open(),
            Action::ShowKeys => self.dialogs.show_keys(),
            Action::About => self.dialogs.show_about(),
        }
        ctx.request_repaint();
    }

    fn travel(&mut self, back: bool) {
        let (result, word) = if back {
            (self.ws.undo(), "Undid")
        } else {
            (self.ws.redo(), "Redid")
        };
        match result {
            Ok(Some(label)) => {
                // A layout has brought everybody into view; so does taking it back.
                if label.starts_with(LAY_OUT) && self.canvas.is_fitted() {
                    self.canvas.fit_soon();
                }
                self.say(format!("{word}: {label}"));
            }
            Ok(None) => self.say(if back {
                "There is nothing to undo"
            } else {
                "There is nothing to redo"
            }),
            Err(error) => self.fail(error.to_string()),
        }
    }

    pub(super) fn selected_places(&self) -> Vec<(ActorId, Place)> {
        let places = self.ws.arrangement().resolved(&self.ws.document().graph);
        self.ws
            .selection()
            .actors
            .iter()
            .filter_map(|id| Some((id.clone(), *places.get(id)?)))
            .collect()
    }
}
