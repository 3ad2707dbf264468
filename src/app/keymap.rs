//! The keys of every command: those of the list of commands, and instead of them
//! those that a person has written into the file of settings.

use std::collections::{BTreeMap, HashMap};

use eframe::egui::{self, Key, KeyboardShortcut, Modifiers};
use serde::{Deserialize, Serialize};

use super::Action;

/// Keys as written in the file of settings: `{ "Save": ["Ctrl+S"], "Pin": [] }`.
/// Whatever else stands there stays as it is: a slip of the pen must not cost
/// the other settings, nor what was meant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Remapped(ron::Value);

impl Default for Remapped {
    fn default() -> Self {
        Self(ron::Value::Map(ron::Map::new()))
    }
}

impl Remapped {
    /// Keys as this text of RON has them; `None` when it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        ron::from_str(text).ok()
    }

    /// The entries that are entries; the others are told.
    fn entries(&self, troubles: &mut Vec<String>) -> BTreeMap<String, Vec<String>> {
        let ron::Value::Map(map) = &self.0 else {
            troubles.push("keys: a map is needed, as in { \"Save\": [\"Ctrl+S\"] }".to_owned());
            return BTreeMap::new();
        };
        let mut entries = BTreeMap::new();
        for (name, keys) in map.iter() {
            let ron::Value::String(name) = name else {
                troubles.push("keys: the name of a command is a text, as in \"Save\"".to_owned());
                continue;
            };
            let texts: Option<Vec<String>> = match keys {
                ron::Value::Seq(keys) => keys.iter().map(text_of).collect(),
                one => text_of(one).map(|one| vec![one]),
            };
            match texts {
                Some(texts) => {
                    entries.insert(name.clone(), texts);
                }
                None => troubles.push(format!(
                    "keys: {name}: a list of keys is needed, as in [\"Ctrl+S\"]"
                )),
            }
        }
        entries
    }
}

