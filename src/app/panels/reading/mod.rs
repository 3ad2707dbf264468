//! The text of a source beside the canvas: what of it claims cite is marked, what
//! is left to read can be seen, and words of it can be selected. Linked with the
//! canvas both ways.
//!
//! A text is cut up and looked through when it, or what claims say of it, has
//! changed; what is laid out in a frame are the blocks that come into view.

mod bar;
mod beyond;
mod body;
mod desk;
mod heights;
mod keys;
mod laid;
mod marks;
mod needs;
mod page;
mod pointer;
mod seek;
mod setting;
mod shown;
mod study;
mod told;
mod turned;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use eframe::egui::{self, Context, Frame, Id, Panel, Ui};

use super::super::settings::ReadingChoices;
use super::super::{Command, Excerpt, Settings, Workspace, look};
use crate::model::{ActionId, SourceId, SourceText, Standing};
use crate::picture::{Shows, Theme};
use beyond::Beyond;
use desk::Desk;
use page::Page;
use pointer::Drag;
use setting::Setting;
use study::{Sheet, Study};
use words::Chosen;

pub(in crate::app) use shown::shown_words;

/// Least width of the panel, in points.
pub const NARROWEST: f32 = 260.0;
/// What is left to the canvas, in points.
const CANVAS: f32 = 300.0;

/// The text of one source, as it is looked at.
#[derive(Debug, Default)]
struct Book {
    desk: Desk,
    page: Page,
}

/// What is asked of the text, and answered once it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    /// The next sentence that is left to read, or the previous one.
    Unmapped { back: bool },
    /// Whether the sentences at hand are relevant, to be turned round.
    NotRelevant,
}

/// The text beside the canvas, and its state.
#[derive(Debug, Default)]
pub struct Reader {
    /// Whose text is shown.
    source: Option<SourceId>,
    books: BTreeMap<SourceId, Book>,
    /// The text that is shown, and that the words below are in.
    text: Option<Arc<SourceText>>,
    /// The words that are selected.
    chosen: Option<Chosen>,
    /// Words that were selected when the text of another source was opened for what
    /// was selected on the canvas: they may be meant for that.
    kept: Option<Excerpt>,
    /// The byte at which somebody has clicked last.
    at: Option<usize>,
    drag: Drag,
    /// The actions whose passages are under the pointer.
    under: Vec<ActionId>,
    /// The same, for the canvas.
    lit: Option<Rc<BTreeSet<ActionId>>>,
    /// What the pointer was on, on the canvas, when the text was shown last.
    pointed: Option<Shows>,
    /// Bytes that are to be brought into view.
    reveal: Option<Range<usize>>,
    /// Selected actions are to be brought into view; the sources in which they
    /// were looked for in vain.
    seek: Option<Vec<SourceId>>,
    ask: Option<Ask>,
    /// The selection and the revision that were seen last, and the first action
    /// that was selected.
    seen: Option<(u64, u64)>,
    picked: Option<ActionId>,
    /// Whether the next selection is its own doing.
    own: bool,
    /// Passages of what is pointed at, or selected.
    beyond: Beyond,
    /// What the canvas is to fly to, if none of it is in view.
    flight: Vec<ActionId>,
    /// Whether the text takes the keyboard.
    focus_wanted: bool,
    zoom: Option<f32>,
    /// Width of the panel, in points, as of the last frame.
    width: f32,
    /// Width that there was for it and the canvas, in points, as of the last frame.
    room: f32,
    /// Whether somebody has pulled its edge.
    resized: bool,
}

/// The widget that has the keyboard while the text is read.
fn text_id() -> Id {
    Id::new("reading text")
}

impl Reader {
    /// Forgets everything about the last document.
    pub fn reset(&mut self) {
        *self = Self {
            zoom: self.zoom,
            width: self.width,
            ..Self::default()
        };
    }

    /// Lays everything out anew: letters have changed.
    pub fn redraw(&mut self) {
        self.books.values_mut().for_each(|book| book.page.redraw());
    }

    /// Gives the keyboard to the text.
    pub fn take_keyboard(&mut self) {
        self.focus_wanted = true;
    }

    /// Whether the text has the keyboard.
    #[must_use]
    pub fn has_keyboard(&self, ctx: &Context) -> bool {
        ctx.memory(|m| m.focused()) == Some(text_id())
    }

