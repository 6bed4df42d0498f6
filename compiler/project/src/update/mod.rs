//! A newer export of the same flows into an existing project.
//!
//! The newer pack is decoded with the names that the project gave; flows that say what they said keep their text to
//! the byte, the others are printed anew around what people wrote. Whatever comes out is lowered and built again
//! before anybody sees it: either the project builds the newer pack, value for value, or nothing changes.

mod declared;
mod known;
mod merge;
mod plan;
mod report;
mod rewrite;
mod source;
mod write;

use std::collections::HashSet;

use flowc_diag::{Diagnostic, codes};
use flowc_okta::{Known, Pack, Settings as Encoding};
use flowc_text::FileLoader;
use flowc_value::json;

use crate::build::optimized;
use crate::check::{Checked, check};
use crate::files::Files;
use crate::import::{allow_defects, settings};
use crate::{FolderEntry, LOCK_FILE, PROJECT_FILE, Settings};
use declared::Declarations;
use plan::States;
use rewrite::Rewriting;

pub use report::{Change, Verb};

/// What became of a project.
#[derive(Debug, Default)]
pub struct Updated {
    /// Files that changed: path and text.
    pub files: Vec<(String, String)>,
    /// Files that hold nothing any more.
    pub removed: Vec<String>,
    /// What changed in the source.
    pub changes: Vec<Change>,
    /// How many flows say what they said.
    pub kept: usize,
    /// How many defects of the pack are allowed where they stand.
    pub allowed: usize,
    /// Why nothing was done, or what was found in the pack.
    pub diagnostics: Vec<Diagnostic>,
    /// The project, checked: the newer one, or the present one where that is in the way.
    pub checked: Option<Checked>,
}

impl Updated {
    fn refused(diagnostics: Vec<Diagnostic>) -> Updated {
        Updated { diagnostics, ..Updated::default() }
    }

    /// Whether nothing was done.
    pub fn is_refused(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Takes a newer pack into a project. `shown` stands in front of file names in messages.
pub fn update(text: &str, loader: &dyn FileLoader, shown: &str) -> Updated {
    let present = check(loader, shown);
    if present.has_errors() {
        let mut diagnostics = vec![broken()];
        diagnostics.extend(present.diagnostics.iter().filter(|found| found.is_error()).cloned());
        if diagnostics.iter().any(|found| found.code == codes::F0001) {
            diagnostics.remove(0);
        }
        return Updated { diagnostics, checked: Some(present), ..Updated::default() };
    }
    let pack = match flowc_okta::read(text) {
        Ok(pack) => pack,
        Err(found) => return Updated::refused(found),
    };
    let before = Files::of_project(loader);
    let learned = flowc_okta::learn(&pack);
    let mut refused = Updated::default();
    for how in [Declarations::Extended, Declarations::Learned] {
        let mut files = before.clone();
        declared::declare(&mut files, &learned, how);
        let updated = Update { text, pack: &pack, shown, before: &before, present: &present }.attempt(files);
        if !updated.is_refused() {
            return updated;
        }
        refused = updated;
    }
    refused
}

fn broken() -> Diagnostic {
    Diagnostic::global(codes::F0009, "the project has errors, so no newer export can be taken into it")
        .help("mend what `flowc check` reports, then update")
}

fn impossible(reason: &str) -> Diagnostic {
    Diagnostic::global(codes::F0606, "the source cannot be brought to build the newer pack")
        .note(reason.to_owned())
        .help("`flowc import` without --update, into another directory, shows what the newer pack says")
}

/// One newer pack and the project that it comes into.
struct Update<'a> {
    text: &'a str,
    pack: &'a Pack,
    shown: &'a str,
    before: &'a Files,
    present: &'a Checked,
}

impl Update<'_> {
    /// Updates a project whose declarations are up to date already.
    fn attempt(&self, mut files: Files) -> Updated {
        // With other declarations the source may say something else, or nothing that holds together.
        let again = check(&files, self.shown);
        let signatures = &again.project.signatures;
        let (now, _) = optimized(&again.program, signatures, false);
        let old = self.present;
        let (program, _) = optimized(&old.program, &old.project.signatures, false);
        let known = known::known(old, &program, self.pack);
        let decoded = flowc_okta::decode_known(self.pack, signatures, &known);
        if decoded.diagnostics.iter().any(Diagnostic::is_error) {
            return Updated::refused(decoded.diagnostics);
        }
        let differing = self.differing(&again, &now);
        let stands = source::stands(old);
        let states = States {
            old,
            program: &program,
            now: &now,
            stands: &stands,
            new: &decoded.program,
            differing: &differing,
        };
        let plan = plan::plan(states);
        let settings = merged_settings(old, &decoded.program);
        if settings != old.project.settings {
            files.0.insert(PROJECT_FILE.to_owned(), settings.write());
        }
        let (checked, allowed) = if plan.is_empty() {
            allow_defects(&mut files, self.shown)
        } else {
            Rewriting::new(states, &plan, signatures).run(&mut files, self.shown)
        };
        if let Some(flow) = rewrite::misses(states, &plan, &checked) {
            let reason = format!("no text was found that says what the flow \"{flow}\" says there");
            return Updated::refused(vec![impossible(&reason)]);
        }
        if let Err(reason) = self.lock(&mut files, &checked, &decoded.program, known) {
            return Updated::refused(vec![impossible(&reason)]);
        }
        let changed = files.0.iter().filter(|(path, text)| self.before.0.get(*path) != Some(text));
        Updated {
            files: changed.map(|(path, text)| (path.clone(), text.clone())).collect(),
            removed: self.before.0.keys().filter(|path| !files.0.contains_key(*path)).cloned().collect(),
            changes: report::changes(states, &plan),
            kept: report::kept(states, &plan),
            allowed,
            diagnostics: decoded.diagnostics,
            checked: Some(checked),
        }
    }

