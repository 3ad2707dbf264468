//! How an action seems to bear on its target, by its verb.

use super::words::{Word, words};
use crate::model::StanceBand;

/// Verbs against somebody, as one says that something is done; what bends in
/// another way stands in each of its forms.
const AGAINST: &str = "accuse arrest assault attack ban betray blackmail blame block bomb boycott \
    bully censure charge cheat condemn contradict convict criticise criticize curse deceive \
    denounce deport discredit dismiss evict exclude expel fine harass humiliate imprison indict \
    insult intimidate invade jail kidnap kill mislead misled mock murder obstruct oppose ostracise \
    ostracize oust persecute poison prosecute punish rebuke reject ridicule rob sabotage sack \
    scold shoot shot slam slander smear snub sue terrorise terrorize threaten torture undermine \
    veto vilify";

/// Verbs for somebody, in the same way.
const FOR: &str = "aid apologise apologize applaud assist back befriend clear commend congratulate \
    defend donate encourage endorse finance forgave forgive forgiven free fund hail help honor \
    honour laud liberate nurse praise promote protect rescue reward safeguard save shelter shield \
    sponsor support thank welcome";

/// Behind one of these, nothing can be told.
const NOT: [&str; 15] = [
    "not", "never", "no", "t", "nobody", "neither", "without", "refused", "refuses", "declined",
    "declines", "failed", "fails", "stopped", "denied",
];

/// How an action seems to bear on its target, by its verb: the first word that is
/// telling counts. Neutral where none is, or it is said not to be so.
///
/// It is a guess by a short list, to be shown as one.
#[must_use]
pub fn guess_stance(verb: &str) -> StanceBand {
    for word in words(verb) {
        let among = |list: &str| list.split_whitespace().any(|base| is_form(&word, base));
        if word.is_in(&NOT) {
            break;
        }
        if among(AGAINST) {
            return StanceBand::Hostile;
        }
        if among(FOR) {
            return StanceBand::Supportive;
        }
    }
    StanceBand::Neutral
}

/// Whether a word is a verb, or a form of it by rule: praises, praised, praising,
/// banned, vilifies.
fn is_form(word: &Word, base: &str) -> bool {
    let word = word.folded.as_str();
    let last = &base[base.len() - 1..];
    let short = &base[..base.len() - 1];
    let after = |stem: &str, ends: &[&str]| {
        let end = word.strip_prefix(stem);
        end.is_some_and(|end| ends.contains(&end))
    };
    after(base, &["", "s", "es"])
        || match last {
            "e" => after(short, &["ed", "ing"]),
            "y" => after(short, &["ies", "ied", "ying"]),
            _ => {
                after(base, &["ed", "ing"])
                    || word
                        .strip_prefix(base)
                        .and_then(|rest| rest.strip_prefix(last))
                        .is_some_and(|end| ["ed", "ing"].contains(&end))
            }
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telling_verbs_tell_and_all_others_are_neutral() {
        use StanceBand::{Hostile, Neutral, Supportive};
        for (verb, expected) in [
            ("accused", Hostile),
            ("Accuses of fraud", Hostile),
            ("had sued", Hostile),
            ("is suing", Hostile),
            ("banned", Hostile),
            ("vilifies", Hostile),
            ("expelled", Hostile),
            // The first one counts.
            ("accused of supporting", Hostile),
            ("praised", Supportive),
            ("backs", Supportive),
            ("endorsed", Supportive),
            ("apologised to", Supportive),
            ("helping", Supportive),
            ("did not support", Neutral),
            ("doesn’t back", Neutral),
            ("refused to help", Neutral),
            ("met", Neutral),
            ("leads", Neutral),
            ("questioned", Neutral),
            ("paid", Neutral),
            ("background", Neutral),
            ("finest", Neutral),
            ("", Neutral),
        ] {
            assert_eq!(guess_stance(verb), expected, "{verb}");
        }
    }

    #[test]
    fn no_verb_is_for_and_against() {
        for base in AGAINST.split_whitespace() {
            assert_eq!(guess_stance(base), StanceBand::Hostile, "{base}");
        }
        for base in FOR.split_whitespace() {
            assert_eq!(guess_stance(base), StanceBand::Supportive, "{base}");
        }
    }
}
