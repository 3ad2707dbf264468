//! The program as seen from a terminal: the window, or a command without one.
//!
//! Exit codes: 0 done and clean, 1 problems were found in a document, 2 the
//! command could not run.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod check;
mod evidence;
mod layout;

use crate::export;
use crate::file::{self, OpenError};
use crate::picture::{self, Picture, SheetOptions, Snapshot, Theme, ThemeName};

/// Who did what to whom, when, and who says so.
#[derive(Debug, Parser)]
#[command(version, about, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    /// Document to open in the window
    file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say everything that is wrong with documents
    ///
    /// Each problem is a line `file:line:column: error|warning: message (hint)`
    /// on standard output. Exits with 0 when there is no error, 1 when there
    /// is, 2 when a file could not be read at all.
    Check {
        /// Documents to check
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Print one JSON array of problems instead of lines
        #[arg(long)]
        json: bool,
        /// Tell also how much of the sources is cited, what of it has moved,
        /// and which actions need a source
        #[arg(long)]
        evidence: bool,
    },
    /// Draw a document: the same picture as in the window, without one
    ///
    /// The same input and options give the same bytes. Needs no display.
    Snapshot(SnapshotArgs),
    /// Give every actor a place
    ///
    /// Pinned actors stay where they are. Prints the seconds that the algorithm
    /// took, alone, on standard error. The same input, algorithm and seed give
    /// the same bytes.
    Layout(layout::LayoutArgs),
    /// Write a document in the canonical form of the newest version
    Convert {
        /// Document to read
        #[arg(value_name = "IN.ron")]
        input: PathBuf,
        /// Document to write; another document there is replaced
        #[arg(value_name = "OUT.ron")]
        output: PathBuf,
    },
}

/// What to write, and how.
#[derive(Debug, clap::Args)]
struct SnapshotArgs {
    /// Document to draw
    #[arg(value_name = "FILE")]
    input: PathBuf,
    /// Picture to write; its ending tells the format: .svg or .png
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
    /// Arrangement to draw; the first one unless given
    #[arg(long, value_name = "NAME")]
    arrangement: Option<String>,
    /// Lens to look through: what it leaves out is faded or left out, and the
    /// picture says so; everything is drawn unless given
    #[arg(long, value_name = "NAME")]
    lens: Option<String>,
    /// Size of the page in CSS px, such as 1920x1080; the graph is fitted into it
    #[arg(long, value_name = "WxH", value_parser = page_size)]
    size: Option<(f64, f64)>,
    /// Enlargement: pixels of a PNG for each CSS px
    #[arg(
        long,
        value_name = "X",
        default_value_t = 1.0,
        allow_negative_numbers = true
    )]
    scale: f64,
    /// Colours
    #[arg(long, value_enum, default_value_t = ThemeArg::Light)]
    theme: ThemeArg,
    /// Leave out the paper
    #[arg(long)]
    transparent: bool,
    /// Leave out the title
    #[arg(long)]
    no_title: bool,
    /// Leave out the legend
    #[arg(long)]
    no_legend: bool,
    /// Leave out the line that names the sources
    #[arg(long)]
    no_source: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ThemeArg {
    Light,
    Dark,
    Print,
}

impl From<ThemeArg> for ThemeName {
    fn from(arg: ThemeArg) -> Self {
        match arg {
            ThemeArg::Light => Self::Light,
            ThemeArg::Dark => Self::Dark,
            ThemeArg::Print => Self::Print,
        }
    }
}

/// Reads "1920x1080".
fn page_size(text: &str) -> Result<(f64, f64), String> {
    let sides = text.split_once(['x', 'X', '×']).and_then(|(w, h)| {
        let side = |t: &str| {
            let side: f64 = t.trim().parse().ok()?;
            (16.0..=20_000.0).contains(&side).then_some(side)
        };
        Some((side(w)?, side(h)?))
    });
    sides.ok_or_else(|| "write WIDTHxHEIGHT, each from 16 to 20000, such as 1920x1080".to_owned())
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Done, and nothing to complain of.
    Clean,
    /// A document has errors.
    Problems,
    /// The command could not run.
    CouldNotRun,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Problems => 1,
            Outcome::CouldNotRun => 2,
        })
    }
}

/// Runs the program with the arguments it was started with.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are "errors" too, with code 0. Whether they can
            // be printed is nobody's concern if nobody reads them.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let outcome = match cli.command {
        Some(Command::Check {
            files,
            json,
            evidence,
        }) => check::run(&files, json, evidence),
        Some(Command::Convert { input, output }) => convert(&input, &output),
        Some(Command::Snapshot(args)) => draw(&args),
        Some(Command::Layout(args)) => layout::run(&args),
        None => window(cli.file.as_deref()),
    };
    outcome.into()
}

/// Opens the window.
fn window(file: Option<&Path>) -> Outcome {
    match crate::app::run(file) {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            complain(&error.to_string());
            match error.downcast_ref::<OpenError>() {
                Some(OpenError::Problems { .. }) => Outcome::Problems,
                _ => Outcome::CouldNotRun,
            }
        }
    }
}

