//! Numbers as SVG wants them: short, never with an exponent.

/// A number with at most `decimals` decimals, without trailing zeros and
/// without a minus before zero. The number is finite.
pub(super) fn short(value: f64, decimals: usize) -> String {
    let mut text = format!("{value:.decimals$}");
    if text.contains('.') {
        let end = text.trim_end_matches('0').trim_end_matches('.').len();
        text.truncate(end);
    }
    if text == "-0" {
        text.remove(0);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn numbers_are_short() {
        for (value, decimals, expected) in [
            (0.0, 2, "0"),
            (-0.0, 2, "0"),
            (-0.001, 2, "0"),
            (1.0, 2, "1"),
            (100.0, 0, "100"),
            (1.005_1, 2, "1.01"),
            (-12.50, 2, "-12.5"),
            (0.1 + 0.2, 3, "0.3"),
            (1e-9, 3, "0"),
            (1e21, 2, "1000000000000000000000"),
        ] {
            assert_eq!(short(value, decimals), expected, "{value}");
        }
    }
}
