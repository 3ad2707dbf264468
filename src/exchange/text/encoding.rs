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
        return Err(TextProblem::Binary);
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
