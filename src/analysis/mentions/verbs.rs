//! Verbs of news, in all their forms.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::stances::{AGAINST, FOR};

/// Forms of a verb; a word may be several of them.
pub(super) const BASE: u8 = 1;
pub(super) const THIRD: u8 = 2;
pub(super) const PAST: u8 = 4;
pub(super) const PARTICIPLE: u8 = 8;
pub(super) const DOING: u8 = 16;

/// Verbs that are formed by rule, beside those that tell a stance.
const REGULAR: &str = "assert assume note rumour believe abandon abduct abolish abuse accept accompany acknowledge acquire acquit act \
    address admit adopt advise agree aim alert allege allow alter amend ambush announce annul \
    answer appeal appear appoint approach approve argue arm arrange ask assassinate assign assure \
    attempt attend audit authorise award backdate balk bar belong bless borrow brand breach bribe \
    brief bypass call campaign cancel capture cause cede certify chair challenge chase claim \
    claw close coach coerce collaborate collect collude command comment commission commit \
    compare compel compensate complain comply compromise conceal concede conclude confess confide \
    confirm confiscate confront confuse consider conspire consult contact contest continue \
    contract control convene convince cooperate coordinate copy counsel counter cover crash \
    create crush damage debate decide deceive declare decline decorate defeat defect defer defraud \
    defy delay delegate deliver demand demolish demote deny deploy deprive describe destroy detain \
    dine direct disappoint disarm discharge discipline disclose discover discuss disown displace \
    dispatch disqualify disobey disparage dispute disrupt distance distribute divorce dodge donate \
    doubt draft drag drop dump edit educate elect eliminate embarrass embrace employ empower \
    encounter end endanger enforce engage enlist enrage ensure entrust escape escort establish \
    evacuate evade exaggerate examine execute exempt exile exonerate expand expect explain exploit \
    export expose extend extort extradite fabricate face fail fault favour favor fear file finish \
    flatter fool force forge form found frame frighten fuel gag gain govern grant greet groom \
    guarantee guard guide hack halt hamper hand handle happen heal head heckle hesitate hint hire \
    hope host identify ignore impeach import impose impress induce influence inform infuriate \
    inherit inject injure insist inspect inspire install instruct interrogate interrupt interview \
    introduce invent invest investigate invite involve irritate isolate issue join journey judge \
    justify lack lambast last launch lease lecture legalise license link list lobby lock loot lower \
    lure maintain manage manipulate march market marry mediate mention merge migrate monitor move \
    name negotiate neglect nominate notify nudge obey object oblige observe obtain occupy offend \
    offer omit open operate order organise overhaul oversee overrule overturn own pardon participate \
    pass pay persuade petition phone place plan plead pledge plot plunder portray possess post \
    postpone pour praise predict prefer prepare present press pressure prevail prevent print probe \
    process produce prohibit promise prompt propose protest prove provide provoke publish pull \
    purchase pursue push question quote raid raise ransom reach react reassure rebut receive recall \
    recognise recommend reconcile record recruit refer refuse regard reinstate release relieve \
    relocate remain remark remind remove rename renew renounce rent reopen repay repeal replace \
    replicate reply report represent reprimand request require research resign resist resolve \
    respond restore restrain restrict resume retain retire retract retreat return reveal review \
    revoke ruin rule rush sanction save schedule scorn scrap intend search secure seduce seem seize sentence serve \
    settle share sideline sign silence slap smuggle spare spark split spy stage stall stalk start \
    state stop storm strangle strip study submit subpoena succeed suggest summon supervise supply \
    suppress surrender surround surveil suspect suspend sustain swap tail talk target tax tempt \
    term terminate testify tip tolerate topple touch trade trail train transfer transport trap \
    travel treat trick trigger trust try turn unseat unveil upset urge use usher vandalise view \
    violate visit volunteer vote vow wait walk want warn watch weaken wed whip wire witness \
    woo work worry wound wreck yield";

/// Verbs that are not: base, past, participle.
const IRREGULAR: &str = "be was been,become became become,begin began begun,beat beat beaten,\
    bind bound bound,bring brought brought,break broke broken,broadcast broadcast broadcast,\
    build built built,buy bought bought,catch caught caught,choose chose chosen,come came come,\
    cut cut cut,deal dealt dealt,draw drew drawn,drive drove driven,eat ate eaten,fall fell fallen,\
    feed fed fed,fight fought fought,find found found,flee fled fled,fly flew flown,\
    forbid forbade forbidden,forgive forgave forgiven,get got got,give gave given,go went gone,\
    hear heard heard,hide hid hidden,hit hit hit,hold held held,hurt hurt hurt,keep kept kept,\
    know knew known,lead led led,leave left left,lend lent lent,let let let,lose lost lost,\
    make made made,meet met met,mislead misled misled,oversee oversaw overseen,\
    overthrow overthrew overthrown,override overrode overridden,pay paid paid,put put put,\
    quit quit quit,read read read,repay repaid repaid,ride rode ridden,rise rose risen,run ran run,\
    say said said,see saw seen,seek sought sought,sell sold sold,send sent sent,set set set,\
    shoot shot shot,show showed shown,shut shut shut,speak spoke spoken,spend spent spent,\
    stand stood stood,steal stole stolen,strike struck struck,swear swore sworn,take took taken,\
    teach taught taught,tell told told,think thought thought,throw threw thrown,\
    undercut undercut undercut,understand understood understood,undertake undertook undertaken,\
    uphold upheld upheld,win won won,withdraw withdrew withdrawn,withhold withheld withheld,\
    write wrote written";

