//! Pictures as SVG 1.1 with real text and embedded fonts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use kurbo::{BezPath, PathEl, Point, Rect};

use super::ExportError;
use super::fonts;
use super::number::short;
use crate::picture::{
    Anchor, Color, FADED, Item, Mark, Picture, Shows, Stroke, TextRun, Weight, font,
};

/// How an SVG is written.
#[derive(Clone, Debug, PartialEq)]
pub struct SvgOptions {
    /// Width and height in CSS px per document unit.
    pub scale: f64,
    /// What the picture shows, for those who cannot see it; by default, how
    /// many actors and actions there are.
    pub description: String,
    /// Put before every id, so that several pictures can stand in one page.
    pub id_prefix: String,
    /// Whether the fonts go into the file, each cut down to the characters
    /// used.
    pub embed_fonts: bool,
}

impl Default for SvgOptions {
    fn default() -> Self {
        Self {
            scale: 1.0,
            description: String::new(),
            id_prefix: "dramatis-".to_owned(),
            embed_fonts: true,
        }
    }
}

/// Writes a picture as an SVG document: the same picture and options give the
/// same bytes.
///
/// # Errors
/// [`ExportError::Empty`], [`ExportError::NotFinite`], [`ExportError::Scale`]
/// and [`ExportError::ImageFormat`].
pub fn svg(picture: &Picture, options: &SvgOptions) -> Result<String, ExportError> {
    check(picture, options.scale)?;
    let mut writer = Writer {
        out: String::with_capacity(64 * 1024),
        prefix: &options.id_prefix,
        clips: 0,
        finite: true,
    };
    writer.open(picture, options);
    if options.embed_fonts {
        writer.fonts(picture);
    }
    if let Some(paper) = picture.paper {
        let Rect { x0, y0, .. } = picture.bounds;
        let (x, y) = (writer.coordinate(x0), writer.coordinate(y0));
        let (w, h) = (
            writer.coordinate(picture.bounds.width()),
            writer.coordinate(picture.bounds.height()),
        );
        let fill = paint("fill", paper);
        // Infallible: a String takes everything.
        let _ = writeln!(
            writer.out,
            r#"<rect x="{x}" y="{y}" width="{w}" height="{h}"{fill}/>"#
        );
    }
    for item in &picture.items {
        writer.item(item, picture.faded.contains(&item.shows))?;
    }
    writer.out.push_str("</svg>\n");
    if writer.finite {
        Ok(writer.out)
    } else {
        Err(ExportError::NotFinite)
    }
}

/// Refuses what has no size.
pub(super) fn check(picture: &Picture, scale: f64) -> Result<(), ExportError> {
    if !(scale.is_finite() && scale > 0.0) {
        return Err(ExportError::Scale(scale));
    }
    let Rect { x0, y0, x1, y1 } = picture.bounds;
    if ![x0, y0, x1, y1].iter().all(|v| v.is_finite()) {
        return Err(ExportError::NotFinite);
    }
    // Less than half of the last decimal written would be nothing.
    let (width, height) = (x1 - x0, y1 - y0);
    if width < 0.01 || height < 0.01 {
        return Err(ExportError::Empty { width, height });
    }
    Ok(())
}

/// Text as XML 1.0 allows it, between tags and in attributes; line breaks and
/// tabs, which a run does not have, become spaces.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(allowed(c)),
        }
    }
    out
}

/// The character that is written for a character.
fn allowed(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => c,
    }
}

/// A colour as the attribute of this name, with its opacity.
fn paint(name: &str, color: Color) -> String {
    let mut text = format!(r#" {name}="{color}""#);
    if color.a < 255 {
        let opacity = short(f64::from(color.a) / 255.0, 3);
        let _ = write!(text, r#" {name}-opacity="{opacity}""#);
    }
    text
}

/// The MIME type of an image.
fn mime(bytes: &[u8]) -> Result<&'static str, ExportError> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok("image/png")
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        Ok("image/jpeg")
    } else {
        Err(ExportError::ImageFormat)
    }
}

/// How many actors and actions there are.
fn counts(picture: &Picture) -> String {
    let (mut actors, mut actions) = (BTreeSet::new(), BTreeSet::new());
    for item in &picture.items {
        match &item.shows {
            Shows::Actor(id) => drop(actors.insert(id)),
            Shows::Action(id) => drop(actions.insert(id)),
            Shows::Annotation(_) | Shows::Furniture => {}
        }
    }
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    format!(
        "A graph of {} and {}.",
        plural(actors.len(), "actor"),
        plural(actions.len(), "action")
    )
}

struct Writer<'a> {
    out: String,
    prefix: &'a str,
    /// How many clip paths there are so far.
    clips: usize,
    /// Whether every number so far was finite.
    finite: bool,
}

