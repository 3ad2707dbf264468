//! `dramatis layout`: positions for a document, or for a bare list of edges.

use std::fmt::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::{Outcome, complain, could_not_open};
use crate::edit;
use crate::file;
use crate::layout::{
    Algorithm, Camps, Direction, Facts, Force, Grouping, Layered, Layout, LayoutRequest, Placed,
    Pull, Sides, Slice, Topology,
};
use crate::picture;

/// Longest edge list read, in bytes.
const MAX_LIST_BYTES: u64 = 4 << 30;

/// What to lay out, and how.
#[derive(Debug, clap::Args)]
pub(super) struct LayoutArgs {
    /// Document (.ron), or a list of edges: a line `n m`, then m lines `u v`
    #[arg(value_name = "FILE")]
    input: PathBuf,
    #[arg(long, value_name = "NAME", default_value = "force", help = format!("How: one of {}", Algorithm::names()))]
    algorithm: Algorithm,
    /// Where the arrows of a layered layout lead: down, up, right or left [default: down]
    #[arg(long, value_name = "WAY")]
    direction: Option<Direction>,
    /// What makes the sides of camps (stance unless given, or tag), or the
    /// blocks of attribute (kind unless given, or tag)
    #[arg(long, value_name = "WHAT")]
    by: Option<By>,
    /// Length of a typical edge, in document units
    #[arg(long, value_name = "UNITS", value_parser = above_zero, allow_negative_numbers = true)]
    edge_length: Option<f32>,
    /// Force, communities, stress: improve on where actors stand
    #[arg(long)]
    warm: bool,
    /// Force: pull to the middle, from 0 [default: 0.1]
    #[arg(long, value_name = "X", value_parser = from_zero, allow_negative_numbers = true)]
    gravity: Option<f32>,
    /// Force: how far hubs push each other apart, from 0 (all alike) to 2 [default: 0.5]
    #[arg(long, value_name = "X", value_parser = to_two, allow_negative_numbers = true)]
    hub: Option<f32>,
    /// Force: how edges pull [default: linear]
    #[arg(long, value_name = "HOW")]
    pull: Option<PullArg>,
    /// Another number gives another layout where chance has a part; the same
    /// one gives the same bytes
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = whole, allow_negative_numbers = true)]
    seed: u64,
    /// Arrangement to lay out; the first one unless given
    #[arg(long, value_name = "NAME")]
    arrangement: Option<String>,
    /// Threads to use; the result does not depend on it
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=64))]
    threads: u8,
    /// What to write: a document (.ron), or for a list of edges a line `x y` a node
    #[arg(short, long, value_name = "OUT")]
    output: PathBuf,
}

/// What groups actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum By {
    /// The kind of actor
    Kind,
    /// The first tag
    Tag,
    /// The stances of actions
    Stance,
}

/// How an edge pulls over its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum PullArg {
    /// The same at any length (LinLog): clusters far apart
    Linlog,
    /// With the root of the length
    Root,
    /// With the length
    Linear,
    /// With the square of the length: even lengths
    Square,
}

impl From<PullArg> for Pull {
    fn from(arg: PullArg) -> Self {
        match arg {
            PullArg::Linlog => Self::Constant,
            PullArg::Root => Self::Root,
            PullArg::Linear => Self::Linear,
            PullArg::Square => Self::Square,
        }
    }
}

/// Reads a number from 0 up.
fn from_zero(text: &str) -> Result<f32, String> {
    let number = text.parse::<f32>().ok();
    let sound = number.filter(|v| (0.0..=1e6).contains(v));
    sound.ok_or_else(|| "write a number from 0 to 1000000".to_owned())
}

/// Reads a number from 0 to 2.
fn to_two(text: &str) -> Result<f32, String> {
    let number = text.parse::<f32>().ok();
    let sound = number.filter(|v| (0.0..=2.0).contains(v));
    sound.ok_or_else(|| "write a number from 0 to 2".to_owned())
}

/// Reads a seed.
fn whole(text: &str) -> Result<u64, String> {
    let most = u64::MAX;
    text.parse()
        .map_err(|_| format!("write a whole number from 0 to {most}"))
}

