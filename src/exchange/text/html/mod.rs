//! The words of a web page.
//!
//! A page is read as a stream of tags and letters (the tokenizer of the HTML
//! standard, by html5ever): scripts are letters that are thrown away. Headings,
//! lists and quotes are kept, as Markdown writes them; what helps one find one's
//! way about a site is left out.

mod hidden;
mod marks;
mod written;

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

use encoding_rs::Encoding;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::Foreign;
use hidden::{Hidden, is_hidden};
use written::Written;

/// Least length of an article's text to be taken for what the page is about, in
/// bytes: some pages call each teaser an article.
const LEAST_ARTICLE: usize = 250;

/// Whose content is never read: it is for programs, or for other readers.
const NEVER: [&str; 7] = [
    "script", "style", "noscript", "template", "iframe", "noembed", "noframes",
];

/// Whose content is not read, since it helps one find one's way about a site, or
/// is no text. Where one of them is never closed, it is read after all.
const SKIPPED: [&str; 13] = [
    "nav", "footer", "aside", "svg", "math", "button", "select", "datalist", "textarea", "audio",
    "video", "object", "canvas",
];

/// Whose content stands apart.
const BLOCKS: [&str; 31] = [
    "address",
    "article",
    "aside",
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
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "legend",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
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
    let mut unclosed = Vec::new();
    // What was skipped to the end of the page was never closed: again without it.
    let state = loop {
        let state = once(page, &unclosed);
        match state.left_open() {
            Some(name) if !unclosed.contains(&name) => unclosed.push(name),
            _ => break state,
        }
    };
    let (text, notice) = state.about();
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
        notices: notice.into_iter().collect(),
        ..Foreign::default()
    }
}

