use super::*;
use crate::model::{Action, ActionId, Actor, ActorId, Claimant, SourceId};

fn claim(by: Claimant, source: &str, status: Status) -> Claim {
    Claim {
        by,
        source: SourceId::new(source).expect("valid"),
        anchor: String::new(),
        quote: " I have\nwritten  to him ".to_owned(),
        spot: None,
        entered: None,
        changed: None,
        status,
        confidence: Confidence::High,
        because: "her own hand".to_owned(),
    }
}

fn quarrel(claims: Vec<Claim>) -> (Document, ActionId) {
    let mut doc = Document::new();
    let mut source = Source::new(SourceId::new("notes").expect("valid"), "Notes");
    source.author = "B. Editor".to_owned();
    source.publisher = "The Gazette".to_owned();
    source.published = "1843-08".parse().expect("a date");
    source.url = "https://example.org/notes".to_owned();
    doc.sources.insert(source.id.clone(), source);
    let [ada, letter] = ["ada", "letter"].map(|id| ActorId::new(id).expect("valid"));
    let person = Actor::new(ada.clone(), "Ada Byron", ActorKind::Person);
    let mut event = Actor::new(letter.clone(), "the letter", ActorKind::Event);
    event.when = "1843".parse().expect("a date");
    doc.graph.add_actor(person).expect("new");
    doc.graph.add_actor(event).expect("new");
    let id = ActionId::new("writes").expect("valid");
    let mut action = Action::new(id.clone(), "writes");
    action.claims = claims;
    doc.graph.add_action(&ada, &letter, action).expect("new");
    (doc, id)
}

fn receipt(claims: Vec<Claim>) -> Receipt {
    let (doc, id) = quarrel(claims);
    Receipt::of(&doc, doc.graph.link(&id).expect("there"))
}

#[test]
fn a_receipt_tells_who_says_so_where_and_how_sure_that_is() {
    let ada = Claimant::Actor(ActorId::new("ada").expect("valid"));
    let press = Claimant::Outsider("the press".to_owned());
    let told = receipt(vec![
        claim(ada, "notes", Status::Reported),
        claim(press.clone(), "notes", Status::Retracted),
        claim(press, "gone", Status::Denied),
    ]);
    assert_eq!(told.deed, "Ada Byron writes the letter");
    assert_eq!(told.when, "1843", "that of the event");
    assert_eq!(told.left_out(), "1 retracted claim is left out");
    let [first, second] = told.said.as_slice() else {
        panic!("the retracted one is left out: {:?}", told.said);
    };
    assert_eq!(
        (first.by.as_str(), first.quote.as_str()),
        ("Ada Byron", "I have written to him")
    );
    let cited = first.source.as_ref().expect("known").in_words();
    assert_eq!(cited, "B. Editor, “Notes”, The Gazette, 1843-08");
    assert_eq!(first.confidence_in_words(), "High confidence: her own hand");
    assert_eq!(second.status_in_words(), "denied");
    assert_eq!(second.source, None);
}

#[test]
fn who_writes_and_publishes_is_named_once() {
    let mut source = Source::new(SourceId::new("wire").expect("valid"), "A strike");
    source.published = "2024".parse().expect("a date");
    for (author, publisher, told) in [
        ("Reuters", "Reuters", "Reuters, “A strike”, 2024"),
        (" Reuters", "REUTERS\n", "Reuters, “A strike”, 2024"),
        ("", "Reuters", "“A strike”, Reuters, 2024"),
        ("Reuters", "", "Reuters, “A strike”, 2024"),
        ("Reuters", "AP", "Reuters, “A strike”, AP, 2024"),
    ] {
        (source.author, source.publisher) = (author.to_owned(), publisher.to_owned());
        assert_eq!(Cited::of(&source).in_words(), told);
    }
}

#[test]
fn nobody_says_so_is_told_too() {
    let bare = receipt(Vec::new());
    assert!(bare.said.is_empty() && bare.left_out().is_empty());
    assert_eq!(bare.evidence, Evidence::None);
    let press = Claimant::Outsider("the press".to_owned());
    let withdrawn = claim(press, "notes", Status::Retracted);
    let withdrawn = receipt(vec![withdrawn.clone(), withdrawn]);
    assert!(withdrawn.said.is_empty());
    assert_eq!(withdrawn.left_out(), "2 retracted claims are left out");
}

#[test]
fn long_texts_are_cut_at_a_word() {
    assert_eq!(shortened("one two", 7), "one two");
    assert_eq!(shortened("one two three", 9), "one two…");
    assert_eq!(shortened("one two three", 8), "one two…");
    assert_eq!(shortened("one two, three", 11), "one two…");
    // Where there are no words, anywhere; never within a letter.
    assert_eq!(shortened("支持者和反对者", 4), "支持者…");
    assert_eq!(shortened("incomprehensibilities", 6), "incom…");
    assert_eq!(shortened("a incomprehensibilities", 9), "a incomp…");
    assert_eq!(shortened("", 0), "");
}

#[test]
fn what_those_concerned_say_is_told_with_its_date_and_source() {
    let (mut doc, id) = quarrel(Vec::new());
    let link = doc.graph.link(&id).expect("there");
    let (from, to, mut action) = (link.from.clone(), link.to.clone(), link.action.clone());
    action.responses.push(Response {
        by: Claimant::Actor(from.clone()),
        words: "did not\nanswer".to_owned(),
        when: "1844".parse().expect("a date"),
        source: SourceId::new("notes").ok(),
    });
    doc.graph.remove_action(&id).expect("there");
    doc.graph.add_action(&from, &to, action).expect("new");
    let told = Receipt::of(&doc, doc.graph.link(&id).expect("there"));
    let [one] = told.responses.as_slice() else {
        panic!("{:?}", told.responses);
    };
    let said = (one.by.as_str(), one.words.as_str(), one.when.as_str());
    assert_eq!(said, ("Ada Byron", "did not answer", "1844"));
    assert_eq!(one.source.as_ref().expect("known").title, "Notes");
}

#[test]
fn whoever_says_so_in_several_places_is_named_once() {
    let press = Claimant::Outsider("the press".to_owned());
    let (doc, id) = quarrel(vec![
        claim(press.clone(), "notes", Status::Reported),
        claim(press.clone(), "notes", Status::Reported),
        claim(press, "notes", Status::Denied),
    ]);
    let told = words::action(&doc, doc.graph.link(&id).expect("there"));
    let said = told.split_once("; ").map(|(_, said)| said);
    let once = "according to the press (reported); according to the press (denied)";
    assert_eq!(said, Some(once));
}
