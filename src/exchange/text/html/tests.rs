use super::*;
use crate::model::cutting::{Blocks, Kind, Marker};

#[test]
fn words_are_kept_and_everything_else_is_not() {
    let page = "<!DOCTYPE html><html><head><title> A &amp;\n B </title>\
        <meta name=author content='Ada Rell'><meta property='og:site_name' content=Courier>\
        <meta property=article:published_time content='2024-03-01T10:00:00Z'>\
        <link rel=canonical href='https://example.org/a'>\
        <script>document.write('<p>never</p>')</script><style>p{}</style></head>\
        <body><nav><a href=/>Home</a></nav><h1>The strike</h1>\
        <p>One <b>bold</b> word,<br>and a <a href='x'>link</a>.</p>\
        <script>if (1 < 2) { alert('</p>') }</script>\
        <ul><li>First<li><p>Second</p></ul><ol><li>One</li><li>Two</li></ol>\
        <blockquote><p>They said.</p><p>So.</p></blockquote>\
        <p>Caf&eacute;&nbsp;&#x4e16;<!-- no --></p><footer>About us</footer></body></html>";
    let foreign = read(page);
    assert_eq!(
        foreign.text,
        "# The strike\n\nOne bold word, and a link.\n\n- First\n\n- Second\n\n1. One\n\n\
         2. Two\n\n> They said.\n\n> So.\n\nCafé 世"
    );
    assert_eq!(foreign.title, "A & B");
    assert_eq!(foreign.author, "Ada Rell");
    assert_eq!(foreign.publisher, "Courier");
    assert_eq!(foreign.published, "2024-03-01T10:00:00Z");
    assert_eq!(foreign.url, "https://example.org/a");
}

#[test]
fn the_article_is_what_a_page_is_about() {
    let words = "These are words of the article. ".repeat(12);
    let page = format!("<div>Teaser</div><article><p>{words}</p></article><div>More</div>");
    assert_eq!(read(&page).text, words.trim());
    assert!(read(&page).notices.is_empty());
    let page = "<div>Teaser</div><article>Short</article>";
    assert_eq!(read(page).text, "Teaser\n\nShort");
    assert!(read(page).notices.is_empty());
    let main = format!("<nav>Home</nav><main><h1>The strike</h1><article>{words}</article></main>");
    assert_eq!(
        read(&main).text,
        format!("# The strike\n\n{}", words.trim())
    );
}

#[test]
fn teasers_are_not_taken_for_the_story() {
    let story = "These are words of the story. ".repeat(30);
    let teaser = "<article><h3>Another story</h3>Words that make one want to read it: it goes on \
                  for a while, says little, and ends.</article>"
        .repeat(3);
    let page = format!("<div><p>{story}</p></div>{teaser}");
    let foreign = read(&page);
    assert!(foreign.text.starts_with(story.trim()), "{}", foreign.text);
    assert!(foreign.text.contains("### Another story"));
    let posts = format!("<article>{story}</article>").repeat(3);
    let all = read(&posts);
    assert_eq!(all.text, [story.trim(); 3].join("\n\n"));
    assert!(
        all.notices[0].contains("all of its text"),
        "{:?}",
        all.notices
    );
}

#[test]
fn a_form_round_the_page_is_no_reason_to_skip_it() {
    let page = "<body><form action=x><input value=no><label>Search</label>\
        <select><option>No</select><textarea>No</textarea><button>No</button>\
        <p>The board met.</p></form></body>";
    assert_eq!(read(page).text, "Search\n\nThe board met.");
}