/// Draws a document.
fn draw(args: &SnapshotArgs) -> Outcome {
    let ending = args.output.extension().map(|e| e.to_ascii_lowercase());
    let svg = match ending.as_deref().and_then(|e| e.to_str()) {
        Some("svg") => true,
        Some("png") => false,
        _ => {
            complain(&format!(
                "{}: this format is not supported yet: name a file that ends in .svg or .png",
                args.output.display()
            ));
            return Outcome::CouldNotRun;
        }
    };
    let opened = match file::open(&args.input) {
        Ok(opened) => opened,
        Err(error) => return could_not_open(&error),
    };
    for problem in opened.warnings.iter().chain(&opened.evidence_problems) {
        complain(&format!("{}:{problem}", args.input.display()));
    }
    let doc = &opened.document;
    let arrangement = match &args.arrangement {
        Some(name) => doc.arrangement(name),
        None => doc.arrangements.first(),
    };
    let Some(arrangement) = arrangement else {
        let known = doc.arrangements.iter().map(|a| a.name.as_str());
        let name = args.arrangement.as_deref().unwrap_or_default();
        return no_such(&args.input, ("arrangement", name), known);
    };
    let lens = args.lens.as_deref().map(|name| (name, doc.lens(name)));
    if let Some((name, None)) = lens {
        let known = doc.lenses.iter().map(|l| l.name.as_str());
        return no_such(&args.input, ("lens", name), known);
    }
    let lens = lens.and_then(|(_, lens)| lens);
    let options = Snapshot {
        sheet: SheetOptions {
            title: !args.no_title,
            legend: !args.no_legend,
            source_line: !args.no_source,
            page: args.size,
            scale: args.scale,
            ..SheetOptions::default()
        },
        transparent: args.transparent,
        filters: lens.map(|l| l.filters.clone()).unwrap_or_default(),
        rest: lens.map(|l| l.rest).unwrap_or_default(),
    };
    let theme = Theme::of(args.theme.into());
    let picture = picture::snapshot(doc, arrangement, &theme, &opened.portraits, &options);
    note_missing(&picture, svg);
    let written = export::write(&picture, svg, args.scale)
        .map_err(|e| e.to_string())
        .and_then(|bytes| file::write_file(&args.output, &bytes).map_err(|e| e.to_string()));
    match written {
        Ok(()) => Outcome::Clean,
        Err(error) => {
            complain(&error);
            Outcome::CouldNotRun
        }
    }
}

/// Says that a document has nothing of a name, and what it has.
fn no_such<'n>(
    input: &Path,
    (sort, name): (&str, &str),
    known: impl Iterator<Item = &'n str>,
) -> Outcome {
    let known: Vec<String> = known.map(|name| format!("{name:?}")).collect();
    let known = match known.as_slice() {
        [] => "there are none".to_owned(),
        known => format!("there are {}", known.join(", ")),
    };
    complain(&format!(
        "{}: there is no {sort} {name:?}; {known}",
        input.display()
    ));
    Outcome::CouldNotRun
}

/// Says which characters will not look the same everywhere, or not at all.
fn note_missing(picture: &Picture, svg: bool) {
    let (missing, what) = if svg {
        (
            export::missing_glyphs(picture),
            "the embedded font lacks some characters; viewers show them in a font of their own",
        )
    } else {
        (
            export::undrawable(picture),
            "no font here has some characters, which are left out (install one that has, or \
             write SVG)",
        )
    };
    if !missing.is_empty() {
        let more = if missing.len() > 12 { " …" } else { "" };
        let list: String = missing.iter().take(12).collect();
        complain(&format!("note: {what}: {list}{more}"));
    }
}

/// Says why a document could not be opened.
fn could_not_open(error: &OpenError) -> Outcome {
    complain(&error.to_string());
    if matches!(error, OpenError::Problems { .. }) {
        Outcome::Problems
    } else {
        Outcome::CouldNotRun
    }
}

/// Re-saves a document in canonical form.
fn convert(input: &Path, output: &Path) -> Outcome {
    for path in [input, output] {
        if !path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("ron"))
        {
            complain(&format!(
                "{}: this format is not supported yet: name a file that ends in .ron",
                path.display()
            ));
            return Outcome::CouldNotRun;
        }
    }
    let opened = match file::open(input) {
        Ok(opened) => opened,
        Err(error) => return could_not_open(&error),
    };
    for warning in &opened.warnings {
        complain(&format!("{}:{warning}", input.display()));
    }
    match file::save(&opened.document, output, None) {
        Ok(_) => Outcome::Clean,
        Err(error) => {
            complain(&error.to_string());
            Outcome::CouldNotRun
        }
    }
}

/// A line on standard error; if nobody listens, there is nobody to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}

/// A reader that has gone away (`dramatis check … | head`) is no failure.
fn heard(written: io::Result<()>) -> Outcome {
    match written {
        Ok(()) => Outcome::Clean,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Clean,
        Err(error) => {
            complain(&format!("cannot write the result: {error}"));
            Outcome::CouldNotRun
        }
    }
}
