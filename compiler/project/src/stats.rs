//! What an import weighs: how much of a pack its source says, and how much only the lock.

use flowc_okta::Lock;
use serde::Serialize;

use crate::{Imported, LOCK_FILE, MODULE_ENDING, declaration};

/// Measures of one imported pack.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stats {
    /// Bytes of the pack.
    pub pack: usize,
    /// Cards as people count them on the canvas, those of inlined bodies included.
    pub cards: usize,
    /// Lines of source.
    pub lines: usize,
    /// Those that are neither blank nor comments.
    pub code_lines: usize,
    /// Lines of source for a card.
    pub lines_per_card: f64,
    /// Characters of the longest line.
    pub longest_line: usize,
    /// Bytes of `flow.lock`.
    pub lock: usize,
    /// Those of ids, and of what says whose they are.
    pub ids: usize,
    /// Those beyond: what neither the source says nor follows from it.
    pub residue: usize,
    /// Residue in percent of the pack's bytes.
    pub residue_percent: f64,
    /// Declared methods of connectors.
    pub methods: usize,
    /// Flows that the lock keeps whole.
    pub kept: usize,
    /// Defects of the pack that are allowed where they stand.
    pub allowed: usize,
}

impl Stats {
    /// Measures a pack and what was made of it; none where it could not be imported.
    pub fn of(pack: &str, imported: &Imported) -> Option<Stats> {
        let written = imported.written.as_ref()?;
        let lock = imported.lock()?;
        let file = imported.file(LOCK_FILE)?;
        let bodies = written.program.flows.iter().flat_map(|flow| &flow.bodies);
        let cards = bodies.map(|body| body.graph.node_count()).sum();
        let modules = imported.files.iter().filter(|(path, _)| path.ends_with(MODULE_ENDING));
        let lines: Vec<&str> = modules.flat_map(|(_, text)| text.lines()).collect();
        let says = |line: &&&str| {
            let line = line.trim_start();
            !line.is_empty() && !line.starts_with("//") && !line.starts_with('#')
        };
        let ids = lock.bare().to_text().len();
        let inside = format!("{}/", declaration::FOLDER);
        let declared = imported.files.iter().filter(|(path, _)| path.starts_with(&inside));
        let methods = declared
            .filter_map(|(_, text)| declaration::read(text).ok())
            .map(|declared| declared.methods.len())
            .sum();
        let residue = file.len().saturating_sub(ids);
        Some(Stats {
            pack: pack.len(),
            cards,
            lines: lines.len(),
            code_lines: lines.iter().filter(says).count(),
            lines_per_card: hundredths(lines.len(), cards),
            longest_line: lines.iter().map(|line| line.chars().count()).max().unwrap_or_default(),
            lock: file.len(),
            ids,
            residue,
            residue_percent: hundredths(residue * 100, pack.len()),
            methods,
            kept: lock.kept().count(),
            allowed: imported.allowed,
        })
    }

    /// One line of JSON, with the name of the pack in front.
    pub fn to_json(&self, name: &str) -> String {
        let stats = serde_json::to_value(self).unwrap_or_default();
        let mut all = serde_json::Map::new();
        all.insert("name".to_owned(), name.into());
        all.extend(stats.as_object().cloned().unwrap_or_default());
        serde_json::Value::Object(all).to_string()
    }
}

impl Imported {
    /// The text of a file that was made.
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.iter().find(|(other, _)| other == path).map(|(_, text)| text.as_str())
    }

    /// The lock that was made.
    pub fn lock(&self) -> Option<Lock> {
        self.file(LOCK_FILE).and_then(|text| Lock::read(text).ok())
    }
}

/// A ratio with two digits behind the point; 0 of nothing.
#[expect(clippy::cast_precision_loss, reason = "counts of lines and bytes")]
fn hundredths(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { (part as f64 * 100.0 / whole as f64).round() / 100.0 }
}
