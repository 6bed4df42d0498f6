//! SARIF 2.1.0, which code scanners read.

use flowc_text::{SourceSet, Span};
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
        "runs": [{
            "tool": { "driver": { "name": "flowc", "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
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
    let mut result =
        json!({ "ruleId": diagnostic.code.id, "level": level, "message": { "text": text }, "locations": [] });
    let location = match diagnostic.span() {
        Some(span) => Some(physical(span, sources)),
        None => diagnostic.file.as_deref().map(|file| json!({ "artifactLocation": { "uri": uri(file) } })),
    };
    let mut fields = serde_json::Map::new();
    if let Some(physical) = location {
        fields.insert("physicalLocation".into(), physical);
    }
    if let Some(path) = &diagnostic.path {
        fields.insert("logicalLocations".into(), json!([{ "fullyQualifiedName": path }]));
    }
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .map(|label| {
            json!({ "physicalLocation": physical(label.span, sources), "message": { "text": label.text } })
        })
        .collect();
    if let Some(result) = result.as_object_mut() {
        if !fields.is_empty() {
            result.insert("locations".into(), json!([fields]));
        }
        if !related.is_empty() {
            result.insert("relatedLocations".into(), related.into());
        }
    }
    result
}

fn physical(span: Span, sources: &SourceSet) -> Value {
    let (start, end) = positions(sources, span);
    json!({
        "artifactLocation": { "uri": uri(sources.name(span.file)) },
        "region": {
            "startLine": start.line, "startColumn": start.column,
            "endLine": end.line, "endColumn": end.column,
        },
    })
}

/// A path as a relative reference: what no reference may hold is written `%XX`.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
