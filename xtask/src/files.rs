//! The files of the repository, as the tasks see them.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file.
#[derive(Clone, Debug)]
pub(crate) struct File {
    /// From the root of the repository, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// The root of the repository: the folder around this crate.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// All files that are text, sorted by path. Build output and version control are left out.
pub(crate) fn all(root: &Path) -> Result<Vec<File>, String> {
    let mut found = Vec::new();
    collect(root, root, &mut found)?;
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<File>) -> Result<(), String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry.map_err(|error| format!("{}: {error}", folder.display()))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // In a second working tree `.git` is a file that names the first.
        if matches!(&*name, "target" | ".git") {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, found)?;
        } else if let Ok(text) = fs::read_to_string(&path) {
            let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            found.push(File { path: relative, text });
        }
    }
    Ok(())
}
