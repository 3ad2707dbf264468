//! Receipts: the card beside an action, and actions copied as citations.

use dramatis::app::panels::Sheet;
use dramatis::app::{Action, Command, Workspace};
use dramatis::edit::{Edit, Selection, Transaction};
use dramatis::model::{ActionId, Claimant, Status};
use dramatis::picture::{Receipt, Shows};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, MouseWheelUnit, OutputCommand, PointerButton, Pos2, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable, by};
use kurbo::Point;

use crate::crowds::crowd;
use crate::stage::{CTRL_SHIFT, Setup, Stage};
use crate::table;

/// Actions whose line can be pointed at, and where.
fn lines(stage: &Stage) -> Vec<(ActionId, Pos2)> {
    let links = stage.doc().graph.links();
    let ids: Vec<ActionId> = links.map(|l| l.action.id.clone()).collect();
    let found = ids.into_iter().filter_map(|id| {
        let at = stage.on_line(&id)?;
        Some((id, at))
    });
    found.collect()
}

fn told(stage: &Stage) -> Option<(ActionId, Rect)> {
    let (id, rect) = stage.app().receipt()?;
    Some((id.clone(), rect))
}

/// Everything that is written on screen.
fn texts(stage: &Stage) -> Vec<String> {
    let labels = stage.harness.query_all(by().role(Role::Label));
    labels.filter_map(|n| n.accesskit_node().value()).collect()
}

fn rest_on(stage: &mut Stage, at: Pos2) {
    stage.hover(at);
    stage.frames(1);
    stage.wait(0.6);
}

fn away(stage: &mut Stage) {
    let empty = stage.empty(0);
    stage.hover(empty);
    stage.wait(1.0);
}

#[test]
fn a_card_comes_where_the_pointer_rests_and_tells_who_says_so() {
    let mut stage = Stage::open("civil-military");
    let (id, at) = lines(&stage).swap_remove(0);
    let before = stage.doc().clone();
    stage.hover(at);
    stage.wait(0.3);
    assert_eq!(told(&stage), None, "the pointer may only pass");
    stage.wait(0.3);
    let (shown, rect) = told(&stage).expect("a card");
    assert_eq!(shown, id);
    let receipt = Receipt::of(&before, before.graph.link(&id).expect("there"));
    let all = texts(&stage);
    assert!(all.contains(&receipt.deed), "{all:#?}");
    let said = &receipt.said[0];
    let head = format!("According to {}  ·  {}", said.by, said.status_in_words());
    assert!(all.contains(&head), "{head} in {all:#?}");
    let quote = all.iter().find(|t| t.starts_with('“')).expect("the words");
    let words = quote.trim_matches(['“', '”', '…']);
    assert!(said.quote.starts_with(words), "{quote}");
    let cited = said.source.as_ref().expect("known");
    assert!(all.iter().any(|t| t.contains(&cited.title)), "{all:#?}");
    assert!(all.iter().any(|t| t.contains(" confidence")), "{all:#?}");
    // It is calm: not too wide, in the window, and beside what it is about.
    assert!(rect.width() <= 420.0 && !rect.contains(at), "{rect:?}");
    assert!(stage.harness.ctx.content_rect().contains_rect(rect));
    // It is made once, however long it stands.
    let made = stage.app().receipts_made();
    stage.frames(30);
    stage.hover(at + vec2(0.5, 0.0));
    stage.frames(10);
    assert_eq!(stage.app().receipts_made(), made);
    assert!(told(&stage).is_some());
    away(&mut stage);
    assert_eq!(told(&stage), None);
    stage.is_as(&before);
}

#[test]
fn no_line_is_covered_by_its_card_and_the_next_card_comes_at_once() {
    let mut stage = Stage::open("civil-military");
    let all = lines(&stage);
    assert!(all.len() > 5);
    rest_on(&mut stage, all[0].1);
    assert_eq!(told(&stage).map(|t| t.0), Some(all[0].0.clone()));
    for (id, at) in all {
        stage.hover(at);
        stage.frames(2);
        let (shown, rect) = told(&stage).expect("at once");
        assert_eq!(shown, id);
        assert!(!rect.contains(at), "{id}: {at:?} in {rect:?}");
    }
}

