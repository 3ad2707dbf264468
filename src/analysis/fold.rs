//! Letters and names as they compare: without case and accents, so that "muller"
//! finds "Müller".

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
    // Accents that stand behind their letter (the Combining Diacritical Marks), and
    // marks that set a name apart that runs the other way.
    if (0x300..=0x36f).contains(&code) || (0x2066..=0x2069).contains(&code) {
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

/// The words of a text, without case and accents.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    fold(text).split_whitespace().map(str::to_owned).collect()
}

/// A name in lower case, its letters without accents, its words parted by one
/// space each: "  José  O'Neill-García " is "jose o neill garcia".
///
/// Accents fold in Latin script; letters of other scripts keep theirs.
#[must_use]
pub fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut add = |letter: char| {
        if letter.is_alphanumeric() {
            out.push(letter);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    for letter in name.chars() {
        match letter {
            'ə' | 'Ə' => add('e'),
            'ŧ' | 'Ŧ' => add('t'),
            'ŀ' | 'Ŀ' => add('l'),
            'ŉ' => add('n'),
            _ if is_folded(letter) => fold_letter(letter, &mut add),
            _ => letter.to_lowercase().for_each(&mut add),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether it is a letter of Latin script, or an accent behind its letter.
fn is_folded(letter: char) -> bool {
    matches!(letter, '\0'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

#[cfg(test)]
mod tests {
    use super::{fold, folded};

    #[test]
    fn case_accents_and_punctuation_fold() {
        for (name, plain) in [
            ("  José  O'Neill-García ", "jose o neill garcia"),
            ("Łódź", "lodz"),
            ("Jose\u{301}", "jose"),
            ("STRAẞE", "strasse"),
            ("İstanbul", "istanbul"),
            ("Nguyễn Văn Thiệu", "nguyen van thieu"),
            ("Иран", "иран"),
            ("…", ""),
        ] {
            assert_eq!(folded(name), plain, "{name}");
        }
    }

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
}
