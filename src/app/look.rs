//! How the window looks: the house's colours and fonts, told to egui.

use std::sync::Arc;

use eframe::egui::{
    self, Color32, FontData, FontDefinitions, FontFamily, FontId, Stroke, TextStyle, style,
};

use crate::picture::{Color, Theme, ThemeName, Weight, font};

/// A colour of the picture, for egui.
#[must_use]
pub fn color(c: Color) -> Color32 {
    Color32::from_rgba_unmultiplied(c.r, c.g, c.b, c.a)
}

/// Family of the semi-bold letters.
#[must_use]
pub fn semi_bold() -> FontFamily {
    FontFamily::Name("Inter SemiBold".into())
}

/// egui's family for a weight.
#[must_use]
pub fn family(weight: Weight) -> FontFamily {
    match weight {
        Weight::Regular => FontFamily::Proportional,
        Weight::SemiBold => semi_bold(),
    }
}

/// Tells egui the bundled fonts; its own stay behind them, for what they lack,
/// and behind those some of this machine.
pub fn install_fonts(ctx: &egui::Context, of_machine: &[(String, Arc<FontData>)]) {
    let mut fonts = FontDefinitions::default();
    for (name, data) in of_machine {
        fonts.font_data.insert(name.clone(), Arc::clone(data));
        for chain in fonts.families.values_mut() {
            chain.push(name.clone());
        }
    }
    let fallbacks: Vec<String> = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    for weight in Weight::ALL {
        let name = format!("{}-{}", font::FAMILY, weight.css());
        fonts.font_data.insert(
            name.clone(),
            Arc::new(FontData::from_static(weight.bytes())),
        );
        let mut chain = vec![name];
        chain.extend(fallbacks.iter().cloned());
        fonts.families.insert(family(weight), chain);
    }
    ctx.set_fonts(fonts);
}

/// Tells egui the colours and sizes of a theme.
pub fn install_theme(ctx: &egui::Context, name: ThemeName) {
    let theme = Theme::of(name);
    let dark = name == ThemeName::Dark;
    ctx.set_theme(if dark {
        egui::Theme::Dark
    } else {
        egui::Theme::Light
    });
    ctx.all_styles_mut(|style| {
        style.visuals = visuals(&theme, dark);
        style.text_styles = [
            (
                TextStyle::Small,
                FontId::new(11.5, FontFamily::Proportional),
            ),
            (TextStyle::Body, FontId::new(13.5, FontFamily::Proportional)),
            (
                TextStyle::Button,
                FontId::new(13.5, FontFamily::Proportional),
            ),
            (TextStyle::Heading, FontId::new(18.0, semi_bold())),
            (
                TextStyle::Monospace,
                FontId::new(13.0, FontFamily::Monospace),
            ),
        ]
        .into();
        style.spacing.item_spacing = egui::vec2(8.0, 6.0);
        style.spacing.button_padding = egui::vec2(8.0, 4.0);
        style.spacing.interact_size.y = 24.0;
        style.spacing.menu_margin = egui::Margin::same(6);
        style.spacing.combo_width = 90.0;
        style.interaction.tooltip_delay = 0.4;
    });
}

fn visuals(theme: &Theme, dark: bool) -> egui::Visuals {
    let mut v = if dark {
        egui::Visuals::dark()
    } else {
        egui::Visuals::light()
    };
    let (ink, quiet) = (color(theme.ink), color(theme.quiet_ink));
    let (panel, raised, rule) = (color(theme.panel), color(theme.raised), color(theme.rule));
    let accent = color(theme.accent);
    v.override_text_color = None;
    v.weak_text_color = Some(quiet);
    v.panel_fill = panel;
    v.window_fill = raised;
    v.window_stroke = Stroke::new(1.0, rule);
    v.extreme_bg_color = raised;
    v.text_edit_bg_color = Some(raised);
    v.faint_bg_color = color(theme.panel.mix(theme.raised, 0.5));
    v.hyperlink_color = accent;
    v.warn_fg_color = color(theme.alarm);
    v.error_fg_color = color(theme.alarm);
    v.selection = style::Selection {
        bg_fill: color(theme.accent.mix(theme.panel, 0.72)),
        // Letters on selected text, and the frame of a focused field.
        stroke: Stroke::new(1.5, color(theme.accent.mix(theme.ink, 0.35))),
    };
    v.window_corner_radius = 8.into();
    v.menu_corner_radius = 8.into();
    let corner = egui::CornerRadius::same(5);
    let state = |bg: Color, edge: Color, text: Color32| style::WidgetVisuals {
        bg_fill: color(bg),
        weak_bg_fill: color(bg),
        bg_stroke: Stroke::new(1.0, color(edge)),
        corner_radius: corner,
        fg_stroke: Stroke::new(1.2, text),
        expansion: 0.0,
    };
    // The edge of a field tells where it is: it needs 3:1, unlike a separator.
    let edge = theme.quiet_ink.mix(theme.raised, 0.2);
    v.widgets.noninteractive = state(theme.panel, theme.rule, ink);
    v.widgets.inactive = style::WidgetVisuals {
        // Boxes to tick and rails of sliders: in a menu they have no edge.
        bg_fill: color(theme.raised.mix(theme.quiet_ink, 0.3)),
        ..state(theme.raised, edge, ink)
    };
    v.widgets.hovered = state(theme.accent.mix(theme.raised, 0.88), theme.accent, ink);
    v.widgets.active = state(theme.accent.mix(theme.raised, 0.76), theme.accent, ink);
    v.widgets.open = state(theme.accent.mix(theme.raised, 0.88), theme.accent, ink);
    v
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(c: Color32) -> Color {
        Color {
            r: c.r(),
            g: c.g(),
            b: c.b(),
            a: 255,
        }
    }

    #[test]
    fn the_windows_own_text_and_fields_can_be_read() {
        for name in [ThemeName::Light, ThemeName::Dark, ThemeName::Print] {
            let theme = Theme::of(name);
            let v = visuals(&theme, name == ThemeName::Dark);
            let weak = v.weak_text_color.expect("set");
            for ground in [
                v.panel_fill,
                v.window_fill,
                v.extreme_bg_color,
                v.faint_bg_color,
            ] {
                for ink in [v.text_color(), weak, v.hyperlink_color, v.error_fg_color] {
                    let ratio = of(ink).contrast(of(ground));
                    assert!(
                        ratio >= 4.5,
                        "{name:?}: {ink:?} on {ground:?} is {ratio:.2}:1"
                    );
                }
            }
            for w in [
                &v.widgets.inactive,
                &v.widgets.hovered,
                &v.widgets.active,
                &v.widgets.open,
            ] {
                let text = of(w.fg_stroke.color).contrast(of(w.bg_fill));
                assert!(text >= 4.5, "{name:?}: {text:.2}");
                let edge = of(w.bg_stroke.color).contrast(of(v.panel_fill));
                assert!(edge >= 3.0, "{name:?}: edge {edge:.2}");
            }
            let marked = of(v.selection.stroke.color).contrast(of(v.selection.bg_fill));
            assert!(marked >= 4.5, "{name:?}: selected text {marked:.2}");
        }
    }
}
