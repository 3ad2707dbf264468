//! How an action seems to bear on its target, by its verb.

use super::grammar::NOT;
use super::verbs::form_of;
use super::words::words;
use crate::model::StanceBand;

/// Verbs against somebody.
pub(super) const AGAINST: &str = "accuse ambush arrest assassinate assault attack ban betray blackmail blame block bomb boycott \
    bully censure charge cheat condemn contradict convict criticise criticize curse deceive \
    denounce deport discredit dismiss evict exclude expel extort fine harass humiliate imprison indict \
    insult intimidate invade jail kidnap kill mislead mock murder obstruct oppose ostracise \
    ostracize oust persecute poison prosecute punish rebuke reject ridicule rob sabotage sack \
    reprimand scold shoot slam slander smear snub sue terrorise terrorize threaten torture undermine \
    veto vilify";

/// Verbs for somebody.
pub(super) const FOR: &str = "aid apologise apologize applaud assist back befriend clear commend congratulate \
    decorate defend donate encourage endorse finance forgive free fund hail help honor \
    honour laud liberate nurse pardon praise promote protect rescue reward safeguard save shelter shield \
    sponsor support thank welcome";

/// Behind one of these, nothing can be told, nor behind a word by which it is not so.
const UNDONE: [&str; 11] = [
    "no", "nobody", "without", "refused", "refuses", "declined", "declines", "failed", "fails",
    "stopped", "denied",
];

/// How an action seems to bear on its target, by its verb: the first word that is
/// telling counts. Neutral where none is, or it is said not to be so.
///
/// It is a guess by a short list, to be shown as one.
#[must_use]
pub fn guess_stance(verb: &str) -> StanceBand {
    for word in words(verb) {
        if word.is_in(&NOT) || word.is_in(&UNDONE) {
            break;
        }
        let Some(verb) = form_of(&word.folded) else {
            continue;
        };
        let among = |list: &str| list.split_whitespace().any(|base| base == verb.base);
        if among(AGAINST) {
            return StanceBand::Hostile;
        }
        if among(FOR) {
            return StanceBand::Supportive;
        }
    }
    StanceBand::Neutral
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
            ("pardoned", Supportive),
            ("shot at", Hostile),
            ("had forgiven", Supportive),
            ("praised", Supportive),
            ("backs", Supportive),
            ("endorsed", Supportive),
            ("apologised to", Supportive),
            ("helping", Supportive),
            ("did not support", Neutral),
            ("doesn’t back", Neutral),
            ("refused to help", Neutral),
            ("hardly supports", Neutral),
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
