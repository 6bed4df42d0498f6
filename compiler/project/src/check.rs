//! Everything that can be said about a project without writing anything.

use flowc_diag::{Diagnostic, render};
use flowc_front::Source;
use flowc_ir::Program;
use flowc_text::FileLoader;

use crate::allow::without_allowed;
use crate::secrets::secrets;
use crate::{Project, load};

/// A project and what its modules mean.
#[derive(Debug)]
pub struct Checked {
    /// The files.
    pub project: Project,
    /// The graph of all flows; whole only where there is no error.
    pub program: Program,
    /// Everything that was found, in the order of the source.
    pub diagnostics: Vec<Diagnostic>,
}

impl Checked {
    /// Whether it cannot be built.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Reads and checks a project. `shown` stands in front of file names in messages.
pub fn check(loader: &dyn FileLoader, shown: &str) -> Checked {
    check_project(load(loader, shown))
}

/// Checks a project that was read.
pub fn check_project(mut project: Project) -> Checked {
    let mut diagnostics = std::mem::take(&mut project.diagnostics);
    let sources: Vec<Source<'_>> =
        project.modules.iter().map(|module| Source { path: &module.path, module: &module.tree }).collect();
    let lowered = flowc_front::lower(&sources, &project.signatures, &project.settings.folder_settings());
    diagnostics.extend(lowered.diagnostics);
    diagnostics.extend(secrets(&lowered.program));
    let diagnostics = render::in_order(without_allowed(diagnostics, &project.modules));
    Checked { project, program: lowered.program, diagnostics }
}
