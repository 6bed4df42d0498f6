//! Packs from text and to text.

use flowc_diag::{Diagnostic, codes};

use crate::model::{Pack, alike};

/// Texts beyond this are refused; the largest real pack is a hundredth of it.
const MAX_BYTES: usize = 256 << 20;

/// What `type` says of every pack.
const KIND: &str = "flopack";

/// Reads a pack.
///
/// # Errors
/// F0601 where the text is no JSON or no pack, F0602 with the JSON path where a part has not the form that
/// packs have.
pub fn read(text: &str) -> Result<Pack, Vec<Diagnostic>> {
    let text = text.trim_start_matches('\u{feff}');
    if text.len() > MAX_BYTES {
        return Err(vec![Diagnostic::global(codes::F0601, "the file is too large to be a pack")]);
    }
    // Keeping track of the path takes as long as reading: only what cannot be read is read so.
    if let Ok(pack) = alike::sharing(|| serde_json::from_str::<Pack>(text))
        && pack.kind == KIND
    {
        return Ok(pack);
    }
    let mut json = serde_json::Deserializer::from_str(text);
    let pack: Pack = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = format!("$.{}", error.path());
        let inner = error.into_inner();
        if inner.is_data() {
            let title = format!("the pack is malformed at {path}: {inner}");
            return vec![Diagnostic { path: Some(path), ..Diagnostic::global(codes::F0602, title) }];
        }
        vec![Diagnostic::global(codes::F0601, format!("the file is no JSON: {inner}"))]
    })?;
    json.end().map_err(|error| {
        vec![Diagnostic::global(codes::F0601, format!("something follows the pack: {error}"))]
    })?;
    if pack.kind != KIND {
        let title = format!("the file is no pack: its type is {:?}", pack.kind);
        return Err(vec![Diagnostic {
            path: Some("$.type".into()),
            ..Diagnostic::global(codes::F0601, title)
        }]);
    }
    Ok(pack)
}

impl Pack {
    /// The pack as the platform writes it: one line.
    pub fn to_json(&self) -> String {
        // Writing to memory fails only for maps without text keys, which a pack has not.
        serde_json::to_string(self).unwrap_or_default()
    }
}
