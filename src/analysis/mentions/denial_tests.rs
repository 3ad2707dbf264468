//! Tests of what is read of a passage that says that something is not so.

use super::suggest_tests::told;

#[test]
fn a_denial_is_read_as_the_deed_that_is_denied() {
    for (text, expected) in [
        // Who denies it does it, where she, he or it does, or nobody is named.
        (
            "Ines Quist denies that she met Rell.",
            "quist [meets] rell () quist: Denied",
        ),
        (
            "Quist denied paying Rell.",
            "quist [pays] rell () quist: Denied",
        ),
        (
            "Anna Kohl denies that she met Ruth Berg.",
            "+Anna Kohl [meets] +Ruth Berg () +Anna Kohl: Denied",
        ),
        (
            "Hale denied paying Brandt.",
            "+Hale [pays] +Brandt () +Hale: Denied",
        ),
        (
            "Quist has repeatedly denied ever having paid Rell in 2020.",
            "quist [pays] rell (2020) quist: Denied",
        ),
        (
            "Quist denies she met Rell.",
            "quist [meets] rell () quist: Denied",
        ),
        (
            "The Harbour Board denies it has paid the Courier.",
            "board [pays] courier () board: Denied",
        ),
        (
            "Clear Water rejected the claim that it paid Rell.",
            "+Clear Water [pays] rell () +Clear Water: Disputed",
        ),
        (
            "Rell, a ferry captain, denied that he ever met Quist.",
            "rell [meets] quist () rell: Denied",
        ),
        (
            "Quist denied in court that she had paid Rell.",
            "quist [pays] rell () quist: Denied",
        ),
        // A line that ends parts nothing.
        (
            "Ines Quist denied\nthat she met Rell.",
            "quist [meets] rell () quist: Denied",
        ),
        (
            "Quist and the Harbour Board deny that they met Rell.",
            "quist [meets] rell () quist: Denied",
        ),
        ("In Oslo, Quist denied this.", "quist [] - () quist: Denied"),
        // It is turned round as usual.
        (
            "Quist denied that she was paid by Rell.",
            "rell [pays] quist () quist: Denied",
        ),
        // Somebody else does it; to whoever denies it, where none is named.
        (
            "Quist denied that Rell had paid the Harbour Board.",
            "rell [pays] board () quist: Denied",
        ),
        (
            "Quist denied that Rell had paid her anything.",
            "rell [pays] quist () quist: Denied",
        ),
        (
            "Quist denied that Rell had sold her boat.",
            "rell [sells] - () quist: Denied",
        ),
        (
            "Quist disputes that Rell sued the Board of Trade.",
            "rell [sues] +Board of Trade () quist: Disputed",
        ),
        // Whoever denies it has no name, or stands before.
        (
            "The ministry disputed that Quist met Rell.",
            "quist [meets] rell () “the ministry”: Disputed",
        ),
        (
            "Quist’s lawyer denied that she met Rell.",
            "quist [meets] rell () “Quist’s lawyer”: Denied",
        ),
        (
            "The family flatly denied that Quist met Rell.",
            "quist [meets] rell () “the family”: Denied",
        ),
        (
            "Rell, who was ill, denied paying Quist.",
            "rell [pays] quist () rell: Denied",
        ),
        (
            "She denied that Quist met Rell.",
            "quist [meets] rell () -: Denied",
        ),
        // Not what was done, or not to whom.
        (
            "Nordhaven denies this.",
            "+Nordhaven [] - () +Nordhaven: Denied",
        ),
        ("Peña denies it.", "+Peña [] - () +Peña: Denied"),
        (
            "Quist denied that the pier was sold.",
            "- [] - () quist: Denied",
        ),
        ("Quist denied the charges.", "quist [] - () quist: Denied"),
        (
            "Quist denied any payment to Rell.",
            "quist [] rell () quist: Denied",
        ),
        (
            "Quist rejected Rell’s allegations.",
            "quist [] - () quist: Disputed",
        ),
        // Told by somebody else again, it is denied all the same.
        (
            "According to the Courier, Quist denied paying Rell.",
            "quist [pays] rell () quist: Denied",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_denial_is_none() {
    for (text, expected) in [
        (
            "Quist denied Rell entry.",
            "quist [denies] rell () -: Reported",
        ),
        (
            "The Harbour Board dismissed Quist.",
            "board [dismisses] quist () -: Reported",
        ),
        (
            "Quist rejected the plan that Rell made.",
            "quist [rejects] - () -: Reported",
        ),
        (
            "Quist denied Rell a statement.",
            "quist [denies] rell () -: Reported",
        ),
        (
            "The Harbour Board denied planning permission to Quist.",
            "board [denies planning permission to] quist () -: Reported",
        ),
        (
            "The Harbour Board denied this visa of Quist.",
            "board [denies visa of] quist () -: Reported",
        ),
        (
            "Quist did not deny paying Rell.",
            "quist [] rell () -: Reported",
        ),
        (
            "Quist was denied anything by Rell.",
            "rell [denies] quist () -: Reported",
        ),
        // It is said by the way: what is told is something else.
        (
            "Quist sued Rell after Rell denied paying Lind.",
            "quist [sues] rell () -: Reported",
        ),
        (
            "After Quist denied this, Rell sued her.",
            "rell [sues] quist () -: Reported",
        ),
        // It is told before, and then denied: it is still what was said.
        (
            "Quist sued Rell. Rell denies this.",
            "quist [sues] rell () -: Reported",
        ),
        (
            "Quist accused Rell, but Rell denies it.",
            "quist [accuses] rell () -: Reported",
        ),
        (
            "Rell, who denies that he met Lind, sued Quist.",
            "rell [sues] quist () -: Reported",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}
