//! One JSON object per line: the contract of `--format json`.

use flowc_text::{SourceSet, Span};
use serde_json::{Value, json};

use super::positions;
use crate::{Diagnostic, Label};

/// All findings, one line each.
pub fn json(diagnostics: &[Diagnostic], sources: &SourceSet) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&to_json(diagnostic, sources).to_string());
        out.push('\n');
    }
    out
}

/// One finding as an object.
pub fn to_json(diagnostic: &Diagnostic, sources: &SourceSet) -> Value {
    let mut object = json!({
        "code": diagnostic.code.id,
        "level": diagnostic.level.word(),
        "message": diagnostic.title,
    });
    let Some(fields) = object.as_object_mut() else { return Value::Null };
    match diagnostic.span() {
        Some(span) => place(span, sources, fields),
        None => {
            let file = diagnostic.file.as_deref().map_or(Value::Null, Value::from);
            fields.insert("file".into(), file);
            for key in ["line", "column", "end_line", "end_column"] {
                fields.insert(key.into(), Value::Null);
            }
        }
    }
    let labels: Vec<Value> = diagnostic
        .primary
        .iter()
        .filter(|label| !label.text.is_empty())
        .chain(&diagnostic.labels)
        .map(|label| label_to_json(label, sources))
        .collect();
    fields.insert("labels".into(), labels.into());
    if !diagnostic.notes.is_empty() {
        fields.insert("notes".into(), diagnostic.notes.clone().into());
    }
    fields.insert("help".into(), diagnostic.help.clone().map_or(Value::Null, Value::from));
    let fixes: Vec<Value> = diagnostic
        .fixes
        .iter()
        .map(|fix| {
            let edits: Vec<Value> = fix
                .edits
                .iter()
                .map(|edit| {
                    let mut fields = serde_json::Map::new();
                    place(edit.span, sources, &mut fields);
                    fields.insert("text".into(), edit.text.clone().into());
                    fields.into()
                })
                .collect();
            json!({ "title": fix.title, "applicability": fix.applicability.word(), "edits": edits })
        })
        .collect();
    fields.insert("fixes".into(), fixes.into());
    if let Some(path) = &diagnostic.path {
        fields.insert("path".into(), path.clone().into());
    }
    object
}

fn label_to_json(label: &Label, sources: &SourceSet) -> Value {
    let mut fields = serde_json::Map::new();
    place(label.span, sources, &mut fields);
    fields.insert("message".into(), label.text.clone().into());
    fields.into()
}

fn place(span: Span, sources: &SourceSet, fields: &mut serde_json::Map<String, Value>) {
    let (start, end) = positions(sources, span);
    fields.insert("file".into(), sources.name(span.file).into());
    fields.insert("line".into(), start.line.into());
    fields.insert("column".into(), start.column.into());
    fields.insert("end_line".into(), end.line.into());
    fields.insert("end_column".into(), end.column.into());
}
