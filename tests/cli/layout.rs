//! `dramatis layout` on lists of edges.

use std::fs;

use super::{run, stderr, text};

/// The places that a chain of four gets, or what is said instead.
fn chain(options: &[&str]) -> Result<Vec<[f32; 2]>, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, out) = (folder.path().join("in.txt"), folder.path().join("out.txt"));
    fs::write(&input, "4 3\n2 0\n0 3\n3 1\n").expect("written");
    let mut args = vec!["layout", text(&input), "-o", text(&out)];
    args.extend(options);
    let output = run(&args);
    if output.status.code() != Some(0) {
        assert_eq!(output.status.code(), Some(2));
        assert!(!out.exists());
        return Err(stderr(&output));
    }
    let line = |line: &str| {
        let mut numbers = line.split(' ').map(|w| w.parse().expect("a number"));
        [(); 2].map(|()| numbers.next().expect("two"))
    };
    let lines = fs::read_to_string(&out).expect("there");
    Ok(lines.lines().map(line).collect())
}

#[test]
fn layers_lead_where_they_are_told_to() {
    for (way, axis, sign) in [
        ("down", 1, 1.0),
        ("up", 1, -1.0),
        ("right", 0, 1.0),
        ("left", 0, -1.0),
    ] {
        let at = chain(&["--algorithm", "layered", "--direction", way]).expect("laid out");
        for (from, to) in [(2, 0), (0, 3), (3, 1)] {
            assert!((at[to][axis] - at[from][axis]) * sign > 50.0, "{way}");
        }
    }
    assert_eq!(
        chain(&["--algorithm", "layered"]),
        chain(&["--algorithm", "layered", "--direction", "down"])
    );
}

#[test]
fn what_makes_no_sense_is_told() {
    let said = chain(&["--algorithm", "circle", "--direction", "up"]).expect_err("refused");
    assert!(
        said.contains("--direction up is for --algorithm layered"),
        "{said}"
    );
    let said = chain(&["--algorithm", "layers"]).expect_err("refused");
    for known in ["force", "radial", "layered"] {
        assert!(said.contains(known), "{known}: {said}");
    }
    let said = chain(&["--algorithm", "layered", "--direction", "in"]).expect_err("refused");
    assert!(said.contains("down, up, right and left"), "{said}");
}

