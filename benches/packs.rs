//! Packs: validating, importing and building all of them against the time that `serde_json` needs to parse them.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench prints, and may fail loudly"
)]

use std::hint::black_box;

use flowc_benches::{build, goal, import, medians, packs, rounds};
use flowc_okta::validate::{Level, validate};
use flowc_project::Files;
use flowc_tests::RealPack;

fn main() {
    let packs = packs();
    let bytes: usize = packs.iter().map(|pack| pack.text.len()).sum();
    println!("{} packs, {:.1} MB", packs.len(), bytes as f64 / 1e6);
    times(&packs);
}

fn times(packs: &[RealPack]) {
    let projects: Vec<Files> = packs.iter().map(|pack| import(&pack.text)).collect();
    let all = |work: &dyn Fn(&RealPack)| packs.iter().for_each(work);
    let works: &mut [(&str, &mut dyn FnMut())] = &mut [
        ("parse to serde_json::Value", &mut || {
            all(&|pack| drop(black_box(serde_json::from_str::<serde_json::Value>(&pack.text).unwrap())));
        }),
        ("validate", &mut || all(&|pack| drop(black_box(validate(&pack.text, Level::Strict))))),
        ("import", &mut || all(&|pack| drop(black_box(import(&pack.text))))),
        ("build", &mut || projects.iter().for_each(|files| drop(black_box(build(files))))),
    ];
    let medians = medians(rounds(7), works);
    let ratio = |at: usize| medians[at].as_secs_f64() / medians[0].as_secs_f64();
    for (at, ((name, _), time)) in works.iter().zip(&medians).enumerate() {
        println!("{name:28} {:8.1} ms {:6.2}", time.as_secs_f64() * 1e3, ratio(at));
    }
    println!("{}", goal("validate", ratio(1), 0.5));
    println!("{}", goal("import", ratio(2), 3.0));
    println!("{}", goal("build", ratio(3), 3.0));
    println!("{}", goal("both together", ratio(2) + ratio(3), 3.0));
}
