use super::*;

#[test]
fn lines_end_alike_and_nothing_unseen_is_left() {
    let read = |bytes: &[u8]| read_foreign(bytes, Path::new("a.txt")).map(|f| f.text);
    let text = read("\u{FEFF}One \r\ntwo\rthree\u{7}\n\n\n four\t4  \n\n".as_bytes());
    assert_eq!(text.as_deref(), Ok("One\ntwo\nthree\n\n\n four\t4\n"));
    assert_eq!(read(b" \n--\n"), Err(TextProblem::Empty));
    assert_eq!(
        read("a\u{b}b\u{c}c\u{85}d\u{2028}e".as_bytes()).as_deref(),
        Ok("a\nb\nc\nd\ne\n")
    );
    let long = "word ".repeat(1_000_001);
    assert_eq!(read(long.as_bytes()), Err(TextProblem::TooLarge));
}

#[test]
fn what_is_pasted_is_taken_for_what_it_looks_like() {
    let read = |text: &str| read_pasted(text).expect("words");
    assert!(!read("Just words.").markdown);
    let marked = read("# A title\n\nWords.");
    assert!(marked.markdown);
    assert_eq!(marked.title, "A title");
    let page = read(" <!DOCTYPE html><title>T</title><p>Words.</p>");
    assert_eq!((page.title.as_str(), page.text.as_str()), ("T", "Words.\n"));
    assert_eq!(read_pasted(" "), Err(TextProblem::Empty));
}

#[test]
fn all_scripts_come_through() {
    for text in [
        "שלום עולם.\n",
        "مرحبا بالعالم.\n",
        "他说：“我走了。”\n",
        "e\u{301}\u{200d}\n",
    ] {
        assert_eq!(read_pasted(text).expect("words").text, text);
    }
}

/// Each sort of file that may be dropped: it is read, with a notice or without;
/// or what is wrong with it is told, and what to do.
#[test]
fn every_file_is_read_or_told_about() {
    let utf_16 = |text: &str, big: bool| -> Vec<u8> {
        let units = text.encode_utf16();
        let bytes = units.map(|u| {
            if big {
                u.to_be_bytes()
            } else {
                u.to_le_bytes()
            }
        });
        bytes.flatten().collect()
    };
    let with = |mark: &[u8], rest: Vec<u8>| [mark, &rest].concat();
    let words = "Two words.\r\nДва слова.";
    let read = "Two words.\nДва слова.\n";
    for (bytes, text, notice) in [
        (utf_16(words, false), read, "UTF-16LE"),
        (utf_16(words, true), read, "UTF-16BE"),
        (with(b"\xff\xfe", utf_16(words, false)), read, ""),
        (with(b"\xfe\xff", utf_16(words, true)), read, ""),
        (with(b"\xef\xbb\xbf", words.into()), read, ""),
        (
            b"one\r\ntwo\rthree\n\rfour\n".to_vec(),
            "one\ntwo\nthree\n\nfour\n",
            "",
        ),
        (
            b"caf\xe9 au lait".to_vec(),
            "café au lait\n",
            "windows-1252",
        ),
    ] {
        let foreign = read_foreign(&bytes, Path::new("a.txt")).expect("a text");
        assert_eq!(foreign.text, text);
        let notices = foreign.notices.join("; ");
        assert!(notices.contains(notice), "{text}: {notices}");
        assert_eq!(notice.is_empty(), notices.is_empty(), "{text}: {notices}");
    }
    let just = "word ".repeat(1_000_000).trim_end().to_owned() + "s";
    let fits = read_foreign(just.as_bytes(), Path::new("a.txt")).expect("just 5 MB");
    assert_eq!(fits.text.len() as u64, MAX_TEXT_BYTES);
    let zip = |with: &[u8]| [b"PK\x03\x04".as_slice(), &[0; 26], with].concat();
    for (name, bytes, told) in [
        ("a.txt", Vec::new(), "no words"),
        ("a.md", b" \t\r\n\x0c".to_vec(), "no words"),
        (
            "a.txt",
            (just.clone() + "s").into_bytes(),
            "larger than 5000000 bytes: cut it",
        ),
        (
            "a.txt",
            b"one\0two".to_vec(),
            "zero bytes in it. Save it as",
        ),
        ("a.txt", b"one\0two\0\0 three".to_vec(), "zero bytes"),
        (
            "a.rtf",
            b"{\\rtf1 Words}".to_vec(),
            "seems to be rich text (RTF): save it as .txt",
        ),
        ("a.txt", b"{\\rtf1 Words}".to_vec(), "rich text"),
        (
            "a.docx",
            zip(b"[Content_Types].xml word/document.xml"),
            "a Word document (.docx)",
        ),
        (
            "a.odt",
            zip(b"mimetypeapplication/vnd.oasis.opendocument.text"),
            "OpenDocument",
        ),
        ("a.epub", zip(b"mimetypeapplication/epub+zip"), "an e-book"),
        ("a.zip", zip(b"a.txt"), "packed"),
        (
            "a.doc",
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0".to_vec(),
            "old Office",
        ),
        (
            "a.png",
            b"\x89PNG\r\n\x1a\n".to_vec(),
            "a picture: recognise",
        ),
        ("a.txt", b"\xFF\xD8\xFF\xE0\0".to_vec(), "a picture"),
        ("a.mp3", b"ID3\x03\0".to_vec(), "sound or film"),
        ("a.exe", b"MZ\x90\0".to_vec(), "a program"),
        (
            "a.txt",
            b"%PDF-1.7 so".to_vec(),
            "a PDF that is not called .pdf",
        ),
        (
            "a.pdf",
            b"Words".to_vec(),
            "the PDF cannot be read: it does not begin as one does. Its",
        ),
    ] {
        let why = read_foreign(&bytes, Path::new(name))
            .expect_err(name)
            .to_string();
        assert!(why.contains(told), "{name}: {why}");
    }
    // A page of rich text may be pasted, a program that begins as one may be a text.
    assert!(read_pasted("MZ is an abbreviation.").is_ok());
}

#[test]
fn a_text_without_a_title_is_called_by_its_first_sentence_or_its_file() {
    let called = |text: &str| {
        let foreign = read_foreign(text.as_bytes(), Path::new("/a/the_long-strike.txt"));
        foreign.expect("words").title
    };
    assert_eq!(called("The board met. Nobody spoke."), "The board met");
    assert_eq!(called(&"on and on ".repeat(30)), "the long strike");
    let page = |title: &str| read_pasted(&format!("<html><title>{title}</title>Words"));
    let title = page(&"very ".repeat(100)).expect("words").title;
    assert!(title.chars().count() <= 201, "{title}");
    assert_eq!(page("").expect("words").title, "Words");
}
