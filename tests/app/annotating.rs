//! Texts, frames and arrows that are no part of the graph.

use dramatis::app::{Action, Command, Workspace};
use dramatis::edit::{self, Selection};
use dramatis::model::{Annotation, AnnotationId, Annotations, Form, Place, Tint};
use eframe::egui::{Event, Key, OutputCommand, PointerButton, Pos2, vec2};

use crate::crowds::{crowd, nth};
use crate::stage::{ALT, CTRL, CTRL_SHIFT, SHIFT, Setup, Stage, actor};

const LEFT: PointerButton = PointerButton::Primary;

fn id(text: &str) -> AnnotationId {
    AnnotationId::new(text).expect("valid")
}

impl Stage {
    fn annotations(&self) -> &Annotations {
        &self.ws().arrangement().annotations
    }

    fn form(&self, id: &str) -> Form {
        self.annotations()[id].form
    }

    /// Adds an annotation, and selects nothing.
    fn annotate(&mut self, annotation: Annotation) {
        let shown = self.ws().arrangement().name.clone();
        let (step, _) = edit::add_annotation(self.doc(), &shown, annotation);
        self.do_now(Command::Edit(step, Some(Selection::default())));
    }

    /// A frame round Germany and Austria's neighbour: `west`.
    fn framed(&mut self) -> [f64; 4] {
        let at = self.place("germany");
        let (x0, y0) = (at.x - 70.0, at.y - 70.0);
        let (x1, y1) = (at.x + 70.0, at.y + 90.0);
        let form = Form::frame_between([x0, y0], [x1, y1]);
        self.annotate(Annotation::new(form, "West"));
        [x0, y0, x1, y1]
    }

    /// A point of the border of that frame where nothing else lies.
    fn on_border(&self, [x0, y0, x1, y1]: [f64; 4]) -> Pos2 {
        // Away from where it has handles once it is selected.
        let sides = [4, 5, 6, 14, 15, 16].into_iter().flat_map(|i| {
            let t = f64::from(i) / 20.0;
            let (x, y) = (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t);
            [(x0, y), (x1, y), (x, y1), (x, y0)]
        });
        let free = |&(x, y): &(f64, f64)| self.topmost(kurbo::Point::new(x, y)).is_none();
        let (x, y) = sides.into_iter().find(free).expect("a free border");
        self.spot(x, y)
    }
}

#[test]
fn a_text_is_written_at_the_pointer_on_several_lines() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let at = stage.empty(0);
    stage.hover(at);
    stage.press(Key::T);
    stage.write("Why now?");
    stage.press_with(SHIFT, Key::Enter);
    stage.write("And <why> here?");
    stage.press(Key::Enter);
    assert_eq!(stage.steps(), 1);
    assert_eq!(stage.last_step(), "add text “Why now? And <why> here?”");
    let (made, text) = stage.annotations().first_key_value().expect("one");
    assert_eq!(text.text, "Why now?\nAnd <why> here?");
    let (made, form) = (made.to_string(), text.form);
    assert_eq!(stage.selected(), std::slice::from_ref(&made));
    let [x, y] = form.points().next().expect("a corner");
    assert!((stage.spot(x, y) - at).length() < 24.0);
    assert!(
        stage
            .labels()
            .contains(&"Why now?\nAnd <why> here?".to_owned())
    );

    // Reworded where it stands; Esc leaves it as it is.
    stage.double_click(stage.spot(x + 8.0, y + 8.0));
    assert!(stage.app().canvas().is_naming());
    stage.press_with(CTRL, Key::A);
    stage.write("Other");
    stage.press(Key::Escape);
    assert_eq!(stage.steps(), 1);
    stage.press(Key::F2);
    stage.press_with(CTRL, Key::A);
    stage.write("Why then?");
    stage.press(Key::Enter);
    assert_eq!(stage.annotations()[made.as_str()].text, "Why then?");
    assert_eq!(stage.last_step(), "reword text “Why then?”");
    // Without words it stays.
    stage.press(Key::Enter);
    stage.press_with(CTRL, Key::A);
    stage.press(Key::Delete);
    stage.press(Key::Enter);
    assert_eq!(stage.steps(), 2);
    stage.press_with(CTRL, Key::Z);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&opened);
}

