//! From syntax to graph: names, lowering, types of slots.
//!
//! [`lower`] turns the modules of a project into one [`Program`]. It never fails: what cannot be lowered gives
//! a diagnostic and is left out. One card, one construct: the order of the text, innermost first and left to
//! right, is the order of the cards. Which card a path, operator or method becomes depends on the types stored
//! on slots and on what is written, never on inference.
//!
//! Must not know: packs, plans, files.

mod access;
mod arguments;
mod attributes;
mod builder;
mod call;
mod check;
mod closure;
mod condition;
mod container;
mod declare;
mod diagnostics;
mod distinct;
mod draft;
mod event;
mod expression;
mod fit;
mod flow;
mod helper;
mod keys;
mod schedule;
mod scope;
mod search;
mod shapes;
mod start;
mod statement;
mod table;
mod template;

use ecow::EcoString;
use flowc_diag::Diagnostic;
use flowc_ir::Program;
use flowc_stdlib::signature::Signatures;
use flowc_syntax::ast;
use indexmap::IndexMap;

pub use start::{StartKind, context_outputs};

/// One parsed source file.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its place in the project without `.fl`: `remediation/notify`.
    pub path: &'a str,
    /// Its tree.
    pub module: &'a ast::Module,
}

/// What `flow.toml` says about a folder.
#[derive(Clone, Debug, Default)]
pub struct FolderSettings {
    /// Name on the platform.
    pub title: EcoString,
    /// Description on the platform.
    pub description: EcoString,
    /// Address of its picture.
    pub media: EcoString,
    /// It lies outside the pack.
    pub external: bool,
}

/// What a project's modules became.
#[derive(Debug, Default)]
pub struct Lowered {
    /// The graph.
    pub program: Program,
    /// Errors, warnings and hints, in source order per module.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lowers a project. `folders` maps directories of the project (`""` = its root) to what the platform shows;
/// a directory without an entry is titled after its name.
pub fn lower(
    sources: &[Source<'_>],
    signatures: &Signatures,
    folders: &IndexMap<EcoString, FolderSettings>,
) -> Lowered {
    let mut diagnostics = Vec::new();
    let (world, program) = declare::declare(sources, signatures, folders, &mut diagnostics);
    let mut lowering = scope::Lowering::new(signatures, &world, program, diagnostics);
    for source in sources {
        for item in &source.module.items {
            lowering.item_attributes(item);
        }
    }
    for (id, item) in world.bodies() {
        lowering.flow(id, item);
    }
    let (program, diagnostics) = lowering.done();
    Lowered { program, diagnostics }
}
