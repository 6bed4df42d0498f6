//! Single changes of a project, each named rightly: `tests/diff/changes.md` holds one section for each.
//!
//! In a section, `-` and `+` lines are the text of `tests/rules/project.fl` that is replaced and what replaces it;
//! `=` lines are what `flowc diff` says, `{` lines the same as JSON. `FLOWC_UPDATE=1` writes those anew.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests may fail loudly"
)]

mod common;
#[path = "common/whole.rs"]
mod whole;

use std::path::Path;

/// One section: its title, the replacements, what is expected.
struct Change {
    title: String,
    edits: Vec<(String, String)>,
    expected: Vec<String>,
}

fn changes(page: &str) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for line in page.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            changes.push(Change { title: title.to_owned(), edits: Vec::new(), expected: Vec::new() });
            continue;
        }
        let Some(change) = changes.last_mut() else { continue };
        let edits = &mut change.edits;
        if line.starts_with('=') || line.starts_with('{') {
            change.expected.push(line.to_owned());
        } else if let Some(old) = line.strip_prefix("- ") {
            if edits.last().is_none_or(|(_, new)| !new.is_empty()) {
                edits.push((String::new(), String::new()));
            }
            let (from, _) = edits.last_mut().unwrap();
            from.push_str(old);
            from.push('\n');
        } else if let Some(new) = line.strip_prefix("+ ") {
            let (_, to) = edits.last_mut().unwrap();
            to.push_str(new);
            to.push('\n');
        } else if line == "+" {
            // Nothing takes its place.
            edits.last_mut().unwrap().1 = " ".to_owned();
        }
    }
    changes
}

#[test]
fn single_changes_are_named_rightly() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("diff/changes.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let before = flowc_okta::read(&whole::pack(&[])).unwrap();
    let (mut wrong, mut written) = (Vec::new(), page.split("\n## ").next().unwrap().to_owned());
    let all = changes(&page);
    assert!(all.len() >= 30, "{} changes", all.len());
    for change in &all {
        let after = flowc_okta::read(&whole::pack(&change.edits)).unwrap();
        let found = flowc_okta::diff(&before, &after);
        let lines: Vec<String> = found
            .iter()
            .flat_map(|change| {
                [format!("= {change}"), flowc_value::json::to_text(&change.to_value()).to_string()]
            })
            .collect();
        if lines != change.expected {
            wrong.push(format!("{}:\n{}", change.title, lines.join("\n")));
        }
        written.push_str(&format!("\n## {}\n", change.title));
        for (from, to) in &change.edits {
            from.lines().for_each(|line| written.push_str(&format!("- {line}\n")));
            if to == " " {
                written.push_str("+\n")
            } else {
                to.lines().for_each(|line| written.push_str(&format!("+ {line}\n")))
            }
        }
        lines.iter().for_each(|line| written.push_str(&format!("{line}\n")));
    }
    if std::env::var_os("FLOWC_UPDATE").is_some() {
        std::fs::write(&path, written).unwrap();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A flow's place is that of its file.
#[test]
fn a_flow_in_another_folder_has_moved() {
    let built = |path: &str| {
        let mut files = common::Files::of("flow stays {\n    compose \"x\"\n}\n");
        files.0.insert("flow.toml".into(), include_str!("../rules/flow.toml").into());
        files.0.insert(path.into(), "flow goes {\n    compose \"y\"\n}\n".into());
        let checked = flowc_project::check(&files, "");
        let built = flowc_project::build(&checked, &flowc_project::Options::default());
        let (_, text) = built.files.iter().find(|(name, _)| name.ends_with(".flopack")).unwrap();
        flowc_okta::read(text).unwrap()
    };
    let changes = flowc_okta::diff(&built("other.fl"), &built("deep/other.fl"));
    let lines: Vec<String> = changes.iter().map(ToString::to_string).collect();
    assert_eq!(lines, ["flow \"Goes\" moved: was \"Sample\", is \"Sample/Deep\""]);
}

/// A fresh build has other ids everywhere; nothing else has changed.
#[test]
fn a_pack_with_other_ids_differs_in_nothing() {
    let mut packs = vec![("own".to_owned(), whole::pack(&[]))];
    packs.extend(flowc_tests::corpus().into_iter().step_by(4).map(|pack| (pack.name, pack.text)));
    let mut wrong = Vec::new();
    for (name, text) in packs {
        let imported = flowc_project::import(&text, &name, "");
        let checked = flowc_project::check(&flowc_project::Files(imported.files.into_iter().collect()), "");
        let built =
            flowc_project::build(&checked, &flowc_project::Options { fresh: true, ..Default::default() });
        let (_, fresh) = built.files.iter().find(|(name, _)| name.ends_with(".flopack")).unwrap();
        let changes = flowc_okta::diff(&flowc_okta::read(&text).unwrap(), &flowc_okta::read(fresh).unwrap());
        wrong.extend(changes.iter().take(3).map(|change| format!("{name}: {change}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
