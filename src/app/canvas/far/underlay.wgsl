// Bodies and lines of a crowd: every actor is one square, every action one
// strip; their silhouettes, outlines and dashes are worked out pixel by pixel,
// so that they are sharp at any zoom. The figures are those of the `picture`
// room; a test compares them.

struct Uniforms {
    // Document point in the middle of the view.
    camera: vec2f,
    // Half of the view, in pixels.
    half: vec2f,
    // Where the middle of the view lies in the viewport, in pixels from its own.
    shift: vec2f,
    // Pixels for each document unit, and for each point of the screen.
    zoom: f32,
    pixels_per_point: f32,
    // Opacity of lines; of everything that is not lifted.
    line_opacity: f32,
    quiet: f32,
    // Least radius of a body, in pixels.
    least_radius: f32,
    // Most chords of a line.
    chords: u32,
    // Index of the first line's flags.
    first_line: u32,
    // Whether colours are wanted linear.
    linear: u32,
    // One line of so many is drawn, and all that are lifted or selected.
    stride: u32,
    pad: u32,
    paper: vec4f,
    accent: vec4f,
    glow: vec4f,
    kinds: array<vec4f, 6>,
    inks: array<vec4f, 6>,
    bands: array<vec4f, 3>,
}

@group(0) @binding(0) var<uniform> u: Uniforms;
// x, y, radius, kind.
@group(0) @binding(1) var bodies: texture_2d<f32>;
// 1: lifted, 2: selected, 4: not drawn, 8: drawn faintly.
@group(0) @binding(2) var flags: texture_2d<u32>;

const ROW: u32 = 2048u;
const LIFTED: u32 = 1u;
const SELECTED: u32 = 2u;
const HIDDEN: u32 = 4u;
const FAINT: u32 = 8u;
const FAINT_OPACITY: f32 = 0.3;
const TAU: f32 = 6.2831853;

const PERSON: u32 = 0u;
const STATE: u32 = 1u;
const INSTITUTION: u32 = 2u;
const GROUP: u32 = 3u;
const EVENT: u32 = 4u;

const FAN_GAP: f32 = 36.0;
const OUTLINE: f32 = 2.2;

// How well an action is supported: between these two, nobody says so, or it is
// alleged.
const LACKING: u32 = 0u;
const REPORTED: u32 = 4u;
const PIECE: f32 = 28.0;
const PIECE_GAP: f32 = 10.0;

const HOSTILE: u32 = 0u;
const NEUTRAL: u32 = 1u;

fn body(i: u32) -> vec4f {
    return textureLoad(bodies, vec2u(i % ROW, i / ROW), 0);
}

fn flag(i: u32) -> u32 {
    return textureLoad(flags, vec2u(i % ROW, i / ROW), 0).x;
}

// From pixels about the middle of the view.
fn clip(p: vec2f) -> vec4f {
    let at = (p + u.shift) / u.half;
    return vec4f(at.x, -at.y, 0.0, 1.0);
}

fn nowhere() -> vec4f {
    return vec4f(2.0, 2.0, 2.0, 1.0);
}

fn is_left_out(i: u32, f: u32) -> bool {
    let passed_over = i % u.stride != 0u && (f & (LIFTED | SELECTED)) == 0u;
    return passed_over || (f & HIDDEN) != 0u;
}

fn opacity(f: u32) -> f32 {
    let quiet = select(u.quiet, min(u.quiet, FAINT_OPACITY), (f & FAINT) != 0u);
    return select(quiet, 1.0, (f & (LIFTED | SELECTED)) != 0u);
}

fn ink(color: vec3f, alpha: f32) -> vec4f {
    var c = color;
    if u.linear != 0u {
        let low = c / 12.92;
        let high = pow((c + 0.055) / 1.055, vec3f(2.4));
        c = select(high, low, c <= vec3f(0.04045));
    }
    return vec4f(c * alpha, alpha);
}

fn over(top: vec4f, below: vec4f) -> vec4f {
    return top + below * (1.0 - top.a);
}

fn coverage(distance: f32) -> f32 {
    return clamp(0.5 - distance, 0.0, 1.0);
}