    /// Titles of flows that the project builds otherwise than the newer pack has them.
    fn differing(&self, old: &Checked, program: &flowc_ir::Program) -> HashSet<String> {
        let encoding = Encoding { lock: old.project.lock.as_ref(), ..Encoding::default() };
        let built = flowc_okta::encode(program, &old.project.signatures, &encoding);
        let differences = flowc_okta::compare(&built.pack, self.pack);
        differences.into_iter().filter_map(|difference| difference.place.into_iter().next()).collect()
    }

    /// Brings the lock up to date, with which the project builds the newer pack; says why if it does not.
    fn lock(
        &self,
        files: &mut Files,
        checked: &Checked,
        decoded: &flowc_ir::Program,
        mut known: Known,
    ) -> Result<(), String> {
        if let Some(error) = checked.diagnostics.iter().find(|found| found.is_error()) {
            return Err(format!("{} would be found in it: {}", error.code.id, error.title));
        }
        let signatures = &checked.project.signatures;
        let (program, _) = optimized(&checked.program, signatures, false);
        for (id, flow) in self.pack.data.flos.keys().zip(&decoded.flows) {
            // A name that two modules shared may stand alone now, and the other way round.
            let bare = |name: &str| name.rsplit('.').next().unwrap_or_default().to_owned();
            let own = program.flows.iter().find(|own| own.name == flow.name);
            let own = own.or_else(|| program.flows.iter().find(|own| bare(&own.name) == bare(&flow.name)));
            known.names.insert(id.clone(), own.map_or(&flow.name, |own| &own.name).clone());
        }
        let ids = flowc_okta::decode_known(self.pack, signatures, &known).ids;
        let lock = flowc_okta::lock(self.pack, ids, &program, signatures);
        let built =
            flowc_okta::encode(&program, signatures, &Encoding { lock: Some(&lock), ..Encoding::default() });
        if json::parse(&built.pack.to_json()) != json::parse(self.text) {
            let difference = flowc_okta::compare(&built.pack, self.pack).into_iter().next();
            let what = difference.map_or("ids would differ".to_owned(), |difference| difference.to_string());
            return Err(format!("it would build something else: {what}"));
        }
        let present = checked.project.lock.as_ref();
        if present != Some(&lock) {
            files.0.insert(LOCK_FILE.to_owned(), lock.to_text());
        }
        Ok(())
    }
}

/// `flow.toml` with the folders of the newer pack.
fn merged_settings(old: &Checked, program: &flowc_ir::Program) -> Settings {
    let present = &old.project.settings;
    let imported = settings(program, &present.name);
    let mut folders = present.folders.clone();
    folders.retain(|path, _| imported.folders.contains_key(path));
    for (path, entry) in imported.folders {
        let derived = crate::import::title(path.rsplit('/').next().unwrap_or(&path));
        let said = present.folders.get(&path).cloned();
        let holds = old.project.modules.iter().any(|module| module.path.starts_with(&format!("{path}/")));
        let mut effective = said.clone().unwrap_or_default();
        if effective.title.is_empty() && !effective.outside {
            effective.title = derived;
        }
        if effective != entry || (said.is_none() && !holds) {
            folders.insert(path, FolderEntry { ..entry });
        }
    }
    Settings { folders, sources: present.sources.clone(), ..imported }
}