#[test]
fn a_text_without_words_is_none() {
    let mut stage = Stage::open("treaties");
    for key in [Key::Enter, Key::Escape] {
        stage.press(Key::T);
        assert!(stage.app().canvas().is_naming());
        stage.press(key);
        assert!(!stage.app().canvas().is_naming());
    }
    assert_eq!(stage.steps(), 0);
}

#[test]
fn a_frame_is_drawn_and_moves_what_stands_in_it() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let place = stage.place("germany");
    let (a, b) = (
        stage.spot(place.x - 75.0, place.y - 75.0),
        stage.spot(place.x + 75.0, place.y + 85.0),
    );
    stage.press(Key::F);
    assert!(stage.app().canvas().has_tool());
    stage.drag_and_drop(a, b);
    assert!(!stage.app().canvas().has_tool());
    assert_eq!(stage.steps(), 0, "it is made once it has a title, or none");
    stage.press(Key::Enter);
    assert_eq!(stage.last_step(), "add frame");
    let Form::Frame { from, to } = stage.form("frame") else {
        panic!("a frame");
    };
    assert!((stage.spot(from[0], from[1]) - a).length() < 2.0);
    assert!((stage.spot(to[0], to[1]) - b).length() < 2.0);
    assert_eq!(stage.selected(), ["frame"]);
    stage.press(Key::Escape);

    let made = stage.doc().clone();
    let border = stage.on_border([from[0], from[1], to[0], to[1]]);
    let by = vec2(36.0, -24.0);
    stage.drag(LEFT, border, border + by);
    stage.is_as(&made);
    let moved = stage.drawn("germany");
    assert!((moved.x - place.x).abs() > 10.0, "live");
    stage.press(Key::Escape);
    assert_eq!(stage.drawn("germany").x, place.x, "put back");
    stage.drop(LEFT, border + by);
    stage.is_as(&made);
    assert_eq!(stage.steps(), 1);

    stage.drag_and_drop(border, border + by);
    assert_eq!(stage.steps(), 2);
    assert_eq!(stage.last_step(), "move 2 things");
    let now = stage.place("germany");
    let way = [now.x - place.x, now.y - place.y];
    assert!(now.pin && way[0] > 10.0 && way[1] < -10.0);
    assert_eq!(
        stage.form("frame"),
        Form::Frame {
            from: [from[0] + way[0], from[1] + way[1]],
            to: [to[0] + way[0], to[1] + way[1]],
        }
    );
    assert_eq!(
        stage.place("serbia"),
        opened.arrangements[0].places[&actor("serbia")]
    );
    for _ in 0..2 {
        stage.press_with(CTRL, Key::Z);
    }
    stage.is_as(&opened);
    stage.press_with(CTRL_SHIFT, Key::Z);
    stage.press_with(CTRL_SHIFT, Key::Z);
    assert_eq!(stage.place("germany"), now);
}

#[test]
fn the_inside_of_a_frame_is_ground() {
    let mut stage = Stage::open("treaties");
    let all = Form::frame_between([-5_000.0; 2], [5_000.0; 2]);
    stage.annotate(Annotation::new(all, "All"));
    let (steps, at) = (stage.steps(), stage.empty(0));
    stage.click(at);
    assert!(stage.selected().is_empty());
    // A marquee that holds Germany.
    let germany = stage.at("germany");
    let from = stage.empty(0);
    stage.drag_and_drop(from, germany + (germany - from).normalized() * 30.0);
    assert!(stage.selected().contains(&"germany".to_owned()));
    assert!(!stage.selected().contains(&"all".to_owned()));
    assert_eq!(stage.steps(), steps);
    stage.press_with(CTRL, Key::A);
    assert!(stage.selected().contains(&"all".to_owned()));
    stage.press_with(CTRL_SHIFT, Key::I);
    assert!(stage.selected().is_empty());
}

