//! Compiling source: parse, check, plan and pack of generated projects, in lines per second.
#![allow(clippy::print_stdout, clippy::panic, reason = "a bench prints, and may fail loudly")]

use std::hint::black_box;

use flowc_benches::{example, lines, medians, rounds};
use flowc_project::Files;
use flowc_project::{Checked, Emit, Options};

/// Lines of the projects.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// Lines per second of all phases together.
const GOAL: f64 = 50_000.0;

fn main() {
    let per_copy = lines(&example(1));
    println!("{:>8}{:>12}{:>12}{:>12}{:>12}{:>12}", "lines", "parse", "check", "plan", "pack", "all");
    for size in SIZES {
        compile(&example(size.div_ceil(per_copy)), rounds(5));
    }
}

/// One row: lines per second of each phase by itself, and of all.
fn compile(files: &Files, rounds: usize) {
    let lines = lines(files);
    let checked = check(files);
    let works: &mut [(&str, &mut dyn FnMut())] = &mut [
        ("load", &mut || drop(black_box(flowc_project::load(files, "")))),
        ("load and check", &mut || drop(black_box(check(files)))),
        ("plan", &mut || _ = black_box(build(&checked, false))),
        ("pack", &mut || _ = black_box(build(&checked, true))),
    ];
    let times: Vec<f64> = medians(rounds, works).iter().map(|time| time.as_secs_f64()).collect();
    let &[load, load_and_check, plan, pack] = times.as_slice() else { return };
    let all = load_and_check + plan + pack;
    print!("{lines:>8}");
    for time in [load, load_and_check - load, plan, pack, all] {
        print!("{:>12.0}", lines as f64 / time);
    }
    let reached = lines as f64 / all;
    println!("  goal {GOAL}: {}", if reached >= GOAL { "met" } else { "missed" });
}

fn check(files: &Files) -> Checked {
    let checked = flowc_project::check(files, "");
    assert!(!checked.has_errors(), "{:?}", checked.diagnostics.first());
    checked
}

fn build(checked: &Checked, pack: bool) -> usize {
    let emit = Emit { pack, plan: !pack, cards: false, ir: false };
    let built = flowc_project::build(checked, &Options { emit, ..Options::default() });
    assert!(!built.files.is_empty(), "{:?}", built.diagnostics.first());
    built.files.len()
}