fn once(page: &str, unclosed: &[String]) -> State {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(page));
    let state = State {
        unclosed: unclosed.to_vec(),
        ..State::default()
    };
    let reader = Reader(RefCell::new(state));
    let tokenizer = Tokenizer::new(reader, TokenizerOpts::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut state = tokenizer.sink.0.into_inner();
    state.written.end_paragraph();
    while let Some((_, from)) = state.articles.pop() {
        state.ended(from);
    }
    state
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Something whose content is not read.
struct Skipping {
    name: String,
    /// How often it is open.
    depth: usize,
    /// Blocks that are open in it.
    inside: Vec<String>,
}

impl Skipping {
    /// Whether what is skipped was never closed, since such a tag stands in it. What is
    /// for programs may hold whole pages.
    fn ends_with(&self, tag: &str) -> bool {
        match tag {
            "body" => self.name != "template",
            "main" => !NEVER.contains(&self.name.as_str()),
            _ => false,
        }
    }
}

#[derive(Default)]
struct State {
    written: Written,
    /// Tags that are not skipped, since somewhere they have no end.
    unclosed: Vec<String>,
    /// The articles and mains that are open, and where their text begins.
    articles: Vec<(String, usize)>,
    /// The bytes of those that have ended.
    ended: Vec<Range<usize>>,
    /// Inside so many quotes.
    quoted: usize,
    /// The lists that are open: the number of the next item, or none.
    lists: Vec<Option<usize>>,
    /// How many blocks of each name are open.
    open: HashMap<String, usize>,
    skipping: Option<Skipping>,
    /// What is open and not shown.
    hidden: Option<Hidden>,
    in_title: bool,
    /// How many titles there were so far.
    titles: usize,
    title: String,
    og_title: String,
    author: String,
    publisher: String,
    published: String,
    url: String,
}

impl State {
    /// What the page ends in without having read it.
    fn left_open(&self) -> Option<String> {
        if self.in_title {
            return Some("title".to_owned());
        }
        let skipping = self.skipping.as_ref();
        let name = skipping.map(|s| &s.name);
        name.filter(|n| !NEVER.contains(&n.as_str())).cloned()
    }

    /// What the page is about: the longest of its articles, if that is most of the
    /// page; else all of it, with a word about it.
    fn about(&self) -> (String, Option<String>) {
        let whole = self.written.text().trim();
        let articles = self
            .ended
            .iter()
            .map(|r| self.written.text()[r.clone()].trim());
        let longest = articles.max_by_key(|a| a.len()).unwrap_or_default();
        if longest.len() >= LEAST_ARTICLE && longest.len() * 2 >= whole.len() {
            return (longest.to_owned(), None);
        }
        let notice = "It is not plain what this page is about, and all of its text was taken: see \
                      whether something in it does not belong there";
        let doubtful = longest.len() >= LEAST_ARTICLE;
        (whole.to_owned(), doubtful.then(|| notice.to_owned()))
    }

    fn ended(&mut self, from: usize) {
        let all = from..self.written.text().len();
        self.ended.push(all);
    }

    fn letters(&mut self, letters: &str) {
        if self.in_title {
            // Some pages have several: the first is theirs.
            if self.titles == 1 {
                self.title.push_str(letters);
            }
        } else if self.skipping.is_none() && self.hidden.is_none() {
            self.written.letters(letters, self.quoted);
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
        if matches!(name, "meta" | "link") {
            self.meta(tag);
        }
        let raw = match name {
            "script" => Some(RawKind::ScriptData),
            "style" | "iframe" | "noembed" | "noframes" | "xmp" => Some(RawKind::Rawtext),
            "title" | "textarea" => Some(RawKind::Rcdata),
            _ => None,
        };
        let raw = || raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
        if self.hides(tag) {
            return raw();
        }
        if self.unclosed.iter().any(|n| n == name) {
            if self.skipping.is_none() {
                self.open(name);
            }
            return TokenSinkResult::Continue;
        }
        match &mut self.skipping {
            // What it is about stands in no menu: that was never closed.
            Some(skipping) if skipping.ends_with(name) => self.skipping = None,
            Some(skipping) => {
                skipping.depth += usize::from(skipping.name == name);
                if BLOCKS.contains(&name) && skipping.name != name {
                    skipping.inside.push(name.to_owned());
                }
            }
            None => {
                let skipped = NEVER.contains(&name) || SKIPPED.contains(&name);
                if skipped && !tag.self_closing {
                    if name != "svg" && name != "math" {
                        self.written.part_words();
                    }
                    self.skipping = Some(Skipping {
                        name: name.to_owned(),
                        depth: 1,
                        inside: Vec::new(),
                    });
                }
            }
        }
        if self.skipping.is_none() {
            if name == "title" {
                self.in_title = true;
                self.titles += 1;
            }
            self.open(name);
        }
        raw()
    }

    /// Whether a tag begins something that the page does not show, or stands in it.
    fn hides(&mut self, tag: &Tag) -> bool {
        if let Some(hidden) = &mut self.hidden {
            if hidden.start(tag) {
                return true;
            }
            self.hidden = None;
        }
        // What is skipped sees to its own ends.
        let hides = self.skipping.is_none() && is_hidden(tag);
        if hides {
            self.hidden = Some(Hidden::new(&tag.name));
        }
        hides
    }

    fn open(&mut self, name: &str) {
        let (written, quoted) = (&mut self.written, self.quoted);
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = usize::from(name.as_bytes()[1] - b'0');
                written.begin(quoted, &format!("{} ", "#".repeat(level)));
            }
            "li" => {
                let lead = match self.lists.last_mut() {
                    Some(Some(n)) => {
                        *n += 1;
                        format!("{}. ", *n - 1)
                    }
                    _ => "- ".to_owned(),
                };
                written.begin(quoted, &lead);
            }
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(1)),
            "br" | "td" | "th" | "option" => written.part_words(),
            _ => {}
        }
        if BLOCKS.contains(&name) {
            // What a list's item begins with stays, where it opens a paragraph.
            if self.written.is_open() {
                self.written.end_paragraph();
            }
            *self.open.entry(name.to_owned()).or_default() += 1;
        }
        if matches!(name, "article" | "main") {
            let from = self.written.text().len();
            self.articles.push((name.to_owned(), from));
        }
        self.quoted += usize::from(name == "blockquote");
    }

    fn end(&mut self, name: &str) {
        if name == "title" {
            self.in_title = false;
        }
        if let Some(hidden) = &mut self.hidden {
            match hidden.end(name) {
                Some(true) => return,
                Some(false) => {
                    self.hidden = None;
                    return;
                }
                None if self.open.get(name).is_none_or(|n| *n == 0) => return,
                // The end of what it stands in is its own.
                None => self.hidden = None,
            }
        }
        if let Some(skipping) = &mut self.skipping {
            if skipping.name == name {
                skipping.depth -= 1;
                if skipping.depth == 0 {
                    self.skipping = None;
                }
                return;
            }
            if let Some(at) = skipping.inside.iter().rposition(|n| n == name) {
                skipping.inside.truncate(at);
                return;
            }
            if self.open.get(name).is_none_or(|n| *n == 0) {
                return;
            }
            // The end of what it stands in is its own.
            self.skipping = None;
        }
        let heading = matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
        if heading || name == "li" || BLOCKS.contains(&name) {
            self.written.end_paragraph();
        }
        if let Some(open) = self.open.get_mut(name) {
            *open = open.saturating_sub(1);
        }
        match name {
            "ul" | "ol" => {
                self.lists.pop();
            }
            "blockquote" => self.quoted = self.quoted.saturating_sub(1),
            "article" | "main" => {
                if let Some(at) = self.articles.iter().rposition(|(n, _)| n == name) {
                    let (_, from) = self.articles.remove(at);
                    self.ended(from);
                }
            }
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
