//! The text layer of a PDF.

use super::{Foreign, TextProblem};

/// Reads the words of a PDF. Lines become paragraphs again; the hyphen at the
/// end of a line is taken out between small letters.
pub(super) fn read(bytes: &[u8]) -> Result<Foreign, TextProblem> {
    if !bytes[..bytes.len().min(1024)]
        .windows(5)
        .any(|w| w == b"%PDF-")
    {
        return Err(TextProblem::Pdf("it does not begin as one does".to_owned()));
    }
    let pages = pdf_extract::extract_text_from_mem_by_pages(bytes)
        .map_err(|error| TextProblem::Pdf(error.to_string()))?;
    let text: Vec<String> = pages.iter().map(|page| paragraphs(page)).collect();
    let text = text.join("\n\n");
    if !text.contains(char::is_alphanumeric) {
        return Err(TextProblem::NoTextLayer);
    }
    let notice = "Read from a PDF: paragraphs, columns and hyphens are guesses; compare with it";
    Ok(Foreign {
        text,
        notices: vec![notice.to_owned()],
        ..Foreign::default()
    })
}

/// Joins lines; a blank line ends a paragraph.
fn paragraphs(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut open = false;
    for line in page.lines() {
        let line = line.trim();
        if line.is_empty() {
            if open {
                out.push_str("\n\n");
            }
            open = false;
            continue;
        }
        if open && !join_hyphen(&mut out, line) {
            out.push(' ');
        }
        out.push_str(line);
        open = true;
    }
    out.truncate(out.trim_end().len());
    out
}

/// Takes out the hyphen at which a word was parted at the end of a line.
fn join_hyphen(out: &mut String, next: &str) -> bool {
    let soft = out.ends_with('\u{AD}');
    let parted = out.strip_suffix('-').is_some_and(|word| {
        word.ends_with(char::is_lowercase) && next.starts_with(char::is_lowercase)
    });
    if soft || parted {
        out.pop();
    }
    soft || parted
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of one page that shows lines of text, written by hand.
    pub(super) fn page(content: &str) -> Vec<u8> {
        let objects = [
            "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R \
             /Resources << /Font << /F1 5 0 R >> >> >>"
                .to_owned(),
            format!(
                "<< /Length {} >>\nstream\n{content}\nendstream",
                content.len()
            ),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
                .to_owned(),
        ];
        let mut pdf = "%PDF-1.4\n".to_owned();
        let mut starts = Vec::new();
        for (n, object) in objects.iter().enumerate() {
            starts.push(pdf.len());
            pdf += &format!("{} 0 obj\n{object}\nendobj\n", n + 1);
        }
        let xref = pdf.len();
        pdf += &format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
        for start in starts {
            pdf += &format!("{start:010} 00000 n \n");
        }
        pdf += &format!(
            "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{xref}\n%%EOF\n",
            objects.len() + 1
        );
        pdf.into_bytes()
    }

    #[test]
    fn words_of_a_page_are_read() {
        let pdf = page("BT /F1 12 Tf 20 200 Td (The harbour board met.) Tj ET");
        let foreign = read(&pdf).expect("a text layer");
        assert_eq!(foreign.text, "The harbour board met.");
        assert_eq!(foreign.notices.len(), 1);
    }

    #[test]
    fn a_picture_of_a_page_has_no_words() {
        assert_eq!(read(&page("0 0 10 10 re f")), Err(TextProblem::NoTextLayer));
        assert!(matches!(
            read(b"%PDF-1.4\nnothing"),
            Err(TextProblem::Pdf(_))
        ));
        assert!(matches!(read(b"hello"), Err(TextProblem::Pdf(_))));
    }

    #[test]
    fn lines_become_paragraphs() {
        let text = "The har-\nbour board\nmet.\n\n\nNorth-\nEast \u{AD}\nwind";
        assert_eq!(
            paragraphs(text),
            "The harbour board met.\n\nNorth- East wind"
        );
    }
}
