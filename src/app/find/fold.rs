//! Letters without case and accents, so that "muller" finds "Müller".

use std::ops::Range;
use std::sync::LazyLock;

/// Pieces of the tables of letters: the first code point, and for each from there
/// on its letter without case and accents; `·` where there is none.
const PIECES: [(u32, &str); 5] = [
    (
        0xc0,
        "\
         aaaaaaæceeeeiiiiðnooooo·øuuuuyþßaaaaaaæceeeeiiiiðnooooo·øuuuuyþy\
         aaaaaaccccccccddđđeeeeeeeeeegggggggghhħħiiiiiiiiiıĳĳjjkkĸllllllŀ\
         ŀłłnnnnnnŉŋŋooooooœœrrrrrrssssssssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſ\
         ƀɓƃƃƅƅɔƈƈɖɗƌƌƍǝəɛƒƒɠɣƕɩɨƙƙƚƛɯɲƞɵooƣƣƥƥʀƨƨʃƪƫƭƭʈuuʊʋƴƴƶƶʒƹƹƺƻƽƽƾƿ\
         ǀǁǂǃǆǆǆǉǉǉǌǌǌaaiioouuuuuuuuuuǝaaaaææǥǥggkkooooʒʒjǳǳǳggƕƿnnaaææøø\
         aaaaeeeeiiiioooorrrruuuussttȝȝhhƞȡȣȣȥȥaaeeooooooooyyȴȵȶȷȸȹⱥȼȼƚⱦȿ\
         ɀɂɂƀʉʌɇɇɉɉɋɋɍɍɏɏ",
    ),
    (
        0x386,
        "\
         α·εηι·ο·υωιαβγδεζηθικλμνξοπρ·στυφχψωιυαεηιυαβγδεζηθικλμνξοπρςστυ\
         φχψωιυουωϗ",
    ),
    (
        0x400,
        "\
         ееђгєѕііјљњћкиуџабвгдежзииклмнопрстуфхцчшщъыьэюяабвгдежзииклмноп\
         рстуфхцчшщъыьэюяееђгєѕііјљњћкиуџѡѡѣѣѥѥѧѧѩѩѫѫѭѭѯѯѱѱѳѳѵѵѵѵѹѹѻѻѽѽѿѿ\
         ҁҁ········ҋҋҍҍҏҏґґғғҕҕҗҗҙҙққҝҝҟҟҡҡңңҥҥҧҧҩҩҫҫҭҭүүұұҳҳҵҵҷҷҹҹһһҽҽҿҿ\
         ӏжжӄӄӆӆӈӈӊӊӌӌӎӎӏааааӕӕееәәәәжжззӡӡииииооөөөөээууууууччӷӷыыӻӻӽӽӿӿ",
    ),
    (
        0x1e00,
        "\
         aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
         mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
         wwwwwwwwwwxxxxyyzzzzzzhtwyẚſẜẝßẟaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
         eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyỻỻỽỽỿỿ",
    ),
    (
        0x1f00,
        "\
         ααααααααααααααααεεεεεε··εεεεεε··ηηηηηηηηηηηηηηηηιιιιιιιιιιιιιιιι\
         οοοοοο··οοοοοο··υυυυυυυυ·υ·υ·υ·υωωωωωωωωωωωωωωωωααεεηηιιοουυωω··\
         ααααααααααααααααηηηηηηηηηηηηηηηηωωωωωωωωωωωωωωωωααααα·ααααααα·ι·\
         ··ηηη·ηηεεηηη···ιιιι··ιιιιιι····υυυυρρυυυυυυρ·····ωωω·ωωοοωωω···",
    ),
];

/// The same, each piece to be looked up by number.
static TABLES: LazyLock<Vec<(u32, Vec<char>)>> = LazyLock::new(|| {
    let tables = PIECES.iter();
    tables
        .map(|(first, all)| (*first, all.chars().collect()))
        .collect()
});

/// Gives what a letter is without case and accents: one letter, two for a
/// ligature, none for an accent that stands alone.
#[inline]
pub fn fold_letter(c: char, mut give: impl FnMut(char)) {
    if c.is_ascii() {
        return give(c.to_ascii_lowercase());
    }
    let apart = match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'þ' | 'Þ' => "th",
        'ς' => "σ",
        '’' | '‘' | 'ʼ' => "'",
        '“' | '”' | '„' => "\"",
        '–' | '—' | '‑' => "-",
        '\u{a0}' | '\u{2009}' | '\u{202f}' => " ",
        _ => "",
    };
    if !apart.is_empty() {
        return apart.chars().for_each(give);
    }
    let code = u32::from(c);
    // Accents that stand behind their letter (the Combining Diacritical Marks).
    if (0x300..=0x36f).contains(&code) {
        return;
    }
    let tabled = TABLES.iter().find_map(|(first, all)| {
        let at = usize::try_from(code.checked_sub(*first)?).ok()?;
        all.get(at).copied().filter(|&letter| letter != '·')
    });
    match tabled {
        Some(letter) => give(letter),
        None => c.to_lowercase().for_each(give),
    }
}

/// Adds a text without case and accents to another, as one line.
pub fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        let c = if c.is_whitespace() { ' ' } else { c };
        fold_letter(c, |c| out.push(c));
    }
}

/// A text without case and accents, as one line.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Where some words, already without case and accents, stand in a text: parts of
/// it in bytes, in order, none within another.
#[must_use]
pub fn spans(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let mut folded = String::with_capacity(text.len());
    // For each byte of the folded text, the part of the text it comes from.
    let mut from: Vec<Range<usize>> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let whole = at..at + c.len_utf8();
        let c = if c.is_whitespace() { ' ' } else { c };
        fold_letter(c, |c| folded.push(c));
        from.resize(folded.len(), whole);
    }
    let mut found: Vec<Range<usize>> = words
        .iter()
        .filter(|w| !w.is_empty())
        .flat_map(|w| folded.match_indices(w.as_str()))
        .map(|(at, w)| from[at].start..from[at + w.len() - 1].end)
        .collect();
    found.sort_unstable_by_key(|r| (r.start, r.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for span in found {
        match apart.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_make_no_difference() {
        for (text, plain) in [
            ("Müller", "muller"),
            ("M\u{fc}ller", "muller"),
            ("Mu\u{308}ller", "muller"),
            ("Łukasz Żółć", "lukasz zolc"),
            ("Nguyễn", "nguyen"),
            ("Straße", "strasse"),
            ("ÆRØ", "aero"),
            ("Ёлкин", "елкин"),
            ("Ἀθῆναι", "αθηναι"),
            ("İstanbul", "istanbul"),
            ("two\nlines", "two lines"),
            ("it’s “so”", "it's \"so\""),
            ("東京 محمد", "東京 محمد"),
        ] {
            assert_eq!(fold(text), plain);
        }
    }

    #[test]
    fn spans_are_parts_of_the_text_itself() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let text = "Die Straße nach Łódź";
        let found = |w: &str| -> Vec<&str> {
            let spans = spans(text, &words(w));
            spans.into_iter().map(|r| &text[r]).collect()
        };
        assert_eq!(found("lodz"), ["Łódź"]);
        assert_eq!(found("asse"), ["aße"]);
        // Half of a letter that is written as two is that letter.
        assert_eq!(found("tras"), ["traß"]);
        // What overlaps is one.
        assert_eq!(found("stra tras"), ["Straß"]);
        assert_eq!(found("n"), ["n"]);
        assert_eq!(found("x"), [""; 0]);
    }
}
