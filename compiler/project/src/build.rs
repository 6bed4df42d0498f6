//! From the graph of a project to what is written: pack, plan, list of what is left to do, reports.

use std::borrow::Cow;

use flowc_diag::{Diagnostic, Level, codes};
use flowc_ir::Program;
use flowc_native::Planned;
use flowc_opt::Report;
use flowc_stdlib::signature::Signatures;

use crate::import::title_of;
use crate::{Checked, LOCK_FILE, checklist, emit, find, project_name, reduce};

/// What a build is asked for.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Ids are made from names as if there were no lock.
    pub fresh: bool,
    /// The lock may not change.
    pub locked: bool,
    /// Cards that the author wrote are optimized too.
    pub optimize: bool,
    /// The smallest pack with this flow.
    pub flow: Option<String>,
    /// What is made.
    pub emit: Emit,
    /// When the pack says it was made; none: a constant.
    pub created: Option<String>,
}

/// What a build makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Emit {
    /// The pack, and the list of what is left to do after its import.
    pub pack: bool,
    /// The plan.
    pub plan: bool,
    /// The cards each statement became.
    pub cards: bool,
    /// The graph before and after optimizing.
    pub ir: bool,
}

impl Default for Emit {
    fn default() -> Self {
        Self { pack: true, plan: true, cards: false, ir: false }
    }
}

/// What a build made.
#[derive(Debug, Default)]
pub struct Built {
    /// Files for the output directory: name and content.
    pub files: Vec<(String, String)>,
    /// The lock's new text, where it changed.
    pub lock: Option<String>,
    /// Reports that were asked for.
    pub reports: String,
    /// What was found on the way; with an error nothing was made.
    pub diagnostics: Vec<Diagnostic>,
}

/// Builds a project that checks without error.
pub fn build(checked: &Checked, options: &Options) -> Built {
    let mut built = Built::default();
    let reduced;
    let program = match &options.flow {
        None => &checked.program,
        Some(wanted) => match find::flow(&checked.program, wanted) {
            Ok(flow) => {
                reduced = reduce(&checked.program, flow);
                &reduced
            }
            Err(unknown) => {
                built.diagnostics.push(*unknown);
                return built;
            }
        },
    };
    let (emitted, report) = optimized(program, &checked.project.signatures, options.optimize);
    if options.optimize {
        built.diagnostics.extend(report.changes.iter().filter_map(note));
    }
    let name = &checked.project.settings.name;
    if options.emit.pack {
        pack(checked, &emitted, options, &mut built);
        built.files.push((format!("{name}.import.md"), checklist(&emitted, name)));
    }
    if options.emit.plan {
        let planned = plan(program, &checked.project.signatures, false);
        built.diagnostics.extend(planned.diagnostics);
        built.files.push((format!("{name}.plan"), planned.plan.to_text()));
    }
    if options.emit.cards {
        built.reports.push_str(&emit::cards(&checked.project, &emitted));
    }
    if options.emit.ir {
        built.reports.push_str(&emit::graph(program, &report, &emitted));
    }
    if built.diagnostics.iter().any(Diagnostic::is_error) {
        built.files.clear();
        built.lock = None;
    }
    built
}

/// The plan of a program, optimized; for a trace every card stays and keeps its outputs.
pub fn plan(program: &Program, signatures: &Signatures, traced: bool) -> Planned {
    let options = flowc_native::Options { keep_all: traced };
    if traced {
        return flowc_native::plan_with(program, signatures, options);
    }
    let (program, _) = optimized(program, signatures, true);
    flowc_native::plan_with(&program, signatures, options)
}

/// A program as it is built; it is copied only if something is to be changed.
pub(crate) fn optimized<'p>(
    program: &'p Program,
    signatures: &Signatures,
    author_cards: bool,
) -> (Cow<'p, Program>, Report) {
    let options = flowc_opt::Options { author_cards };
    let mut program = Cow::Borrowed(program);
    if !flowc_opt::has_work(&program, signatures, options) {
        return (program, Report::default());
    }
    let report = flowc_opt::optimize(program.to_mut(), signatures, options);
    (program, report)
}

/// A card that the author wrote and a pass changed.
fn note(change: &flowc_opt::Change) -> Option<Diagnostic> {
    let flowc_ir::Origin::Source(span) = change.origin else { return None };
    let mut diagnostic = Diagnostic::new(codes::F0605, span, change.to_string());
    diagnostic.level = Level::Hint;
    Some(diagnostic)
}

fn pack(checked: &Checked, program: &Program, options: &Options, built: &mut Built) {
    let project = &checked.project;
    let lock = project.lock.as_ref().filter(|_| !options.fresh);
    let created = options.created.as_deref().unwrap_or_default().into();
    let encoded = flowc_okta::encode(program, &project.signatures, &flowc_okta::Settings { created, lock });
    let built_from_source = |flow: &&ecow::EcoString| {
        let is_built = program.flows.iter().any(|other| other.name == **flow);
        is_built && !encoded.lock.kept().any(|other| other == *flow)
    };
    let lost = project.lock.iter().flat_map(flowc_okta::Lock::kept).filter(built_from_source);
    built.diagnostics.extend(lost.map(|flow| {
        let title = title_of(program, flow);
        let what = format!("the flow \"{title}\" is built without what only {LOCK_FILE} kept of it");
        Diagnostic::global(codes::F0608, what).help("`flowc diff` with the imported pack shows what is gone")
    }));
    built.files.push((format!("{}.flopack", project.settings.name), encoded.pack.to_json()));
    // Connector Builder takes its flows one by one.
    let mut taken: Vec<String> = Vec::new();
    for (title, pack) in flowc_okta::connector_flows(&encoded.pack) {
        let mut name = project_name(&title);
        while taken.contains(&name) {
            name.push('_');
        }
        built.files.push((format!("flows/{name}.flow"), pack.to_json()));
        taken.push(name);
    }
    // The order in which a lock lists flows says nothing.
    if options.flow.is_some() || lock.is_none_or(|lock| *lock == encoded.lock) {
        return;
    }
    if options.locked {
        let mut diagnostic =
            Diagnostic::global(codes::F0604, format!("{LOCK_FILE} would change, and --locked forbids it"))
                .help("build once without --locked and put the changed lock into version control");
        diagnostic.level = Level::Error;
        diagnostic.file = Some(LOCK_FILE.to_owned());
        built.diagnostics.push(diagnostic);
    } else {
        built.lock = Some(encoded.lock.to_text());
    }
}