/// Reads a number above 0.
fn above_zero(text: &str) -> Result<f32, String> {
    let number = from_zero(text).ok().filter(|v| *v >= 0.01);
    number.ok_or_else(|| "write a number from 0.01 to 1000000".to_owned())
}

/// The force layout with the settings given; `None` without any.
fn force(args: &LayoutArgs) -> Result<Option<Force>, String> {
    let given = [
        args.gravity.map(|_| "gravity"),
        args.hub.map(|_| "hub"),
        args.pull.map(|_| "pull"),
    ];
    let Some(first) = given.into_iter().flatten().next() else {
        return Ok(None);
    };
    if args.algorithm != Algorithm::Force {
        return Err(format!(
            "--{first} is for --algorithm {}, not for {}",
            Algorithm::Force.name(),
            args.algorithm.name()
        ));
    }
    let usual = Force::default();
    Ok(Some(Force {
        pull: args.pull.map_or(usual.pull, Pull::from),
        gravity: args.gravity.unwrap_or(usual.gravity),
        hub: args.hub.unwrap_or(usual.hub),
        ..usual
    }))
}

/// How actors are grouped; or why they cannot be.
fn grouping(args: &LayoutArgs) -> Result<Grouping, String> {
    Ok(match (args.algorithm, args.by) {
        (Algorithm::Camps, None | Some(By::Stance)) => Grouping::Community,
        (Algorithm::Camps, Some(By::Tag)) => Grouping::OpposedTags,
        (Algorithm::Camps, Some(By::Kind)) => {
            return Err("--by kind: camps are by stance or by tag".to_owned());
        }
        (Algorithm::Attribute, None | Some(By::Kind)) => Grouping::Kind,
        (Algorithm::Attribute, Some(By::Tag)) => Grouping::Tag,
        (Algorithm::Attribute, Some(By::Stance)) => {
            return Err("--by stance: attribute is by kind or by tag".to_owned());
        }
        (_, None) => Grouping::Community,
        (other, Some(_)) => {
            return Err(format!(
                "--by is for camps and attribute, not for {}",
                other.name()
            ));
        }
    })
}

/// Lays something out.
pub(super) fn run(args: &LayoutArgs) -> Outcome {
    // Before anything is read, which may take long.
    let done = folder(args).and_then(|()| layout(args)).and_then(|layout| {
        if is_ron(&args.input) {
            document(args, layout.as_ref())
        } else {
            edge_list(args, layout.as_ref())
        }
    });
    match done {
        Ok(outcome) => outcome,
        Err(message) => {
            complain(&message);
            Outcome::CouldNotRun
        }
    }
}

fn is_ron(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("ron"))
}

/// Whether there is a folder to write to.
fn folder(args: &LayoutArgs) -> Result<(), String> {
    match args.output.parent() {
        Some(folder) if !folder.as_os_str().is_empty() && !folder.is_dir() => Err(format!(
            "{}: there is no folder {}",
            args.output.display(),
            folder.display()
        )),
        _ => Ok(()),
    }
}

/// The layout that is asked for; or why there is none such.
fn layout(args: &LayoutArgs) -> Result<Box<dyn Layout + Send + Sync>, String> {
    if args.warm && !args.algorithm.can_go_on() {
        return Err(format!(
            "--warm: the layout {:?} does not go on from where actors stand",
            args.algorithm.name()
        ));
    }
    if let Some(force) = force(args)? {
        return match args.direction {
            None => Ok(Box::new(force)),
            Some(_) => Err("--direction is for layered layouts, not for force".to_owned()),
        };
    }
    match (args.algorithm, args.direction) {
        (Algorithm::Layered, Some(direction)) => Ok(Box::new(Layered { direction })),
        (Algorithm::Camps, None) if args.by == Some(By::Tag) => {
            Ok(Box::new(Camps { by: Sides::Groups }))
        }
        (by, None) => Ok(by.layout()),
        (by, Some(direction)) => Err(format!(
            "--direction {} is for --algorithm {}; the layout {:?} has no direction",
            direction.name(),
            Algorithm::Layered.name(),
            by.name()
        )),
    }
}