#[test]
fn there_is_none_while_something_else_is_done() {
    let mut stage = Stage::open("civil-military");
    let (id, at) = lines(&stage).swap_remove(0);
    // A menu is open.
    rest_on(&mut stage, at);
    assert!(told(&stage).is_some());
    stage.right_click(at);
    assert_eq!(told(&stage), None, "the menu is open");
    stage.wait(1.0);
    assert_eq!(told(&stage), None, "the menu is still open");
    stage.press(Key::Escape);
    away(&mut stage);
    // The button is down.
    rest_on(&mut stage, at);
    assert!(told(&stage).is_some());
    stage.button(at, PointerButton::Primary, true);
    stage.wait(1.0);
    assert_eq!(told(&stage), None, "the button is down");
    stage.button(at, PointerButton::Primary, false);
    stage.wait(1.0);
    assert_eq!(told(&stage), None, "the pointer has not moved since");
    stage.hover(at + vec2(0.5, 0.5));
    stage.wait(1.0);
    assert!(told(&stage).is_some(), "it rests again");
    // A name is typed.
    stage.press(Key::F2);
    assert!(stage.app().canvas().is_naming());
    stage.hover(at);
    stage.wait(1.0);
    assert_eq!(told(&stage), None, "a text is typed");
    stage.press(Key::Escape);
    // The view moves under the pointer.
    away(&mut stage);
    rest_on(&mut stage, at);
    assert!(told(&stage).is_some());
    stage.wheel(MouseWheelUnit::Line, vec2(0.0, 2.0));
    stage.frames(2);
    assert_eq!(told(&stage), None, "something else is there now");
    assert!(stage.doc().graph.action(&id).is_some());
}

#[test]
fn a_key_shows_the_card_of_the_selected_action_until_the_next() {
    let mut stage = Stage::open("civil-military");
    let (id, _) = lines(&stage).swap_remove(0);
    stage.press(Key::Y);
    assert!(told(&stage).is_none(), "nothing is selected");
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.press(Key::Y);
    stage.wait(5.0);
    let (shown, rect) = told(&stage).expect("it stays");
    assert_eq!(shown, id);
    let drawn = stage.app().canvas().scene().expect("small").action(&id);
    let middle = stage
        .app()
        .canvas()
        .to_screen(drawn.expect("drawn").course.at(0.5));
    assert!(!rect.contains(middle));
    stage.press(Key::Y);
    assert!(told(&stage).is_some(), "the same key asks for it again");
    let steps = stage.steps();
    stage.press(Key::Escape);
    assert!(told(&stage).is_none() && !stage.selected().is_empty());
    // Another key does what it does, and puts the card away.
    stage.press(Key::Y);
    stage.press(Key::B);
    assert!(told(&stage).is_none());
    assert_eq!(stage.steps(), steps + 1);
    // An arrow walks to another, which is not what was asked about.
    stage.press(Key::Y);
    stage.press(Key::Period);
    assert!(told(&stage).is_none());
}

#[test]
fn a_retracted_claim_is_not_told_but_counted() {
    let mut stage = Stage::open("civil-military");
    let (id, at) = lines(&stage).swap_remove(0);
    let claims = stage.doc().graph.action(&id).expect("there").claims.clone();
    let edits = claims.into_iter().enumerate().map(|(at, claim)| {
        let mut claim = Box::new(claim);
        claim.status = Status::Retracted;
        let action = id.clone();
        Edit::SetClaim { action, at, claim }
    });
    let t = Transaction::new("retract", edits.collect());
    stage.do_now(Command::Edit(t, None));
    rest_on(&mut stage, at);
    let all = texts(&stage);
    let bare = format!("⚠ {}", Receipt::NOBODY);
    assert!(all.contains(&bare), "{all:#?}");
    assert!(all.iter().any(|t| t.ends_with("left out")), "{all:#?}");
    assert!(!all.iter().any(|t| t.starts_with('“')), "{all:#?}");
}

