//! Cuts a text into blocks: Markdown by its marks, any other text by its blank
//! lines.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::blocks::{Block, Blocks, Kind, LONGEST, Marker, Run, Shown, Style};

/// A block that is being put together.
struct Open {
    kind: Kind,
    marker: Marker,
    runs: Vec<Run>,
}

/// How deep it stands in what sets letters otherwise.
#[derive(Default)]
struct Depths {
    strong: u32,
    slanted: u32,
    link: u32,
}

/// Cuts a text up.
pub(super) struct Cutter<'t> {
    text: &'t str,
    blocks: Blocks,
    open: Option<Open>,
    /// The next number of each list that it stands in.
    lists: Vec<Option<u64>>,
    quotes: u8,
    /// What stands before the next block.
    marker: Marker,
    depths: Depths,
}

impl<'t> Cutter<'t> {
    /// What cuts this text up.
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            blocks: Blocks::default(),
            open: None,
            lists: Vec::new(),
            quotes: 0,
            marker: Marker::None,
            depths: Depths::default(),
        }
    }

    /// Its blocks, of Markdown or of a text as it is. Linear in its length.
    pub(super) fn cut(mut self, markdown: bool) -> Blocks {
        if markdown {
            self.markdown();
        } else {
            self.plain();
        }
        self.blocks
    }

    fn open(&mut self, kind: Kind) -> &mut Open {
        let marker = &mut self.marker;
        self.open.get_or_insert_with(|| Open {
            kind,
            marker: std::mem::replace(marker, Marker::None),
            runs: Vec::new(),
        })
    }

    fn begin(&mut self, kind: Kind) {
        self.close();
        self.open(kind);
    }

    fn add(&mut self, bytes: Range<usize>, shown: Shown, style: Style) {
        if bytes.is_empty() {
            return;
        }
        let open = self.open(Kind::Text);
        if shown == Shown::AsIs
            && let Some(last) = open.runs.last_mut()
            && last.shown == Shown::AsIs
            && last.style == style
            && last.bytes.end == bytes.start
        {
            last.bytes.end = bytes.end;
            return;
        }
        open.runs.push(Run {
            bytes,
            style,
            shown,
        });
    }

    /// Ends the block at hand, and cuts it up if it is too long.
    fn close(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        while let Some(last) = open.runs.last_mut() {
            if last.shown == Shown::AsIs {
                let kept = self.text[last.bytes.clone()].trim_end().len();
                last.bytes.end = last.bytes.start + kept;
            }
            if matches!(last.shown, Shown::Space | Shown::Line) || last.bytes.is_empty() {
                open.runs.pop();
            } else {
                break;
            }
        }
        let mut piece = Vec::new();
        let mut size = 0;
        let mut goes_on = false;
        for run in open.runs {
            let mut run = run;
            loop {
                let len = run.text(self.text).len();
                if size + len <= LONGEST {
                    size += len;
                    piece.push(run);
                    break;
                }
                match run.cut(self.text, LONGEST - size) {
                    Some((head, tail)) => {
                        piece.push(head);
                        run = tail;
                    }
                    // What stands for one sign is never that long.
                    None if piece.is_empty() => {
                        piece.push(run);
                        break;
                    }
                    // Whole, at the beginning of the next piece.
                    None => {}
                }
                self.put((open.kind, open.marker), &piece, goes_on);
                piece.clear();
                (size, goes_on) = (0, true);
            }
        }
        self.put((open.kind, open.marker), &piece, goes_on);
    }

    fn put(&mut self, (kind, marker): (Kind, Marker), runs: &[Run], goes_on: bool) {
        // Where a block is cut, the end of a line is there anyway.
        let breaks = |run: &Run| matches!(run.shown, Shown::Space | Shown::Line);
        let from = runs.iter().take_while(|r| breaks(r)).count();
        let upto = runs
            .iter()
            .rposition(|r| !breaks(r))
            .map_or(from, |at| at + 1);
        let runs = &runs[from..upto];
        let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
            return;
        };
        let at = self.blocks.runs.len();
        self.blocks.all.push(Block {
            bytes: first.bytes.start..last.bytes.end,
            kind,
            lists: self.lists.len().min(8) as u8,
            quotes: self.quotes.min(8),
            marker: if goes_on { Marker::None } else { marker },
            goes_on,
            runs: at..at + runs.len(),
        });
        self.blocks.runs.extend_from_slice(runs);
    }

    fn style(&self) -> Style {
        Style {
            strong: self.depths.strong > 0,
            slanted: self.depths.slanted > 0,
            link: self.depths.link > 0,
            ..Style::default()
        }
    }

    /// What is shown of some bytes that stand for a text.
    fn shown(&self, bytes: &Range<usize>, text: &str) -> Shown {
        if self.text[bytes.clone()] == *text {
            Shown::AsIs
        } else {
            Shown::Other(text.into())
        }
    }

    fn markdown(&mut self) {
        for (event, bytes) in Parser::new_ext(self.text, Options::empty()).into_offset_iter() {
            match event {
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) => {
                    let shown = self.shown(&bytes, &text);
                    let code = matches!(&self.open, Some(o) if o.kind == Kind::Code);
                    let style = Style {
                        code,
                        ..self.style()
                    };
                    self.add(bytes, shown, style);
                }
                Event::Code(text) => {
                    let style = Style {
                        code: true,
                        ..self.style()
                    };
                    // What stands between its marks.
                    let all = &self.text[bytes.clone()];
                    let marks = all.len() - all.trim_start_matches('`').len();
                    let found = all[marks..].find(&*text).map(|at| bytes.start + marks + at);
                    match found {
                        Some(at) => self.add(at..at + text.len(), Shown::AsIs, style),
                        None => self.add(bytes, Shown::Other((*text).into()), style),
                    }
                }
                Event::Html(text) | Event::InlineHtml(text) => {
                    let style = Style {
                        code: true,
                        quiet: true,
                        ..Style::default()
                    };
                    let shown = self.shown(&bytes, &text);
                    self.add(bytes, shown, style);
                }
                Event::SoftBreak => self.add(bytes, Shown::Space, self.style()),
                Event::HardBreak => self.add(bytes, Shown::Line, self.style()),
                Event::Rule => {
                    self.begin(Kind::Rule);
                    let kept = self.text[bytes.clone()].trim_end().len();
                    let bytes = bytes.start..bytes.start + kept;
                    self.add(bytes, Shown::Other("".into()), Style::default());
                    self.close();
                }
                // Of languages that are not asked for.
                Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_) => {}
            }
        }
        self.close();
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.begin(Kind::Text),
            Tag::Heading { level, .. } => self.begin(Kind::Heading(*level as u8)),
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.begin(Kind::Code),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_add(1);
            }
            Tag::List(first) => {
                self.close();
                self.lists.push(*first);
            }
            Tag::Item => {
                self.close();
                self.marker = match self.lists.last_mut() {
                    Some(Some(next)) => {
                        *next = next.saturating_add(1);
                        Marker::Number(*next - 1)
                    }
                    _ => Marker::Bullet,
                };
            }
            Tag::Emphasis | Tag::Image { .. } => self.depths.slanted += 1,
            Tag::Strong => self.depths.strong += 1,
            Tag::Link { .. } => self.depths.link += 1,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        let less = |depth: &mut u32| *depth = depth.saturating_sub(1);
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock => {
                self.close();
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => {
                self.close();
                self.marker = Marker::None;
            }
            TagEnd::Emphasis | TagEnd::Image => less(&mut self.depths.slanted),
            TagEnd::Strong => less(&mut self.depths.strong),
            TagEnd::Link => less(&mut self.depths.link),
            _ => {}
        }
    }

    /// Lines as they are; blank ones part paragraphs.
    fn plain(&mut self) {
        let mut at = 0;
        while at < self.text.len() {
            let rest = &self.text[at..];
            let len = rest.find(['\n', '\r']).unwrap_or(rest.len());
            let end = match &rest.as_bytes()[len..] {
                [b'\r', b'\n', ..] => 2,
                [] => 0,
                _ => 1,
            };
            if rest[..len].trim().is_empty() {
                self.close();
            } else {
                self.add(at..at + len, Shown::AsIs, Style::default());
                self.add(at + len..at + len + end, Shown::Line, Style::default());
            }
            at += len + end;
        }
        self.close();
    }
}