fn place(
    args: &LayoutArgs,
    layout: &dyn Layout,
    graph: &Topology,
    request: LayoutRequest,
) -> Result<Placed, String> {
    let request = LayoutRequest {
        threads: usize::from(args.threads),
        edge_length: args.edge_length.unwrap_or(request.edge_length),
        warm: args.warm,
        ..request
    };
    let start = Instant::now();
    let placed = layout
        .place_and_route(graph, &request, &mut |_| ControlFlow::Continue(()))
        .map_err(|e| e.to_string())?;
    complain(&format!("{:.3} s", start.elapsed().as_secs_f64()));
    Ok(placed)
}

fn document(args: &LayoutArgs, layout: &dyn Layout) -> Result<Outcome, String> {
    let grouping = grouping(args)?;
    if !is_ron(&args.output) {
        return Err(format!(
            "{}: a document's layout is written into a document: name a file that ends in .ron",
            args.output.display()
        ));
    }
    let opened = match file::open(&args.input) {
        Ok(opened) => opened,
        Err(error) => return Ok(could_not_open(&error)),
    };
    for warning in &opened.warnings {
        complain(&format!("{}:{warning}", args.input.display()));
    }
    let mut doc = opened.document;
    let index = match &args.arrangement {
        Some(name) => doc.arrangements.iter().position(|a| a.name == *name),
        None => (!doc.arrangements.is_empty()).then_some(0),
    };
    let Some(index) = index else {
        let known: Vec<String> = doc
            .arrangements
            .iter()
            .map(|a| format!("{:?}", a.name))
            .collect();
        return Err(format!(
            "{}: there is no arrangement {:?}; there are {}",
            args.input.display(),
            args.arrangement.as_deref().unwrap_or_default(),
            known.join(", ")
        ));
    };
    let slice = Slice::of(
        &doc.graph,
        &doc.arrangements[index],
        None,
        picture::footprint,
    )
    .grouped_by(&doc.graph, grouping);
    let placed = place(args, layout, &slice.topology, slice.request(args.seed))?;
    let moves = slice.moves(&placed.at);
    let places: Vec<_> = moves.map(|(id, place)| (id.clone(), place)).collect();
    let courses = slice.courses(&placed);
    let courses: Vec<_> = courses.map(|(id, points)| (id.clone(), points)).collect();
    let name = doc.arrangements[index].name.clone();
    let step = edit::lay_out(&doc, &name, &places, &courses, "lay out");
    for change in step.edits {
        edit::apply(&mut doc, change).map_err(|e| e.to_string())?;
    }
    // The camera looked at what was there before.
    doc.arrangements[index].camera = None;
    file::save(&doc, &args.output, None).map_err(|e| e.to_string())?;
    if args.output.parent() != args.input.parent()
        && let Err(left) = file::copy_beside(&doc, &args.input, &args.output)
    {
        for what in left {
            complain(&format!("left behind: {what}"));
        }
    }
    Ok(Outcome::Clean)
}

fn edge_list(args: &LayoutArgs, layout: &dyn Layout) -> Result<Outcome, String> {
    let shown = args.input.display();
    grouping(args)?;
    if args.arrangement.is_some() || args.warm {
        return Err(format!(
            "{shown}: a list of edges has no arrangement to look at"
        ));
    }
    if let Some(by @ (By::Kind | By::Tag)) = args.by {
        let by = format!("{by:?}").to_lowercase();
        return Err(format!("{shown}: a list of edges says nothing of any {by}"));
    }
    if is_ron(&args.output) {
        return Err(format!(
            "{}: a list of edges is laid out into lines `x y`: name a file that does not end in .ron",
            args.output.display()
        ));
    }
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    if real(&args.input).is_some() && real(&args.input) == real(&args.output) {
        return Err(format!(
            "{shown}: the places would be written over the list of edges; name another file"
        ));
    }
    let size = std::fs::metadata(&args.input)
        .map_err(|e| format!("{shown}: {e}"))?
        .len();
    if size > MAX_LIST_BYTES {
        return Err(format!(
            "{shown}: {size} bytes are more than an edge list may have"
        ));
    }
    let text = std::fs::read_to_string(&args.input).map_err(|e| match e.kind() {
        std::io::ErrorKind::InvalidData => format!(
            "{shown}: this is no text; give a document whose name ends in .ron, or a list of edges"
        ),
        _ => format!("{shown}: {e}"),
    })?;
    let (n, edges) = parse(&text).map_err(|(line, what)| {
        format!("{shown}:{line}: {what} (what does not end in .ron is read as a list of edges)")
    })?;
    let mut graph = Topology::new(n, &edges);
    if args.algorithm.uses_facts() {
        graph = graph.with_facts(Facts::directed(n, &edges));
    }
    let placed = place(
        args,
        layout,
        &graph,
        LayoutRequest {
            seed: args.seed,
            ..LayoutRequest::default()
        },
    )?;
    let mut out = String::with_capacity(placed.at.len() * 20);
    for [x, y] in placed.at {
        writeln!(out, "{x} {y}").map_err(|e| e.to_string())?;
    }
    file::write_file(&args.output, out.as_bytes()).map_err(|e| e.to_string())?;
    Ok(Outcome::Clean)
}

