//! The way of a pack through source and back.

use flowc_diag::codes;
use flowc_okta::validate::{Level, validate};
use flowc_project::{Emit, Options};
use flowc_value::json;

use crate::common::Files;

/// The pack that a project builds.
pub fn built(files: &Files, fresh: bool) -> Result<String, String> {
    let checked = flowc_project::check(files, "");
    if let Some(error) = checked.diagnostics.iter().find(|found| found.is_error()) {
        return Err(format!("does not check: {} {}", error.code.id, error.title));
    }
    let emit = Emit { pack: true, plan: true, cards: false, ir: false };
    let built = flowc_project::build(&checked, &Options { fresh, emit, ..Options::default() });
    let pack = built.files.iter().find(|(name, _)| name.ends_with(".flopack"));
    pack.map(|(_, text)| text.clone()).ok_or_else(|| format!("does not build: {:?}", built.diagnostics))
}

/// How one pack fares on its way through source and back.
pub struct Way {
    /// What must not be wrong with any pack.
    pub wrong: Vec<String>,
    /// The build with the lock is another pack.
    pub lock_differs: bool,
    /// The source does not say all of a flow.
    pub unsaid: bool,
    /// What the fresh build says otherwise.
    pub fresh: Vec<String>,
    /// Lines of source, and those of them that are too long to read.
    pub lines: (usize, usize),
}

pub fn way_home(name: &str, text: &str) -> Way {
    let mut way =
        Way { wrong: Vec::new(), lock_differs: false, unsaid: false, fresh: Vec::new(), lines: (0, 0) };
    let imported = flowc_project::import(text, name, "");
    if let Some(error) = imported.diagnostics.iter().find(|found| found.is_error()) {
        way.wrong.push(format!("is not imported: {} {}", error.code.id, error.title));
        return way;
    }
    way.unsaid = imported.diagnostics.iter().any(|found| found.code == codes::F0608);
    let files = Files(imported.files.into_iter().collect());
    for (path, source) in files.0.iter().filter(|(path, _)| path.ends_with(".fl")) {
        if flowc_syntax::format(source).as_ref() != Ok(source) {
            way.wrong.push(format!("{path} is not as fmt writes it"));
        }
        let long = source.lines().filter(|line| line.chars().count() > 120).count();
        way.lines = (way.lines.0 + source.lines().count(), way.lines.1 + long);
    }
    match built(&files, false) {
        Err(error) => way.wrong.push(error),
        Ok(same) => way.lock_differs = json::parse(&same) != json::parse(text),
    }
    match built(&files, true) {
        Err(error) => way.wrong.push(error),
        Ok(fresh) => {
            way.fresh = fresh_build(text, &fresh);
            way.fresh.extend(source_again(name, &files, &fresh));
        }
    }
    way
}

/// The fresh build is imported as the same source.
fn source_again(name: &str, files: &Files, fresh: &str) -> Vec<String> {
    let again = Files(flowc_project::import(fresh, name, "").files.into_iter().collect());
    let sources = |files: &Files| -> Vec<(String, String)> {
        files
            .0
            .iter()
            .filter(|(path, _)| path.ends_with(".fl"))
            .map(|file| (file.0.clone(), file.1.clone()))
            .collect()
    };
    let (first, second) = (sources(files), sources(&again));
    let paths =
        |sources: &[(String, String)]| sources.iter().map(|(path, _)| path.clone()).collect::<Vec<_>>();
    if paths(&first) != paths(&second) {
        return vec![format!("imported again, the files are {:?}", paths(&second))];
    }
    let mut changed = Vec::new();
    for ((path, one), (_, other)) in first.iter().zip(&second) {
        let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
        if let Some((was, is)) = differs.or((one != other).then_some(("", ""))) {
            changed.push(format!("imported again, {path} says {is:?} for {was:?}"));
        }
    }
    changed
}

/// A fresh build says what the original says, and breaks no rule that the original keeps.
fn fresh_build(original: &str, fresh: &str) -> Vec<String> {
    let (a, b) = (flowc_okta::read(original).unwrap(), flowc_okta::read(fresh).unwrap());
    let mut wrong: Vec<String> =
        flowc_okta::compare(&a, &b).iter().take(3).map(ToString::to_string).collect();
    let kept = validate(original, Level::Emitted);
    let broken = validate(fresh, Level::Emitted);
    let new = broken.iter().filter(|found| !kept.iter().any(|old| old.rule == found.rule));
    wrong.extend(new.take(3).map(|found| format!("breaks {} at {}", found.rule.code, found.path)));
    wrong
}
