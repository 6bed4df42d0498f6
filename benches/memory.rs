//! Memory: what importing the largest pack and building its project asks for at most, and what of that the system sees.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints, and may fail loudly")]

use std::hint::black_box;

use flowc_benches::{build, goal, import, packs};
use peak_alloc::PeakAlloc;

/// Counts what is asked for, which is the same on every machine: pages of the program and room that the allocator
/// keeps count for nothing.
#[global_allocator]
static ASKED: PeakAlloc = PeakAlloc;

/// The largest pack takes no more than this times its size, its own text included.
const GOAL: f64 = 6.0;

fn main() {
    let mut packs = packs();
    packs.sort_by_key(|pack| pack.text.len());
    let (text, smallest) = (packs.pop().unwrap().text, packs.swap_remove(0).text);
    drop(packs);
    // Tables that every pack needs are there already.
    drop(black_box(build(&import(&smallest))));
    let size = text.len();
    println!("largest pack: {:.2} MB", megabytes(size));
    // The text belongs to what the pack takes.
    let before = (ASKED.current_usage() - size, resident());
    let files = measured("import", size, before, || import(&text));
    drop(text);
    let before = (before.0, resident());
    black_box(measured("build", size, before, || build(&files)));
}

/// Does something, and says what it took above what was there before.
fn measured<T>(what: &str, size: usize, before: (usize, Option<usize>), work: impl FnOnce() -> T) -> T {
    ASKED.reset_peak_usage();
    let done = work();
    let above = ASKED.peak_usage() - before.0;
    println!("{what} asks for {:.2} MB at most", megabytes(above));
    if let (Some(now), Some(before)) = (resident(), before.1) {
        println!(
            "{what} takes {:.2} MB of the system's, {:.2} MB before it",
            megabytes(now),
            megabytes(before)
        );
    }
    println!("{}", goal(what, above as f64 / size as f64, GOAL));
    done
}

/// Bytes that were resident at most so far, where the system tells.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<usize>().ok()? * 1024)
}

fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
