//! Cuts a text into blocks: Markdown by its marks, any other text by its blank
//! lines.

use std::ops::Range;

use super::blocks::{Block, Blocks, Kind, LONGEST, Marker, Run, Shown, Style};
use super::markdown::Reader;

/// A block that is being put together.
struct Open {
    kind: Kind,
    marker: Marker,
    runs: Vec<Run>,
}

/// Cuts a text up.
pub(super) struct Cutter<'t> {
    pub(super) text: &'t str,
    blocks: Blocks,
    open: Option<Open>,
    /// The next number of each list that it stands in.
    pub(super) lists: Vec<Option<u64>>,
    pub(super) quotes: u8,
    /// What stands before the next block.
    pub(super) marker: Marker,
    /// Whether the next block begins on the line behind the last one.
    next_line: bool,
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
            next_line: false,
        }
    }

    /// Its blocks, of Markdown or of a text as it is. Linear in its length.
    pub(super) fn cut(self, markdown: bool) -> Blocks {
        let cut = match markdown {
            true => Reader::new(self).read(),
            false => self.plain(),
        };
        cut.blocks
    }

    fn open(&mut self, kind: Kind) -> &mut Open {
        let marker = &mut self.marker;
        self.open.get_or_insert_with(|| Open {
            kind,
            marker: std::mem::replace(marker, Marker::None),
            runs: Vec::new(),
        })
    }

    pub(super) fn begin(&mut self, kind: Kind) {
        self.close();
        self.open(kind);
    }

    pub(super) fn add(&mut self, bytes: Range<usize>, shown: Shown, style: Style) {
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
    pub(super) fn close(&mut self) {
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
                    // What stands for one sign is hardly ever that long.
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
            next_line: std::mem::take(&mut self.next_line) && !goes_on,
            runs: at..at + runs.len(),
        });
        self.blocks.runs.extend_from_slice(runs);
    }

    /// The kind of the block at hand.
    pub(super) fn kind(&self) -> Option<Kind> {
        self.open.as_ref().map(|open| open.kind)
    }

    /// Adds lines as they are.
    pub(super) fn add_lines(&mut self, bytes: Range<usize>, style: Style) {
        for (line, end) in lines(&self.text[bytes.clone()]) {
            let shift = |r: Range<usize>| r.start + bytes.start..r.end + bytes.start;
            self.add(shift(line), Shown::AsIs, style);
            self.add(shift(end), Shown::Line, style);
        }
    }

    /// Lines as they are; blank ones part paragraphs, and so does the item of a
    /// list.
    fn plain(mut self) -> Self {
        for (line, end) in lines(self.text) {
            let words = self.text[line.clone()].trim();
            if words.is_empty() {
                self.close();
                continue;
            }
            if self.open.is_some() && is_item(words) {
                self.close();
                self.next_line = true;
            }
            self.add_lines(line.start..end.end, Style::default());
        }
        self.close();
        self
    }
}

/// The lines of a text, each with the bytes that end it: none at its end.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let len = rest.bytes().position(|b| matches!(b, b'\n' | b'\r'));
        let len = len.unwrap_or(rest.len());
        let end = match &rest.as_bytes()[len..] {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
        let line = at..at + len;
        at = line.end + end;
        Some((line.clone(), line.end..at))
    })
}

/// Whether a line of a text that is no Markdown begins the item of a list.
fn is_item(line: &str) -> bool {
    ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
}
