//! What an analyst codes of an article that is new: twenty-five actions, by keys
//! alone.

use std::path::{Path, PathBuf};

use dramatis::model::{ActorId, Claimant, Document, Link, Source, SourceId, SourceText, sentences};

/// The article: invented people of an invented town.
pub const ARTICLE: &str = include_str!("../articles/harbour.md");

/// What the source is called: it says so, where the text names nobody else.
pub const TITLE: &str = "A quarrel over Pier Nine";

/// One press of a key, or a verb that is typed. Keys are called as xdotool calls
/// them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    Key(&'static str),
    Verb(&'static str),
}
use Stroke::{Key, Verb};

/// One action that is coded.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The words, as they are quoted.
    pub words: &'static str,
    /// Keys that select them once the sentence is selected; or all keys, where
    /// the sentence has been gone to before.
    pub select: &'static [&'static str],
    /// Who acts, what they do, and to whom, by name.
    pub deed: (&'static str, &'static str, &'static str),
    pub stance: f64,
    pub when: &'static str,
    /// Who says so, by name, and how it stands.
    pub by: (&'static str, &'static str),
    /// What is pressed behind `K`.
    pub strokes: &'static [Stroke],
}

const AGAINST: &[Stroke] = &[Key("alt+minus"), Key("Return")];
const FOR: &[Stroke] = &[Key("alt+equal"), Key("Return")];
const TAKE: &[Stroke] = &[Key("Return")];