#[test]
fn however_much_is_said_the_card_stays_in_the_window() {
    let setup = Setup {
        size: vec2(900.0, 560.0),
        ..Setup::default()
    };
    let mut stage = Stage::open_with("civil-military", setup);
    let (id, at) = lines(&stage).swap_remove(0);
    let mut claim = stage.doc().graph.action(&id).expect("there").claims[0].clone();
    claim.quote = "again and again ".repeat(200);
    claim.because = "somebody said so ".repeat(50);
    let add = |n: usize| {
        let mut claim = Box::new(claim.clone());
        claim.by = Claimant::Outsider(format!("newspaper {n}"));
        let (action, at) = (id.clone(), n);
        Edit::AddClaim { action, at, claim }
    };
    let many = Transaction::new("add claims", (0..30).map(add).collect());
    stage.do_now(Command::Edit(many, None));
    rest_on(&mut stage, at);
    let (_, rect) = told(&stage).expect("a card");
    let window = stage.harness.ctx.content_rect();
    assert!(window.contains_rect(rect), "{rect:?} in {window:?}");
    let all = texts(&stage);
    assert!(all.iter().any(|t| t.contains(" more claims")), "{all:#?}");
}

#[test]
fn rows_of_the_table_have_the_same_card() {
    let mut stage = table::open("civil-military");
    stage.do_now(Action::TableOfClaims);
    assert_eq!(stage.app().table().sheet(), Sheet::Claims);
    let row = table::rows(&stage).swap_remove(0);
    let (cell, _) = table::cell(&stage, &row, "Quote");
    let at = cell.left_center() + vec2(4.0, 0.0);
    rest_on(&mut stage, at);
    let (id, rect) = told(&stage).expect("a card");
    let link = stage.doc().graph.link(&id).expect("there");
    let receipt = Receipt::of(stage.doc(), link);
    assert!(row.starts_with(&receipt.deed), "{row}");
    assert!(!rect.intersects(cell), "the row can be read");
    // On another sheet, of actors, there is none.
    stage.do_now(Action::TableOfActors);
    let row = table::rows(&stage).swap_remove(0);
    let (cell, _) = table::cell(&stage, &row, "Name");
    rest_on(&mut stage, cell.center());
    assert_eq!(told(&stage), None);
}

/// Whether a line of a crowd can be meant at a point: how near the nearest is, how
/// near the next one, in points, and which the nearest is. Looks at all.
fn nearest_lines(stage: &Stage, at: Pos2) -> (f64, f64, usize) {
    let canvas = stage.app().canvas();
    let crowd = canvas.crowd().expect("a crowd");
    let gap = |i: usize| {
        let points = crowd.course(i).points(64);
        let to = |p: &[Point]| {
            let [a, b] = [p[0], p[1]].map(|p| canvas.to_screen(p));
            let along = (b - a).length_sq().max(1e-9);
            let t = ((at - a).dot(b - a) / along).clamp(0.0, 1.0);
            f64::from((a + (b - a) * t).distance(at))
        };
        points.windows(2).map(to).fold(f64::INFINITY, f64::min)
    };
    let (mut first, mut second, mut which) = (f64::INFINITY, f64::INFINITY, 0);
    for i in 0..crowd.lines().len() {
        let gap = gap(i);
        if gap < first {
            (second, first, which) = (first, gap, i);
        } else {
            second = second.min(gap);
        }
    }
    (first, second, which)
}