impl Writer<'_> {
    fn number(&mut self, value: f64, decimals: usize) -> String {
        self.finite &= value.is_finite();
        short(value, decimals)
    }

    /// A position or a large length: a hundredth of a unit is never seen.
    fn coordinate(&mut self, value: f64) -> String {
        self.number(value, 2)
    }

    /// A line width, a dash or a letter size.
    fn length(&mut self, value: f64) -> String {
        self.number(value, 3)
    }

    fn open(&mut self, picture: &Picture, options: &SvgOptions) {
        let Rect { x0, y0, .. } = picture.bounds;
        let (w, h) = (picture.bounds.width(), picture.bounds.height());
        let view = [x0, y0, w, h].map(|v| self.coordinate(v)).join(" ");
        let width = self.coordinate(w * options.scale);
        let height = self.coordinate(h * options.scale);
        let prefix = escape(self.prefix);
        let title = escape(&picture.title);
        let description = if options.description.is_empty() {
            counts(picture)
        } else {
            escape(&options.description)
        };
        let family = font::FAMILY;
        let _ = write!(
            self.out,
            r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}" viewBox="{view}" role="img" aria-labelledby="{prefix}title {prefix}desc" font-family="{family}, sans-serif" stroke-linejoin="round">
<title id="{prefix}title">{title}</title>
<desc id="{prefix}desc">{description}</desc>
"#
        );
    }

    /// One font for each weight used, with only the characters used.
    fn fonts(&mut self, picture: &Picture) {
        let mut used: BTreeMap<u16, (Weight, BTreeSet<char>)> = BTreeMap::new();
        for run in fonts::runs(picture) {
            used.entry(run.weight.css())
                .or_insert_with(|| (run.weight, BTreeSet::new()))
                .1
                .extend(run.text.chars().map(allowed));
        }
        if used.is_empty() {
            return;
        }
        self.out.push_str("<style>");
        for (css, (weight, text)) in used {
            let _ = write!(
                self.out,
                "@font-face{{font-family:{};font-weight:{css};src:url(data:font/ttf;base64,{}) format(\"truetype\")}}",
                font::FAMILY,
                BASE64.encode(fonts::subset(weight, &text)),
            );
        }
        self.out.push_str("</style>\n");
    }

    fn item(&mut self, item: &Item, faded: bool) -> Result<(), ExportError> {
        let Item {
            shows,
            layer: _, // items come back to front
            marks,
            bounds: _,
            label,
        } = item;
        let (kind, id) = match shows {
            Shows::Actor(id) => ("actor", id.as_str()),
            Shows::Action(id) => ("action", id.as_str()),
            Shows::Annotation(id) => ("annotation", id.as_str()),
            Shows::Furniture => ("", ""),
        };
        self.out.push_str("<g");
        if !kind.is_empty() {
            let _ = write!(self.out, r#" data-{kind}="{}""#, escape(id));
            // Only one item of a thing has a label, so that its id
            // stands once.
            if !label.is_empty() {
                let prefix = escape(self.prefix);
                let _ = write!(self.out, r#" id="{prefix}{kind}-{}""#, escape(id));
            }
        }
        if faded {
            let _ = write!(self.out, r#" opacity="{}""#, short(FADED, 2));
        }
        self.out.push('>');
        if !label.is_empty() {
            let _ = write!(self.out, "<title>{}</title>", escape(label));
        }
        let mut rest = marks.as_slice();
        while let Some((mark, after)) = rest.split_first() {
            rest = after;
            match mark {
                Mark::Path { path, fill, stroke } => self.path(path, *fill, *stroke),
                Mark::Text(run) => {
                    // Lines of one text are one element: found, copied and read
                    // aloud as one.
                    let mut lines = vec![run];
                    while let Some((Mark::Text(next), after)) = rest.split_first()
                        && continues(run, next)
                    {
                        lines.push(next);
                        rest = after;
                    }
                    self.text(run, &lines);
                }
                Mark::Image { bytes, frame, clip } => self.image(bytes, *frame, clip)?,
            }
        }
        self.out.push_str("</g>\n");
        Ok(())
    }

    fn path(&mut self, path: &BezPath, fill: Option<Color>, stroke: Option<Stroke>) {
        if path.elements().is_empty() || (fill.is_none() && stroke.is_none()) {
            return;
        }
        let d = self.data(path);
        let _ = write!(self.out, r#"<path d="{d}""#);
        match fill {
            Some(color) => self.out.push_str(&paint("fill", color)),
            None => self.out.push_str(r#" fill="none""#),
        }
        if let Some(stroke) = stroke {
            self.out.push_str(&paint("stroke", stroke.color));
            let lengths: Vec<String> = stroke
                .dashes()
                .into_iter()
                .map(|v| self.length(v))
                .collect();
            let width = self.length(stroke.width);
            let _ = write!(self.out, r#" stroke-width="{width}""#);
            if !lengths.is_empty() {
                let _ = write!(self.out, r#" stroke-dasharray="{}""#, lengths.join(" "));
            }
        }
        self.out.push_str("/>");
    }

    /// The `d` attribute of a path.
    fn data(&mut self, path: &BezPath) -> String {
        let mut d = String::new();
        for element in path.elements() {
            let (letter, points): (char, &[Point]) = match element {
                PathEl::MoveTo(a) => ('M', &[*a]),
                PathEl::LineTo(a) => ('L', &[*a]),
                PathEl::QuadTo(a, b) => ('Q', &[*a, *b]),
                PathEl::CurveTo(a, b, c) => ('C', &[*a, *b, *c]),
                PathEl::ClosePath => ('Z', &[]),
            };
            d.push(letter);
            for (i, v) in points.iter().flat_map(|p| [p.x, p.y]).enumerate() {
                let text = self.coordinate(v);
                // A minus separates as well as a space does.
                if i > 0 && !text.starts_with('-') {
                    d.push(' ');
                }
                d.push_str(&text);
            }
        }
        d
    }

    /// One text, of one line or several in the same letters.
    fn text(&mut self, first: &TextRun, lines: &[&TextRun]) {
        let TextRun {
            text,
            origin,
            size,
            weight,
            color,
            halo,
            anchor,
            angle_rad,
        } = first;
        let (x, y) = (self.coordinate(origin.x), self.coordinate(origin.y));
        let em = *size;
        let size = self.length(em);
        let _ = write!(self.out, r#"<text x="{x}" y="{y}" font-size="{size}""#);
        if *weight != Weight::Regular {
            let _ = write!(self.out, r#" font-weight="{}""#, weight.css());
        }
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.out.push_str(r#" text-anchor="middle""#),
            Anchor::End => self.out.push_str(r#" text-anchor="end""#),
        }
        let angle_deg = self.number(angle_rad.to_degrees(), 3);
        if angle_deg != "0" {
            let _ = write!(self.out, r#" transform="rotate({angle_deg} {x} {y})""#);
        }
        self.out.push_str(&paint("fill", *color));
        if let Some(halo) = halo {
            let width = self.length(2.0 * halo.reach);
            let stroke = paint("stroke", halo.color);
            let _ = write!(
                self.out,
                r#"{stroke} stroke-width="{width}" paint-order="stroke""#
            );
        }
        if lines.len() > 1 {
            self.out.push('>');
            // The space between two words belongs to the first line, and is as
            // wide there as anywhere: the line is moved to make up for it.
            let space = font::width(" ", *weight, em);
            let shift = match anchor {
                Anchor::Start => 0.0,
                Anchor::Middle => space / 2.0,
                Anchor::End => space,
            };
            for (i, line) in lines.iter().enumerate() {
                let last = i + 1 == lines.len();
                let x = line.origin.x + if last { 0.0 } else { shift };
                let (x, y) = (self.coordinate(x), self.coordinate(line.origin.y));
                let text = escape(&line.text);
                let gap = if last { "" } else { " " };
                let _ = write!(self.out, r#"<tspan x="{x}" y="{y}">{text}{gap}</tspan>"#);
            }
            self.out.push_str("</text>");
            return;
        }
        let loses_space = text.starts_with(char::is_whitespace)
            || text.ends_with(char::is_whitespace)
            || text
                .chars()
                .zip(text.chars().skip(1))
                .any(|(a, b)| a.is_whitespace() && b.is_whitespace());
        if loses_space {
            // The first is for SVG 1.1, the second for browsers.
            self.out
                .push_str(r#" xml:space="preserve" style="white-space:pre""#);
        }
        let _ = write!(self.out, ">{}</text>", escape(text));
    }

    fn image(&mut self, bytes: &[u8], frame: Rect, clip: &BezPath) -> Result<(), ExportError> {
        let mime = mime(bytes)?;
        self.clips += 1;
        let id = format!("{}clip-{}", escape(self.prefix), self.clips);
        let d = self.data(clip);
        let [x, y, w, h] =
            [frame.x0, frame.y0, frame.width(), frame.height()].map(|v| self.coordinate(v));
        let _ = write!(
            self.out,
            r#"<clipPath id="{id}"><path d="{d}"/></clipPath><image x="{x}" y="{y}" width="{w}" height="{h}" preserveAspectRatio="none" clip-path="url(#{id})" xlink:href="data:{mime};base64,{}"/>"#,
            BASE64.encode(bytes),
        );
        Ok(())
    }
}

/// Whether a run is the next line of a text that begins with another.
fn continues(first: &TextRun, next: &TextRun) -> bool {
    let plain = |t: &str| !t.is_empty() && t.split_whitespace().collect::<Vec<_>>().join(" ") == t;
    first.angle_rad == 0.0
        && plain(&first.text)
        && plain(&next.text)
        && next.origin.y > first.origin.y
        && TextRun {
            text: first.text.clone(),
            origin: first.origin,
            ..next.clone()
        } == *first
}

#[cfg(test)]
#[path = "svg_tests.rs"]
mod tests;