// ---- silhouettes

fn regular_distance(p: vec2f, sides: f32, radius: f32, turn: f32) -> f32 {
    let wedge = TAU / sides;
    let angle = atan2(p.y, p.x) - turn;
    let within = angle - wedge * floor(angle / wedge) - wedge * 0.5;
    return length(p) * cos(within) - radius * cos(wedge * 0.5);
}

fn rounded_distance(p: vec2f, half: vec2f, corner: f32) -> f32 {
    let q = abs(p) - half + corner;
    return length(max(q, vec2f(0.0))) + min(max(q.x, q.y), 0.0) - corner;
}

fn distance_to(kind: u32, p: vec2f, radius: f32) -> f32 {
    switch kind {
        case PERSON: { return length(p) - radius; }
        case STATE: { return regular_distance(p, 6.0, radius * 1.12, 0.0); }
        case INSTITUTION: { return rounded_distance(p, vec2f(radius * 0.94), radius * 0.14); }
        case GROUP: { return rounded_distance(p, vec2f(radius * 1.32, radius * 0.8), radius * 0.8); }
        case EVENT: { return regular_distance(p, 4.0, radius * 1.16, 0.0); }
        default: { return regular_distance(p, 8.0, radius * 1.05, TAU / 16.0); }
    }
}

// From the centre to the outline along a direction of length 1.
fn regular_reach(d: vec2f, sides: f32, radius: f32, turn: f32) -> f32 {
    let wedge = TAU / sides;
    let angle = atan2(d.y, d.x) - turn;
    let within = angle - wedge * floor(angle / wedge) - wedge * 0.5;
    return radius * cos(wedge * 0.5) / cos(within);
}

fn rounded_reach(d: vec2f, half: vec2f, corner: f32) -> f32 {
    let a = abs(d);
    let side = min(half.x / max(a.x, 1e-6), half.y / max(a.y, 1e-6));
    let inner = half - corner;
    if a.x * side <= inner.x || a.y * side <= inner.y {
        return side;
    }
    let along = dot(inner, a);
    return along + sqrt(max(along * along - dot(inner, inner) + corner * corner, 0.0));
}

fn reach(kind: u32, radius: f32, d: vec2f) -> f32 {
    switch kind {
        case PERSON: { return radius; }
        case STATE: { return regular_reach(d, 6.0, radius * 1.12, 0.0); }
        case INSTITUTION: { return rounded_reach(d, vec2f(radius * 0.94), radius * 0.14); }
        case GROUP: { return rounded_reach(d, vec2f(radius * 1.32, radius * 0.8), radius * 0.8); }
        case EVENT: { return regular_reach(d, 4.0, radius * 1.16, 0.0); }
        default: { return regular_reach(d, 8.0, radius * 1.05, TAU / 16.0); }
    }
}

fn extent(kind: u32, radius: f32) -> f32 {
    return max(reach(kind, radius, vec2f(1.0, 0.0)), reach(kind, radius, vec2f(0.0, 1.0)));
}

// ---- actors

struct Body {
    @builtin(position) position: vec4f,
    @location(0) at: vec2f,
    @location(1) @interpolate(flat) radius: f32,
    @location(2) @interpolate(flat) kind: u32,
    @location(3) @interpolate(flat) flags: u32,
}

@vertex
fn body_vertex(@builtin(vertex_index) corner: u32, @builtin(instance_index) i: u32) -> Body {
    let b = body(i);
    var out: Body;
    out.flags = flag(i);
    out.kind = u32(b.w);
    out.radius = max(b.z * u.zoom, u.least_radius);
    let around = select(1.5, 9.0 * u.pixels_per_point, (out.flags & SELECTED) != 0u);
    let size = out.radius * 1.34 + max(OUTLINE * u.zoom, 1.0) + around;
    out.at = (vec2f(f32(corner & 1u), f32(corner >> 1u)) * 2.0 - 1.0) * size;
    let centre = (b.xy - u.camera) * u.zoom;
    out.position = clip(centre + out.at);
    if (out.flags & HIDDEN) != 0u || any(abs(centre) > u.half + size + abs(u.shift)) {
        out.position = nowhere();
    }
    return out;
}

