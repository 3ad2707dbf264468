//! Tests of saving: every step fails once, and what is there is kept.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::save::save_with;
use super::*;
use crate::model::Document;

fn titled(title: &str) -> Document {
    Document {
        title: title.to_owned(),
        ..Document::new()
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder for temporary files"))
    }
    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    fn with(&self, name: &str, content: &str) -> PathBuf {
        let path = self.at(name);
        fs::write(&path, content).expect("writable");
        path
    }
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("readable");
        let mut names: Vec<String> = entries
            .map(|e| e.expect("readable").file_name().to_string_lossy().into())
            .collect();
        names.sort();
        names
    }
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("readable")
}

#[test]
fn what_is_saved_opens_equal() {
    let folder = Folder::new();
    let path = folder.at("a.ron");
    let stamp = save(&titled("one"), &path, None).expect("saved");
    let opened = open(&path).expect("opens");
    assert_eq!((opened.document, opened.stamp), (titled("one"), stamp));
    let stamp = save(&titled("two"), &path, Some(&stamp)).expect("saved");
    save(&titled("three"), &path, Some(&stamp)).expect("saved");
    assert_eq!(open(&path).expect("opens").document, titled("three"));
    assert_eq!(folder.names(), ["a.ron"], "no backup of our own form");
}

/// Fails the n-th step for every n; true while there was such a step.
fn fail_at(n: usize, doc: &Document, path: &Path) -> Result<FileStamp, (SaveStage, SaveError)> {
    let mut steps = 0;
    let mut last = SaveStage::CreateTemp;
    save_with(doc, path, None, &mut |stage| {
        steps += 1;
        last = stage;
        if steps == n + 1 {
            Err(io::Error::from(io::ErrorKind::StorageFull))
        } else {
            Ok(())
        }
    })
    .map_err(|error| (last, error))
}

#[test]
fn every_step_may_fail_and_leaves_old_or_new() {
    let by_hand = format!("// by hand\n{}", to_ron(&titled("old")));
    for old in [None, Some(to_ron(&titled("old"))), Some(by_hand)] {
        let new = to_ron(&titled("new"));
        let mut failures = Vec::new();
        loop {
            let folder = Folder::new();
            let path = folder.at("a.ron");
            if let Some(old) = &old {
                fs::write(&path, old).expect("writable");
            }
            let result = fail_at(failures.len(), &titled("new"), &path);
            let there = fs::read_to_string(&path).ok();
            let backup = fs::read_to_string(folder.at("a.ron.bak")).ok();
            assert!(backup.is_none() || backup == old, "a half backup");
            assert!(
                folder.names().iter().all(|n| !n.contains(".tmp")),
                "{:?}",
                folder.names()
            );
            match result {
                Ok(_) => {
                    assert_eq!(there.as_ref(), Some(&new));
                    break;
                }
                Err((stage, error)) => {
                    assert!(matches!(error, SaveError::Io { stage: s, .. } if s == stage));
                    assert!(
                        error.to_string().contains("make room on the disk"),
                        "{error}"
                    );
                    assert!(there == old || there.as_ref() == Some(&new), "{stage:?}");
                    failures.push(stage);
                }
            }
        }
        let once = [
            SaveStage::CreateTemp,
            SaveStage::CopyMode,
            SaveStage::Write,
            SaveStage::Write,
            SaveStage::SyncFile,
            SaveStage::Rename,
            SaveStage::SyncFolder,
        ];
        let hand_made = old.is_some_and(|o| o.starts_with("//"));
        assert_eq!(failures, once.repeat(if hand_made { 2 } else { 1 }));
    }
}

#[test]
fn a_change_by_another_program_is_not_overwritten() {
    let folder = Folder::new();
    let path = folder.at("a.ron");
    let stamp = save(&titled("mine"), &path, None).expect("saved");
    let theirs = to_ron(&titled("theirs"));
    fs::write(&path, &theirs).expect("writable");
    let refused = save(&titled("mine, later"), &path, Some(&stamp));
    assert!(matches!(refused, Err(SaveError::ChangedOnDisk { .. })));
    assert_eq!(text(&path), theirs);
    save(&titled("mine, later"), &path, None).expect("asked, and answered yes");
    assert_eq!(text(&path), to_ron(&titled("mine, later")));
}

