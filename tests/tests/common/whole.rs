//! The project of `tests/rules`, in which everything occurs that packs hold, built.

use crate::common::Files;

/// Its pack; pieces of its source replaced, each of which occurs once.
pub fn pack(edits: &[(String, String)]) -> String {
    let mut source = include_str!("../../rules/project.fl").to_owned();
    let mut settings = include_str!("../../rules/flow.toml").to_owned();
    for (from, to) in edits {
        let place = if settings.contains(from.as_str()) { &mut settings } else { &mut source };
        assert_eq!(place.matches(from.as_str()).count(), 1, "{from}");
        *place = place.replace(from.as_str(), to);
    }
    let mut files = files(&source);
    files.0.insert("flow.toml".into(), settings);
    files.0.insert("connectors/stash.json".into(), include_str!("../projects/stash.json").into());
    built(&files)
}

/// A project of this source that knows the cards of a help desk.
pub fn files(source: &str) -> Files {
    let mut files = Files::of(source);
    let helpdesk = include_str!("../../ui/connectors/helpdesk.json");
    let numbered = helpdesk.replace("\"class\"", "\"number\": 7, \"class\"").replace(": 60 ", ": 30000 ");
    files.0.insert("connectors/helpdesk.json".into(), numbered);
    files
}

/// The pack of a project, which must be free of errors.
pub fn built(files: &Files) -> String {
    let checked = flowc_project::check(files, "");
    let errors = checked.diagnostics.iter().filter(|found| found.is_error());
    let errors: Vec<String> = errors.map(|found| format!("{} {}", found.code.id, found.title)).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{files:?}");
    let built = flowc_project::build(&checked, &flowc_project::Options::default());
    built.files.into_iter().find(|(name, _)| name.ends_with(".flopack")).unwrap().1
}
