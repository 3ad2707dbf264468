//! Words in quotation marks.

/// Some words in quotation marks. Those that stand within become single ones, as
/// print has it: words that begin with a quotation mark would begin with two alike.
/// The words themselves stay what they are wherever they are kept.
#[must_use]
pub fn quoted(words: &str) -> String {
    let mut told = String::with_capacity(words.len() + 6);
    told.push('“');
    let mut before = None;
    for c in words.chars() {
        told.push(match c {
            '“' => '‘',
            '”' => '’',
            '„' => '‚',
            '‟' => '‛',
            '"' if opens(before) => '‘',
            '"' => '’',
            c => c,
        });
        before = Some(c);
    }
    told.push('”');
    told
}

/// Whether a straight mark behind that letter opens a quotation.
fn opens(before: Option<char>) -> bool {
    before
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '‘' | '\''))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_within_marks_are_single_ones() {
        for (words, told) in [
            ("the mayor knew", "“the mayor knew”"),
            ("“The mayor knew…", "“‘The mayor knew…”"),
            ("he came “at last”.", "“he came ‘at last’.”"),
            ("\"So\" she said (\"no\")", "“‘So’ she said (‘no’)”"),
            ("„Nein“, sagte er", "“‚Nein‘, sagte er”"),
            // Other marks are no doubles, and an apostrophe is none.
            ("«non», the mayor’s", "“«non», the mayor’s”"),
            ("", "“”"),
        ] {
            assert_eq!(quoted(words), told);
        }
    }
}