#[test]
fn a_change_during_the_save_is_seen() {
    let folder = Folder::new();
    let path = folder.at("a.ron");
    save(&titled("old"), &path, None).expect("saved");
    let refused = save_with(&titled("new"), &path, None, &mut |stage| {
        if stage == SaveStage::SyncFile {
            fs::write(&path, "somebody else was here")?;
        }
        Ok(())
    });
    assert!(matches!(refused, Err(SaveError::ChangedOnDisk { .. })));
    assert_eq!(text(&path), "somebody else was here");
    assert_eq!(folder.names(), ["a.ron"]);
}

#[test]
fn a_vanished_file_is_written_anew() {
    let folder = Folder::new();
    let path = folder.at("a.ron");
    let stamp = save(&titled("a"), &path, None).expect("saved");
    fs::remove_file(&path).expect("removable");
    save(&titled("b"), &path, Some(&stamp)).expect("saved");
    assert_eq!(text(&path), to_ron(&titled("b")));
}

#[test]
fn newer_and_unreadable_files_are_never_overwritten() {
    let folder = Folder::new();
    for (content, newer) in [
        ("Dramatis(version: 1000, new: 1)", true),
        ("a diary", false),
        ("", false),
        ("Dramatis(version: 1, actors: {", false),
    ] {
        let path = folder.with("a.ron", content);
        let stamp = FileStamp::of(b"something else");
        for expected in [None, Some(&stamp)] {
            match save(&titled("new"), &path, expected) {
                Err(SaveError::NewerVersion { version, .. }) => {
                    assert!(newer);
                    assert_eq!(version, "1000");
                }
                Err(SaveError::NotADocument { .. }) => assert!(!newer, "{content}"),
                other => panic!("{content}: {other:?}"),
            }
        }
        assert_eq!(text(&path), content);
    }
    assert!(matches!(
        save(&titled("new"), folder.0.path(), None),
        Err(SaveError::Unreadable(OpenError::NotAFile { .. }))
    ));
}

#[test]
fn a_file_made_by_hand_is_kept_once() {
    let folder = Folder::new();
    let first = format!("// first\n{}", to_ron(&titled("old")));
    let path = folder.with("a.ron", &first);
    let opened = open(&path).expect("opens");
    let stamp = save(&titled("new"), &path, Some(&opened.stamp)).expect("saved");
    save(&titled("newer"), &path, Some(&stamp)).expect("saved");
    assert_eq!(folder.names(), ["a.ron", "a.ron.bak"]);
    assert_eq!(text(&folder.at("a.ron.bak")), first);
    let second = format!("// second\n{}", to_ron(&titled("old")));
    fs::write(&path, &second).expect("writable");
    save(&titled("newest"), &path, None).expect("saved");
    assert_eq!(
        text(&folder.at("a.ron.bak")),
        first,
        "an older backup stays"
    );
    assert_eq!(text(&folder.at("a.ron.bak-2")), second);
}

#[test]
fn a_document_that_breaks_a_rule_is_not_written() {
    let folder = Folder::new();
    let path = folder.with("a.ron", &to_ron(&titled("good")));
    let mut bad = titled("bad");
    bad.arrangements[0].name = " ".to_owned();
    let error = save(&bad, &path, None).expect_err("refused").to_string();
    assert!(error.contains("the name is blank"), "{error}");
    assert_eq!(text(&path), to_ron(&titled("good")));
}

#[test]
fn equal_bytes_are_not_written_again() {
    let folder = Folder::new();
    let path = folder.at("a.ron");
    save(&titled("a"), &path, None).expect("saved");
    let mut steps = 0;
    save_with(&titled("a"), &path, None, &mut |_| {
        steps += 1;
        Ok(())
    })
    .expect("saved");
    assert_eq!(steps, 0);
}

