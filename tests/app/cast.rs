//! What an analyst draws from nothing in a working session: thirty actors and
//! sixty actions.

/// The actors, in the order in which they are made.
pub const ACTORS: [&str; 30] = [
    "Harbour Board",
    "Ines Quist",
    "Tomas Rell",
    "North Line",
    "Dockers Union",
    "Port Authority",
    "Mayor Ashby",
    "City Council",
    "Delta Bank",
    "Karin Voss",
    "The Courier",
    "Jonas Peel",
    "Customs Office",
    "Salt Quarter",
    "Oskar Lind",
    "Blue Freight",
    "The Strike",
    "Judge Moran",
    "County Court",
    "Ferry Act",
    "Lena Hart",
    "Green List",
    "Old Mill Trust",
    "Dr Amadi",
    "River Watch",
    "The Hearing",
    "Pier Nine",
    "Viktor Sand",
    "Night Shift",
    "Labour Code",
];

const VERBS: [&str; 12] = [
    "warns", "funds", "sues", "meets", "advises", "blocks", "backs", "accuses", "hires", "quotes",
    "inspects", "thanks",
];

/// The actions: who acts, what is done, to whom, both as places in [`ACTORS`].
pub fn actions() -> Vec<(usize, &'static str, usize)> {
    let n = ACTORS.len();
    let from_of = |k: usize| (k * 7 + k / n * 3) % n;
    (0..60)
        .map(|k| {
            let from = from_of(k);
            let to = (from + 1 + (k * k) % 11) % n;
            (from, VERBS[k % VERBS.len()], to)
        })
        .collect()
}
