//! What the benches share: packs, the example of the repository many times over, a clock.
//!
//! Owns no threshold that fails: a machine with other work on it says nothing about a single time. What counts are ratios of
//! times that were taken in turns.
#![allow(clippy::panic, reason = "a bench may fail loudly")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use flowc_project::{Emit, Files, Options};
use flowc_tests::RealPack;

/// Copies of the example in the packs that stand in for real ones.
const STAND_INS: [usize; 6] = [1, 2, 4, 8, 16, 32];

/// Real packs; without them the example of the repository stands in, scaled up.
pub fn packs() -> Vec<RealPack> {
    let real = flowc_tests::corpus();
    if !real.is_empty() {
        return real;
    }
    let stand_in =
        |copies: usize| RealPack { name: format!("example x {copies}"), text: build(&example(copies)) };
    STAND_INS.map(stand_in).into()
}

/// The files of a pack's project.
pub fn import(text: &str) -> Files {
    let imported = flowc_project::import(text, "bench", "");
    assert!(!imported.files.is_empty(), "{:?}", imported.diagnostics);
    Files(imported.files.into_iter().collect())
}

/// The pack of a project.
pub fn build(files: &Files) -> String {
    let checked = flowc_project::check(files, "");
    assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
    let emit = Emit { plan: false, ..Emit::default() };
    let built = flowc_project::build(&checked, &Options { emit, ..Options::default() });
    let pack = built.files.into_iter().find(|(name, _)| name.ends_with(".flopack"));
    pack.unwrap_or_else(|| panic!("{:?}", built.diagnostics)).1
}

/// Says whether a measure reaches its goal.
pub fn goal(what: &str, reached: f64, goal: f64) -> String {
    let word = if reached <= goal { "met" } else { "missed" };
    format!("{what}: {reached:.2}, goal {goal:.1}: {word}")
}

/// Lines of source of a project.
pub fn lines(files: &Files) -> usize {
    files.0.iter().filter(|(path, _)| path.ends_with(".fl")).map(|(_, text)| text.lines().count()).sum()
}

/// The example of the repository, `copies` times in one project.
pub fn example(copies: usize) -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join("examples").join("onboarding");
    let read = |file: &str| {
        std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    };
    let (main, account) = (read("main.fl"), read("people/account.fl"));
    let mut files = BTreeMap::from([("flow.toml".to_owned(), "name = \"onboarding\"\n".to_owned())]);
    for copy in 0..copies {
        let used = main.replace("use people.account", &format!("use part{copy}.people.account"));
        files.insert(format!("part{copy}/main.fl"), used);
        files.insert(format!("part{copy}/people/account.fl"), account.clone());
    }
    Files(files)
}

/// Named pieces of work, run in turns so that what else the machine does falls on all of them.
pub fn medians(rounds: usize, works: &mut [(&str, &mut dyn FnMut())]) -> Vec<Duration> {
    let mut times = vec![Vec::with_capacity(rounds); works.len()];
    for _ in 0..rounds {
        for ((_, work), times) in works.iter_mut().zip(&mut times) {
            let start = Instant::now();
            work();
            times.push(start.elapsed());
        }
    }
    times.into_iter().map(median).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// How many rounds the command line asks for: `cargo bench -p flowc-benches -- 9`.
pub fn rounds(usual: usize) -> usize {
    std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(usual)
}