#[test]
fn a_crowd_seen_from_far_has_cards_where_a_line_can_be_told_apart() {
    let ws = Workspace::of_document(crowd(1_500, 2_000));
    let mut stage = Stage::new(ws, Setup::default());
    assert!(stage.app().canvas().camera().zoom < 0.25);
    let rect = stage.canvas_rect().shrink(20.0);
    let count = |stage: &Stage| stage.app().canvas().crowd().expect("large").lines().len();
    let middles: Vec<Pos2> = (0..count(&stage))
        .map(|i| {
            let canvas = stage.app().canvas();
            let crowd = canvas.crowd().expect("a crowd");
            canvas.to_screen(crowd.course(i).at(0.5))
        })
        .filter(|p| rect.contains(*p))
        .collect();
    let (mut alone, mut among) = (0, 0);
    for at in middles.into_iter().step_by(7) {
        stage.hover(at);
        let canvas = stage.app().canvas();
        let Some(Shows::Action(id)) = canvas.hovered().cloned() else {
            continue; // an actor lies there
        };
        let (first, second, which) = nearest_lines(&stage, at);
        // What is clearly so; a line has some width.
        if second - first > 3.5 {
            alone += 1;
            assert_eq!(canvas.crowd().expect("large").actions()[which], id);
            assert_eq!(canvas.pointed_action(Some(at)), Some(&id), "{at:?}");
        } else if second - first < 1.0 {
            among += 1;
            assert_eq!(canvas.pointed_action(Some(at)), None, "{at:?}");
        }
        let done = alone > 3 && among > 3;
        if second - first > 3.5 && told(&stage).is_none() {
            stage.wait(0.6);
            let (shown, card) = told(&stage).expect("a card");
            assert_eq!(shown, id);
            assert!(!card.contains(at), "{at:?} in {card:?}");
            // It is what a click selects.
            stage.click(at);
            assert_eq!(stage.selected(), [id.to_string()]);
            stage.press(Key::Escape);
        } else if second - first < 1.0 {
            stage.wait(1.0);
            assert_eq!(told(&stage), None, "lines are everywhere");
        }
        if done {
            break;
        }
    }
    assert!(alone > 0 && among > 0, "{alone} {among}");
}

#[test]
fn a_crowd_seen_from_near_has_cards_too() {
    let ws = Workspace::of_document(crowd(1_500, 4_500));
    let mut stage = Stage::new(ws, Setup::default());
    let middle = stage.canvas_rect().center();
    stage.hover(middle);
    for _ in 0..40 {
        stage.wheel(MouseWheelUnit::Line, vec2(0.0, 3.0));
        stage.frames(1);
        if stage.app().canvas().camera().zoom > 0.9 {
            break;
        }
    }
    stage.frames(60); // the wheel runs out
    let canvas = stage.app().canvas();
    let crowd = canvas.crowd().expect("a crowd");
    let rect = stage.canvas_rect().shrink(60.0);
    let middles = (0..crowd.lines().len()).map(|i| canvas.to_screen(crowd.course(i).at(0.5)));
    let in_view: Vec<Pos2> = middles.filter(|p| rect.contains(*p)).collect();
    // A name or an actor may lie on a line.
    let at = in_view.into_iter().find(|at| {
        stage.hover(*at);
        stage.app().canvas().pointed_action(Some(*at)).is_some()
    });
    rest_on(&mut stage, at.expect("a line in view"));
    let (id, rect) = told(&stage).expect("a card");
    assert!(stage.doc().graph.action(&id).is_some());
    assert!(rect.width() <= 420.0);
}

