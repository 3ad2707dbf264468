//! Two threads, one result: work is cut into pieces that each write their own
//! output and read only what the pass before wrote, so the bytes do not depend
//! on who did which piece.

use std::sync::Mutex;

/// Does `work` on every piece, on up to `threads` threads (this one included).
pub(super) fn each<T: Send>(
    threads: usize,
    pieces: impl Iterator<Item = T> + Send,
    work: impl Fn(T) + Sync,
) {
    if threads <= 1 {
        pieces.for_each(work);
        return;
    }
    let queue = Mutex::new(pieces);
    let drain = || {
        loop {
            let piece = match queue.lock() {
                Ok(mut queue) => queue.next(),
                // The other thread panicked: it will be heard at the join.
                Err(_) => None,
            };
            match piece {
                Some(piece) => work(piece),
                None => return,
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(drain);
        }
        drain();
    });
}

/// Sets every slot to what `value` makes of its index, piece by piece.
pub(super) fn fill<T: Send>(threads: usize, out: &mut [T], value: impl Fn(usize) -> T + Sync) {
    const PIECE: usize = 8_192;
    each(
        threads,
        out.chunks_mut(PIECE).enumerate(),
        |(piece, slots)| {
            for (i, slot) in slots.iter_mut().enumerate() {
                *slot = value(piece * PIECE + i);
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_piece_is_done_once() {
        for threads in [1, 2, 5] {
            let mut out = vec![0_u32; 1000];
            each(threads, out.chunks_mut(7).enumerate(), |(i, chunk)| {
                chunk.iter_mut().for_each(|x| *x += i as u32 + 1);
            });
            assert!(
                out.iter()
                    .enumerate()
                    .all(|(i, &x)| x as usize == i / 7 + 1)
            );
        }
    }
}
