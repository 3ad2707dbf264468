//! Operators that stand for several, spelled out: the library that takes the text
//! out of a PDF passes over them, and over the words that they show.

use pdf_extract::content::{Content, Operation};
use pdf_extract::{Document, Object};

/// Replaces the operators `'` and `"` (PDF 32000-1:2008, table 109) in all pages
/// and drawings. What cannot be taken apart stays as it is: nothing of it would be
/// read anyway.
pub(super) fn spell_out(doc: &mut Document) {
    for page in doc.get_pages().into_values() {
        let content = doc.get_page_content(page);
        if let Some(spelled) = content.ok().and_then(|c| spelled(&c)) {
            // It fails only for pages that are none.
            let _ = doc.change_page_content(page, spelled);
        }
    }
    for object in doc.objects.values_mut() {
        if let Object::Stream(stream) = object
            && let Ok(b"Form") = stream.dict.get(b"Subtype").and_then(Object::as_name)
            && let Some(spelled) = spelled(&super::guard::contents(stream))
        {
            stream.set_plain_content(spelled);
        }
    }
}

fn is_short(operator: &str) -> bool {
    matches!(operator, "'" | "\"")
}

/// The same with other operators; `None` if it holds none that are to be spelled
/// out.
fn spelled(content: &[u8]) -> Option<Vec<u8>> {
    if !content.iter().any(|b| matches!(b, b'\'' | b'"')) {
        return None;
    }
    let content = Content::decode(content).ok()?;
    if !content.operations.iter().any(|o| is_short(&o.operator)) {
        return None;
    }
    let mut operations = Vec::with_capacity(content.operations.len() + 1);
    for operation in content.operations {
        match (operation.operator.as_str(), operation.operands.as_slice()) {
            ("'", [words]) => operations.extend(on_next_line(words)),
            ("\"", [word_space, letter_space, words]) => {
                operations.push(Operation::new("Tw", vec![word_space.clone()]));
                operations.push(Operation::new("Tc", vec![letter_space.clone()]));
                operations.extend(on_next_line(words));
            }
            _ => operations.push(operation),
        }
    }
    Content { operations }.encode().ok()
}

fn on_next_line(words: &Object) -> [Operation; 2] {
    [
        Operation::new("T*", Vec::new()),
        Operation::new("Tj", vec![words.clone()]),
    ]
}