fn step(
    words: &'static str,
    deed: (&'static str, &'static str, &'static str),
    strokes: &'static [Stroke],
) -> Step {
    let stance = match strokes {
        [.., Key("alt+minus" | "minus"), Key("Return")] => -0.7,
        [.., Key("alt+equal"), Key("Return")] => 0.7,
        _ => 0.0,
    };
    Step {
        words,
        select: &[],
        deed,
        stance,
        when: "",
        by: (TITLE, "Reported"),
        strokes,
    }
}

fn on(when: &'static str, step: Step) -> Step {
    Step { when, ..step }
}

fn says(who: &'static str, step: Step) -> Step {
    Step {
        by: (who, "Alleged"),
        ..step
    }
}

const BOARD: &str = "Harbour Board";
const UNION: &str = "Dockers Union";
const COUNCIL: &str = "City Council";
const QUIST: &str = "Ines Quist";
const RELL: &str = "Tomas Rell";
const VOSS: &str = "Karin Voss";
const LIND: &str = "Oskar Lind";
const MORAN: &str = "Paula Moran";
const HART: &str = "Lena Hart";
const LINE: &str = "North Line";
const BANK: &str = "Delta Bank";
const WATCH: &str = "River Watch";

/// The actions, in order of the text.
pub fn steps() -> [Step; 25] {
    [
        on(
            "2021-05-03",
            step(
                "On 3 May 2021 the Harbour Board dismissed Ines Quist.",
                (BOARD, "dismisses", QUIST),
                AGAINST,
            ),
        ),
        step(
            "Tomas Rell, a ferry captain, had accused Quist of fraud.",
            (RELL, "accuses of fraud", QUIST),
            AGAINST,
        ),
        step(
            "The Dockers Union defended Quist.",
            (UNION, "defends", QUIST),
            FOR,
        ),
        step(
            "Karin Voss leads the Dockers Union.",
            (VOSS, "leads", UNION),
            TAKE,
        ),
        on(
            "2019",
            step(
                "North Line had hired Rell in 2019.",
                (LINE, "hires", RELL),
                FOR,
            ),
        ),
        step(
            "Delta Bank financed North Line.",
            (BANK, "finances", LINE),
            FOR,
        ),
        step(
            "Oskar Lind advised Delta Bank.",
            (LIND, "advises", BANK),
            TAKE,
        ),
        on(
            "2021-06",
            step(
                "In June 2021 the Dockers Union blocked North Line.",
                (UNION, "blocks", LINE),
                AGAINST,
            ),
        ),
        step(
            "North Line sued the Dockers Union.",
            (LINE, "sues", UNION),
            // To the stance by Tab, for once.
            &[Key("Tab"), Key("Tab"), Key("minus"), Key("Return")],
        ),
        step(
            "Judge Paula Moran fined the Dockers Union.",
            (MORAN, "fines", UNION),
            AGAINST,
        ),
        step(
            "Voss called Moran a servant of the bank.",
            (VOSS, "insults", MORAN),
            &[Verb("insults"), Key("alt+minus"), Key("Return")],
        ),
        step(
            "The City Council thanked Moran.",
            (COUNCIL, "thanks", MORAN),
            FOR,
        ),
        step(
            "Lena Hart urged the City Council to reopen the pier.",
            (HART, "urges", COUNCIL),
            TAKE,
        ),
        says(
            VOSS,
            step(
                "Hart, said Voss, had betrayed the Dockers Union.",
                (HART, "betrays", UNION),
                AGAINST,
            ),
        ),
        says(
            "Courier",
            step(
                "According to the Courier, Rell paid Hart.",
                (RELL, "pays", HART),
                TAKE,
            ),
        ),
        on(
            "2021-09-14",
            step(
                "On 14 September 2021 the City Council questioned Lind.",
                (COUNCIL, "questions", LIND),
                TAKE,
            ),
        ),
        step(
            "Lind contradicted Quist.",
            (LIND, "contradicts", QUIST),
            AGAINST,
        ),
        step(
            "River Watch supported Quist.",
            (WATCH, "supports", QUIST),
            FOR,
        ),
        step(
            "River Watch accused North Line of dumping oil.",
            (WATCH, "accuses of dumping oil", LINE),
            AGAINST,
        ),
        step(
            "Rell was questioned by Moran.",
            (MORAN, "questions", RELL),
            TAKE,
        ),
        on(
            "2021-10",
            step(
                "Moran cleared Quist in October 2021.",
                (MORAN, "clears", QUIST),
                FOR,
            ),
        ),
        step(
            "The Harbour Board apologised to Quist.",
            (BOARD, "apologises to", QUIST),
            FOR,
        ),
        says(
            VOSS,
            step(
                "Voss says that Lind misled Moran.",
                (LIND, "misleads", MORAN),
                AGAINST,
            ),
        ),
        Step {
            // The first half of a sentence: five words less.
            select: &[
                "shift+Left",
                "shift+Left",
                "shift+Left",
                "shift+Left",
                "shift+Left",
            ],
            ..step("Quist sued Rell", (QUIST, "sues", RELL), AGAINST)
        },
        Step {
            // The second half.
            select: &[
                "Right",
                "Right",
                "Right",
                "shift+Right",
                "shift+Right",
                "shift+Right",
            ],
            ..step("Rell sued the Courier", (RELL, "sues", "Courier"), AGAINST)
        },
    ]
}

/// How often `N` is pressed before each step: once for each sentence that is
/// passed or gone to, as none behind is cited yet.
pub fn passed() -> Vec<usize> {
    let text = SourceText::markdown(ARTICLE);
    let all = sentences(&text);
    let mut before = 0;
    let passed = steps().map(|step| {
        let at = ARTICLE.find(step.words).expect("it stands in the article");
        let n = all.iter().position(|s| s.bytes.contains(&at));
        let upto = n.expect("in a sentence") + 1;
        let count = upto - before;
        before = upto;
        count
    });
    passed.to_vec()
}

/// How many keys a step takes beside those that write its verb, from `K` to the
/// one that takes it.
pub fn strokes(step: &Step) -> usize {
    let keys = step.strokes.iter().filter(|s| matches!(s, Key(_)));
    1 + keys.count()
}

/// Writes the article into a folder, and a document beside it that cites nothing
/// yet. Returns the path of that.
pub fn write(folder: &Path) -> PathBuf {
    let path = folder.join("harbour.ron");
    let mut doc = Document::new();
    let id = SourceId::new("harbour").expect("valid");
    let source = Source {
        file: "harbour.md".to_owned(),
        ..Source::new(id.clone(), TITLE)
    };
    doc.sources.insert(id, source);
    std::fs::write(folder.join("harbour.md"), ARTICLE).expect("writable");
    dramatis::file::save(&doc, &path, None).expect("writable");
    path
}

/// A document says what a step has made of the text.
pub fn check(doc: &Document, text: &SourceText, step: &Step) {
    let name = |id: &ActorId| doc.graph.actor(id).map_or("?", |a| a.name.as_str());
    let said =
        |l: &Link<'_>| -> bool { (name(l.from), l.action.verb.as_str(), name(l.to)) == step.deed };
    let found: Vec<Link<'_>> = doc.graph.links().filter(said).collect();
    let all = || -> Vec<_> {
        let links = doc.graph.links();
        links
            .map(|l| (name(l.from), &l.action.verb, name(l.to)))
            .collect()
    };
    let [link] = found.as_slice() else {
        panic!("{:?} is not among {:#?}", step.deed, all());
    };
    assert_eq!(link.action.stance.value(), step.stance, "{}", step.words);
    assert_eq!(link.action.when.to_string(), step.when, "{}", step.words);
    let claim = &link.action.claims[0];
    let by = match &claim.by {
        Claimant::Actor(id) => name(id),
        Claimant::Outsider(name) => name,
    };
    assert_eq!((by, claim.status.name()), step.by, "{}", step.words);
    assert_eq!(claim.quote, step.words);
    let found = text
        .find(&claim.anchor, &claim.quote)
        .expect("it stands there");
    assert_eq!(&text.text()[found.clone()], step.words);
    let spot = claim.spot.as_ref().expect("noted");
    assert_eq!((spot.at as usize, spot.times), (found.start, 1));
}
