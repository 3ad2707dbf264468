//! The receipt of an action: who does what to whom, when, and who says so, in
//! which words, where. What cards, citations and stories tell comes from here.

use super::words;
use crate::model::{
    ActorKind, Claim, Confidence, Document, Evidence, Link, Response, Source, StanceBand, Status,
    When, quoted,
};

/// What an action rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// "Pete Hegseth revokes clearance of Mark Milley".
    pub deed: String,
    /// When, in words; where the action has no date, that of the event at one of
    /// its ends. Empty when nobody has given one.
    pub when: String,
    /// How it bears on its target.
    pub band: StanceBand,
    /// How well it is supported.
    pub evidence: Evidence,
    /// Whether all its passages are lost: their words are in no text any more.
    pub lost: bool,
    /// Every claim that stands, in the order of the document.
    pub said: Vec<Said>,
    /// How many claims were retracted, and are not told.
    pub retracted: usize,
    /// What those concerned say to it, in the order of the document.
    pub responses: Vec<Responded>,
}

/// One claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who says so, by name.
    pub by: String,
    /// The words, on one line; empty where the source as a whole is cited.
    pub quote: String,
    /// Where they stand, if the document knows the source.
    pub source: Option<Cited>,
    /// How the claim stands.
    pub status: Status,
    /// How sure the person is who entered it.
    pub confidence: Confidence,
    /// Why that sure; may be empty.
    pub because: String,
}

/// What somebody says who is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Responded {
    /// Whose response it is, by name.
    pub by: String,
    /// What they said, or that they said nothing, on one line.
    pub words: String,
    /// When, in words; may be empty.
    pub when: String,
    /// Where it is told, if that is one of the document's sources.
    pub source: Option<Cited>,
}

/// A source, as it is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// Title.
    pub title: String,
    /// Who wrote it; may be empty.
    pub author: String,
    /// Who published it; empty where that is who wrote it, who is named once.
    pub publisher: String,
    /// When it was published.
    pub published: When,
    /// When it was read.
    pub retrieved: When,
    /// Where it can be found; may be empty.
    pub url: String,
}

/// A text on one line, without white space around it or twice in it.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text of so many characters at most, cut at a word with "…". A word that is
/// longer than that, and text that has no spaces, is cut anywhere.
#[must_use]
pub fn shortened(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    // The ellipsis is one of them.
    let head = &text[..end];
    let head = head
        .char_indices()
        .next_back()
        .map_or("", |(i, _)| &head[..i]);
    let whole_word = text[head.len()..].starts_with(char::is_whitespace);
    let at_word = match head.rfind(char::is_whitespace) {
        Some(at) if !whole_word && at * 2 > head.len() => &head[..at],
        _ => head,
    };
    let cut = at_word.trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c));
    format!("{cut}…")
}

impl Receipt {
    /// The receipt of an action of a document. Linear in its claims.
    #[must_use]
    pub fn of(doc: &Document, link: Link<'_>) -> Self {
        let claims = &link.action.claims;
        let stand = claims.iter().filter(|c| c.stands());
        let said: Vec<Said> = stand.map(|c| said(doc, c)).collect();
        let responses = link.action.responses.iter();
        Self {
            deed: one_line(&words::sentence(doc, link)),
            when: when(doc, link),
            band: link.action.stance.band(),
            evidence: link.action.evidence(),
            lost: doc.lost.contains(&link.action.id),
            retracted: claims.len() - said.len(),
            said,
            responses: responses.map(|r| responded(doc, r)).collect(),
        }
    }

    /// What is told in place of claims where none stands.
    pub const NOBODY: &'static str = "Nobody is cited for it yet";
    /// What is told where all passages are lost.
    pub const LOST: &'static str =
        "Its passage is lost: the words are not in the text of the source";

    /// How many claims were retracted, as a sentence; empty when none was.
    #[must_use]
    pub fn left_out(&self) -> String {
        match self.retracted {
            0 => String::new(),
            1 => "1 retracted claim is left out".to_owned(),
            n => format!("{n} retracted claims are left out"),
        }
    }
}

fn said(doc: &Document, claim: &Claim) -> Said {
    Said {
        by: words::claimant(doc, &claim.by).to_owned(),
        quote: one_line(&claim.quote),
        source: doc.sources.get(&claim.source).map(Cited::of),
        status: claim.status,
        confidence: claim.confidence,
        because: one_line(&claim.because),
    }
}

fn responded(doc: &Document, response: &Response) -> Responded {
    let source = response.source.as_ref();
    Responded {
        by: words::claimant(doc, &response.by).to_owned(),
        words: one_line(&response.words),
        when: response.when.in_words(),
        source: source.and_then(|id| doc.sources.get(id)).map(Cited::of),
    }
}

/// The date of an action; without one, that of the event at one of its ends.
fn when(doc: &Document, link: Link<'_>) -> String {
    if link.action.when != When::NotGiven {
        return link.action.when.in_words();
    }
    let ends = [link.from, link.to].into_iter();
    let events = ends.filter_map(|id| doc.graph.actor(id).filter(|a| a.kind == ActorKind::Event));
    let mut dates = events.map(|event| event.when.in_words());
    dates.find(|when| !when.is_empty()).unwrap_or_default()
}

impl Said {
    /// What is told in place of words where none are quoted.
    pub const WHOLE: &'static str = "no passage: the source as a whole";

    /// "Medium confidence: her own hand".
    #[must_use]
    pub fn confidence_in_words(&self) -> String {
        let level = self.confidence.name();
        match self.because.as_str() {
            "" => format!("{level} confidence"),
            why => format!("{level} confidence: {why}"),
        }
    }

    /// "reported".
    #[must_use]
    pub fn status_in_words(&self) -> String {
        self.status.name().to_lowercase()
    }
}

/// Who published a source, on one line, if that is somebody else than who wrote
/// it: agencies and offices do both, and are named once. Else empty.
fn publisher(source: &Source) -> String {
    let publisher = one_line(&source.publisher);
    match publisher.to_lowercase() == one_line(&source.author).to_lowercase() {
        true => String::new(),
        false => publisher,
    }
}

impl Cited {
    /// How a source is cited.
    #[must_use]
    pub fn of(source: &Source) -> Self {
        Self {
            title: one_line(&source.title),
            author: one_line(&source.author),
            publisher: publisher(source),
            published: source.published,
            retrieved: source.retrieved,
            url: source.url.trim().to_owned(),
        }
    }

    /// "Ada Byron, “Notes on a quarrel”, The Gazette, 1843-08": without where it
    /// is found and when it was read.
    #[must_use]
    pub fn in_words(&self) -> String {
        let title = quoted(&self.title);
        let date = self.published.in_words();
        let parts = [&self.author, &title, &self.publisher, &date];
        let given: Vec<&str> = parts.into_iter().map(String::as_str).collect();
        let given: Vec<&str> = given.into_iter().filter(|p| !p.is_empty()).collect();
        given.join(", ")
    }
}

#[cfg(test)]
#[path = "receipt_tests.rs"]
mod tests;
