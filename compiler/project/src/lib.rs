//! A project: `flow.toml`, modules, declarations of connectors, the lock, and what is done with them.
//!
//! Owns the pipelines behind the commands: [`check`] (files to graph), [`build`] (graph to pack, plan and reports),
//! [`import`] (pack to files), [`update`] (newer pack into files) and [`learn`] (packs to declarations). Everything is a function of texts: files come through
//! [`flowc_text::FileLoader`] and go as a list of texts to write.
//!
//! Must not know: disks, terminals, clocks.

mod allow;
mod build;
mod check;
mod checklist;
pub mod declaration;
mod draw;
mod emit;
mod files;
pub mod find;
mod import;
mod learn;
mod load;
mod reduce;
mod secrets;
mod settings;
mod statements;
mod stats;
mod update;

pub use build::{Built, Emit, Options, build, plan};
pub use check::{Checked, check, check_project};
pub use checklist::checklist;
pub use draw::{dot, html, mermaid, svg};
pub use files::Files;
pub use import::{Imported, ReadPack, Written, import, project_name, read_pack, stale, title};
pub use learn::{Learned, Progress, learn};
pub use load::{LOCK_FILE, MODULE_ENDING, Module, Project, load};
pub use reduce::reduce;
pub use settings::{FolderEntry, PROJECT_FILE, Settings};
pub use stats::Stats;
pub use update::{Change, Updated, Verb, update};
