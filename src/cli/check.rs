//! `dramatis check`: everything that is wrong with documents.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::evidence::{self, Report};
use super::{Outcome, complain, heard};
use crate::file::{self, OpenError, Problem, Severity};
use crate::picture;

/// What was found out about one document.
struct Found<'p> {
    path: &'p Path,
    problems: Vec<Problem>,
    /// On its evidence; nothing when that was not asked for, or the document
    /// could not be read.
    report: Option<Report>,
}

/// Says everything that is wrong with some documents, and how well their
/// sources have been read if that is asked for.
pub(super) fn run(files: &[PathBuf], json: bool, evidence: bool) -> Outcome {
    let mut worst = Outcome::Clean;
    let mut found: Vec<Found<'_>> = Vec::new();
    for path in files {
        match look(path, evidence) {
            Ok(one) => {
                if one.problems.iter().any(|p| p.severity == Severity::Error) {
                    worst = worst.max(Outcome::Problems);
                }
                found.push(one);
            }
            Err(error) => {
                complain(&error.to_string());
                worst = Outcome::CouldNotRun;
            }
        }
    }
    let written = if json {
        write_json(&found, evidence)
    } else {
        write_lines(&found)
    };
    worst.max(heard(written))
}

/// Errors and warnings of a document, its evidence included, in order.
fn look(path: &Path, evidence: bool) -> Result<Found<'_>, OpenError> {
    let mut opened = match file::open(path) {
        Ok(opened) => opened,
        Err(OpenError::Problems { problems, .. }) => {
            return Ok(Found {
                path,
                problems,
                report: None,
            });
        }
        Err(error) => return Err(error),
    };
    let (report, more) = match evidence.then(|| evidence::report(&mut opened)) {
        Some((report, more)) => (Some(report), more),
        None => (None, Vec::new()),
    };
    let mut problems = opened.warnings;
    for (id, bytes) in &opened.portraits {
        if let Err(error) = picture::portrait::size(bytes) {
            let at = opened.places.portraits.get(id).copied();
            problems.push(Problem::error(
                at.unwrap_or(file::Position::START),
                format!("the portrait of {:?} cannot be shown: {error}", id.as_str()),
                "use a PNG or JPEG of at most 4096 × 4096 pixels",
            ));
        }
    }
    problems.extend(opened.evidence_problems);
    problems.extend(more);
    problems.sort_by_key(Problem::at);
    Ok(Found {
        path,
        problems,
        report,
    })
}

fn write_lines(found: &[Found<'_>]) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for one in found {
        for problem in &one.problems {
            writeln!(out, "{}:{problem}", one.path.display())?;
        }
        if let Some(report) = &one.report {
            report.write(one.path, &mut out)?;
        }
    }
    out.flush()
}

/// One array of all problems or, with reports, one of files, each with its
/// problems and its report.
fn write_json(found: &[Found<'_>], evidence: bool) -> io::Result<()> {
    let all: Vec<Value> = if evidence {
        let files = found.iter().map(|one| {
            let report = one.report.as_ref().map(Report::to_json);
            let mut file = report.unwrap_or_default();
            file.insert("file".to_owned(), json!(one.path.to_string_lossy()));
            file.insert("problems".to_owned(), Value::Array(problems(one)));
            Value::Object(file)
        });
        files.collect()
    } else {
        found.iter().flat_map(problems).collect()
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer_pretty(&mut out, &all)?;
    writeln!(out)?;
    out.flush()
}

fn problems(one: &Found<'_>) -> Vec<Value> {
    let problems = one.problems.iter().map(|problem| {
        let Problem {
            line,
            column,
            what,
            hint,
            severity,
        } = problem;
        json!({
            "file": one.path.to_string_lossy(),
            "line": line,
            "column": column,
            "severity": severity.name(),
            "message": what,
            "hint": hint,
        })
    });
    problems.collect()
}
