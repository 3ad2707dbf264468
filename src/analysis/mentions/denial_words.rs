//! Words that tell that something is said not to be so, and what else stands by them.

use crate::model::Status;

/// Words of those who say that something is not so, and how a claim of it stands.
pub(super) const DENIES: [(&str, Status); 11] = [
    ("denied", Status::Denied),
    ("denies", Status::Denied),
    ("deny", Status::Denied),
    ("disputed", Status::Disputed),
    ("disputes", Status::Disputed),
    ("dispute", Status::Disputed),
    ("doubts", Status::Disputed),
    ("doubted", Status::Disputed),
    ("refuted", Status::Disputed),
    ("refutes", Status::Disputed),
    ("refute", Status::Disputed),
];

/// Words that tell so only of what is said: one may reject a plan, too.
pub(super) const REJECTS: [&str; 10] = [
    "rejected",
    "rejects",
    "reject",
    "dismissed",
    "dismisses",
    "contested",
    "contests",
    "contest",
    "rebutted",
    "rebuts",
];

/// What people say of others.
pub(super) const CLAIMS: [&str; 19] = [
    "account",
    "accounts",
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "assertion",
    "assertions",
    "charge",
    "charges",
    "claim",
    "claims",
    "report",
    "reports",
    "rumour",
    "rumours",
    "statement",
    "suggestion",
    "suggestions",
];

/// What was told before.
pub(super) const TOLD: [&str; 3] = ["this", "these", "it"];

/// What is denied without a word of what was done.
pub(super) const OPEN: [&str; 12] = [
    "all",
    "any",
    "anything",
    "everything",
    "nothing",
    "wrongdoing",
    "involvement",
    "knowledge",
    "responsibility",
    "liability",
    "guilt",
    "fault",
];

/// Whoever has been named before.
pub(super) const PRONOUNS: [&str; 6] = ["she", "he", "it", "they", "i", "we"];

/// The same as somebody acted upon; "her" may also be whose something is.
pub(super) const OBJECTS: [&str; 4] = ["him", "them", "me", "us"];

/// Between whoever denies and the verb, besides adverbs.
pub(super) const BETWEEN: [&str; 14] = [
    "has", "have", "had", "also", "again", "later", "then", "still", "always", "would", "both",
    "all", "since", "now",
];

/// Small words: no noun that somebody is called by goes over them.
pub(super) const SMALL: [&str; 37] = [
    "is", "was", "are", "were", "be", "been", "being", "not", "never", "t", "to", "and", "or",
    "but", "that", "which", "who", "whom", "if", "did", "does", "do", "cannot", "nor", "neither",
    "hardly", "after", "of", "for", "in", "on", "by", "with", "at", "as", "about", "than",
];

/// Where and when something was denied: behind one of these, "that" may follow.
pub(super) const ASIDE: [&str; 10] = [
    "in",
    "on",
    "to",
    "at",
    "before",
    "under",
    "last",
    "yesterday",
    "today",
    "again",
];

/// Behind one of these, something is said by the way.
pub(super) const BY_THE_WAY: [&str; 12] = [
    "although", "though", "after", "before", "while", "when", "because", "if", "since", "as",
    "once", "unless",
];

/// Words that a noun begins with.
pub(super) const DETERMINERS: [&str; 13] = [
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "both", "some", "several", "many",
];

/// Things that end like a verb.
pub(super) const THINGS: [&str; 5] = ["planning", "building", "housing", "funding", "financing"];
