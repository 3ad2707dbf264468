use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::*;

/// A PDF of these objects, numbered from 1; the first is the catalog.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        starts.push(pdf.len());
        pdf.extend(format!("{} 0 obj\n", n + 1).bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let xref = pdf.len();
    let count = objects.len() + 1;
    pdf.extend(format!("xref\n0 {count}\n0000000000 65535 f \n").bytes());
    for start in starts {
        pdf.extend(format!("{start:010} 00000 n \n").bytes());
    }
    let trailer = format!("trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n");
    pdf.extend(trailer.bytes());
    pdf
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let mut out = format!("<< /Length {length} {dictionary} >>\nstream\n").into_bytes();
    out.extend(content);
    out.extend(b"\nendstream");
    out
}

fn form(content: &str) -> Vec<u8> {
    stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 9 9]",
        content.as_bytes(),
    )
}

const WORDS: &str = "BT /F1 12 Tf 20 200 Td (The harbour board met.) Tj ET";

/// A PDF of one page: what is drawn on it, what it draws with besides the font,
/// and further objects, numbered from 6.
fn drawing(content: &str, resources: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    with_font(font, content, resources, more)
}

fn with_font(font: &str, content: &str, resources: &str, more: Vec<Vec<u8>>) -> Vec<u8> {
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R \
             /Resources << /Font << /F1 5 0 R >> {resources} >> >>"
        )
        .into_bytes(),
        stream("", content.as_bytes()),
        font.as_bytes().to_vec(),
    ];
    objects.extend(more);
    pdf(&objects)
}

fn page(content: &str) -> Vec<u8> {
    drawing(content, "", Vec::new())
}

/// Why a PDF is refused.
fn refused(pdf: &[u8]) -> String {
    match read(pdf) {
        Err(TextProblem::Pdf(why)) => why,
        other => panic!("{other:?}"),
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).expect("packed");
    packer.finish().expect("packed")
}

#[test]
fn words_on_the_next_line_are_read_however_that_is_written() {
    let lines = "BT /F1 12 Tf 14 TL 20 250 Td (The board met.) Tj (Nobody \\'spoke\\'.) ' \
                 0 0 (It (all) ended.) \" [(The) -250 (doors closed.)] TJ ET";
    let expected = "The board met. Nobody 'spoke'. It (all) ended.";
    let read = |pdf: &[u8]| super::read(pdf).expect("a text layer").text;
    let text = read(&page(lines));
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("doors closed."), "{text}");
    let inside = drawing("/A Do", "/XObject << /A 6 0 R >>", vec![form(lines)]);
    assert!(read(&inside).starts_with(expected));
}

#[test]
fn words_of_a_page_are_read() {
    let foreign = read(&page(WORDS)).expect("a text layer");
    assert_eq!(foreign.text, "The harbour board met.");
    assert_eq!(foreign.notices.len(), 1);
    let inside = drawing("/A Do", "/XObject << /A 6 0 R >>", vec![form(WORDS)]);
    assert_eq!(read(&inside).expect("a text layer").text, foreign.text);
}

#[test]
fn a_picture_of_a_page_has_no_words() {
    assert_eq!(read(&page("0 0 10 10 re f")), Err(TextProblem::NoTextLayer));
    assert!(matches!(
        read(b"%PDF-1.4\nnothing"),
        Err(TextProblem::Pdf(_))
    ));
    assert!(matches!(read(b"hello"), Err(TextProblem::Pdf(_))));
}

#[test]
fn the_bytes_of_an_image_are_no_text() {
    let image = "/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 \
                 /ColorSpace /DeviceGray";
    for bytes in ["cm Tf Td", "BT /F1 12 Tf 9 9 Td (No.) Tj ET"] {
        let drawn = format!("{WORDS} /A Do");
        let images = vec![stream(image, bytes.as_bytes())];
        let foreign = read(&drawing(&drawn, "/XObject << /A 6 0 R >>", images));
        assert_eq!(foreign.expect("words").text, "The harbour board met.");
    }
}