#[test]
fn a_layered_document_keeps_its_routes_until_it_is_laid_out_otherwise() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = root.join("graphs/civil-military/civil-military.ron");
    let out = folder.path().join("out.ron");
    for (input, algorithm, bent) in [(&shipped, "layered", true), (&out, "grid", false)] {
        let args = ["layout", text(input), "--algorithm", algorithm, "-o"];
        let output = run(&[&args[..], &[text(&out)]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let written = fs::read_to_string(&out).expect("there");
        assert_eq!(
            written.contains("            bends: {"),
            bent,
            "{algorithm}"
        );
    }
}

#[test]
fn forces_are_set_and_lengths_are_as_asked() {
    let length = |at: &[[f32; 2]]| {
        let edges = [(2, 0), (0, 3), (3, 1)];
        let lengths =
            edges.map(|(u, v): (usize, usize)| (at[u][0] - at[v][0]).hypot(at[u][1] - at[v][1]));
        lengths.iter().sum::<f32>() / 3.0
    };
    let usual = chain(&[]).expect("laid out");
    assert!((length(&usual) - 100.0).abs() < 5.0, "{}", length(&usual));
    let long = chain(&["--edge-length", "300"]).expect("laid out");
    assert!((length(&long) - 300.0).abs() < 15.0, "{}", length(&long));
    for option in [["--pull", "linlog"], ["--gravity", "3"], ["--hub", "2"]] {
        let other = chain(&option).expect("laid out");
        assert_ne!(other, usual, "{option:?}");
        let refused = chain(&[&option[..], &["--algorithm", "grid"]].concat());
        let told = refused.expect_err("of force alone");
        assert!(told.contains(option[0]), "{told}");
    }
    for wrong in ["0", "-1", "NaN", "much"] {
        assert!(
            chain(&[&format!("--edge-length={wrong}")]).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn going_on_from_where_actors_stand_moves_them_less() {
    let folder = tempfile::tempdir().expect("a folder");
    let graphs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs");
    let shipped = graphs.join("treaties/treaties.ron");
    let places = |out: &std::path::Path, options: &[&str]| {
        let args = ["layout", text(&shipped), "-o", text(out)];
        let output = run(&[&args[..], options].concat());
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let doc = dramatis::file::open(out).expect("opens").document;
        doc.arrangements[0].places.clone()
    };
    let before = dramatis::file::open(&shipped).expect("opens").document;
    let before = &before.arrangements[0].places;
    let gone = |places: &std::collections::BTreeMap<_, dramatis::model::Place>| {
        let ways = places.iter().map(|(id, p)| {
            let old = &before[id];
            (p.x - old.x).hypot(p.y - old.y)
        });
        ways.sum::<f64>()
    };
    let out = folder.path().join("out.ron");
    let (warm, anew) = (
        places(&out, &["--algorithm", "stress", "--warm"]),
        places(&out, &["--algorithm", "stress"]),
    );
    assert!(
        gone(&warm) < 0.8 * gone(&anew),
        "{} of {}",
        gone(&warm),
        gone(&anew)
    );
    // What stands beside the document comes along.
    for source in dramatis::file::open(&shipped)
        .expect("opens")
        .document
        .sources
        .values()
        .filter(|s| !s.file.is_empty())
    {
        assert!(
            folder.path().join(&source.file).is_file(),
            "{}",
            source.file
        );
    }
    for (refused, why) in [
        (&["--warm"][..], "arrangement"),
        (&["--arrangement", "Overview"], "arrangement"),
        (&["--warm", "--algorithm", "grid"], "grid"),
    ] {
        let told = chain(refused).expect_err("refused");
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn nothing_is_written_over_what_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let list = folder.path().join("edges.txt");
    fs::write(&list, "3 2\n0 1\n1 2\n").expect("written");
    for (out, why) in [
        (list.clone(), "written over"),
        (folder.path().join("out.ron"), ".ron"),
        (folder.path().join("none/out.txt"), "no folder"),
    ] {
        let output = run(&["layout", text(&list), "-o", text(&out)]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(why), "{}", stderr(&output));
        assert_eq!(fs::read_to_string(&list).expect("there"), "3 2\n0 1\n1 2\n");
    }
    for (option, value, why) in [
        ("--seed", "-1", "whole number"),
        ("--gravity", "-1", "from 0"),
        ("--hub", "3", "from 0 to 2"),
        ("--edge-length", "-5", "from 0.01"),
    ] {
        let told = chain(&[option, value]).expect_err("refused");
        assert!(told.contains(why) && !told.contains("-- -"), "{told}");
    }
    fs::write(&list, "99999999999 0\n").expect("written");
    let out = folder.path().join("out.txt");
    let output = run(&["layout", text(&list), "-o", text(&out)]);
    assert!(
        stderr(&output).contains("4294967295"),
        "{}",
        stderr(&output)
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_written_through() {
    let folder = tempfile::tempdir().expect("a folder");
    let (list, pipe) = (folder.path().join("edges"), folder.path().join("pipe"));
    fs::write(&list, "2 1\n0 1\n").expect("written");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo runs").success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read_to_string(pipe).expect("read")
    });
    let output = run(&["layout", text(&list), "-o", text(&pipe)]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(reader.join().expect("ends").lines().count(), 2);
    use std::os::unix::fs::FileTypeExt as _;
    let kind = fs::metadata(&pipe).expect("there").file_type();
    assert!(kind.is_fifo(), "it is no pipe any more");
}