@fragment
fn body_fragment(b: Body) -> @location(0) vec4f {
    let d = distance_to(b.kind, b.at, b.radius);
    let width = max(OUTLINE * u.zoom, 0.9);
    // Small bodies are more ink than ground: points that can be told apart.
    let point = 1.0 - smoothstep(2.0, 8.0, b.radius);
    let ground = mix(u.kinds[b.kind].rgb, u.inks[b.kind].rgb, point * 0.85);
    let o = opacity(b.flags);
    let fill = ink(ground, coverage(d));
    let outline = ink(u.inks[b.kind].rgb, coverage(abs(d) - width * 0.5) * (1.0 - point * 0.6));
    var color = over(outline, fill) * o;
    if (b.flags & SELECTED) != 0u {
        let ring = abs(d - 4.5 * u.pixels_per_point) - 1.25 * u.pixels_per_point;
        color = over(ink(u.accent.rgb, coverage(ring)), color);
    }
    if color.a <= 0.0 {
        discard;
    }
    return color;
}

// ---- actions

struct Line {
    @location(0) ends: vec2u,
    // Slot and share.
    @location(1) spread: vec2f,
    // Width in 1/16 unit, band, support.
    @location(2) style: u32,
}

struct Course {
    p0: vec2f,
    p1: vec2f,
    p2: vec2f,
    p3: vec2f,
    loops: bool,
    length: f32,
}

fn on_edge(b: vec4f, centre: vec2f, toward: vec2f) -> vec2f {
    let d = toward - centre;
    let away = length(d);
    if away < 1e-6 {
        return centre;
    }
    return centre + d / away * reach(u32(b.w), b.z, d / away);
}

fn turned(angle: f32) -> vec2f {
    return vec2f(cos(angle), sin(angle));
}

// In document units from the camera.
fn course(line: Line) -> Course {
    let a = body(line.ends.x);
    let b = body(line.ends.y);
    let start = a.xy - u.camera;
    let end = b.xy - u.camera;
    var c: Course;
    c.loops = line.ends.x == line.ends.y;
    if c.loops {
        let size = 50.0 + 24.0 * line.spread.x;
        let leave = line.spread.y - 0.5;
        let enter = line.spread.y + 0.5;
        let far = extent(u32(a.w), a.z) + size * 1.35;
        c.p0 = on_edge(a, start, start + turned(leave) * 10.0);
        c.p1 = start + turned(leave - 0.08) * far;
        c.p2 = start + turned(enter + 0.08) * far;
        c.p3 = on_edge(a, start, start + turned(enter) * 10.0);
        c.length = (length(c.p1 - c.p0) + length(c.p2 - c.p1) + length(c.p3 - c.p2)) * 0.75;
        return c;
    }
    let across = end - start;
    let away = length(across);
    var normal = vec2f(0.0, -1.0);
    if away > 1e-6 {
        normal = vec2f(-across.y, across.x) / away;
    }
    var gap = away;
    if line.spread.y != 0.0 {
        gap = min(FAN_GAP, away * line.spread.y);
    }
    let control = (start + end) * 0.5 + normal * (line.spread.x * gap * 2.0);
    c.p0 = on_edge(a, start, control);
    c.p1 = control;
    c.p2 = control;
    c.p3 = on_edge(b, end, control);
    let hull = length(c.p1 - c.p0) + length(c.p3 - c.p1);
    c.length = (hull + length(c.p3 - c.p0)) * 0.5;
    return c;
}

fn point_at(c: Course, t: f32) -> vec2f {
    let s = 1.0 - t;
    if c.loops {
        return c.p0 * s * s * s + c.p1 * 3.0 * s * s * t + c.p2 * 3.0 * s * t * t + c.p3 * t * t * t;
    }
    return c.p0 * s * s + c.p1 * 2.0 * s * t + c.p3 * t * t;
}

