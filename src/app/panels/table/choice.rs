//! Choosing one of several for a cell: some letters of it narrow the list down.

use eframe::egui::{Key, Ui};

use super::super::super::find::{spans, words};
use super::super::pick_list::{Done, PickList, Row};
use super::gesture::Value;
use crate::analysis::fold;

/// One that can be chosen.
#[derive(Debug)]
struct Item {
    value: Value,
    text: String,
    /// The same without case and accents.
    folded: String,
}

/// What can be chosen, and what was typed to find it.
#[derive(Debug)]
pub struct Choice {
    list: PickList,
    items: Vec<Item>,
    /// Those that say what is typed.
    found: Vec<usize>,
    offer: Option<&'static str>,
}

impl Choice {
    /// A choice of these; `offer` words the offer to take what is typed as
    /// something new. The one called `now` is at hand.
    pub fn new(all: Vec<(Value, String)>, offer: Option<&'static str>, now: &str) -> Self {
        let items: Vec<Item> = all
            .into_iter()
            .map(|(value, text)| Item {
                folded: fold(&text),
                value,
                text,
            })
            .collect();
        let at = items.iter().position(|item| item.text == now);
        let mut list = PickList::default();
        (list.at, list.reveal) = (at, at.is_some());
        Self {
            list,
            found: (0..items.len()).collect(),
            items,
            offer,
        }
    }

    /// What would be something new.
    fn new_one(&self) -> Option<&str> {
        self.offer?;
        let typed = self.list.query.trim();
        let folded = fold(typed);
        let known = |at: &usize| self.items[*at].folded == folded;
        (!typed.is_empty() && !self.found.iter().any(known)).then_some(typed)
    }

    fn value(&self, at: usize) -> Option<Value> {
        match self.found.get(at) {
            Some(item) => Some(self.items[*item].value.clone()),
            None => self.new_one().map(|typed| Value::New(typed.to_owned())),
        }
    }

    /// Shows it. Returns what was chosen, and whether by Enter; `take` chooses
    /// what is at hand.
    pub fn ui(
        &mut self,
        ui: &mut Ui,
        called: &str,
        fresh: bool,
        take: bool,
    ) -> Option<(Value, bool)> {
        let entered = ui.input(|i| i.key_pressed(Key::Enter));
        let asked = words(&self.list.query);
        let new_one = self.new_one().map(str::to_owned);
        let count = self.found.len() + usize::from(new_one.is_some());
        let (items, found, offer) = (&self.items, &self.found, self.offer.unwrap_or_default());
        let row = |at: usize| {
            let text = match (found.get(at), &new_one) {
                (Some(item), _) => items[*item].text.clone(),
                (None, Some(typed)) => format!("{offer} “{typed}”"),
                (None, None) => String::new(),
            };
            Row {
                found: spans(&text, &asked),
                name: text.clone(),
                text,
                enabled: true,
                ..Row::default()
            }
        };
        let hint = match self.offer {
            Some(_) => "Search, or type a new one",
            None => "Search",
        };
        let done = self.list.ui(ui, (called, hint), count, fresh, row);
        if done == Done::Typed {
            let asked = words(&self.list.query);
            let items = self.items.iter().enumerate();
            let fits = items.filter(|(_, i)| asked.iter().all(|w| i.folded.contains(w.as_str())));
            self.found = fits.map(|(at, _)| at).collect();
            // Whoever begins with it comes first.
            let begins = |at: &usize| {
                let first = asked.first().map_or("", String::as_str);
                self.items[*at].folded.starts_with(first)
            };
            self.found.sort_by_key(|at| !begins(at));
            self.list.at = Some(0);
        }
        if take || done == Done::Chosen {
            let value = self.value(self.list.at?)?;
            return Some((value, entered));
        }
        None
    }
}
