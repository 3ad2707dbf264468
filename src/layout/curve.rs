//! Nodes in the order of a Hilbert curve through the plane: neighbours in
//! space become neighbours in memory.

use super::parallel;

/// Bits of the curve per axis.
const BITS: u32 = 15;

/// Place of a cell along the Hilbert curve of [`BITS`] levels (Hilbert 1891;
/// the state table follows Lam & Shapiro 1994).
fn hilbert(x: u32, y: u32) -> u32 {
    // Next state and digit for each (state, x bit, y bit).
    const STEP: [[(u8, u8); 4]; 4] = [
        [(1, 0), (0, 1), (3, 3), (0, 2)],
        [(0, 0), (2, 3), (1, 1), (1, 2)],
        [(2, 2), (1, 3), (2, 1), (3, 0)],
        [(3, 2), (3, 1), (0, 3), (2, 0)],
    ];
    let (mut state, mut key) = (0_usize, 0_u32);
    for bit in (0..BITS).rev() {
        let quarter = (((x >> bit) & 1) << 1 | ((y >> bit) & 1)) as usize;
        let (next, digit) = STEP[state][quarter];
        state = next as usize;
        key = key << 2 | u32::from(digit);
    }
    key
}

/// The order in which a Hilbert curve visits points: the index of the first,
/// the second, … Equal cells keep the order of their indices.
///
/// `xs`, `ys`: finite coordinates. O(n): three passes of radix sort.
pub(super) fn order(xs: &[f32], ys: &[f32], threads: usize) -> Vec<u32> {
    let span = |v: &[f32]| {
        v.iter()
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(l, h), &x| {
                (l.min(x), h.max(x))
            })
    };
    let ((left, right), (top, bottom)) = (span(xs), span(ys));
    let side = (right - left).max(bottom - top);
    let cells = (1_u32 << BITS) as f32;
    let scale = if side > 0.0 {
        (cells - 1.0) / side
    } else {
        0.0
    };
    let mut keyed = vec![(0, 0); xs.len()];
    parallel::fill(threads, &mut keyed, |i| {
        let cell = |v: f32, least: f32| ((v - least) * scale) as u32;
        (hilbert(cell(xs[i], left), cell(ys[i], top)), i as u32)
    });
    let mut other = vec![(0, 0); keyed.len()];
    for shift in [0, 10, 20] {
        let mut starts = [0_u32; 1024];
        for &(key, _) in &keyed {
            starts[(key >> shift & 1023) as usize] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += std::mem::replace(start, sum);
        }
        for &pair in &keyed {
            let start = &mut starts[(pair.0 >> shift & 1023) as usize];
            other[*start as usize] = pair;
            *start += 1;
        }
        std::mem::swap(&mut keyed, &mut other);
    }
    keyed.into_iter().map(|(_, i)| i).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_steps_to_a_neighbour() {
        let side = 16_usize;
        let shift = BITS - 4;
        let mut cells: Vec<(u32, usize, usize)> = (0..side * side)
            .map(|i| (i % side, i / side))
            .map(|(x, y)| (hilbert((x as u32) << shift, (y as u32) << shift), x, y))
            .collect();
        cells.sort_unstable();
        for pair in cells.windows(2) {
            let ((_, x, y), (_, u, v)) = (pair[0], pair[1]);
            assert_eq!(x.abs_diff(u) + y.abs_diff(v), 1, "from {x},{y} to {u},{v}");
        }
    }

    #[test]
    fn equal_points_keep_their_order() {
        assert_eq!(order(&[1.0; 5], &[2.0; 5], 1), [0, 1, 2, 3, 4]);
    }
}