fn direction_at(c: Course, t: f32) -> vec2f {
    let s = 1.0 - t;
    var d: vec2f;
    if c.loops {
        d = (c.p1 - c.p0) * s * s + (c.p2 - c.p1) * 2.0 * s * t + (c.p3 - c.p2) * t * t;
    } else {
        d = (c.p1 - c.p0) * s + (c.p3 - c.p1) * t;
    }
    let size = length(d);
    if size < 1e-6 {
        return vec2f(1.0, 0.0);
    }
    return d / size;
}

fn width_of(line: Line) -> f32 {
    return f32(line.style & 0xffffu) / 16.0;
}

fn band_of(line: Line) -> u32 {
    return (line.style >> 16u) & 0xffu;
}

fn support_of(line: Line) -> u32 {
    return line.style >> 24u;
}

fn head_length(width: f32) -> f32 {
    return 8.0 + 1.9 * width;
}

fn out_of_view(c: Course, margin: f32) -> bool {
    var low = min(min(c.p0, c.p1), c.p3);
    var high = max(max(c.p0, c.p1), c.p3);
    if c.loops {
        low = min(low, c.p2);
        high = max(high, c.p2);
    }
    let edge = (u.half + abs(u.shift) + margin) / u.zoom;
    return any(low > edge) || any(high < -edge);
}

// So many chords that none is farther from the line than a third of a pixel:
// a chord over 1/n of a parabola keeps within |p0 - 2 p1 + p3| / (4 n^2) of it.
// Most lines of a crowd seen as a whole are straight to the eye, and a straight
// one costs a card (or what stands in for it) an eighth of a bent one.
fn chords_of(c: Course) -> u32 {
    if c.loops {
        return u.chords;
    }
    let bow = length(c.p0 - 2.0 * c.p1 + c.p3) * u.zoom;
    return clamp(u32(ceil(sqrt(bow * 0.75))), 1u, u.chords);
}

struct Stroke {
    @builtin(position) position: vec4f,
    // Pixels along and across the line.
    @location(0) at: vec2f,
    @location(1) @interpolate(flat) width: f32,
    @location(2) @interpolate(flat) style: vec3u,
}

@vertex
fn line_vertex(@builtin(vertex_index) v: u32, @builtin(instance_index) i: u32, line: Line) -> Stroke {
    let c = course(line);
    let f = flag(u.first_line + i);
    let width = width_of(line);
    var out: Stroke;
    out.style = vec3u(band_of(line), support_of(line), f);
    out.width = width * u.zoom;
    var half = max(out.width, 1.0) * 0.5 + 1.0;
    if support_of(line) != REPORTED {
        half += 1.6 * u.zoom;
    }
    if (f & SELECTED) != 0u {
        half = max(half, out.width * 0.5 + 5.5 * u.pixels_per_point);
    }
    // The head takes the end.
    let shaft = clamp(1.0 - 0.78 * head_length(width) / max(c.length, 1e-3), 0.0, 1.0);
    // Corners beyond the chords that it needs fall together: nothing is drawn.
    let chords = chords_of(c);
    let t = f32(min(v >> 1u, chords)) / f32(chords) * shaft;
    let d = direction_at(c, t);
    let side = select(-half, half, (v & 1u) != 0u);
    out.at = vec2f(t * c.length * u.zoom, side);
    out.position = clip(point_at(c, t) * u.zoom + vec2f(-d.y, d.x) * side);
    if is_left_out(i, f) || out_of_view(c, half) {
        out.position = nowhere();
    }
    return out;
}

// How much of a dash is there, with soft ends.
fn dash(along: f32, on: f32, off: f32) -> f32 {
    if on + off < 2.2 {
        return 1.0;
    }
    let within = along - (on + off) * floor(along / (on + off));
    return clamp(min(within, on - within) + 0.5, 0.0, 1.0)
        + clamp(within - (on + off) + 0.5, 0.0, 1.0);
}

