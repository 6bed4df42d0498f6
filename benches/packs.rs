//! Packs: validating, importing and building all of them against the time that `serde_json` needs to parse them, and the
//! memory that the largest takes. Without real packs the example of the repository stands in, scaled up.
#![allow(
    clippy::print_stdout,
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a bench prints, and may fail loudly"
)]

use std::hint::black_box;
use std::process::Command;

use flowc_benches::{example, medians, rounds};
use flowc_okta::validate::{Level, validate};
use flowc_project::Files;
use flowc_project::{Emit, Options};
use flowc_tests::RealPack;

/// Copies of the example in the packs that stand in for real ones.
const STAND_INS: [usize; 6] = [1, 2, 4, 8, 16, 32];

/// What the process is asked to do by itself, for its memory to be measured.
const ALONE: &str = "--import-and-build";

fn main() {
    if std::env::args().nth(1).as_deref() == Some(ALONE) {
        return alone();
    }
    let packs = packs();
    let bytes: usize = packs.iter().map(|pack| pack.text.len()).sum();
    println!("{} packs, {:.1} MB", packs.len(), megabytes(bytes));
    times(&packs);
    memory(&packs);
}

fn packs() -> Vec<RealPack> {
    let real = flowc_tests::corpus();
    if !real.is_empty() {
        return real;
    }
    let stand_in =
        |copies: usize| RealPack { name: format!("example x {copies}"), text: build(&example(copies)) };
    STAND_INS.map(stand_in).into()
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
    goal("validate", ratio(1), 0.5);
    goal("import and build", ratio(2) + ratio(3), 3.0);
}

/// The files of a pack's project.
fn import(text: &str) -> Files {
    let imported = flowc_project::import(text, "bench", "");
    assert!(!imported.files.is_empty(), "{:?}", imported.diagnostics);
    Files(imported.files.into_iter().collect())
}

/// The pack of a project.
fn build(files: &Files) -> String {
    let checked = flowc_project::check(files, "");
    assert!(!checked.has_errors(), "{:?}", checked.diagnostics);
    let emit = Emit { plan: false, ..Emit::default() };
    let built = flowc_project::build(&checked, &Options { emit, ..Options::default() });
    let pack = built.files.into_iter().find(|(name, _)| name.ends_with(".flopack"));
    pack.unwrap_or_else(|| panic!("{:?}", built.diagnostics)).1
}

fn goal(what: &str, reached: f64, goal: f64) {
    let word = if reached <= goal { "met" } else { "missed" };
    println!("{what}: {reached:.2}, goal {goal:.1}: {word}");
}

/// Memory is measured in a process of its own: what this one has allocated so far is no pack's.
fn memory(packs: &[RealPack]) {
    let Some(largest) = packs.iter().max_by_key(|pack| pack.text.len()) else { return };
    let file = std::env::temp_dir().join(format!("flowc-bench-{}.flopack", std::process::id()));
    std::fs::write(&file, &largest.text).unwrap();
    let output = Command::new(std::env::current_exe().unwrap()).arg(ALONE).arg(&file).output();
    std::fs::remove_file(&file).unwrap();
    let said = String::from_utf8(output.unwrap().stdout).unwrap();
    let peaks: Vec<usize> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let &[before, after_import, after_build] = peaks.as_slice() else {
        println!("memory: the system does not tell");
        return;
    };
    let size = largest.text.len();
    println!("largest pack: {:.2} MB; process before it: {:.2} MB", megabytes(size), megabytes(before));
    for (what, peak) in [("import", after_import), ("import and build", after_build)] {
        let above = peak.saturating_sub(before);
        println!("peak of {what}: {:.2} MB, {:.2} MB above that", megabytes(peak), megabytes(above));
        goal("memory", above as f64 / size as f64, 6.0);
    }
}

/// Imports and builds one pack and prints the peak of memory before, between and after.
fn alone() {
    let path = std::env::args().nth(2).unwrap();
    let before = peak();
    let files = import(&std::fs::read_to_string(path).unwrap());
    let between = peak();
    black_box(build(&files));
    if let (Some(before), Some(between), Some(after)) = (before, between, peak()) {
        println!("{before} {between} {after}");
    }
}

/// Bytes that were resident at most so far, where the system tells.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok()? * 1024)
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