#[test]
fn a_frame_is_resized_and_an_arrow_turned_by_its_handles() {
    let mut stage = Stage::open("treaties");
    let corners = stage.framed();
    let made = stage.doc().clone();
    let place = stage.place("germany");
    stage.click(stage.on_border(corners));
    assert_eq!(stage.selected(), ["west"]);
    let steps = stage.steps();
    let corner = stage.spot(corners[2], corners[3]);
    stage.drag(LEFT, corner, corner + vec2(40.0, 30.0));
    stage.is_as(&made);
    stage.press(Key::Escape);
    stage.drop(LEFT, corner + vec2(40.0, 30.0));
    stage.is_as(&made);
    stage.drag_and_drop(corner, corner + vec2(40.0, 30.0));
    assert_eq!(stage.steps(), steps + 1);
    assert_eq!(stage.last_step(), "resize frame “West”");
    let Form::Frame { from, to } = stage.form("west") else {
        panic!("a frame");
    };
    assert_eq!(from, [corners[0], corners[1]]);
    assert!(to[0] > corners[2] + 20.0 && to[1] > corners[3] + 15.0);
    assert_eq!(stage.place("germany"), place, "nobody goes along");

    let at = stage.empty(2);
    stage.press(Key::Escape);
    stage.press(Key::A);
    stage.drag_and_drop(at, at + vec2(50.0, 10.0));
    assert_eq!(stage.last_step(), "add arrow");
    let Form::Arrow { from, to } = stage.form("arrow") else {
        panic!("an arrow");
    };
    let tip = stage.spot(to[0], to[1]);
    assert!((tip - (at + vec2(50.0, 10.0))).length() < 2.0);
    stage.drag_and_drop(tip, tip + vec2(0.0, -35.0));
    assert_eq!(stage.last_step(), "turn arrow");
    let turned = stage.form("arrow");
    assert!(matches!(turned, Form::Arrow { from: f, to: t } if f == from && t[1] < to[1] - 15.0));
}

#[test]
fn they_are_moved_by_keys_and_with_others() {
    let mut stage = Stage::open("treaties");
    let corners = stage.framed();
    let place = stage.place("germany");
    stage.do_now(Command::Select(Selection::annotation(id("west"))));
    stage.press(Key::ArrowRight);
    stage.press_with(SHIFT, Key::ArrowDown);
    stage.wait(1.0);
    let moved = |x: f64, y: f64| Form::Frame {
        from: [corners[0] + x, corners[1] + y],
        to: [corners[2] + x, corners[3] + y],
    };
    assert_eq!(stage.form("west"), moved(1.0, 15.0));
    let now = stage.place("germany");
    assert_eq!((now.x, now.y), (place.x + 1.0, place.y + 15.0));
    // Another actor dragged with it: everything goes along.
    let mut both = Selection::annotation(id("west"));
    both.actors.insert(actor("serbia"));
    stage.do_now(Command::Select(both));
    let serbia = stage.place("serbia");
    let from = stage.at("serbia");
    stage.drag_and_drop(from, from + vec2(0.0, -30.0));
    let down = stage.place("serbia").y - serbia.y;
    assert!(down < -10.0);
    assert_eq!(stage.form("west"), moved(1.0, 15.0 + down));
    assert_eq!(stage.place("germany").y, place.y + 15.0 + down);
    // In line with others, and what stands in it with it.
    stage.do_now(Action::AlignTop);
    let (frame, germany) = (stage.form("west"), stage.place("germany"));
    assert_ne!(frame, moved(1.0, 15.0 + down));
    let top = frame.points().next().expect("a corner")[1];
    assert!((germany.y - top - 70.0).abs() < 0.02);
}

#[test]
fn without_a_pointer_all_of_it_can_be_done() {
    let mut stage = Stage::open("treaties");
    stage.select("germany");
    stage.press(Key::F);
    stage.write("West");
    stage.press(Key::Enter);
    assert_eq!(stage.selected(), ["west"]);
    stage.press(Key::Escape);
    stage.press(Key::A);
    stage.press(Key::Enter);
    stage.press(Key::F2);
    stage.write("here");
    stage.press(Key::Enter);
    assert_eq!(stage.annotations()["arrow"].text, "here");
    stage.press(Key::Escape);
    stage.press(Key::T);
    stage.write("Note");
    stage.press(Key::Enter);
    assert_eq!(stage.annotations().len(), 3);
    stage.press(Key::Escape);
    // Tab goes past the actors, and on.
    let actors = stage.doc().graph.actor_count();
    let mut walked = Vec::new();
    for _ in 0..actors + 3 {
        stage.press(Key::Tab);
        walked.extend(stage.selected());
    }
    assert_eq!(walked.len(), actors + 3);
    let mut last = walked.split_off(actors);
    last.sort();
    assert_eq!(last, ["arrow", "note", "west"]);
    assert!(stage.on_canvas());
    stage.press_with(SHIFT, Key::Tab);
    stage.press_with(SHIFT, Key::Tab);
    assert_eq!(stage.selected().len(), 1);
    stage.press_with(SHIFT, Key::Tab);
    assert_eq!(stage.selected(), [walked[actors - 1].clone()], "and back");
    stage.press(Key::Tab);
    stage.press(Key::Delete);
    assert_eq!(stage.annotations().len(), 2);
}