#[test]
fn profiles_and_functions_of_colours_take_no_room() {
    let much = packed(&vec![0; 20_000_000]);
    let profile = stream("/N 3 /Filter /FlateDecode", &much);
    let function = stream(
        "/FunctionType 0 /Domain [0 1] /Range [0 1] /Size [2] /BitsPerSample 8 \
         /Filter /FlateDecode",
        &much,
    );
    let spaces = "/ColorSpace << /A [/ICCBased 6 0 R] \
                  /B [/Separation /X [/ICCBased 6 0 R] 7 0 R] >>";
    // Each state that is set aside holds a copy.
    let content = format!("/A cs /B CS {}{WORDS}", "q ".repeat(10_000));
    let pdf = drawing(&content, spaces, vec![profile, function]);
    let doc = guard::load(&pdf).expect("harmless");
    for n in [6, 7] {
        let stream = doc
            .get_object((n, 0))
            .and_then(pdf_extract::Object::as_stream);
        assert_eq!(stream.expect("there").content, b"");
    }
    assert_eq!(read(&pdf).expect("words").text, "The harbour board met.");
}

#[test]
fn a_drawing_that_draws_itself_is_refused() {
    let own = drawing("/A Do", "/XObject << /A 6 0 R >>", vec![form("/A Do")]);
    assert!(refused(&own).contains("within itself"));
    let circle = drawing(
        "/A Do",
        "/XObject << /A 6 0 R /B 7 0 R /C 8 0 R >>",
        vec![form("/B Do"), form("/C Do"), form("/A Do")],
    );
    assert!(refused(&circle).contains("within itself"));
}

#[test]
fn drawings_in_drawings_are_followed_so_far() {
    let deep = |count: usize| {
        let names: Vec<String> = (0..count).map(|n| format!("/A{n} {} 0 R", n + 6)).collect();
        let inner = |n: usize| match n + 1 == count {
            true => form(WORDS),
            false => form(&format!("/A{} Do", n + 1)),
        };
        let named = format!("/XObject << {} >>", names.join(" "));
        drawing("/A0 Do", &named, (0..count).map(inner).collect())
    };
    let fine = read(&deep(40)).expect("words");
    assert_eq!(fine.text, "The harbour board met.");
    assert!(refused(&deep(400)).contains("deep in one another"));
    // Found from its end: each of them alone is not deep.
    let names: Vec<String> = (0..400).map(|n| format!("/A{n} {} 0 R", n + 6)).collect();
    let all: Vec<String> = (0..400).rev().map(|n| format!("/A{n} Do")).collect();
    let inner = |n: usize| form(&format!("/A{} Do", n + 1));
    let from_its_end = drawing(
        &all.join(" "),
        &format!("/XObject << {} >>", names.join(" ")),
        (0..400).map(inner).collect(),
    );
    assert!(refused(&from_its_end).contains("deep in one another"));
}

#[test]
fn drawings_that_multiply_are_refused() {
    let names: Vec<String> = (0..30).map(|n| format!("/A{n} {} 0 R", n + 6)).collect();
    let twice = |n: usize| form(&format!("/A{} Do /A{} Do", n + 1, n + 1));
    let laughs = drawing(
        "/A0 Do",
        &format!("/XObject << {} >>", names.join(" ")),
        (0..30).map(twice).collect(),
    );
    assert!(refused(&laughs).contains("packed into it"));
    let often = "4 0 R ".repeat(40);
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [{often}] >>")
            .into_bytes(),
        stream("/Filter /FlateDecode", &packed(&vec![b' '; 1_000_000])),
    ];
    assert!(refused(&pdf(&objects)).contains("packed into it"));
    objects[2] = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>".to_vec();
    assert_eq!(read(&pdf(&objects)), Err(TextProblem::NoTextLayer));
}

