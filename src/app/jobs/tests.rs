use super::*;

fn wait(jobs: &mut Jobs) -> Finished {
    let one = jobs.receiver.recv().expect("a worker answers");
    // Put back, so that it is counted as the window counts it.
    jobs.sender.send(one).expect("listening");
    jobs.finished().remove(0)
}

#[test]
fn a_worker_that_panics_says_so_and_is_busy_no_more() {
    let (mut jobs, ctx) = (Jobs::default(), egui::Context::default());
    jobs.open_with(&ctx, "in.ron".into(), |_| panic!("on purpose"));
    assert!(jobs.is_busy() && !jobs.is_writing());
    match wait(&mut jobs) {
        Finished::Opened {
            result: Err(lines), ..
        } => assert!(lines[0].starts_with("in.ron"), "{lines:?}"),
        _ => panic!("a failure to read"),
    }
    assert!(!jobs.is_busy());
    jobs.write_with(&ctx, "out.svg".into(), |_| panic!("on purpose"));
    assert!(jobs.is_writing());
    match wait(&mut jobs) {
        Finished::Exported {
            result: Err(why), ..
        } => assert!(why.starts_with("out.svg"), "{why}"),
        _ => panic!("a failure to write"),
    }
    assert!(!jobs.is_busy());
    for (text, told) in [
        (Text::File("in.pdf".into()), "in.pdf: "),
        (Text::Pasted("Words".to_owned()), "What was pasted: "),
    ] {
        jobs.read_text_with(&ctx, text, |_| panic!("on purpose"));
        match wait(&mut jobs) {
            Finished::TextRead {
                result: Err(why), ..
            } => {
                assert!(why.starts_with(told) && why.contains(GAVE_UP), "{why}");
                assert!(why.contains("save it as .txt"), "{why}");
            }
            _ => panic!("a failure to read a text"),
        }
        assert!(!jobs.is_busy());
    }
    jobs.lay_out(
        &ctx,
        |_| panic!("on purpose"),
        Arc::default(),
        Arc::default(),
    );
    match wait(&mut jobs) {
        Finished::LaidOut {
            result: Err(why), ..
        } => assert!(why.contains(GAVE_UP), "{why}"),
        _ => panic!("a failure to lay out"),
    }
    assert!(!jobs.is_busy());
}