#[test]
fn they_are_copied_pasted_and_duplicated() {
    let mut stage = Stage::open("treaties");
    stage.annotate(Annotation::new(Form::Text { at: [0.0, -400.0] }, "Why?"));
    stage.do_now(Action::FitAll);
    let at = stage.spot(6.0, -392.0);
    stage.click(at);
    assert_eq!(stage.selected(), ["why"]);
    stage.frame(vec![Event::Copy]);
    let said = |stage: &Stage| stage.ws().notice.clone().expect("told").text;
    assert_eq!(said(&stage), "Copied 1 annotation");
    let commands = &stage.harness.output().platform_output.commands;
    let copied = commands.iter().find_map(|c| match c {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    let clip = copied.expect("on the clipboard");
    stage.hover(at + vec2(60.0, 0.0));
    stage.frame(vec![Event::Paste(clip)]);
    stage.frames(2);
    assert_eq!(said(&stage), "Pasted 1 annotation");
    assert_eq!(stage.selected(), ["why-2"]);
    assert_eq!(stage.last_step(), "paste text “Why?”");

    stage.press_with(CTRL, Key::D);
    assert_eq!(stage.selected(), ["why-3"]);
    let steps = stage.steps();
    stage.click(at);
    stage.key_down(ALT, Key::F9);
    stage.drag(LEFT, at, at + vec2(0.0, 50.0));
    stage.drop(LEFT, at + vec2(0.0, 50.0));
    stage.key_up(ALT, Key::F9);
    assert_eq!(stage.steps(), steps + 1);
    assert_eq!(stage.annotations().len(), 4);
    assert_eq!(stage.form("why"), Form::Text { at: [0.0, -400.0] });
    let [x, y] = stage.form("why-4").points().next().expect("a corner");
    assert!(x == 0.0 && y > -390.0);
}

#[test]
fn what_stands_in_a_frame_is_copied_with_it() {
    let mut stage = Stage::open("treaties");
    stage.framed();
    let before = stage.doc().clone();
    stage.do_now(Command::Select(Selection::annotation(id("west"))));
    stage.press_with(CTRL, Key::D);
    assert_eq!(stage.annotations().len(), 2);
    let more = stage.doc().graph.actor_count() - before.graph.actor_count();
    assert!(more > 0, "those in the frame have copies");
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
    // So has what is cut, and pasted again.
    stage.do_now(Command::Select(Selection::annotation(id("west"))));
    stage.frame(vec![Event::Cut]);
    let left = stage.doc().graph.actor_count();
    assert_eq!(left, before.graph.actor_count() - more);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
}

#[test]
fn each_arrangement_has_its_own() {
    let mut stage = Stage::open("treaties");
    stage.framed();
    stage.do_now(Command::Select(Selection::annotation(id("west"))));
    stage.do_now(Action::DuplicateArrangement);
    assert_eq!(stage.selected(), ["west"], "the copy of it");
    stage.press(Key::Delete);
    assert!(stage.annotations().is_empty());
    assert_eq!(stage.doc().arrangements[0].annotations.len(), 1);
    stage.do_now(Command::ShowArrangement("Overview".into()));
    assert_eq!(stage.annotations().len(), 1);
    // Undo goes where it happened.
    stage.press_with(CTRL, Key::Z);
    assert_ne!(stage.ws().arrangement().name, "Overview");
    assert_eq!(stage.selected(), ["west"]);
    // What is not there is not selected.
    stage.press(Key::Delete);
    stage.do_now(Command::ShowArrangement("Overview".into()));
    stage.do_now(Command::Select(Selection::annotation(id("west"))));
    stage.do_now(Action::NextArrangement);
    assert!(stage.selected().is_empty());
}

#[test]
fn the_panel_changes_words_colour_and_size() {
    let mut stage = Stage::open("treaties");
    stage.annotate(Annotation::new(Form::Text { at: [0.0, 0.0] }, "Why?"));
    stage.do_now(Command::Select(Selection::annotation(id("why"))));
    stage.click_on("Red");
    assert_eq!(stage.annotations()["why"].tint, Tint::Red);
    stage.click_on("Large");
    assert_eq!(stage.annotations()["why"].size, 28.0);
    stage.retype("Text", "Who?");
    stage.click_on("Red");
    assert_eq!(stage.annotations()["why"].text, "Who?");
    assert_eq!(stage.last_step(), "reword text “Who?”");
    stage.click_on("Delete text");
    assert!(stage.annotations().is_empty());
}

#[test]
fn a_click_goes_on_to_what_lies_beneath() {
    let mut stage = Stage::open("treaties");
    let at = stage.place("germany");
    let form = Form::Text {
        at: [at.x - 10.0, at.y - 8.0],
    };
    stage.annotate(Annotation::new(form, "Over"));
    let at = stage.at("germany");
    stage.click(at);
    assert_eq!(stage.selected(), ["over"]);
    stage.click(at);
    assert_eq!(stage.selected(), ["germany"]);
    // Who was gone on to is taken hold of.
    let before = stage.form("over");
    stage.drag_and_drop(at, at + vec2(40.0, 0.0));
    assert_eq!(stage.last_step(), "move Germany");
    assert_eq!(stage.form("over"), before);
}

#[test]
fn in_a_crowd_a_frame_moves_its_members() {
    let ws = Workspace::of_document(crowd(1_500, 4_500));
    let mut stage = Stage::new(ws, Setup::default());
    assert!(stage.app().canvas().scene().is_none());
    let opened = stage.doc().clone();
    let at = stage.ws().arrangement().places[&nth(700)];
    let (from, to) = ([at.x - 300.0, at.y - 300.0], [at.x + 300.0, at.y + 300.0]);
    let frame = Annotation {
        size: 128.0,
        ..Annotation::new(Form::frame_between(from, to), "Here")
    };
    stage.annotate(frame);
    let inside = |p: &Place| from[0] <= p.x && p.x <= to[0] && from[1] <= p.y && p.y <= to[1];
    let before = stage.ws().arrangement().places.clone();
    let members: Vec<_> = before.iter().filter(|(_, p)| inside(p)).collect();
    assert!(members.len() > 5, "{}", members.len());
    // By its title, which lies above everything.
    let title = stage.spot(from[0] + 60.0, from[1] - 100.0);
    stage.click(title);
    assert_eq!(stage.selected(), ["here"]);
    let steps = stage.steps();
    let centre = |stage: &Stage| {
        let crowd = stage.app().canvas().crowd().expect("a crowd");
        crowd.centre(crowd.actor(&nth(700)).expect("there"))
    };
    let stood = centre(&stage);
    stage.drag(LEFT, title, title + vec2(50.0, 20.0));
    assert!(centre(&stage).distance(stood) > 20.0, "live");
    stage.press(Key::Escape);
    assert!(centre(&stage).distance(stood) < 1e-3, "put back");
    stage.drop(LEFT, title + vec2(50.0, 20.0));
    stage.drag_and_drop(title, title + vec2(50.0, 20.0));
    assert_eq!(stage.steps(), steps + 1);
    let after = &stage.ws().arrangement().places;
    let moved = after.iter().filter(|(id, p)| before[*id] != **p).count();
    assert_eq!(moved, members.len());
    let way = after[&nth(700)].x - at.x;
    let now = stage.form("here").points().next().expect("a corner");
    assert!((now[0] - from[0] - way).abs() < 1.0 && way > 20.0);
    stage.press_with(CTRL, Key::Z);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&opened);
    // A new text is as large as can be read from here.
    stage.press(Key::T);
    stage.write("Far");
    stage.press(Key::Enter);
    let zoom = stage.app().canvas().camera().zoom;
    assert!(stage.annotations()["far"].size * zoom > 10.0);
}

#[test]
fn nothing_is_drawn_anew_while_nothing_changes() {
    let mut stage = Stage::open("treaties");
    let corners = stage.framed();
    let border = stage.on_border(corners);
    stage.hover(border);
    stage.frames(40);
    let draws = stage.app().canvas().draws();
    stage.hover(border + vec2(0.5, 0.0));
    stage.frames(20);
    assert_eq!(stage.app().canvas().draws(), draws);
}
