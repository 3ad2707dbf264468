//! How much a stream of a PDF holds once it is decoded: a kilobyte may be a
//! gigabyte, and the libraries that decode it do not ask.

use std::io::{self, Read, Write};

use flate2::read::{DeflateDecoder, ZlibDecoder};
use pdf_extract::{Dictionary, Object, Stream};
use weezl::{BitOrder, decode::Decoder};

/// It holds more than was allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuch;

/// Widest row of a table or picture, in bytes: whole rows are set aside before
/// anything is read.
const WIDEST: i64 = 10_000_000;

/// How many bytes a stream holds, decoded as lopdf does it.
///
/// # Errors
/// It, or what it is on the way there, is larger than `most` bytes.
pub(super) fn measure(stream: &Stream, most: usize) -> Result<usize, TooMuch> {
    let within = |len: usize| (len <= most).then_some(len).ok_or(TooMuch);
    let Ok(filters) = stream.filters() else {
        return within(stream.content.len());
    };
    let params = stream.dict.get(b"DecodeParms").and_then(Object::as_dict);
    let params = params.ok();
    if params.is_some_and(|p| row(p) > WIDEST) {
        return Err(TooMuch);
    }
    let mut data: Option<Vec<u8>> = None;
    for filter in filters {
        let input = data.as_deref().unwrap_or(&stream.content);
        data = Some(match filter {
            b"FlateDecode" => inflate(input, most)?,
            b"LZWDecode" => expand(input, params, most)?,
            b"ASCII85Decode" => {
                // Of five bytes, or of one, it makes four.
                within(input.len())?;
                let mut one = Stream::new(Dictionary::new(), input.to_vec());
                one.dict.set("Filter", "ASCII85Decode");
                match one.decompressed_content() {
                    Ok(out) => out,
                    Err(_) => return within(stream.content.len()),
                }
            }
            // As it is: nobody decodes it.
            _ => return within(stream.content.len()),
        });
    }
    within(data.map_or(stream.content.len(), |d| d.len()))
}

fn row(params: &Dictionary) -> i64 {
    let of = |key: &[u8]| params.get(key).and_then(Object::as_i64).unwrap_or(1);
    let samples = of(b"Columns").saturating_mul(of(b"Colors"));
    samples.saturating_mul(of(b"BitsPerComponent").max(8)) / 8
}

/// What zlib has packed; broken data give what can be read of them.
///
/// # Errors
/// It is more than `most` bytes.
pub(super) fn inflate(data: &[u8], most: usize) -> Result<Vec<u8>, TooMuch> {
    let mut out = Vec::new();
    let limit = most as u64 + 1;
    let read = ZlibDecoder::new(data).take(limit).read_to_end(&mut out);
    if read.is_err() && out.is_empty() && data.len() > 2 {
        // Without the header and the sum at the end, as lopdf tries it next.
        let _ = DeflateDecoder::new(&data[2..])
            .take(limit)
            .read_to_end(&mut out);
    }
    if out.len() > most {
        return Err(TooMuch);
    }
    Ok(out)
}

fn expand(data: &[u8], params: Option<&Dictionary>, most: usize) -> Result<Vec<u8>, TooMuch> {
    const CODE_BITS: u8 = 8;
    let early = params.and_then(|p| p.get(b"EarlyChange").and_then(Object::as_i64).ok());
    let mut decoder = if early == Some(0) {
        Decoder::new(BitOrder::Msb, CODE_BITS)
    } else {
        Decoder::with_tiff_size_switch(BitOrder::Msb, CODE_BITS)
    };
    let mut sink = Sink::of(most);
    let _ = decoder.into_stream(&mut sink).decode_all(data);
    if sink.is_full() {
        return Err(TooMuch);
    }
    Ok(sink.bytes)
}

/// Takes so many bytes, and no more.
pub(super) struct Sink {
    pub(super) bytes: Vec<u8>,
    most: usize,
    full: bool,
}

impl Sink {
    pub(super) fn of(most: usize) -> Self {
        Self {
            bytes: Vec::new(),
            most,
            full: false,
        }
    }

    /// Whether there was more than it takes.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            self.full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