#[test]
fn errors_name_the_file_and_the_way_out() {
    let folder = Folder::new();
    let error = save(&titled("a"), &folder.at("no/such/a.ron"), None).expect_err("no folder");
    let told = error.to_string();
    assert!(
        told.contains("no/such/a.ron: not saved, cannot create a temporary file"),
        "{told}"
    );
    assert!(told.ends_with(": choose a folder that exists"), "{told}");
    // A folder that may not be written to, also where the tests run as root.
    let denied = save_with(&titled("a"), &folder.at("a.ron"), None, &mut |_| {
        Err(io::Error::from(io::ErrorKind::PermissionDenied))
    });
    let told = denied.expect_err("denied").to_string();
    assert!(
        told.ends_with("choose a folder that you may write to"),
        "{told}"
    );
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").permissions().mode() & 0o7777
    }

    #[test]
    fn links_stay_links_also_dangling_ones() {
        let folder = Folder::new();
        fs::create_dir(folder.at("real")).expect("writable");
        let real = folder.at("real/a.ron");
        let link = folder.at("link.ron");
        symlink("real/a.ron", &link).expect("writable");
        for title in ["through a dangling link", "through a link"] {
            save(&titled(title), &link, None).expect("saved");
            assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
            assert_eq!(text(&real), to_ron(&titled(title)));
        }
        let round = folder.at("round.ron");
        symlink("round.ron", &round).expect("writable");
        assert!(matches!(
            save(&titled("x"), &round, None),
            Err(SaveError::Unreadable(_))
        ));
    }

    #[test]
    fn the_mode_is_kept() {
        let folder = Folder::new();
        let path = folder.at("a.ron");
        save(&titled("a"), &path, None).expect("saved");
        assert_eq!(mode(&path) & !0o644, 0, "no more than 0644");
        for m in [0o600, 0o664, 0o640] {
            fs::set_permissions(&path, fs::Permissions::from_mode(m)).expect("ours");
            save(&titled(&format!("{m}")), &path, None).expect("saved");
            assert_eq!(mode(&path), m);
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("ours");
        assert!(matches!(
            save(&titled("b"), &path, None),
            Err(SaveError::ReadOnly { .. })
        ));
        assert_eq!(folder.names(), ["a.ron"]);
    }

    #[test]
    fn pipes_are_not_waited_for() {
        let folder = Folder::new();
        let pipe = folder.at("pipe.ron");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        if made.is_ok_and(|s| s.success()) {
            assert!(matches!(open(&pipe), Err(OpenError::NotAFile { .. })));
        }
    }
}

#[test]
fn stale_temporary_files_of_this_document_go() {
    let folder = Folder::new();
    let path = folder.at("a.ron");
    save(&titled("a"), &path, None).expect("saved");
    let old = folder.with(".a.ron.tmp-1-0", "half");
    let file = fs::File::options().write(true).open(old).expect("ours");
    let long_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(7200);
    file.set_modified(long_ago).expect("ours");
    folder.with(".a.ron.tmp-1-1", "being written");
    save(&titled("b"), &path, None).expect("saved");
    assert_eq!(folder.names(), [".a.ron.tmp-1-1", "a.ron"]);
}

#[test]
fn evidence_is_found_beside_the_document() {
    let folder = Folder::new();
    let sample = include_str!("../../tests/samples/v4/everything.ron");
    let chronicle = include_str!("../../tests/samples/v4/chronicle.md");
    fs::create_dir(folder.at("portraits")).expect("writable");
    let portrait = include_bytes!("../../tests/samples/v4/portraits/bismarck.png");
    fs::write(folder.at("portraits/bismarck.png"), portrait).expect("writable");
    let problems = |sample: &str, chronicle: Option<&[u8]>| -> Vec<String> {
        match chronicle {
            Some(bytes) => fs::write(folder.at("chronicle.md"), bytes),
            None => fs::remove_file(folder.at("chronicle.md")),
        }
        .expect("writable");
        let opened = open(&folder.with("a.ron", sample)).expect("opens all the same");
        opened
            .evidence_problems
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    let good = Some(chronicle.as_bytes());
    assert_eq!(problems(sample, good), [""; 0]);
    assert_eq!(
        problems(&sample.replace("the-congress/1", "the-congress/2"), good),
        [
            "53:29: warning: action \"bismarck-hosts\", claim 1, source \"chronicle\": the text has no \
             paragraph \"the-congress/2\"; they stand in \"the-congress/1\" (correct the anchor)"
        ]
    );
    let found = problems(&sample.replace("presided over the", "fled the"), good);
    assert!(found[0].starts_with("54:28: error: "), "{found:?}");
    let lossy = [chronicle.as_bytes(), b"\xFF"].concat();
    let found = problems(sample, Some(&lossy));
    assert!(
        found.len() == 1 && found[0].starts_with("103:19: warning: "),
        "{found:?}"
    );
    let large = vec![b'x'; MAX_TEXT_BYTES as usize + 1];
    assert!(problems(sample, Some(&large))[0].contains("is larger than"));
    assert_eq!(
        problems(sample, None),
        [
            "103:19: error: the text \"chronicle.md\" is not there (put it beside the document, or \
             correct its name)"
        ]
    );
    fs::write(folder.at("chronicle.md"), "").expect("writable");
    for outside in ["/etc/passwd", "../chronicle.md", "."] {
        let found = problems(
            &sample.replace("\"chronicle.md\"", &format!("{outside:?}")),
            good,
        );
        assert!(
            found[0].starts_with("103:19: error: the text "),
            "{found:?}"
        );
    }
}