#[test]
fn what_is_never_closed_swallows_nothing() {
    for name in [
        "nav", "aside", "form", "button", "footer", "select", "object",
    ] {
        let page = format!("<{name}>Menu<p>The board met.</p><p>Nobody spoke.</p>");
        let text = read(&page).text;
        assert!(
            text.ends_with("The board met.\n\nNobody spoke."),
            "{name}: {text}"
        );
        let inside = format!("<div><{name}>Menu</div><p>The board met.</p><{name}>x</{name}>");
        let text = read(&inside).text;
        assert!(text.contains("The board met."), "{name}: {text}");
    }
    let text = read("<textarea>No<p>Words</p>").text;
    assert!(text.ends_with("Words"), "{text}");
    // What it stands in ends it: the menu is left out all the same.
    assert_eq!(read("<div><nav>Menu</div><p>Words").text, "Words");
    assert_eq!(
        read("<nav><div>Menu</div>So<main>Words</main>").text,
        "Words"
    );
    assert_eq!(read("<nav><ul><li>Menu</ul></nav>Words").text, "Words");
    for head in [
        "<head><title>T</title>",
        "<head><meta charset=utf-8>",
        "<title>T</title>",
    ] {
        assert_eq!(read(&format!("{head}<p>Words")).text, "Words", "{head}");
        assert_eq!(read(&format!("{head}Words")).text, "Words", "{head}");
    }
    let title = read("<head><title>The strike<body><p>Words");
    assert!(title.text.ends_with("Words"), "{}", title.text);
}

#[test]
fn what_is_for_programs_never_comes_through() {
    for name in [
        "script", "style", "noscript", "template", "iframe", "noembed", "noframes",
    ] {
        let bad = format!("<{name}>bad</{name}>");
        for page in [
            format!("<p>Words{bad}"),
            format!("<head>{bad}<p>Words"),
            format!("<nav>Menu{bad}<p>Words"),
            format!("<p>Words<button>{bad}<{name}>bad"),
            format!("<form>{bad}<p>Words</form><{name}>bad"),
            format!("<p>Words</p><{name}>bad<p>bad"),
            format!("<p>Words<{name}>bad<main>bad<p>bad</main>bad</{name}>"),
        ] {
            let text = read(&page).text;
            assert!(
                text.contains("Words") && !text.contains("bad"),
                "{page}: {text}"
            );
        }
    }
    let whole = "<p>Words<template><html><body>bad<main>bad</main></body></html></template>";
    assert_eq!(read(whole).text, "Words");
    assert_eq!(read("<head><noscript>No<body>Words").text, "Words");
    assert_eq!(
        read("<p>W<svg><style>bad</style><text>no</text></svg>ords").text,
        "Words"
    );
}

#[test]
fn words_that_look_like_marks_are_words() {
    let page = "<p># 3 on the list</p><p>- a dash</p><ul><li>1. one</ul>\
        <p>&nbsp;&nbsp;&nbsp;&nbsp;set in</p><p>&lt;b&gt;</p><h2># C #</h2>";
    assert_eq!(
        read(page).text,
        "\\# 3 on the list\n\n\\- a dash\n\n- 1\\. one\n\nset in\n\n\\<b>\n\n## \\# C \\#"
    );
}

#[test]
fn broken_pages_lose_no_words() {
    assert_eq!(
        read("<p>One<p>Two</div></ul>three").text,
        "One\n\nTwo\n\nthree"
    );
    assert_eq!(read("<head><title>T</title><body>Words").text, "Words");
    assert_eq!(read("a < b & c").text, "a < b & c");
    assert_eq!(read("<svg><title>no</title></svg>Words").title, "");
    assert_eq!(read("<p>Left<script>alert(1)").text, "Left");
    let deep = format!("{}deep", "<div>".repeat(100_000));
    assert_eq!(read(&deep).text, "deep");
}

#[test]
fn a_page_says_what_its_bytes_mean() {
    let named = |page: &[u8]| charset(page).map(Encoding::name);
    assert_eq!(named(b"<meta charset=\"iso-8859-2\">"), Some("ISO-8859-2"));
    let old = b"<meta http-equiv='Content-Type' content='text/html; charset=Shift_JIS'>";
    assert_eq!(named(old), Some("Shift_JIS"));
    assert_eq!(named(b"<p>charset"), None);
}