/// What a command puts on the clipboard.
fn copied(stage: &mut Stage, how: Action) -> Option<String> {
    let ctx = stage.harness.ctx.clone();
    stage.harness.state_mut().apply(&ctx, how.into());
    stage.frame(Vec::new());
    let commands = &stage.harness.output().platform_output.commands;
    commands.iter().find_map(|c| match c {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn several_actions_are_cited_as_one_reads_them() {
    let mut stage = Stage::open("civil-military");
    let ids: Vec<ActionId> = lines(&stage).into_iter().take(6).map(|l| l.0).collect();
    let mut selection = Selection::default();
    selection.actions.extend(ids.iter().cloned());
    stage.do_now(Command::Select(selection));
    let text = copied(&mut stage, Action::CopyCitation).expect("copied");
    let paragraphs: Vec<&str> = text.split("\n\n").collect();
    assert_eq!(paragraphs.len(), 6);
    let doc = stage.doc();
    let scene = stage.app().canvas().scene().expect("small");
    let height = |p: &&str| {
        let own = |id: &&ActionId| {
            let link = doc.graph.link(id).expect("there");
            p.starts_with(&Receipt::of(doc, link).deed)
        };
        let id = ids.iter().find(own).expect("one of them");
        let at = scene.action(id).expect("drawn").course.at(0.5);
        (at.y / 80.0).floor() as i64
    };
    let heights: Vec<i64> = paragraphs.iter().map(height).collect();
    assert!(heights.is_sorted(), "{heights:?}");
    assert!(text.contains("According to "), "{text}");
    let bibtex = copied(&mut stage, Action::CopyBibtex).expect("copied");
    let entries = bibtex.lines().filter(|l| l.starts_with('@'));
    assert_eq!(entries.count(), 1, "each source once: {bibtex}");
    let markdown = copied(&mut stage, Action::CopyCitationMarkdown).expect("copied");
    assert_eq!(markdown.split("\n\n").count(), 6);
    assert!(markdown.starts_with("**"));
}

#[test]
fn the_systems_copy_key_with_shift_cites() {
    let mut stage = Stage::open("civil-military");
    let (id, _) = lines(&stage).swap_remove(0);
    stage.do_now(Command::Select(Selection::action(id)));
    // Desktops say "copy" for Ctrl+Shift+C, too.
    stage.frame(vec![Event::ModifiersChanged(CTRL_SHIFT)]);
    stage.frame(vec![Event::Copy]);
    let commands = &stage.harness.output().platform_output.commands;
    let text = commands.iter().find_map(|c| match c {
        OutputCommand::CopyText(text) => Some(text.as_str()),
        _ => None,
    });
    assert!(
        text.is_some_and(|t| t.contains("According to ")),
        "{text:?}"
    );
}

#[test]
fn where_nobody_is_cited_there_are_no_sources_to_copy() {
    let mut stage = Stage::open("civil-military");
    assert_eq!(copied(&mut stage, Action::CopyBibtex), None);
    let said = stage.ws().notice.clone().expect("told");
    assert!(said.failed && said.text == "Select an action first");
    let (id, _) = lines(&stage).swap_remove(0);
    let claims = stage.doc().graph.action(&id).expect("there").claims.clone();
    let removed = claims.iter().map(|_| Edit::RemoveClaim {
        action: id.clone(),
        at: 0,
    });
    let t = Transaction::new("take the claims out", removed.collect());
    stage.do_now(Command::Edit(t, Some(Selection::action(id))));
    assert_eq!(copied(&mut stage, Action::CopyBibtex), None);
    let text = copied(&mut stage, Action::CopyCitation).expect("copied");
    assert!(text.ends_with("Nobody is cited for it yet."), "{text}");
}

/// Who says so of the selected actions can be looked at alone, also outsiders.
#[test]
fn only_what_an_outsider_says_is_one_command() {
    let mut stage = Stage::open("civil-military");
    let links: Vec<_> = stage.doc().graph.links().collect();
    let by_outsider = |l: &&dramatis::model::Link<'_>| {
        let claims = &l.action.claims;
        claims.len() == 1 && matches!(claims[0].by, Claimant::Outsider(_))
    };
    let link = links.iter().find(by_outsider).expect("one");
    let (id, who) = (link.action.id.clone(), link.action.claims[0].by.clone());
    let said_by = links.iter().filter(|l| {
        let stand = |c: &&dramatis::model::Claim| c.status != Status::Retracted;
        l.action.claims.iter().filter(stand).any(|c| c.by == who)
    });
    let n = said_by.count();
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.do_now(Action::FilterSaid);
    let seen = stage.ws().filtering().seen().expect("filtered");
    assert_eq!(seen.counts().1, n);
    assert!(seen.lets_in(&stage.doc().graph, &Shows::Action(id)));
}
