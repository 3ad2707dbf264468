//! Small words that tell how the others hang together.

/// Forms that stand before a verb and tell when.
pub(super) const HAVE: [&str; 4] = ["has", "have", "had", "having"];
pub(super) const BE: [&str; 8] = ["is", "was", "are", "were", "be", "been", "being", "am"];
pub(super) const DO: [&str; 6] = ["did", "does", "do", "didn", "doesn", "don"];
pub(super) const MODALS: [&str; 9] = [
    "will", "would", "may", "might", "could", "should", "must", "can", "shall",
];
/// Verbs that say no more than that something seems so: with "to" behind them, and
/// with a form of "be" before.
pub(super) const SEEM: [&str; 3] = ["appear", "seem", "happen"];
pub(super) const SAID_OF: [&str; 10] = [
    "say",
    "believe",
    "think",
    "report",
    "allege",
    "understand",
    "rumour",
    "suspect",
    "claim",
    "assume",
];
/// Verbs that say no more than that something may still be.
pub(super) const EXPECTED: [&str; 4] = ["expect", "schedule", "intend", "prepare"];
/// Those that say so with "of": "is accused of paying".
pub(super) const CHARGED: [&str; 2] = ["accuse", "suspect"];

/// Words by which nobody stands in for what is said.
pub(super) const HEDGES: [&str; 8] = [
    "allegedly",
    "reportedly",
    "supposedly",
    "purportedly",
    "apparently",
    "ostensibly",
    "presumably",
    "alleged",
];

/// Words by which something is not so.
pub(super) const NOT: [&str; 8] = [
    "not", "never", "t", "hardly", "scarcely", "barely", "neither", "nor",
];

/// Nouns and names that end as adverbs do.
pub(super) const NOUNS_LIKE_ADVERBS: [&str; 36] = [
    "ally",
    "anomaly",
    "assembly",
    "belly",
    "bully",
    "butterfly",
    "doily",
    "dolly",
    "elderly",
    "emily",
    "family",
    "filly",
    "fly",
    "folly",
    "gully",
    "holly",
    "homily",
    "italy",
    "jelly",
    "july",
    "kelly",
    "lily",
    "lolly",
    "melancholy",
    "molly",
    "monopoly",
    "oligopoly",
    "polly",
    "rally",
    "reply",
    "sally",
    "supply",
    "tally",
    "underbelly",
    "wally",
    "willy",
];

/// Words that stand beside a verb and change nothing.
pub(super) const ALONG: [&str; 18] = [
    "also", "then", "later", "first", "now", "again", "ever", "since", "already", "still", "even",
    "both", "all", "always", "just", "once", "twice", "soon",
];

/// Words that tell when, behind somebody's name; so do the days of the week.
pub(super) const TIMES: [&str; 6] = ["last", "year", "week", "month", "yesterday", "today"];

/// Words that tie what stands behind them to what stands before.
pub(super) const PREPOSITIONS: [&str; 42] = [
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "among",
    "around",
    "as",
    "at",
    "before",
    "behind",
    "below",
    "beside",
    "between",
    "beyond",
    "by",
    "during",
    "for",
    "from",
    "in",
    "inside",
    "into",
    "near",
    "of",
    "on",
    "outside",
    "over",
    "than",
    "through",
    "to",
    "under",
    "until",
    "with",
    "within",
    "without",
    "amid",
    "despite",
    "via",
    "like",
    "throughout",
    "off",
];

/// Those of them, and others, behind which somebody may act all the same.
pub(super) const JOINS: [&str; 20] = [
    "after", "and", "as", "before", "but", "nor", "or", "until", "because", "while", "when",
    "where", "although", "though", "if", "unless", "once", "whether", "since", "that",
];

pub(super) const RELATIVES: [&str; 4] = ["who", "which", "that", "whom"];

/// Behind one of these it is not said that something is so.
pub(super) const OPEN_QUESTION: [&str; 3] = ["if", "unless", "whether"];

/// What is done ends before these, and whoever it is done to.
pub(super) const ENDS_OBJECT: [&str; 29] = [
    "who", "which", "that", "whom", "because", "after", "before", "when", "while", "where",
    "although", "though", "if", "unless", "since", "than", "as", "and", "or", "but", "nor", "by",
    "during", "despite", "within", "without", "through", "amid", "until",
];

/// Where or when something was done: nobody is acted upon behind these, unless they
/// belong to the verb.
pub(super) const PLACES: [&str; 9] = [
    "in",
    "on",
    "at",
    "near",
    "inside",
    "outside",
    "across",
    "throughout",
    "over",
];