    /// Whether something is still being looked up.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        let book = self.book();
        self.ask.is_some() || book.is_some_and(|book| book.desk.is_busy())
    }

    /// How often texts were cut up and claims looked up since the document was
    /// opened, how many blocks were laid out, and how many of those are kept: for
    /// tests.
    #[must_use]
    pub fn work(&self) -> (u64, u64, u64, usize) {
        let books = self.books.values();
        books.fold((0, 0, 0, 0), |(cut, looked, laid, kept), book| {
            let (desk, page) = (book.desk.done(), book.page.work());
            (cut + desk.0, looked + desk.1, laid + page.0, kept + page.1)
        })
    }

    /// Whose text is shown.
    #[must_use]
    pub fn source(&self) -> Option<&SourceId> {
        self.source.as_ref()
    }

    /// Width of the panel, in points; 0 before it was shown.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.width
    }

    /// Whether somebody has pulled the panel's edge, once.
    pub fn take_resized(&mut self) -> bool {
        std::mem::take(&mut self.resized)
    }

    /// How large the text is set; 1 is the usual size.
    #[must_use]
    pub fn zoom(&self) -> f32 {
        self.zoom.unwrap_or(ReadingChoices::default().zoom)
    }

    /// Sets the text larger or smaller.
    pub fn zoom_by(&mut self, factor: f32) {
        let (least, most) = (*ReadingChoices::ZOOM.start(), *ReadingChoices::ZOOM.end());
        let most = match self.width {
            0.0 => most,
            width => most.min(Setting::most_zoom(width - body::BAR)),
        };
        self.zoom = Some((self.zoom().min(most) * factor).clamp(least, most));
    }

    /// Sets the text as large as usual.
    pub fn usual_zoom(&mut self) {
        self.zoom = Some(ReadingChoices::default().zoom);
    }

    /// The actions whose passages are under the pointer; the canvas lights them.
    #[must_use]
    pub fn lit(&self) -> Option<&Rc<BTreeSet<ActionId>>> {
        self.lit.as_ref()
    }

    /// Whether the pointer is on something else on the canvas than it was when the
    /// text was shown.
    #[must_use]
    pub fn points_elsewhere(&self, pointed: Option<&Shows>) -> bool {
        self.pointed.as_ref() != pointed
    }

    /// Lets nothing be lit: the text is not shown any more, or not yet.
    pub fn let_go_of_light(&mut self) {
        self.lit = None;
        self.under.clear();
    }

    /// What the canvas is to fly to unless some of it is in view, once.
    pub fn take_flight(&mut self) -> Vec<ActionId> {
        std::mem::take(&mut self.flight)
    }

    /// The words that are selected: whole ones, without white space around them.
    #[must_use]
    pub fn chosen(&self) -> Option<Excerpt> {
        Some(Excerpt {
            source: self.source.clone()?,
            text: self.text.clone()?,
            bytes: self.chosen_bytes()?,
        })
    }

    /// The words that are selected; else those that were, in the text from which a
    /// selection on the canvas has led away.
    #[must_use]
    pub fn chosen_last(&self) -> Option<Excerpt> {
        self.chosen().or_else(|| self.kept.clone())
    }

    /// What is to be noted of some words; `None` if their text is not looked at.
    #[must_use]
    pub fn stand(&self, excerpt: &Excerpt) -> Option<Standing> {
        let (sheet, _) = self.books.get(&excerpt.source)?.desk.known()?;
        Arc::ptr_eq(&sheet.text, &excerpt.text).then(|| sheet.index.stand(&excerpt.bytes))
    }

    fn chosen_bytes(&self) -> Option<Range<usize>> {
        let (sheet, _) = self.book()?.desk.known()?;
        let bytes = sheet.index.whole_words(&self.chosen?.bytes());
        (!bytes.is_empty()).then_some(bytes)
    }

    /// How many passages are lit or selected, of those in view: for tests.
    #[must_use]
    pub fn alight(&self, ws: &Workspace) -> usize {
        let light = self.light_of(ws, self.pointed.as_ref());
        let (Some(study), Some(page)) = (self.study(), self.page()) else {
            return 0;
        };
        let seen = page.bytes_in_view();
        let cites = study.cites_in(&seen);
        let links = cites.filter_map(|cite| ws.document().graph.link(&cite.action));
        links
            .filter(|link| light.on(*link) != (false, false))
            .count()
    }

    /// The words that are selected, as they stand in the text.
    #[must_use]
    pub fn copied(&self) -> Option<String> {
        let bytes = self.chosen_bytes()?;
        let text = &self.text.as_ref()?.text()[bytes];
        Some(text.to_owned())
    }

    /// Selects all words.
    pub fn choose_all(&mut self) {
        let length = self.text.as_ref().map_or(0, |text| text.text().len());
        self.chosen = Some(Chosen::of(&(0..length)));
    }

    /// Lets go of the words that are selected. Returns whether there were any.
    pub fn let_go(&mut self) -> bool {
        self.drag = Drag::None;
        self.kept = None;
        self.chosen.take().is_some()
    }

    /// Goes to the next sentence that no claim cites, or to the previous one.
    pub fn next_unmapped(&mut self, back: bool) {
        self.ask = Some(Ask::Unmapped { back });
    }

    /// Says of the sentences at hand that they are not relevant, or takes that
    /// back.
    pub fn not_relevant(&mut self) {
        self.ask = Some(Ask::NotRelevant);
    }

    /// Shows the text of another source.
    pub fn show_source(&mut self, source: SourceId) {
        if self.source.as_ref() != Some(&source) {
            self.source = Some(source);
            self.forget_words();
        }
    }

    fn forget_words(&mut self) {
        self.drag = Drag::None;
        (self.chosen, self.at, self.reveal) = (None, None, None);
        self.text = None;
        self.let_go_of_light();
    }

    fn book(&self) -> Option<&Book> {
        self.books.get(self.source.as_ref()?)
    }

    fn page(&self) -> Option<&Page> {
        Some(&self.book()?.page)
    }

    fn page_mut(&mut self) -> Option<&mut Page> {
        let book = self.books.get_mut(self.source.as_ref()?)?;
        Some(&mut book.page)
    }

    fn study(&self) -> Option<&Study> {
        self.book()?.desk.known().map(|(_, study)| &**study)
    }

    /// What is known of the text.
    fn open_book(&self) -> Option<(Arc<Sheet>, Arc<Study>)> {
        self.book()?.desk.known().cloned()
    }

    /// Shows the panel beside the canvas. `pointed` is what the pointer is on
    /// there.
    pub fn panel(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        settings: &Settings,
        pointed: Option<&Shows>,
    ) -> Vec<Command> {
        self.zoom.get_or_insert(settings.reading.zoom);
        let theme = Theme::of(settings.theme);
        let room = ui.available_width();
        let most = (room - CANVAS).max(NARROWEST);
        let shown = Panel::left("reading")
            .resizable(true)
            .frame(Frame::new().fill(look::color(theme.panel)))
            .default_size(settings.reading.width)
            .size_range(NARROWEST..=most)
            .show(ui, |ui| self.ui(ui, ws, &theme, pointed));
        let width = shown.response.rect.width();
        // In a window of another size it may have to be narrower.
        self.resized |=
            width != self.width && (room, true) == (self.room, ui.input(|i| i.pointer.any_down()));
        (self.width, self.room) = (width, room);
        shown.inner
    }

    fn ui(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        theme: &Theme,
        pointed: Option<&Shows>,
    ) -> Vec<Command> {
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        if self.points_elsewhere(pointed) {
            self.pointed = pointed.cloned();
        }
        self.follow(ui.ctx(), ws);
        self.follow_selection(ws);
        let mut out: Vec<Command> = self.answer(ws).into_iter().collect();
        out.extend(self.bar(ui, ws, theme));
        out.extend(self.needs(ui, ws, theme));
        out.extend(self.body(ui, ws, theme, pointed));
        out
    }

    /// Follows the document: which texts there are, and what is known of the one
    /// that is shown.
    fn follow(&mut self, ctx: &Context, ws: &Workspace) {
        let there = |id: &SourceId| ws.texts().contains_key(id);
        if !self.source.as_ref().is_some_and(there) {
            self.forget_words();
            self.source = ws.texts().keys().next().cloned();
        }
        self.books.retain(|id, _| there(id));
        let Some(source) = &self.source else {
            return;
        };
        let book = self.books.entry(source.clone()).or_default();
        book.desk.follow(ctx, ws, source);
        // What is shown, and not what it will be: a large text that has changed is
        // on its way for a while.
        let text = book.desk.known().map(|(sheet, _)| Arc::clone(&sheet.text));
        let same = match (&self.text, &text) {
            (Some(old), Some(new)) => Arc::ptr_eq(old, new),
            (None, None) => true,
            _ => false,
        };
        if !same {
            // Bytes of another text are none of this one.
            let reveal = self.reveal.take().filter(|_| self.text.is_none());
            self.forget_words();
            (self.text, self.reveal) = (text, reveal);
        }
    }
}