@fragment
fn line_fragment(s: Stroke) -> @location(0) vec4f {
    let across = abs(s.at.y);
    let band = s.style.x;
    var there: f32;
    var rhythm = s.width;
    let hollow = s.style.y != REPORTED;
    let apart = s.width + 1.6 * u.zoom;
    if hollow && apart > 2.5 {
        // Two hairlines.
        rhythm = s.width + 0.6 * u.zoom;
        let hair = max(u.zoom, 0.8);
        there = coverage(abs(across - apart * 0.5) - hair * 0.5);
    } else {
        there = coverage(across - max(s.width, 1.0) * 0.5);
    }
    if hollow && apart <= 2.5 {
        there *= 0.75;
    }
    if band == NEUTRAL {
        there *= dash(s.at.x, rhythm * 1.2, rhythm * 2.2);
    } else if band != HOSTILE {
        there *= dash(s.at.x, rhythm * 5.0, rhythm * 2.5);
    }
    if s.style.y == LACKING {
        // In closed pieces.
        let on = PIECE * u.zoom;
        let period = on + PIECE_GAP * u.zoom;
        let within = s.at.x - period * floor(s.at.x / period);
        let from_end = min(abs(within), abs(within - on));
        let end = coverage(from_end - max(u.zoom, 0.8) * 0.5)
            * coverage(across - apart * 0.5);
        there *= dash(s.at.x, on, period - on);
        there = select(there, max(there, end), apart > 2.5);
    }
    let lifted = (s.style.z & (LIFTED | SELECTED)) != 0u;
    let o = select(u.line_opacity * opacity(s.style.z), 1.0, lifted);
    var color = ink(u.bands[band].rgb, there * o);
    if (s.style.z & SELECTED) != 0u {
        let glow = coverage(across - s.width * 0.5 - 4.5 * u.pixels_per_point);
        color = over(color, ink(u.glow.rgb, glow));
    }
    if color.a <= 0.0 {
        discard;
    }
    return color;
}

struct Head {
    @builtin(position) position: vec4f,
    // Pixels back from the tip, and across.
    @location(0) at: vec2f,
    @location(1) @interpolate(flat) length: f32,
    @location(2) @interpolate(flat) style: vec3u,
}

@vertex
fn head_vertex(@builtin(vertex_index) v: u32, @builtin(instance_index) i: u32, line: Line) -> Head {
    let c = course(line);
    let size = head_length(width_of(line));
    var out: Head;
    out.length = size * u.zoom;
    let f = flag(u.first_line + i);
    out.style = vec3u(band_of(line), support_of(line), f);
    let tip = point_at(c, 1.0);
    // It points from where the line enters it.
    let entry = point_at(c, clamp(1.0 - size / max(c.length, 1e-3), 0.0, 1.0));
    var d = tip - entry;
    let away = length(d);
    if away > 1e-6 {
        d /= away;
    } else {
        d = direction_at(c, 1.0);
    }
    let back = select(-1.5, out.length + 1.5, (v & 1u) != 0u);
    let side = select(-1.0, 1.0, (v >> 1u) != 0u) * (out.length * 0.42 + 1.5);
    out.at = vec2f(back, side);
    out.position = clip(tip * u.zoom - d * back + vec2f(-d.y, d.x) * side);
    let outside = any(abs(tip * u.zoom) > u.half + abs(u.shift) + out.length);
    if is_left_out(i, f) || outside {
        out.position = nowhere();
    }
    return out;
}

@fragment
fn head_fragment(h: Head) -> @location(0) vec4f {
    let across = abs(h.at.y);
    // Outside the two long edges, and behind the notch.
    let edge = (across - 0.42 * h.at.x) / 1.0847;
    let slope = 0.22 / 0.42;
    let notch = (h.at.x - 0.78 * h.length - slope * across) / sqrt(1.0 + slope * slope);
    let d = max(edge, notch);
    let lifted = (h.style.z & (LIFTED | SELECTED)) != 0u;
    let o = select(u.line_opacity * opacity(h.style.z), 1.0, lifted);
    var color = ink(u.bands[h.style.x].rgb, coverage(d));
    if h.style.y != REPORTED {
        let hair = max(u.zoom, 0.8);
        let outline = ink(u.bands[h.style.x].rgb, coverage(abs(d) - hair * 0.5));
        color = over(outline, ink(u.paper.rgb, coverage(d)));
    }
    color *= o;
    if color.a <= 0.0 {
        discard;
    }
    return color;
}
