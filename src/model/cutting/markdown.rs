//! Markdown, cut into blocks by its marks.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::blocks::{Kind, Marker, Shown, Style};
use super::cutter::{Cutter, lines};
use super::front::front_matter;

/// How deep it stands in what sets letters otherwise.
#[derive(Default)]
struct Depths {
    strong: u32,
    slanted: u32,
    link: u32,
}

/// What reads a text as Markdown.
pub(super) struct Reader<'t> {
    cutter: Cutter<'t>,
    depths: Depths,
}

impl<'t> Reader<'t> {
    pub(super) fn new(cutter: Cutter<'t>) -> Self {
        Self {
            cutter,
            depths: Depths::default(),
        }
    }

    /// Sets what the text says of itself apart; the byte with which it begins.
    fn front_matter(&mut self) -> usize {
        let text = self.cutter.text;
        let Some((bytes, behind)) = front_matter(text) else {
            return 0;
        };
        let style = Style {
            quiet: true,
            ..Style::default()
        };
        self.cutter.begin(Kind::Front);
        self.cutter.add_lines(bytes, style);
        self.cutter.close();
        behind
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
        if self.cutter.text[bytes.clone()] == *text {
            Shown::AsIs
        } else {
            Shown::Other(text.into())
        }
    }

    /// Code between marks of so many signs that stands on several lines: the ends of
    /// lines are shown as spaces, and a space at either end is left out (CommonMark,
    /// 6.1). What stands otherwise, as in a quotation, is one.
    fn code_over_lines(&mut self, bytes: Range<usize>, marks: usize, shown: &str, style: Style) {
        let inside = bytes.start + marks..(bytes.end - marks).max(bytes.start + marks);
        let code = &self.cutter.text[inside.clone()];
        let mut runs = Vec::new();
        let mut said = String::with_capacity(shown.len());
        for (line, end) in lines(code) {
            said.push_str(&code[line.clone()]);
            runs.push((line, Shown::AsIs));
            if !end.is_empty() {
                // One for each byte of it, as the parser has it.
                said.extend(std::iter::repeat_n(' ', end.len()));
                runs.push((end, Shown::Space));
            }
        }
        let bare = said.strip_prefix(' ').and_then(|s| s.strip_suffix(' '));
        if said != shown && bare != Some(shown) {
            self.cutter.add(bytes, Shown::Other(shown.into()), style);
            return;
        }
        // The left-out spaces are one byte each, or the end of a line.
        if said != shown {
            for at_end in [false, true] {
                let at = if at_end { runs.len() - 1 } else { 0 };
                let Some((run, is)) = runs.get_mut(at) else {
                    continue;
                };
                match is {
                    Shown::AsIs if !Range::is_empty(run) && at_end => run.end -= 1,
                    Shown::AsIs if !Range::is_empty(run) => run.start += 1,
                    _ => run.end = run.start,
                }
            }
        }
        for (run, is) in runs {
            let at = run.start + inside.start..run.end + inside.start;
            self.cutter.add(at, is, style);
        }
    }

    /// Reads the text.
    pub(super) fn read(mut self) -> Cutter<'t> {
        let from = self.front_matter();
        let text = self.cutter.text;
        let parser = Parser::new_ext(&text[from..], Options::empty());
        for (event, bytes) in parser.into_offset_iter() {
            let bytes = bytes.start + from..bytes.end + from;
            match event {
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) => {
                    let shown = self.shown(&bytes, &text);
                    let code = self.cutter.kind() == Some(Kind::Code);
                    let style = Style {
                        code,
                        ..self.style()
                    };
                    self.cutter.add(bytes, shown, style);
                }
                Event::Code(text) => {
                    let style = Style {
                        code: true,
                        ..self.style()
                    };
                    // What stands between its marks.
                    let all = &self.cutter.text[bytes.clone()];
                    let marks = all.len() - all.trim_start_matches('`').len();
                    let found = all[marks..].find(&*text).map(|at| bytes.start + marks + at);
                    match found {
                        Some(at) => self.cutter.add(at..at + text.len(), Shown::AsIs, style),
                        None => self.code_over_lines(bytes, marks, &text, style),
                    }
                }
                Event::Html(text) | Event::InlineHtml(text) => {
                    let style = Style {
                        code: true,
                        quiet: true,
                        ..Style::default()
                    };
                    let shown = self.shown(&bytes, &text);
                    self.cutter.add(bytes, shown, style);
                }
                Event::SoftBreak => self.cutter.add(bytes, Shown::Space, self.style()),
                Event::HardBreak => self.cutter.add(bytes, Shown::Line, self.style()),
                Event::Rule => {
                    self.cutter.begin(Kind::Rule);
                    let kept = self.cutter.text[bytes.clone()].trim_end().len();
                    let bytes = bytes.start..bytes.start + kept;
                    self.cutter
                        .add(bytes, Shown::Other("".into()), Style::default());
                    self.cutter.close();
                }
                // Of languages that are not asked for.
                Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_) => {}
            }
        }
        self.cutter.close();
        self.cutter
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => self.cutter.begin(Kind::Text),
            Tag::Heading { level, .. } => self.cutter.begin(Kind::Heading(*level as u8)),
            Tag::CodeBlock(_) | Tag::HtmlBlock => self.cutter.begin(Kind::Code),
            Tag::BlockQuote(_) => {
                self.cutter.close();
                self.cutter.quotes = self.cutter.quotes.saturating_add(1);
            }
            Tag::List(first) => {
                self.cutter.close();
                self.cutter.lists.push(*first);
            }
            Tag::Item => {
                self.cutter.close();
                self.cutter.marker = match self.cutter.lists.last_mut() {
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
                self.cutter.close();
            }
            TagEnd::BlockQuote(_) => {
                self.cutter.close();
                self.cutter.quotes = self.cutter.quotes.saturating_sub(1);
            }
            TagEnd::List(_) => {
                self.cutter.close();
                self.cutter.lists.pop();
            }
            TagEnd::Item => {
                self.cutter.close();
                self.cutter.marker = Marker::None;
            }
            TagEnd::Emphasis | TagEnd::Image => less(&mut self.depths.slanted),
            TagEnd::Strong => less(&mut self.depths.strong),
            TagEnd::Link => less(&mut self.depths.link),
            _ => {}
        }
    }
}