/// What is shown of a text, block by block.
fn shown(text: &str) -> Vec<(Kind, Marker, String)> {
    let blocks = Blocks::new(text, true);
    let all = blocks.all().iter();
    all.map(|b| {
        let said = blocks.runs(b).iter().map(|r| r.text(text)).collect();
        (b.kind, b.marker, said)
    })
    .collect()
}

#[test]
fn words_of_a_page_are_shown_as_they_are() {
    for words in [
        "# 3 on the list",
        "> 5 people",
        "- so it went",
        "* a note",
        "+",
        "12. Dezember",
        "1) first",
        "---",
        "* * *",
        "_ _ _",
        "~~~",
        "```",
        "[1]: a.html",
        "a <b> c",
        "<div",
        "so *very* **good** _so_",
        "see [a](b) and ![c](d) [e]",
        "&amp; &#8212; so",
        "a `b` ``c",
        "C:\\*",
        "a\\\\_b_",
        "5 * 3 * 2",
        "snake_case_name",
        "About C #",
    ] {
        let page = words.replace('&', "&amp;").replace('<', "&lt;");
        for (tag, block) in [
            ("p", (Kind::Text, Marker::None)),
            ("h2", (Kind::Heading(2), Marker::None)),
            ("li", (Kind::Text, Marker::Bullet)),
        ] {
            let page = format!("<html><p>Words.</p><{tag}>{page}</{tag}>");
            let read = crate::exchange::read_pasted(&page).expect("words");
            let told = shown(&read.text);
            let [_, (kind, marker, said)] = &told[..] else {
                panic!("{}: {told:?}", read.text);
            };
            assert_eq!((*kind, *marker), block, "{}", read.text);
            assert_eq!(said, words, "{}", read.text);
        }
    }
}

#[test]
fn what_the_page_does_not_show_is_no_text_of_it() {
    let text = |page: &str| read(page).text;
    for page in [
        "<p>The board met.</p><p hidden>Nobody reads this.</p><p>Nobody spoke.",
        "<p>The board met.<p hidden>Nobody reads <b>this.</b><p>Nobody spoke.",
        "<p>The board met.<div hidden=''><div>No<p>No</div><img>No<br>No</div><p>Nobody spoke.",
        "<p>The board met.<section hidden><script>x()</script><title>No</title>No</section>\
         <p>Nobody spoke.",
        "<div><p>The board met.</p><span hidden>No</div><p>Nobody spoke.",
        "<p>The board met.</p><div style='color: red; Display : none'>No</div><p>Nobody spoke.",
        "<p>The <i class=icon aria-hidden=true>No</i>board met.</p><p>Nobody spoke.",
    ] {
        assert_eq!(text(page), "The board met.\n\nNobody spoke.", "{page}");
    }
    assert_eq!(
        text("<ul><li>One<li hidden>No<ul><li>No</ul><li>Two</ul>"),
        "- One\n\n- Two"
    );
    assert_eq!(
        text("<table><tr><td hidden>No<td>Yes<tr hidden><td>No<tr><td>So"),
        "Yes\n\nSo"
    );
    // To the end of the page, as a browser has it; but a title is none of its own.
    assert_eq!(text("<p>Words</p><div hidden><p>No"), "Words");
    assert_eq!(read("<div hidden><title>No</title></div>Words").title, "");
}

#[test]
fn what_is_shown_after_all_is_read() {
    for page in [
        "<body hidden><p>Words",
        "<body style='visibility:hidden'><p>Words",
        "<div aria-hidden=true><p>Words</div>",
        "<div hidden=until-found>Words</div>",
        "<br hidden>Words",
        "<p aria-hidden=false>Words",
        "<span hidden/>Words",
    ] {
        assert_eq!(read(page).text, "Words", "{page}");
    }
}
