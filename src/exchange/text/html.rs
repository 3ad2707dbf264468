//! The words of a web page.
//!
//! A page is read as a stream of tags and letters (the tokenizer of the HTML
//! standard, by html5ever): scripts are letters that are thrown away. Headings,
//! lists and quotes are kept, as Markdown writes them; what helps one find one's
//! way about a site is left out.

use std::cell::RefCell;

use encoding_rs::Encoding;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::Foreign;

/// Least length of an article's text to be taken for what the page is about, in
/// bytes: some pages call each teaser an article.
const LEAST_ARTICLE: usize = 250;

/// Whose content is not read.
const SKIPPED: [&str; 17] = [
    "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "svg",
    "math", "iframe", "button", "select", "audio", "video", "object",
];

/// Whose content stands apart.
const BLOCKS: [&str; 26] = [
    "address",
    "article",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "header",
    "hr",
    "html",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

/// Tags that have no end, and so cannot be waited for.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// The encoding that a page says it has, in its first kilobyte.
pub(super) fn charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let at = head
        .windows(8)
        .position(|w| w.eq_ignore_ascii_case(b"charset="))?;
    let rest = head[at + 8..]
        .iter()
        .skip_while(|b| matches!(b, b'"' | b'\''));
    let label: Vec<u8> = rest
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
        .copied()
        .collect();
    Encoding::for_label(&label)
}

