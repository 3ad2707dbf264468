//! The colours of the house: the only place where colours are written down.

use super::{Color, Dash};
use crate::model::{ActorKind, StanceBand, Tint};

/// Which palette.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum ThemeName {
    /// Warm white paper.
    #[default]
    Light,
    /// Deep blue-grey.
    Dark,
    /// Pure white paper and darker ink, for printers.
    Print,
}

/// A palette. Text has a contrast of at least 4.5:1 with the ground it stands
/// on, marks at least 3:1 (WCAG 2.2, 1.4.3 and 1.4.11); a test checks it.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Which palette this is.
    pub name: ThemeName,
    /// What everything stands on.
    pub paper: Color,
    /// Panels beside the canvas.
    pub panel: Color,
    /// Fields, cards and menus.
    pub raised: Color,
    /// Names, titles.
    pub ink: Color,
    /// Less important text.
    pub quiet_ink: Color,
    /// Separators and frames; decoration, without meaning.
    pub rule: Color,
    /// Selection, focus and links.
    pub accent: Color,
    /// Text on the accent.
    pub on_accent: Color,
    /// Warnings and errors.
    pub alarm: Color,
    /// Ground of the kinds' silhouettes.
    kinds: [Color; 6],
    /// Outline and letters on the silhouettes.
    kind_inks: [Color; 6],
    /// Lines of hostile, neutral, supportive actions.
    stances: [Color; 3],
    /// Lines and letters of annotations: amber, red, green, blue, violet.
    tints: [Color; 5],
}

impl Theme {
    /// The palette of that name.
    #[must_use]
    pub fn of(name: ThemeName) -> Self {
        match name {
            ThemeName::Light => Self::light(),
            ThemeName::Dark => Self::dark(),
            ThemeName::Print => Self::print(),
        }
    }

    fn light() -> Self {
        Self {
            name: ThemeName::Light,
            paper: Color::hex(0xfb_fa_f7),
            panel: Color::hex(0xf3_f1_ec),
            raised: Color::hex(0xff_ff_ff),
            ink: Color::hex(0x1c_23_2b),
            quiet_ink: Color::hex(0x56_60_6b),
            rule: Color::hex(0xd9_d5_cc),
            accent: Color::hex(0x1f_5f_d0),
            on_accent: Color::hex(0xff_ff_ff),
            alarm: Color::hex(0xa8_32_1f),
            kinds: [
                Color::hex(0xdc_e6_f4), // person
                Color::hex(0xf6_e3_c5), // state
                Color::hex(0xe4_dd_f3), // institution
                Color::hex(0xd6_ec_dd), // group
                Color::hex(0xf9_f0_d0), // event
                Color::hex(0xf3_dc_e6), // norm
            ],
            kind_inks: [
                Color::hex(0x2c_4a_7c),
                Color::hex(0x7d_4f_0e),
                Color::hex(0x53_3d_8a),
                Color::hex(0x22_60_41),
                Color::hex(0x6d_5a_10),
                Color::hex(0x8a_2c_58),
            ],
            stances: [
                Color::hex(0xc0_3a_26),
                Color::hex(0x62_6a_73),
                Color::hex(0x0f_76_8c),
            ],
            tints: [
                Color::hex(0x7d_4f_0e),
                Color::hex(0xa8_32_1f),
                Color::hex(0x22_60_41),
                Color::hex(0x1f_55_b8),
                Color::hex(0x64_3d_9e),
            ],
        }
    }

