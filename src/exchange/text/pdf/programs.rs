//! The little programs in the fonts of a PDF, before the libraries that read
//! them: those follow brackets as deep as they go, and note each letter of a
//! range for itself.

/// Deepest nesting of brackets. Usual are three.
const DEEPEST: usize = 500;
/// Most letters of all ranges. There are not many more in all scripts together.
const MOST_LETTERS: u64 = 1 << 20;

/// Whether a program can be read without using up stack and memory.
pub(super) fn is_modest(program: &[u8]) -> bool {
    let mut scan = Scan::default();
    let mut at = 0;
    while let Some(byte) = program.get(at) {
        at += match byte {
            b'%' => line(&program[at..]),
            b'(' => match string(&program[at..]) {
                Some(len) if scan.range.is_none() => len,
                _ => return false,
            },
            b'<' if program.get(at + 1) != Some(&b'<') => {
                let len = upto(&program[at..], |b| b == b'>');
                scan.number(&program[at..at + len]);
                len + 1
            }
            b'[' | b'{' | b'<' => {
                scan.depth += 1;
                1 + usize::from(*byte == b'<')
            }
            b']' | b'}' | b'>' => {
                scan.depth = scan.depth.saturating_sub(1);
                if scan.depth == 0 {
                    scan.end_of_array();
                }
                1 + usize::from(*byte == b'>')
            }
            b if b.is_ascii_alphabetic() => {
                let len = upto(&program[at..], |b| !b.is_ascii_alphabetic());
                scan.word(&program[at..at + len]);
                len
            }
            _ => 1,
        };
        if scan.depth > DEEPEST || scan.letters > MOST_LETTERS {
            return false;
        }
    }
    true
}

/// Bytes up to the first that is one of these.
fn upto(rest: &[u8], is: impl Fn(u8) -> bool) -> usize {
    let found = rest.iter().position(|b| is(*b));
    found.unwrap_or(rest.len())
}

fn line(rest: &[u8]) -> usize {
    upto(rest, |b| matches!(b, b'\r' | b'\n'))
}

/// Bytes of a string with its brackets; `None` where it goes too deep.
fn string(rest: &[u8]) -> Option<usize> {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = rest.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
        if depth > DEEPEST {
            return None;
        }
    }
    Some(rest.len())
}

#[derive(Default)]
struct Scan {
    depth: usize,
    /// Inside a list of ranges: the numbers of the one at hand.
    range: Option<Vec<u32>>,
    letters: u64,
}

impl Scan {
    fn word(&mut self, word: &[u8]) {
        match word {
            b"beginbfrange" => self.range = Some(Vec::new()),
            b"endbfrange" => self.range = None,
            _ => {}
        }
    }

    /// The number that bytes in hexadecimal are.
    fn number(&mut self, digits: &[u8]) {
        let digits = digits.iter().filter_map(|b| char::from(*b).to_digit(16));
        let number = digits.fold(0_u32, |n, digit| n.wrapping_shl(4) | digit);
        if self.depth == 0 {
            self.of_range(number);
        }
    }

    fn end_of_array(&mut self) {
        self.of_range(0);
    }

    /// First, last, and what the first of them means.
    fn of_range(&mut self, number: u32) {
        let Some(range) = &mut self.range else {
            return;
        };
        range.push(number);
        if let [first, last, _] = range[..] {
            self.letters += u64::from(last.saturating_sub(first)) + 1;
            range.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_too_deep_or_too_far_is_refused() {
        let map = b"/CIDInit /ProcSet findresource begin 12 dict begin\n% (((\n\
            1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
            2 beginbfrange <0000> <005E> <0020> <005F> <0061> [<0066> <0066> <00660069>]\n\
            endbfrange (a (string\\() of them) 2 beginbfchar <0003> <D83DDE00> endbfchar end";
        assert!(is_modest(map));
        for open in ["[", "{", "<<", "("] {
            assert!(is_modest(open.repeat(DEEPEST).as_bytes()), "{open}");
            assert!(!is_modest(open.repeat(DEEPEST + 1).as_bytes()), "{open}");
        }
        let apart = "[(])".repeat(DEEPEST + 1);
        assert!(!is_modest(apart.as_bytes()), "brackets in strings are none");
        assert!(!is_modest(b"1 beginbfrange <00> <FFFFFFFF> <0020>"));
        assert!(!is_modest(b"1 beginbfrange (aaaa) (zzzz) <0020>"));
        let many = format!("beginbfrange {}", "<0000> <FFFF> <0020>".repeat(17));
        assert!(!is_modest(many.as_bytes()));
    }
}
