//! A text from elsewhere that is to be a source: what it is called, and by whom
//! it is.

use std::path::PathBuf;

use eframe::egui::{Checkbox, Id, Ui};

use super::super::Workspace;
use super::dialogs::{Outcome, Said, answers_or_enter, heading, take_enter};
use super::form::{count_grouped, forget_undo, line_edit, name, quiet, row, short, trouble};
use crate::analysis::{DAY_FORMS, when_typed};
use crate::exchange::{Foreign, Length};
use crate::model::{Source, SourceId, When};
use crate::picture::Theme;

/// A source that is to be added, with its text.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSource {
    /// All but its id and its file.
    pub source: Source,
    /// Its text.
    pub text: String,
    /// The ending of the file that is to hold it.
    pub ending: &'static str,
    /// The file that it was read from, if it was not pasted.
    pub from: Option<PathBuf>,
}

/// The form, as far as it is filled in.
#[derive(Debug)]
pub(super) struct SourceForm {
    title: String,
    author: String,
    publisher: String,
    published: String,
    url: String,
    primary: bool,
    foreign: Foreign,
    from: Option<PathBuf>,
    /// "1,234 words in 56 paragraphs", and what is to be known besides.
    told: Vec<String>,
}

/// The date that a text begins with: `2024-03-01T10:00` is the first of March.
fn date_of(text: &str) -> String {
    let end = text.find(['T', ' ']).unwrap_or(text.len());
    let date: Result<When, _> = text[..end].parse();
    date.map(|d| d.to_string()).unwrap_or_default()
}

/// "1,234 words in 56 paragraphs".
fn told(length: Length) -> String {
    let unit = if length.characters {
        "character"
    } else {
        "word"
    };
    format!(
        "{} in {}",
        count_grouped(length.count, unit),
        count_grouped(length.paragraphs, "paragraph")
    )
}

impl SourceForm {
    pub(super) fn new(foreign: Foreign, from: Option<PathBuf>, ws: &Workspace) -> Self {
        let mut told = vec![told(foreign.length)];
        told.extend(foreign.notices.iter().cloned());
        // Texts of different lengths differ without a look at their bytes.
        let known = ws.texts().iter().find(|(_, t)| *t.text() == foreign.text);
        let known = known.and_then(|(id, _)| ws.document().sources.get(id));
        told.extend(known.map(|s| format!("This is the text of “{}”, too", s.title)));
        Self {
            title: foreign.title.clone(),
            author: foreign.author.clone(),
            publisher: foreign.publisher.clone(),
            published: date_of(&foreign.published),
            url: foreign.url.clone(),
            primary: false,
            foreign,
            from,
            told,
        }
    }

    /// What it is that would be lost.
    pub(super) fn unfinished(&self) -> String {
        format!("New source “{}”: it is not added yet", short(&self.title))
    }

    /// Why it cannot be taken as it stands; `None` when it can.
    fn wrong(&self) -> Option<String> {
        if self.title.trim().is_empty() {
            return Some("a source needs a title".to_owned());
        }
        let date = when_typed(&self.published, None);
        date.err().map(|why| format!("Published: {why}"))
    }

    fn made(&self) -> Option<NewSource> {
        // Whoever adds it gives it an id of its own.
        let id = SourceId::new("new").ok()?;
        let mut source = Source::new(id, self.title.trim());
        self.author.trim().clone_into(&mut source.author);
        self.publisher.trim().clone_into(&mut source.publisher);
        self.url.trim().clone_into(&mut source.url);
        source.published = when_typed(&self.published, None).ok()?;
        source.primary = self.primary;
        Some(NewSource {
            source,
            text: self.foreign.text.clone(),
            ending: self.foreign.ending(),
            from: self.from.clone(),
        })
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, theme: &Theme, fresh: bool) -> Said {
        ui.set_width(460.0);
        heading(ui, "New source");
        for line in &self.told {
            quiet(ui, line.as_str());
        }
        let enter = take_enter(ui);
        let fields = [
            ("Title", "What it is called", &mut self.title),
            ("Author", "Who wrote it", &mut self.author),
            ("Publisher", "Who published it", &mut self.publisher),
            ("Published", DAY_FORMS, &mut self.published),
            ("Address", "https://…", &mut self.url),
        ];
        for (at, (label, hint, text)) in fields.into_iter().enumerate() {
            row(ui, label, |ui, label_id| {
                let id = Id::new(("new source", label));
                if fresh {
                    forget_undo(ui, id);
                }
                let field = line_edit(text, hint).id(id);
                let field = ui.add(field).labelled_by(label_id);
                name(ui, field.id, label);
                if fresh && at == 0 {
                    field.request_focus();
                }
            });
        }
        ui.add(Checkbox::new(&mut self.primary, "A primary source"))
            .on_hover_text(
                "Of somebody who took part or was there: a speech, a letter, a record; not a \
                 report of it",
            );
        let wrong = self.wrong();
        if let Some(why) = &wrong {
            trouble(ui, theme, why);
        }
        match answers_or_enter(ui, &["Cancel", "Add source"], wrong.is_none(), false, enter) {
            None => Said::Nothing,
            Some(0) => Said::Done(Vec::new()),
            Some(_) => {
                let made = self.made().into_iter();
                Said::Done(made.map(|new| Outcome::AddSource(Box::new(new))).collect())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_told_by_words_or_characters() {
        let of = |count, characters, paragraphs| {
            told(Length {
                count,
                characters,
                paragraphs,
            })
        };
        assert_eq!(of(1_234_567, false, 56), "1,234,567 words in 56 paragraphs");
        assert_eq!(of(1_234, true, 1), "1,234 characters in 1 paragraph");
        assert_eq!(of(1, false, 999), "1 word in 999 paragraphs");
    }

    #[test]
    fn a_page_tells_its_date_in_its_own_way() {
        assert_eq!(date_of("2024-03-01T10:00:00Z"), "2024-03-01");
        assert_eq!(date_of("2024-03"), "2024-03");
        assert_eq!(date_of("March the first"), "");
        assert_eq!(date_of(""), "");
    }

    #[test]
    fn a_date_is_taken_as_people_write_it_and_the_forms_are_those_of_the_hint() {
        let foreign = Foreign {
            title: "The strike".to_owned(),
            ..Foreign::default()
        };
        let ws = Workspace::of_document(crate::model::Document::new());
        let mut form = SourceForm::new(foreign, None, &ws);
        form.published = "14 March 2024".to_owned();
        assert_eq!(form.wrong(), None);
        let published = form.made().expect("sound").source.published;
        assert_eq!(published.to_string(), "2024-03-14");
        form.published = "some day".to_owned();
        let why = form.wrong().expect("no date");
        assert!(why.ends_with(crate::analysis::DATE_FORMS), "{why}");
    }
}
