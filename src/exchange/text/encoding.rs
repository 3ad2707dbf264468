//! Letters from bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

use super::TextProblem;

/// Decodes bytes by their byte order mark, as UTF-8 if they are, as they say
/// themselves (`declared`), or else as is likeliest (chardetng, as browsers do).
/// With a notice where it was not plain what they are.
pub(super) fn decode(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Result<(String, Option<String>), TextProblem> {
    if let Some((encoding, marked)) = Encoding::for_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[marked..]);
        let notice = bad.then(|| replaced(encoding));
        return Ok((text.into_owned(), notice));
    }
    if bytes.contains(&0) {
        return wide(bytes).ok_or(TextProblem::Binary);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), None));
    }
    let (encoding, guessed) = declared.map_or_else(
        || {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            (detector.guess(None, Utf8Detection::Allow), true)
        },
        |declared| (declared, false),
    );
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    let notice = if bad {
        Some(replaced(encoding))
    } else {
        guessed.then(|| {
            let name = encoding.name();
            format!("It is not UTF-8 and was read as {name}: see whether its accents are right")
        })
    };
    Ok((text.into_owned(), notice))
}

/// Reads letters of two bytes each that no mark tells of: the zero bytes of a
/// text, which are those of its Latin letters and blanks, are all on one side.
fn wide(bytes: &[u8]) -> Option<(String, Option<String>)> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |side: usize| bytes.iter().skip(side).step_by(2).any(|b| *b == 0);
    let encoding = match (zeros(0), zeros(1)) {
        (false, true) => encoding_rs::UTF_16LE,
        (true, false) => encoding_rs::UTF_16BE,
        _ => return None,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let unseen = |c: char| c.is_control() && !c.is_whitespace();
    let odd = |c: char| unseen(c) || matches!(u32::from(c), 0xE000..=0xF8FF | 0xFFF0..=0xFFFF);
    let name = encoding.name();
    let notice = format!("It does not say how it is written, and was read as {name}");
    (!text.contains(odd)).then(|| (text.into_owned(), Some(notice)))
}

fn replaced(encoding: &'static Encoding) -> String {
    let name = encoding.name();
    format!("Some bytes of it are no {name}, and show as \u{FFFD}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_utf_8_is_read_with_a_notice() {
        assert_eq!(decode("é".as_bytes(), None), Ok(("é".to_owned(), None)));
        let latin = b"Le pr\xe9sident a d\xe9clar\xe9 que l'\xe9t\xe9 \xe9tait fini.";
        let (text, notice) = decode(latin, None).expect("a text");
        assert_eq!(text, "Le président a déclaré que l'été était fini.");
        assert!(notice.expect("told").contains("windows-1252"));
        let (text, notice) = decode(latin, Some(encoding_rs::WINDOWS_1252)).expect("a text");
        assert_eq!((text.chars().nth(5), notice), (Some('é'), None));
    }

    #[test]
    fn a_byte_order_mark_tells() {
        let little = b"\xff\xfeA\0\xe9\0";
        assert_eq!(decode(little, None), Ok(("Aé".to_owned(), None)));
        let (text, notice) = decode(b"\xef\xbb\xbfA\xff", None).expect("a text");
        assert_eq!(text, "A\u{FFFD}");
        assert!(notice.is_some());
        assert_eq!(decode(b"A\0B", None), Err(TextProblem::Binary));
    }
}
