//! Things kept by the cell of a grid that they are in.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A table from cells to what they hold. Only ever asked for single cells:
/// its own order is nobody's business.
pub(super) type Cells<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// A multiplicative hash (Knuth 1973): cells come from positions, nobody
/// attacks them, and the standard one takes most of the time.
#[derive(Default)]
pub(super) struct Mixer(u64);

impl Hasher for Mixer {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.write_u64(u64::from(b));
        }
    }

    fn write_u8(&mut self, v: u8) {
        self.write_u64(u64::from(v));
    }

    fn write_i32(&mut self, v: i32) {
        self.write_u64(u64::from(v as u32));
    }

    fn write_u64(&mut self, v: u64) {
        self.0 = (self.0.rotate_left(23) ^ v).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}
