//! SARIF 2.1.0, which code scanners read.

use flowc_text::SourceSet;
use serde_json::{Value, json};

use super::positions;
use crate::{Diagnostic, Level};

/// All findings as one SARIF log.
pub fn sarif(diagnostics: &[Diagnostic], sources: &SourceSet) -> String {
    let mut rules: Vec<_> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    rules.sort_by_key(|code| code.id);
    rules.dedup();
    let rules: Vec<Value> = rules
        .into_iter()
        .map(|code| json!({ "id": code.id, "name": code.slug, "shortDescription": { "text": code.summary } }))
        .collect();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, sources)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": { "name": "flowc", "rules": rules } }, "results": results }],
    });
    format!("{log}\n")
}

fn result(diagnostic: &Diagnostic, sources: &SourceSet) -> Value {
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Hint => "note",
    };
    let mut text = diagnostic.title.clone();
    if let Some(help) = &diagnostic.help {
        text.push_str(". ");
        text.push_str(help);
    }
    let location = match diagnostic.span() {
        Some(span) => {
            let (start, end) = positions(sources, span);
            json!({ "physicalLocation": {
                "artifactLocation": { "uri": sources.name(span.file) },
                "region": {
                    "startLine": start.line, "startColumn": start.column,
                    "endLine": end.line, "endColumn": end.column,
                },
            } })
        }
        None => json!({
            "physicalLocation": { "artifactLocation": { "uri": diagnostic.file.clone().unwrap_or_default() } },
            "logicalLocations": [{ "fullyQualifiedName": diagnostic.path.clone().unwrap_or_default() }],
        }),
    };
    json!({ "ruleId": diagnostic.code.id, "level": level, "message": { "text": text }, "locations": [location] })
}
