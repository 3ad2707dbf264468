//! From coarse to fine: the driver of the force layouts.
use super::coarsen::{Level, hierarchy};
use super::rng::Rng;
use super::sim::{Forces, Sim, Pull};
use super::topology::Topology;

fn env(k: &str, d: f32) -> f32 { std::env::var(k).ok().and_then(|v| v.parse().ok()).unwrap_or(d) }

pub fn try_force(graph: &Topology, seed: u64, threads: usize) -> Vec<[f32; 2]> {
    let n = graph.len();
    let t0 = std::time::Instant::now();
    let hub = env("HUB", 0.5);
    let mass: Vec<f32> = (0..n).map(|u| graph.weights(u).iter().sum::<f32>().powf(hub)).collect();
    let pull = match env("PULL", 1.0) { 0.0 => Pull::Constant, 0.5 => Pull::Root, 1.0 => Pull::Linear, _ => Pull::Square };
    let mut rng = Rng::new(seed);
    let finest = Level { graph: graph.clone(), mass, pins: vec![None; n], parent: vec![] };
    let levels = hierarchy(finest, 40, None, &mut rng);
    let f = Forces { pull, gravity: env("GRAV", 0.0), theta: env("THETA", 0.9), momentum: env("MOM", 0.3) };
    if env("V", 0.0) > 0.0 { eprintln!("hier {:.3}s {:?}", t0.elapsed().as_secs_f64(), levels.iter().map(|l| l.graph.len()).collect::<Vec<_>>()); }
    let mut at: Vec<[f32; 2]> = Vec::new();
    let last = levels.len() - 1;
    for (l, level) in levels.iter().enumerate().rev() {
        let t0 = std::time::Instant::now();
        let k = level.graph.len();
        if l == last {
            let side = (level.mass.iter().sum::<f32>()).sqrt() * 1.0;
            at = (0..k).map(|_| { let [x, y] = rng.disc(); [x * side, y * side] }).collect();
        } else {
            let up = &levels[l + 1];
            let mut fine = vec![[0.0; 2]; k];
            let bary = env("BARY", 0.5);
            for u in 0..k {
                let p = at[up.parent[u] as usize];
                let (mut sx, mut sy, mut sw) = (0.0, 0.0, 0.0);
                for (v, w) in level.graph.edges(u) { let q = at[up.parent[v] as usize]; sx += w * q[0]; sy += w * q[1]; sw += w; }
                let j = rng.disc();
                let r = env("JIT", 0.5) * level.mass[u].sqrt();
                let (bx, by) = if sw > 0.0 { (sx / sw, sy / sw) } else { (p[0], p[1]) };
                fine[u] = [p[0] + bary * (bx - p[0]) + r * j[0], p[1] + bary * (by - p[1]) + r * j[1]];
            }
            at = fine;
        }
        let fineness = if last == 0 { 0.0 } else { l as f32 / last as f32 };
        let steps = (env("IT0", 40.0) + (env("IT1", 150.0) - env("IT0", 40.0)) * fineness) as usize;
        let mut sim = Sim::new(level, &at, threads);
        // typical distance
        let mut len = 0.0; let mut c = 0.0;
        for u in 0..k { for (v, w) in level.graph.edges(u) { let (a, b) = (at[u], at[v]); len += w * (a[0] - b[0]).hypot(a[1] - b[1]); c += w; } }
        let cap0 = (len / f32::max(c, 1.0)).max(1.0) * env("CAP", 1.0);
        let mut g = 0.0;
        for s in 0..steps {
            let t = 1.0 - s as f32 / steps as f32;
            g = sim.step(&f, env("RATE", 0.7) , cap0 * t.max(0.02));
        }
        at = sim.positions();
        if env("V", 0.0) > 0.0 { eprintln!("level {k} steps {steps} {:.3}s {:.2} ms/step; cap {cap0} last move {g}", t0.elapsed().as_secs_f64(), t0.elapsed().as_secs_f64()*1e3/steps as f64); }
    }
    at
}
