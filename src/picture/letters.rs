//! How large letters are set where a picture is seen from afar.
//!
//! A graph that is fitted into a small window, or onto a small page, would bear
//! letters that nobody can read. They are set larger then, as on a map of a smaller
//! scale: names as far as there is room, and of the verbs those that have room.

use super::nodes::NAME_SIZE;
use super::verbs::VERB_SIZE;

/// From one enlargement to the next: letters do not change with every turn of a
/// wheel.
const STEP: f64 = 1.2;
/// Most steps: letters much larger than what they name would leave room for few.
const MOST_STEPS: i32 = 6;
/// How much larger than it need be an enlargement may be before it is given up:
/// about two steps, so that zooming back and forth changes nothing.
const SLACK: f64 = STEP * STEP;

/// How much larger than usual letters are set. Always at least 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letters {
    names: f64,
    verbs: f64,
}

impl Default for Letters {
    fn default() -> Self {
        Self::USUAL
    }
}

/// The smallest enlargement that suffices.
fn enough(needed: f64) -> f64 {
    let mut scale = 1.0;
    for _ in 0..MOST_STEPS {
        if scale >= needed {
            break;
        }
        scale *= STEP;
    }
    scale
}

/// The enlargement to go on with where `needed` would do.
fn followed(scale: f64, needed: f64) -> f64 {
    let wanted = enough(needed);
    let suffices = scale >= wanted && scale <= needed * SLACK;
    if suffices { scale } else { wanted }
}

impl Letters {
    /// As large as documents have them.
    pub const USUAL: Self = Self {
        names: 1.0,
        verbs: 1.0,
    };

    /// So large that they are at least `least` high where a document unit is `zoom`
    /// (both in pixels, or both in points), as far as that is sensible.
    #[must_use]
    pub fn readable(zoom: f64, least: f64) -> Self {
        Self::USUAL.followed(zoom, least)
    }

    /// The same after the zoom has changed; the same as before where that can still
    /// be read and is not far too large.
    #[must_use]
    pub fn followed(self, zoom: f64, least: f64) -> Self {
        let needed = |size: f64| least / (size * zoom);
        Self {
            names: followed(self.names, needed(NAME_SIZE)),
            verbs: followed(self.verbs, needed(VERB_SIZE)),
        }
    }

    /// Whether any are larger than before.
    #[must_use]
    pub fn exceed(self, before: Self) -> bool {
        self.names > before.names || self.verbs > before.verbs
    }

    /// The scales above the usual one that a name is tried in, the largest first.
    pub(super) fn of_names(self) -> impl Iterator<Item = f64> {
        let smaller = std::iter::successors(Some(self.names), |scale| Some(scale / STEP));
        // Rounding leaves a usual scale a hair above 1.
        smaller.take_while(|scale| *scale > 1.0 + 1e-9)
    }

    /// The scale of verbs.
    pub(super) fn of_verbs(self) -> f64 {
        self.verbs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_can_be_read_from_afar_and_are_usual_near_by() {
        assert_eq!(Letters::readable(1.0, 9.5), Letters::USUAL);
        assert_eq!(Letters::readable(5.0, 9.5), Letters::USUAL);
        for zoom in [0.65, 0.5, 0.37, 0.3] {
            let letters = Letters::readable(zoom, 9.5);
            for (scale, size) in [(letters.names, NAME_SIZE), (letters.verbs, VERB_SIZE)] {
                let seen = scale * size * zoom;
                assert!((9.5..9.5 * STEP).contains(&seen) || scale == 1.0, "{seen}");
            }
        }
        // From very far they cannot.
        let most = STEP.powi(MOST_STEPS);
        assert!((Letters::readable(0.01, 9.5).verbs - most).abs() < 1e-9);
    }

    #[test]
    fn zooming_back_and_forth_changes_letters_once() {
        let far = Letters::readable(0.37, 9.5);
        assert_eq!(far.followed(0.4, 9.5), far);
        assert_eq!(far.followed(0.37, 9.5), far);
        assert!(far.exceed(far.followed(0.6, 9.5)), "far too large");
        assert_eq!(far.followed(2.0, 9.5), Letters::USUAL);
        let farther = far.followed(0.25, 9.5);
        assert!(farther.exceed(far) && !far.exceed(farther));
        assert_eq!(farther, Letters::readable(0.25, 9.5));
    }

    #[test]
    fn a_name_is_tried_in_every_size_above_the_usual_one() {
        let tried: Vec<f64> = Letters::readable(0.37, 9.5).of_names().collect();
        assert!(tried.windows(2).all(|pair| pair[0] > pair[1]));
        assert_eq!(tried.len(), 3, "{tried:?}");
        assert_eq!(Letters::USUAL.of_names().count(), 0);
    }
}