/// Reads a page.
pub(super) fn read(page: &str) -> Foreign {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    let tokenizer = Tokenizer::new(Reader::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let state = tokenizer.sink.0.into_inner();
    let article = state.article.out.trim();
    let text = if article.len() >= LEAST_ARTICLE {
        article.to_owned()
    } else {
        state.whole.out.trim().to_owned()
    };
    let title = if state.og_title.is_empty() {
        folded(&state.title)
    } else {
        state.og_title
    };
    Foreign {
        text,
        markdown: true,
        title,
        author: state.author,
        publisher: state.publisher,
        published: state.published,
        url: state.url,
        notices: Vec::new(),
    }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text as it is put together.
#[derive(Default)]
struct Written {
    out: String,
    /// What the paragraph begins with: `> `, `- `, `## `.
    lead: String,
    /// Whether something of the paragraph is written.
    open: bool,
    /// Whether a blank is due before the next word.
    blank: bool,
}

impl Written {
    fn end_paragraph(&mut self) {
        if self.open {
            self.out.push_str("\n\n");
        }
        (self.open, self.blank) = (false, false);
        self.lead.clear();
    }

    fn begin(&mut self, quoted: usize, lead: &str) {
        self.end_paragraph();
        self.lead = "> ".repeat(quoted);
        self.lead.push_str(lead);
    }

    fn letters(&mut self, letters: &str, quoted: usize) {
        for c in letters.chars() {
            if c.is_whitespace() && c != '\u{A0}' {
                self.blank |= self.open;
                continue;
            }
            if !self.open {
                self.open = true;
                if self.lead.is_empty() {
                    self.lead = "> ".repeat(quoted);
                }
                self.out.push_str(&self.lead);
            } else if self.blank {
                self.out.push(' ');
            }
            self.blank = false;
            self.out.push(if c == '\u{A0}' { ' ' } else { c });
        }
    }
}

#[derive(Default)]
struct State {
    whole: Written,
    article: Written,
    /// Inside so many articles or mains.
    articles: usize,
    /// Inside so many quotes.
    quoted: usize,
    /// The lists that are open: the number of the next item, or none.
    lists: Vec<Option<usize>>,
    /// The tag whose content is skipped, and how often it is open.
    skipping: Option<(String, usize)>,
    in_title: bool,
    title: String,
    og_title: String,
    author: String,
    publisher: String,
    published: String,
    url: String,
}

impl State {
    fn both(&mut self, mut act: impl FnMut(&mut Written, usize)) {
        act(&mut self.whole, self.quoted);
        if self.articles > 0 {
            act(&mut self.article, self.quoted);
        }
    }

    fn letters(&mut self, letters: &str) {
        if self.in_title {
            self.title.push_str(letters);
        } else if self.skipping.is_none() {
            self.both(|w, quoted| w.letters(letters, quoted));
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let get = |name: &str| {
            let attribute = tag.attrs.iter().find(|a| &*a.name.local == name);
            attribute.map(|a| folded(&a.value)).unwrap_or_default()
        };
        if &*tag.name == "link" {
            if get("rel").eq_ignore_ascii_case("canonical") && self.url.is_empty() {
                self.url = get("href");
            }
            return;
        }
        let (name, property) = (get("name"), get("property"));
        let what = if name.is_empty() { property } else { name };
        let field = match what.to_ascii_lowercase().as_str() {
            "og:title" => &mut self.og_title,
            "author" | "article:author" | "dc.creator" => &mut self.author,
            "og:site_name" | "dc.publisher" => &mut self.publisher,
            "article:published_time" | "date" | "dc.date" | "datepublished" => &mut self.published,
            "og:url" => &mut self.url,
            _ => return,
        };
        let value = get("content");
        // Some pages name their authors by addresses: no name of anybody.
        let is_address = value.starts_with("http") && !what.to_ascii_lowercase().ends_with("url");
        if field.is_empty() && !is_address {
            *field = value;
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        let raw = match name {
            "script" => Some(RawKind::ScriptData),
            "style" | "iframe" | "noembed" | "noframes" | "xmp" => Some(RawKind::Rawtext),
            "title" | "textarea" => Some(RawKind::Rcdata),
            _ => None,
        };
        if matches!(name, "meta" | "link") {
            self.meta(tag);
        }
        // A picture may have a title of its own.
        self.in_title |= name == "title"
            && self.title.is_empty()
            && self.skipping.as_ref().is_none_or(|(n, _)| n == "head");
        if let Some((skipped, depth)) = &mut self.skipping {
            *depth += usize::from(skipped == name);
            if name == "body" {
                // A head that was never closed ends where the body begins.
                self.skipping = None;
            }
        } else if SKIPPED.contains(&name) && !tag.self_closing && !VOID.contains(&name) {
            if name != "svg" && name != "math" {
                self.both(|w, _| w.blank |= w.open);
            }
            self.skipping = Some((name.to_owned(), 1));
        }
        if self.skipping.is_none() {
            self.open(name);
        }
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }

    fn open(&mut self, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = usize::from(name.as_bytes()[1] - b'0');
                let lead = format!("{} ", "#".repeat(level));
                self.both(|w, quoted| w.begin(quoted, &lead));
            }
            "li" => {
                let lead = match self.lists.last_mut() {
                    Some(Some(n)) => {
                        *n += 1;
                        format!("{}. ", *n - 1)
                    }
                    _ => "- ".to_owned(),
                };
                self.both(|w, quoted| w.begin(quoted, &lead));
            }
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "br" | "td" | "th" | "option" => self.both(|w, _| w.blank |= w.open),
            "article" | "main" => self.articles += 1,
            _ => {}
        }
        if BLOCKS.contains(&name) {
            // What a list's item begins with stays, where it opens a paragraph.
            self.both(|w, _| {
                if w.open {
                    w.end_paragraph();
                }
            });
        }
        self.quoted += usize::from(name == "blockquote");
    }

    fn end(&mut self, name: &str) {
        if name == "title" {
            self.in_title = false;
        }
        if let Some((skipped, depth)) = &mut self.skipping {
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipping = None;
                }
            }
            return;
        }
        let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if heading || name == "li" || BLOCKS.contains(&name) {
            self.both(|w, _| w.end_paragraph());
        }
        match name {
            "ul" | "ol" => {
                self.lists.pop();
            }
            "blockquote" => self.quoted = self.quoted.saturating_sub(1),
            "article" | "main" => self.articles = self.articles.saturating_sub(1),
            _ => {}
        }
    }
}

#[derive(Default)]
struct Reader(RefCell<State>);

impl TokenSink for Reader {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(letters) => state.letters(&letters),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(&tag),
            Token::TagToken(tag) => state.end(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let page = "<div>Teaser</div><article>Short</article>";
        assert_eq!(read(page).text, "Teaser\n\nShort");
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
}