type Edges = Vec<(u32, u32)>;

/// Reads `n m`, then `u v` lines; or the line that is wrong, and how.
fn parse(text: &str) -> Result<(usize, Edges), (usize, String)> {
    let mut lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty());
    let pair = |line: &str, number: usize| {
        let mut words = line.split_ascii_whitespace().map(str::parse::<u32>);
        match (words.next(), words.next(), words.next()) {
            (Some(Ok(a)), Some(Ok(b)), None) => Ok((a, b)),
            _ if line.split_ascii_whitespace().count() == 2
                && line
                    .bytes()
                    .all(|b| b.is_ascii_digit() || b == b' ' || b == b'\t') =>
            {
                let most = u32::MAX;
                Err((
                    number,
                    format!("numbers up to {most} are wanted here, not {line:?}"),
                ))
            }
            _ => Err((
                number,
                format!("two whole numbers are wanted here, not {line:?}"),
            )),
        }
    };
    let Some((line, number)) = lines.next() else {
        return Err((
            1,
            "an edge list begins with a line `n m`; this file is empty".to_owned(),
        ));
    };
    let (n, m) = pair(line, number)?;
    if n > 50_000_000 {
        return Err((number, format!("{n} nodes are more than can be laid out")));
    }
    let mut edges = Vec::with_capacity((m as usize).min(text.len() / 4));
    for (line, number) in lines {
        let (u, v) = pair(line, number)?;
        if u >= n || v >= n {
            return Err((
                number,
                format!("nodes are numbered from 0 to {}", n.saturating_sub(1)),
            ));
        }
        edges.push((u, v));
    }
    if edges.len() != m as usize {
        return Err((
            number,
            format!("{m} edges are announced, but {} follow", edges.len()),
        ));
    }
    Ok((n as usize, edges))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_groups_goes_with_what_is_grouped() {
        let args = |algorithm, by| LayoutArgs {
            direction: None,
            edge_length: None,
            warm: false,
            gravity: None,
            hub: None,
            pull: None,
            input: PathBuf::from("in.ron"),
            algorithm,
            by,
            seed: 1,
            arrangement: None,
            threads: 1,
            output: PathBuf::from("out.ron"),
        };
        for algorithm in Algorithm::ALL {
            assert!(grouping(&args(algorithm, None)).is_ok(), "{algorithm:?}");
            for by in [By::Kind, By::Tag, By::Stance] {
                let told = grouping(&args(algorithm, Some(by)));
                let sound = match algorithm {
                    Algorithm::Camps => by != By::Kind,
                    Algorithm::Attribute => by != By::Stance,
                    _ => false,
                };
                assert_eq!(told.is_ok(), sound, "{algorithm:?} by {by:?}");
            }
        }
        let by_tag = grouping(&args(Algorithm::Camps, Some(By::Tag)));
        assert_eq!(by_tag, Ok(Grouping::OpposedTags));
        assert_eq!(
            grouping(&args(Algorithm::Attribute, None)),
            Ok(Grouping::Kind)
        );
    }

    #[test]
    fn edge_lists_are_read_and_faults_told() {
        assert_eq!(parse("3 2\n0 1\n\n1 2\n"), Ok((3, vec![(0, 1), (1, 2)])));
        for (text, line) in [
            ("", 1),
            ("3 1\n0 x\n", 2),
            ("3 1\n0 3\n", 2),
            ("3 2\n0 1\n", 1),
            ("1 2 3\n", 1),
        ] {
            assert_eq!(parse(text).map_err(|(line, _)| line), Err(line), "{text:?}");
        }
    }
}
