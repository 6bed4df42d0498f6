//! Rules about the pages of diagnostics.

use flowc_diag::codes::ALL;

use super::Finding;
use crate::files::File;

const FOLDER: &str = "spec/diagnostics/";

/// Codes about no source text: their pages show a command and its message.
const WITHOUT_SOURCE: &[&str] = &["F00", "F06", "F09", "F99"];

/// Every code has a page, and each page explains: heading, words, a failing and a fixed example.
pub(super) fn diagnostics(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for code in ALL {
        let path = format!("{FOLDER}{}.md", code.id);
        match files.iter().find(|file| file.path == path) {
            Some(page) => {
                let source = !WITHOUT_SOURCE.iter().any(|range| code.id.starts_with(range));
                let heading = format!("# {}: {}", code.id, code.slug);
                findings
                    .extend(missing(&page.text, &heading, source).map(|what| Finding::new(&path, 0, what)));
            }
            None => findings.push(Finding::new(&path, 0, "the code has no page")),
        }
    }
    for file in files {
        let code = file.path.strip_prefix(FOLDER).and_then(|name| name.strip_suffix(".md"));
        if code.is_some_and(|code| !ALL.iter().any(|known| known.id == code)) {
            findings.push(Finding::new(&file.path, 0, "no code has this page"));
        }
    }
    findings
}

fn missing(page: &str, heading: &str, source: bool) -> impl Iterator<Item = String> + use<> {
    let fence = if source { "```flow" } else { "```text" };
    let shows = |title: &str| {
        let mut lines = page
            .lines()
            .skip_while(|line| *line != title)
            .skip(1)
            .take_while(|line| !line.starts_with("## "));
        lines.any(|line| line.trim_end() == fence)
    };
    let mut missing: Vec<String> = ["## Failing", "## Fixed"]
        .iter()
        .filter(|title| !shows(title))
        .map(|title| format!("the page shows no {fence} under `{title}`"))
        .collect();
    if page.lines().next() != Some(heading) {
        missing.push(format!("the page begins with `{heading}`"));
    }
    let words = page
        .lines()
        .skip(1)
        .take_while(|line| !line.starts_with("```"))
        .flat_map(str::split_whitespace)
        .count();
    if words < 20 {
        missing.push("the page does not say what the code means and why it matters".to_owned());
    }
    missing.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_must_explain() {
        let words = "word ".repeat(20);
        let page = |fence: &str| {
            format!(
                "# F1: x\n\n{words}\n\n## Failing\n\n```{fence}\na\n```\n\n## Fixed\n\n```{fence}\nb\n```\n"
            )
        };
        let whole = page("flow");
        assert_eq!(missing(&whole, "# F1: x", true).count(), 0);
        assert_eq!(missing("# F1: x\n\nShort.\n", "# F1: x", true).count(), 3);
        assert_eq!(missing(&whole, "# F1: x", false).count(), 2);
        assert_eq!(missing(&page("text"), "# F1: x", false).count(), 0);
    }
}
