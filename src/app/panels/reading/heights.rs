//! How high each block is, as far as that is known, and what that adds up to: a
//! sum over any number of first ones takes a logarithm (Fenwick 1994).

/// Heights of blocks, in points.
#[derive(Debug, Default)]
pub struct Heights {
    each: Vec<f32>,
    /// `tree[i]` is the sum over as many as the lowest bit of `i` says, up to the
    /// i-th, counted from 1.
    tree: Vec<f64>,
}

impl Heights {
    /// Heights as guessed. Linear in their number.
    #[must_use]
    pub fn new(guesses: impl Iterator<Item = f32>) -> Self {
        let each: Vec<f32> = guesses.collect();
        let mut tree = vec![0.0; each.len() + 1];
        for (i, height) in each.iter().enumerate() {
            let at = i + 1;
            tree[at] += f64::from(*height);
            let next = at + (at & at.wrapping_neg());
            if next < tree.len() {
                tree[next] += tree[at];
            }
        }
        Self { each, tree }
    }

    /// Number of blocks.
    #[must_use]
    pub fn len(&self) -> usize {
        self.each.len()
    }

    /// Takes note of the height of a block.
    pub fn set(&mut self, block: usize, height: f32) {
        let more = f64::from(height) - f64::from(self.each[block]);
        if more == 0.0 {
            return;
        }
        self.each[block] = height;
        let mut at = block + 1;
        while at < self.tree.len() {
            self.tree[at] += more;
            at += at & at.wrapping_neg();
        }
    }

    /// What all blocks before that one take.
    #[must_use]
    pub fn above(&self, block: usize) -> f64 {
        let mut sum = 0.0;
        let mut at = block.min(self.each.len());
        while at > 0 {
            sum += self.tree[at];
            at &= at - 1;
        }
        sum
    }

    /// What all blocks take.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.above(self.each.len())
    }

    /// The block that is so far down, and how far down in it.
    #[must_use]
    pub fn find(&self, down: f64) -> (usize, f32) {
        if self.each.is_empty() {
            return (0, 0.0);
        }
        let mut rest = down.max(0.0);
        let mut at = 0;
        let mut step = self.each.len().next_power_of_two();
        while step > 0 {
            let next = at + step;
            if next < self.tree.len() && self.tree[next] <= rest {
                rest -= self.tree[next];
                at = next;
            }
            step /= 2;
        }
        let last = self.each.len().saturating_sub(1);
        (at.min(last), if at > last { 0.0 } else { rest as f32 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_follow_what_is_measured() {
        for n in [1, 2, 7, 64, 100] {
            let guess = |i: usize| 10.0 + (i % 3) as f32;
            let mut heights = Heights::new((0..n).map(guess));
            let mut plain: Vec<f32> = (0..n).map(guess).collect();
            for i in (0..n).step_by(3) {
                plain[i] = 100.0 + i as f32;
                heights.set(i, plain[i]);
            }
            let mut sum = 0.0;
            for (i, height) in plain.iter().enumerate() {
                assert_eq!(heights.above(i), sum);
                assert_eq!(heights.find(sum), (i, 0.0));
                assert_eq!(heights.find(sum + 1.5), (i, 1.5));
                sum += f64::from(*height);
            }
            assert_eq!(heights.total(), sum);
            assert_eq!(heights.find(sum + 5.0).0, n - 1);
        }
        assert_eq!(Heights::default().find(3.0), (0, 0.0));
        assert_eq!(Heights::new(std::iter::empty()).total(), 0.0);
    }
}