#[test]
fn a_little_that_unpacks_to_very_much_is_refused() {
    let much = packed(&vec![b' '; 40_000_000]);
    let streams = [
        stream("/Filter /FlateDecode", &much),
        stream("/Filter [/FlateDecode /FlateDecode]", &packed(&much)),
        stream("/Type /ObjStm /N 1 /First 9 /Filter /FlateDecode", &much),
        stream("/Type /XRef /W [1 2 1] /Filter /FlateDecode", &much),
        stream(
            "/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 9000000000 >>",
            &packed(b"word"),
        ),
    ];
    for (n, stream) in streams.into_iter().enumerate() {
        let bomb = drawing(WORDS, "", vec![stream]);
        assert!(refused(&bomb).contains("packed into it"), "{n}");
    }
}

#[test]
fn what_is_above_a_page_may_not_be_the_page() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 3 0 R >>",
        "<< /Type /Page /Parent 2 0 R >>",
    ];
    let objects = objects.map(|o| o.as_bytes().to_vec());
    assert!(refused(&pdf(&objects)).contains("circle"));
    let objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Kids [] >>"];
    let objects = objects.map(|o| o.as_bytes().to_vec());
    assert!(refused(&pdf(&objects)).contains("no pages"));
    let kids = "3 0 R ".repeat(5_001);
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count 5001 >>").into_bytes(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>".to_vec(),
    ];
    // A page may be named as often as there are objects.
    objects.extend((0..5_001).map(|_| b"null".to_vec()));
    assert!(refused(&pdf(&objects)).contains("cut it into parts"));
}

#[test]
fn fonts_whose_programs_would_not_end_are_refused() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>";
    let with = |map: &str| with_font(font, WORDS, "", vec![stream("", map.as_bytes())]);
    assert!(refused(&with(&"[".repeat(100_000))).contains("packed into it"));
    let ranges = "1 beginbfrange <00> <FFFFFFFF> <0020> endbfrange";
    assert!(refused(&with(ranges)).contains("packed into it"));
}

#[test]
fn a_page_that_cannot_be_read_is_told_and_the_others_are_read() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";
    let one = |content: usize| {
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents {content} 0 R \
             /Resources << /Font << /F1 7 0 R >> >> >>"
        )
        .into_bytes()
    };
    let pages = pdf(&[
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>".to_vec(),
        one(5),
        one(6),
        stream("", b"BT /None 12 Tf (lost) Tj ET"),
        stream("", WORDS.as_bytes()),
        font.as_bytes().to_vec(),
    ]);
    let foreign = read(&pages).expect("the second page");
    assert_eq!(foreign.text.trim(), "The harbour board met.");
    let told = "Page 1 could not be read to its end";
    assert_eq!(foreign.notices[1..], [told.to_owned()]);
    let only = refused(&page("BT /None 12 Tf (lost) Tj ET"));
    assert!(only.contains("none of its pages"), "{only}");
    assert_eq!(
        told_of(12),
        "Pages 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more could not be read to their ends"
    );
}

fn told_of(pages: u32) -> String {
    told(&(1..=pages).collect::<Vec<_>>()).unwrap_or_default()
}

#[test]
fn lines_become_paragraphs() {
    let text = "The har-\nbour board\nmet.\n\n\nEast \u{AD}\nwind";
    assert_eq!(paragraphs(text), "The harbour board met.\n\nEast wind");
    for (lines, joined) in [
        ("North-\nEast", "North-East"),
        ("COVID-\n19", "COVID-19"),
        ("U.S.-\nbacked", "U.S.-backed"),
        ("an A-\nlevel", "an A-level"),
        ("so -\nhe said", "so - he said"),
        ("pre-\nand post-war", "pre- and post-war"),
        ("so-\n(called)", "so- (called)"),
    ] {
        assert_eq!(paragraphs(lines), joined);
    }
}

#[test]
fn ligatures_become_the_letters_that_they_are_made_of() {
    let page = "It was con\u{FB01}rmed: o\u{FB03}ces of the sta\u{FB00}\nba\u{FB04}e a re\u{FB02}ex; \u{FB05}ill \u{FB06}one";
    let expected = "It was confirmed: offices of the staff baffle a reflex; still stone";
    assert_eq!(paragraphs(page), expected);
    // The letters after them are letters of their own, as those before.
    assert_eq!(paragraphs("\u{FB07} \u{FAFF}"), "\u{FB07} \u{FAFF}");
}