/// What a word is a form of, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// The verb: "dismiss".
    pub(super) base: &'static str,
    forms: u8,
}

impl Form {
    /// Whether it is one of some forms.
    pub(super) fn is(self, forms: u8) -> bool {
        self.forms & forms != 0
    }
}

/// Every form of every verb that is known.
static FORMS: LazyLock<HashMap<String, Form>> = LazyLock::new(|| {
    let mut all: HashMap<String, Form> = HashMap::new();
    let mut put = |word: String, base: &'static str, form: u8| {
        let known = all.entry(word).or_insert(Form { base, forms: 0 });
        // "Found" is of "find", and only "founded" is of "found".
        if known.base == base {
            known.forms |= form;
        }
    };
    for verb in IRREGULAR.split(',') {
        let parts: Vec<&'static str> = verb.split_whitespace().collect();
        let &[base, past, participle] = parts.as_slice() else {
            continue;
        };
        put(base.to_owned(), base, BASE);
        put(third_person(base), base, THIRD);
        put(past.to_owned(), base, PAST);
        put(participle.to_owned(), base, PARTICIPLE);
        for doing in doing(base) {
            put(doing, base, DOING);
        }
    }
    for base in [AGAINST, FOR, REGULAR]
        .into_iter()
        .flat_map(str::split_whitespace)
    {
        put(base.to_owned(), base, BASE);
        put(third_person(base), base, THIRD);
        for doing in doing(base) {
            put(doing, base, DOING);
        }
        for past in past(base) {
            put(past, base, PAST | PARTICIPLE);
        }
    }
    all
});

/// What a word, without case and accents, is a form of.
pub(super) fn form_of(word: &str) -> Option<Form> {
    let of = |word: &str| FORMS.get(word).copied();
    // Organize is organise.
    let spelt = || word.contains("iz").then(|| word.replacen("iz", "is", 1));
    of(word).or_else(|| spelt().and_then(|word| of(&word)))
}

/// A verb as it stands behind one who acts: dismisses, denies, goes.
pub(super) fn third_person(base: &str) -> String {
    let stem = base.strip_suffix('y');
    match base {
        "have" => "has".to_owned(),
        "be" => "is".to_owned(),
        _ if ["s", "x", "z", "ch", "sh", "o"]
            .iter()
            .any(|end| base.ends_with(end)) =>
        {
            format!("{base}es")
        }
        _ => match stem {
            Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
            _ => format!("{base}s"),
        },
    }
}

/// Its past by rule; with the last letter doubled, too: banned.
fn past(base: &str) -> Vec<String> {
    let stem = |n: usize| &base[..base.len() - n];
    match base.as_bytes() {
        [.., b'e'] => vec![format!("{base}d")],
        [.., before, b'y'] if !b"aeiou".contains(before) => vec![format!("{}ied", stem(1))],
        [.., last] => vec![
            format!("{base}ed"),
            format!("{base}{}ed", char::from(*last)),
        ],
        [] => Vec::new(),
    }
}

/// Accusing, banning, lying.
fn doing(base: &str) -> Vec<String> {
    let stem = |n: usize| &base[..base.len() - n];
    match base.as_bytes() {
        [.., b'e', b'e'] | b"be" => vec![format!("{base}ing")],
        [.., b'i', b'e'] => vec![format!("{}ying", stem(2))],
        [.., b'e'] => vec![format!("{}ing", stem(1))],
        [.., last] => vec![
            format!("{base}ing"),
            format!("{base}{}ing", char::from(*last)),
        ],
        [] => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_tells_its_verb() {
        for (word, base, forms) in [
            ("dismissed", "dismiss", PAST | PARTICIPLE),
            ("banned", "ban", PAST | PARTICIPLE),
            ("denies", "deny", THIRD),
            ("denied", "deny", PAST | PARTICIPLE),
            ("accusing", "accuse", DOING),
            ("overseen", "oversee", PARTICIPLE),
            ("overseeing", "oversee", DOING),
            ("criticized", "criticize", PAST | PARTICIPLE),
            ("organized", "organise", PAST | PARTICIPLE),
            ("cut", "cut", BASE | PAST | PARTICIPLE),
            ("found", "find", PAST | PARTICIPLE),
            ("founded", "found", PAST | PARTICIPLE),
            ("met", "meet", PAST | PARTICIPLE),
        ] {
            assert_eq!(form_of(word), Some(Form { base, forms }), "{word}");
        }
        assert_eq!(form_of("table"), None);
    }

    #[test]
    fn words_that_are_looked_for_are_verbs() {
        use super::super::grammar::{CHARGED, EXPECTED, SAID_OF, SEEM};
        let all = [SAID_OF.as_slice(), &CHARGED, &EXPECTED, &SEEM].concat();
        for base in all {
            assert_eq!(form_of(base).map(|form| form.base), Some(base), "{base}");
        }
    }

    #[test]
    fn whoever_acts_acts_in_the_third_person() {
        for (base, expected) in [
            ("dismiss", "dismisses"),
            ("accuse", "accuses"),
            ("deny", "denies"),
            ("pay", "pays"),
            ("veto", "vetoes"),
            ("have", "has"),
        ] {
            assert_eq!(third_person(base), expected);
        }
    }
}
