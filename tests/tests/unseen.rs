//! Packs that nobody has seen come home too: real packs, changed as exports of other tenants, years and people
//! plausibly differ. Every pack meets one mutation; `FLOWC_UNSEEN=WORD` tries all whose name contains the word, on
//! every pack whose name contains `FLOWC_UNSEEN_PACK`, and an empty word tries all. `FLOWC_UNSEEN_KEEP` names a
//! folder that keeps the changed packs.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests may fail loudly"
)]

mod common;
#[path = "unseen/forms.rs"]
mod forms;
#[path = "common/home.rs"]
mod home;
#[path = "unseen/leftovers.rs"]
mod leftovers;
#[path = "unseen/places.rs"]
mod places;
#[path = "unseen/things.rs"]
mod things;
#[path = "unseen/words.rs"]
mod words;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use flowc_tests::RealPack;
use places::Pick;
use serde_json::Value;

/// What still holds of a changed pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// Everything that holds of real packs.
    Wholly,
    /// It says what no source says: only the lock brings it back.
    Locked,
}

/// A change of a pack.
pub struct Mutation {
    /// What is done.
    pub name: &'static str,
    /// What holds afterwards.
    pub home: Home,
    /// Does it.
    pub change: fn(&mut Value, &mut Pick),
}

/// What is wrong with the way home of a changed pack.
fn faults(mutation: &Mutation, name: &str, text: &str) -> Vec<String> {
    let mut pack: Value = serde_json::from_str(text).unwrap();
    (mutation.change)(&mut pack, &mut Pick::new(&format!("{name} {}", mutation.name)));
    let changed = pack.to_string();
    if let Some(folder) = std::env::var_os("FLOWC_UNSEEN_KEEP") {
        let file = format!("{name} {}.flopack", mutation.name);
        std::fs::write(std::path::Path::new(&folder).join(file), &changed).unwrap();
    }
    let Ok(way) = std::panic::catch_unwind(|| home::way_home(name, &changed)) else {
        return vec!["panics".into()];
    };
    let mut faults = way.wrong;
    if way.lock_differs {
        faults.push("with the lock another pack comes back".into());
    }
    if mutation.home == Home::Wholly {
        faults.extend(way.unsaid.then(|| "the source does not say all of a flow".to_owned()));
        faults.extend(way.fresh);
    }
    faults
}

/// The next pack that nobody has taken.
fn take<'p>(next: &AtomicUsize, packs: &'p [RealPack]) -> Option<(usize, &'p RealPack)> {
    let at = next.fetch_add(1, Ordering::Relaxed);
    packs.get(at).map(|pack| (at, pack))
}

#[test]
fn packs_that_nobody_has_seen_come_home() {
    let all: Vec<&Mutation> =
        [words::ALL, forms::ALL, things::ALL, leftovers::ALL].into_iter().flatten().collect();
    let asked = std::env::var("FLOWC_UNSEEN").ok();
    let only = std::env::var("FLOWC_UNSEEN_PACK").unwrap_or_default();
    let packs = flowc_tests::corpus();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some((at, pack)) = take(&next, &packs) {
            if !pack.name.contains(&only) {
                continue;
            }
            let chosen: Vec<&Mutation> = match &asked {
                Some(word) => all.iter().copied().filter(|mutation| mutation.name.contains(word)).collect(),
                None => vec![all[at % all.len()]],
            };
            for mutation in chosen {
                let found = faults(mutation, &pack.name, &pack.text);
                let found =
                    found.into_iter().map(|what| format!("{} [{}]: {what}", mutation.name, pack.name));
                wrong.lock().unwrap().extend(found);
            }
        }
    };
    std::thread::scope(|scope| {
        (0..std::thread::available_parallelism().map_or(1, usize::from))
            .for_each(|_| drop(scope.spawn(work)));
    });
    let mut wrong = wrong.into_inner().unwrap();
    wrong.sort();
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}