fn text_of(value: &ron::Value) -> Option<String> {
    match value {
        ron::Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// The keys of every command.
#[derive(Clone, Debug, PartialEq)]
pub struct Keymap {
    /// In the order of [`Action::ALL`].
    keys: Vec<Vec<KeyboardShortcut>>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self {
            keys: Action::ALL.iter().map(|a| a.shortcuts()).collect(),
        }
    }
}

impl Keymap {
    /// The keys with some in place of the usual ones, and what of those makes
    /// no sense: that counts for nothing.
    #[must_use]
    pub fn of(remapped: &Remapped) -> (Self, Vec<String>) {
        let mut troubles = Vec::new();
        let mut wanted: BTreeMap<Action, Vec<KeyboardShortcut>> = BTreeMap::new();
        for (name, texts) in remapped.entries(&mut troubles) {
            let Some(action) = Action::ALL.iter().find(|a| a.id() == name) else {
                troubles.push(format!("keys: there is no command “{name}”"));
                continue;
            };
            let known = texts.iter().filter_map(|text| {
                let shortcut = parse(text).filter(|s| !is_walking(*s));
                if shortcut.is_none() {
                    let why = match parse(text) {
                        Some(_) => "walks the graph",
                        None => "is no key",
                    };
                    troubles.push(format!("keys: {name}: “{text}” {why}"));
                }
                shortcut
            });
            let known: Vec<_> = known.collect();
            // Where none can be read, the usual ones are better than none.
            if !known.is_empty() || texts.is_empty() {
                wanted.insert(*action, known);
            }
        }
        // An entry that loses all its keys to others gives its command the usual
        // ones back, which may be in the way of others in turn.
        loop {
            let (keymap, clashes, lost) = Self::with(&wanted);
            if lost.is_empty() {
                troubles.extend(clashes);
                return (keymap, troubles);
            }
            for (action, why) in lost {
                wanted.remove(&action);
                troubles.push(why);
            }
        }
    }

    /// The keys with these in place of the usual ones, those that are taken left
    /// out; what clashes; and who is left without any by that, and why.
    fn with(
        wanted: &BTreeMap<Action, Vec<KeyboardShortcut>>,
    ) -> (Self, Vec<String>, Vec<(Action, String)>) {
        let mut keymap = Self::default();
        let mut owner: HashMap<(Modifiers, Key), Action> = HashMap::new();
        for action in Action::ALL.iter().filter(|a| !wanted.contains_key(a)) {
            let usual = keymap.keys(*action).iter();
            owner.extend(usual.map(|s| ((s.modifiers, s.logical_key), *action)));
        }
        let (mut clashes, mut lost) = (Vec::new(), Vec::new());
        for (action, keys) in wanted {
            let mut kept = Vec::new();
            let mut why = String::new();
            for shortcut in keys {
                let place = (shortcut.modifiers, shortcut.logical_key);
                let taken_by = *owner.entry(place).or_insert(*action);
                if taken_by == *action {
                    kept.push(*shortcut);
                } else {
                    let (key, me, other) = (written(*shortcut), action.id(), taken_by.id());
                    why = format!("keys: {me}: “{key}” belongs to {other}");
                    clashes.push(why.clone());
                }
            }
            if kept.is_empty() && !keys.is_empty() {
                lost.push((*action, why));
            }
            keymap.keys[*action as usize] = kept;
        }
        (keymap, clashes, lost)
    }

    /// The keys of a command; the first is shown in menus.
    #[must_use]
    pub fn keys(&self, action: Action) -> &[KeyboardShortcut] {
        &self.keys[action as usize]
    }

    /// The keys of a command, as shown to people; empty when it has none.
    #[must_use]
    pub fn text(&self, ctx: &egui::Context, action: Action) -> String {
        let keys = self.keys(action).iter().map(|k| told(ctx, k));
        keys.collect::<Vec<_>>().join(", ")
    }

    /// The first of them.
    #[must_use]
    pub fn first_text(&self, ctx: &egui::Context, action: Action) -> String {
        let first = self.keys(action).first();
        first.map(|k| told(ctx, k)).unwrap_or_default()
    }
}

/// Keys as people know them: a sign by what is printed on it.
fn told(ctx: &egui::Context, keys: &KeyboardShortcut) -> String {
    let text = ctx.format_shortcut(keys);
    let sign = match keys.logical_key {
        Key::OpenBracket => "[",
        Key::CloseBracket => "]",
        Key::Slash => "/",
        Key::Plus => "+",
        Key::Minus => "-",
        Key::Equals => "=",
        Key::Comma => ",",
        Key::Period => ".",
        Key::Questionmark => "?",
        _ => return text,
    };
    match text.strip_suffix(keys.logical_key.name()) {
        Some(held) => format!("{held}{sign}"),
        None => text,
    }
}

/// Reads keys as people write them: "Ctrl+Shift+T", "F3", "Alt+Left", "Ctrl++".
#[must_use]
pub fn parse(text: &str) -> Option<KeyboardShortcut> {
    let text = text.trim();
    // What stands behind the last plus; a plus at the end is the key itself.
    let at = text[..text.len() - text.chars().next_back()?.len_utf8()].rfind('+');
    let (held, key) = match at {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => ("", text),
    };
    let mut modifiers = Modifiers::NONE;
    for word in held.split('+').filter(|_| at.is_some()) {
        let one = match word.trim().to_ascii_lowercase().as_str() {
            "ctrl" | "control" | "cmd" | "command" => Modifiers::COMMAND,
            "shift" => Modifiers::SHIFT,
            "alt" | "option" => Modifiers::ALT,
            _ => return None,
        };
        modifiers |= one;
    }
    let key = key.trim();
    let named = Key::ALL.iter().copied().find(|k| {
        let same = |name: &str| name.eq_ignore_ascii_case(key);
        same(k.name()) || same(k.symbol_or_name())
    });
    let key = named.or_else(|| Key::from_name(key))?;
    Some(KeyboardShortcut::new(modifiers, key))
}

/// The same way round, as [`parse`] reads it.
fn written(shortcut: KeyboardShortcut) -> String {
    let held = shortcut.modifiers;
    let mut text = String::new();
    for (down, name) in [
        (held.command, "Ctrl+"),
        (held.alt, "Alt+"),
        (held.shift, "Shift+"),
    ] {
        if down {
            text.push_str(name);
        }
    }
    text + shortcut.logical_key.name()
}

/// Whether a key means something to the canvas itself, and to every list.
fn is_walking(shortcut: KeyboardShortcut) -> bool {
    let walks = matches!(
        shortcut.logical_key,
        Key::Tab
            | Key::Enter
            | Key::Space
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::ArrowUp
            | Key::ArrowDown
            | Key::Period
            | Key::Comma
    );
    walks && !shortcut.modifiers.command
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remapped(text: &str) -> (Keymap, Vec<String>) {
        Keymap::of(&Remapped::parse(text).expect("RON"))
    }

    fn keys(keymap: &Keymap, action: Action) -> Vec<String> {
        keymap.keys(action).iter().map(|s| written(*s)).collect()
    }

    #[test]
    fn actions_stand_in_the_order_of_their_numbers() {
        for (at, action) in Action::ALL.iter().enumerate() {
            assert_eq!(at, *action as usize);
        }
    }

    #[test]
    fn keys_are_read_as_people_write_them() {
        for (text, modifiers, key) in [
            (
                "Ctrl+Shift+T",
                Modifiers::COMMAND | Modifiers::SHIFT,
                Key::T,
            ),
            ("ctrl + t", Modifiers::COMMAND, Key::T),
            ("F3", Modifiers::NONE, Key::F3),
            ("Alt+Left", Modifiers::ALT, Key::ArrowLeft),
            ("Ctrl++", Modifiers::COMMAND, Key::Plus),
            ("+", Modifiers::NONE, Key::Plus),
            ("Ctrl+-", Modifiers::COMMAND, Key::Minus),
            ("Shift+1", Modifiers::SHIFT, Key::Num1),
            ("?", Modifiers::NONE, Key::Questionmark),
            ("pagedown", Modifiers::NONE, Key::PageDown),
            ("Esc", Modifiers::NONE, Key::Escape),
        ] {
            let read = parse(text);
            assert_eq!(read, Some(KeyboardShortcut::new(modifiers, key)), "{text}");
        }
        for text in [
            "",
            " ",
            "Ctrl",
            "Ctrl+",
            "Hyper+T",
            "+T",
            "Ctrl+Shift",
            "F99",
            "ß",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        for action in Action::ALL {
            for shortcut in action.shortcuts() {
                assert_eq!(parse(&written(shortcut)), Some(shortcut));
            }
        }
    }

    #[test]
    fn keys_can_be_changed_added_exchanged_and_taken_away() {
        let (keymap, troubles) = remapped(
            r#"{ "Save": ["Ctrl+E", "F12"], "Export": ["Ctrl+S"], "Pin": [], "Open": "F11" }"#,
        );
        assert_eq!(troubles, [""; 0]);
        assert_eq!(keys(&keymap, Action::Save), ["Ctrl+E", "F12"]);
        assert_eq!(keys(&keymap, Action::Export), ["Ctrl+S"]);
        assert_eq!(keys(&keymap, Action::Pin), [""; 0]);
        assert_eq!(keys(&keymap, Action::Open), ["F11"]);
        assert_eq!(keys(&keymap, Action::Undo), ["Ctrl+Z"]);
        assert_eq!(remapped("{}"), (Keymap::default(), Vec::new()));
    }

    #[test]
    fn what_makes_no_sense_is_told_and_counts_for_nothing() {
        for (text, told) in [
            (r#"{ "Sing": ["F9"] }"#, "there is no command “Sing”"),
            (
                r#"{ "Save": ["Ctrl+Sing"] }"#,
                "Save: “Ctrl+Sing” is no key",
            ),
            (r#"{ "Save": ["Tab"] }"#, "Save: “Tab” walks the graph"),
            (
                r#"{ "Save": ["Ctrl+O"] }"#,
                "Save: “Ctrl+O” belongs to Open",
            ),
            (r#"{ "Save": 7 }"#, "Save: a list of keys is needed"),
            (r#"{ "Save": ["F9", 7] }"#, "Save: a list of keys is needed"),
            ("{ 7: [] }", "the name of a command is a text"),
            ("[]", "a map is needed"),
        ] {
            let (keymap, troubles) = remapped(text);
            assert_eq!(keymap, Keymap::default(), "{text}");
            assert_eq!(troubles.len(), 1, "{troubles:?}");
            assert!(troubles[0].contains(told), "{troubles:?}");
        }
        // What is right beside it counts.
        let (keymap, troubles) = remapped(r#"{ "Save": ["F9", "Ctrl+O", "Ctrl+Sing"] }"#);
        assert_eq!(keys(&keymap, Action::Save), ["F9"]);
        assert_eq!(troubles.len(), 2, "{troubles:?}");
    }

    #[test]
    fn no_two_commands_come_to_share_a_key() {
        // Find loses its wish and wants its own key back, which Export has asked
        // for: Export, which wanted nothing else, keeps its own.
        let (keymap, troubles) = remapped(r#"{ "Find": ["Ctrl+Z"], "Export": ["Ctrl+F"] }"#);
        assert_eq!(keymap, Keymap::default());
        assert_eq!(troubles.len(), 2, "{troubles:?}");
        let (keymap, troubles) = remapped(r#"{ "Save": ["F9"], "Open": ["F9"] }"#);
        assert_eq!(troubles.len(), 1, "{troubles:?}");
        let mut seen = std::collections::HashSet::new();
        for action in Action::ALL {
            for s in keymap.keys(*action) {
                assert!(seen.insert((s.modifiers, s.logical_key)), "{action:?}");
            }
        }
    }
}