    fn dark() -> Self {
        Self {
            name: ThemeName::Dark,
            paper: Color::hex(0x14_18_1f),
            panel: Color::hex(0x1b_20_29),
            raised: Color::hex(0x26_2d_38),
            ink: Color::hex(0xec_ee_f1),
            quiet_ink: Color::hex(0xa9_b2_bd),
            rule: Color::hex(0x37_40_4d),
            accent: Color::hex(0x7f_b0_ff),
            on_accent: Color::hex(0x0b_16_2b),
            alarm: Color::hex(0xff_9a_85),
            kinds: [
                Color::hex(0x24_3a_5a),
                Color::hex(0x4d_38_1a),
                Color::hex(0x3c_31_5e),
                Color::hex(0x1f4332),
                Color::hex(0x47_3e_18),
                Color::hex(0x52_26_3c),
            ],
            kind_inks: [
                Color::hex(0xb4_cd_f5),
                Color::hex(0xf2_c9_83),
                Color::hex(0xcb_bc_f5),
                Color::hex(0x9c_da_b6),
                Color::hex(0xec_d6_74),
                Color::hex(0xf3_ae_cb),
            ],
            stances: [
                Color::hex(0xf4_7c_66),
                Color::hex(0x9a_a4_b0),
                Color::hex(0x4d_c3_d6),
            ],
            tints: [
                Color::hex(0xf2_c9_83),
                Color::hex(0xff_9a_85),
                Color::hex(0x9c_da_b6),
                Color::hex(0x8f_ba_ff),
                Color::hex(0xcb_bc_f5),
            ],
        }
    }

    fn print() -> Self {
        Self {
            name: ThemeName::Print,
            paper: Color::hex(0xff_ff_ff),
            panel: Color::hex(0xff_ff_ff),
            raised: Color::hex(0xff_ff_ff),
            ink: Color::hex(0x00_00_00),
            quiet_ink: Color::hex(0x44_44_44),
            rule: Color::hex(0xbb_bb_bb),
            kinds: [Color::hex(0xff_ff_ff); 6],
            kind_inks: [Color::hex(0x11_11_11); 6],
            stances: [
                Color::hex(0xa82816),
                Color::hex(0x5e_5e_5e),
                Color::hex(0x0a_5f_72),
            ],
            ..Self::light()
        }
    }

    /// Ground of a kind's silhouette.
    #[must_use]
    pub fn kind(&self, kind: ActorKind) -> Color {
        self.kinds[kind as usize]
    }

    /// Outline of a kind's silhouette, and letters on it.
    #[must_use]
    pub fn kind_ink(&self, kind: ActorKind) -> Color {
        self.kind_inks[kind as usize]
    }

    /// Line and letters of an annotation.
    #[must_use]
    pub fn tint(&self, tint: Tint) -> Color {
        let [amber, red, green, blue, violet] = self.tints;
        match tint {
            Tint::Ink => self.ink,
            Tint::Grey => self.quiet_ink,
            Tint::Amber => amber,
            Tint::Red => red,
            Tint::Green => green,
            Tint::Blue => blue,
            Tint::Violet => violet,
        }
    }

    /// Ground of a frame: so clear that everything on it can be read as on paper.
    #[must_use]
    pub fn frame_ground(&self, tint: Tint) -> Color {
        self.tint(tint).with_alpha(12)
    }

    /// Line of an action.
    #[must_use]
    pub fn stance(&self, band: StanceBand) -> Color {
        self.stances[band as usize]
    }
}

/// How the line of an action is broken up, so that its stance is told without
/// colour too.
#[must_use]
pub fn stance_dash(band: StanceBand) -> Dash {
    match band {
        StanceBand::Hostile => Dash::Solid,
        StanceBand::Neutral => Dash::Dots,
        StanceBand::Supportive => Dash::Long,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_can_be_read() {
        for name in [ThemeName::Light, ThemeName::Dark, ThemeName::Print] {
            let t = Theme::of(name);
            let mut texts = vec![("on accent", t.on_accent, t.accent)];
            for (ground_name, ground) in
                [("paper", t.paper), ("panel", t.panel), ("raised", t.raised)]
            {
                for ink in [t.ink, t.quiet_ink, t.accent, t.alarm] {
                    texts.push((ground_name, ink, ground));
                }
                // Verbs are written in the colour of their line, on paper.
                for band in StanceBand::ALL {
                    texts.push((ground_name, t.stance(band), ground));
                }
            }
            for kind in ActorKind::ALL {
                texts.push((kind.name(), t.kind_ink(kind), t.kind(kind)));
                let outline = t.kind_ink(kind).contrast(t.paper);
                assert!(outline >= 3.0, "{name:?} {kind:?} outline {outline:.2}");
            }
            for (what, ink, ground) in texts {
                let ratio = ink.contrast(ground);
                assert!(
                    ratio >= 4.5,
                    "{name:?}: {ink} on {what} {ground} is {ratio:.2}:1"
                );
            }
        }
    }
}
