//! The program as seen from a terminal: the window, or a command without one.
//!
//! Exit codes: 0 done and clean, 1 problems were found in a document, 2 the
//! command could not run.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::file::{self, OpenError, Problem, Severity};

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
    },
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
        Some(Command::Check { files, json }) => check(&files, json),
        Some(Command::Convert { input, output }) => convert(&input, &output),
        None => window(cli.file.as_deref()),
    };
    outcome.into()
}

/// Opens the window.
fn window(_file: Option<&Path>) -> Outcome {
    complain("the window is not built yet");
    Outcome::CouldNotRun
}

/// Says everything that is wrong with some documents.
fn check(files: &[PathBuf], json: bool) -> Outcome {
    let mut worst = Outcome::Clean;
    let mut found: Vec<(&Path, Vec<Problem>)> = Vec::new();
    for path in files {
        match problems_of(path) {
            Ok(problems) => {
                if problems.iter().any(|p| p.severity == Severity::Error) {
                    worst = worst.max(Outcome::Problems);
                }
                found.push((path, problems));
            }
            Err(error) => {
                complain(&error.to_string());
                worst = Outcome::CouldNotRun;
            }
        }
    }
    let written = if json {
        write_json(&found)
    } else {
        write_lines(&found)
    };
    worst.max(heard(written))
}

/// Errors and warnings of a document, its evidence included, in order.
fn problems_of(path: &Path) -> Result<Vec<Problem>, OpenError> {
    match file::open(path) {
        Ok(opened) => {
            let mut problems = opened.warnings;
            problems.extend(opened.evidence_problems);
            problems.sort_by_key(Problem::at);
            Ok(problems)
        }
        Err(OpenError::Problems { problems, .. }) => Ok(problems),
        Err(error) => Err(error),
    }
}

fn write_lines(found: &[(&Path, Vec<Problem>)]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (path, problems) in found {
        for problem in problems {
            writeln!(out, "{}:{problem}", path.display())?;
        }
    }
    out.flush()
}

fn write_json(found: &[(&Path, Vec<Problem>)]) -> io::Result<()> {
    let all: Vec<serde_json::Value> = found
        .iter()
        .flat_map(|(path, problems)| {
            problems.iter().map(move |problem| {
                let Problem {
                    line,
                    column,
                    what,
                    hint,
                    severity,
                } = problem;
                serde_json::json!({
                    "file": path.to_string_lossy(),
                    "line": line,
                    "column": column,
                    "severity": severity.name(),
                    "message": what,
                    "hint": hint,
                })
            })
        })
        .collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &all)?;
    writeln!(out)?;
    out.flush()
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
        Err(error) => {
            let problems = matches!(error, OpenError::Problems { .. });
            complain(&error.to_string());
            return if problems {
                Outcome::Problems
            } else {
                Outcome::CouldNotRun
            };
        }
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
