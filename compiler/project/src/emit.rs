//! What a build shows on request: the cards each statement became, the graph before and after optimizing.

use std::fmt::Write;

use flowc_ir::{Card, Flow, Origin, Program, dump};
use flowc_opt::Report;
use flowc_text::{SourceSet, Span};

use crate::Project;
use crate::allow::contains;
use crate::statements::places;

/// Per flow and statement the cards it became, in order of execution. Cards that the compiler added stand below
/// the statement in front of them.
pub(crate) fn cards(project: &Project, program: &Program) -> String {
    let statements: Vec<Span> = project
        .modules
        .iter()
        .flat_map(|module| places(&module.tree))
        .filter(|place| place.stmt.is_some())
        .map(|place| place.span)
        .collect();
    let mut out = String::new();
    for flow in program.flows.iter().filter(|flow| !flow.is_external()) {
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(out, "flow {} {:?}", flow.name, flow.title.as_str());
        write_flow(&mut out, flow, &project.sources, &statements);
    }
    out
}

fn write_flow(out: &mut String, flow: &Flow, sources: &SourceSet, statements: &[Span]) {
    let mut current: Option<Span> = None;
    let start = flow.body().map(|body| body.start);
    for (number, body) in flow.bodies.iter().enumerate() {
        for id in body.cards_in_order() {
            let Some(card) = body.card(id) else { continue };
            let statement = match card.origin {
                Origin::Source(span) if number > 0 || Some(id) != start => innermost(statements, span),
                _ => current,
            };
            if let Some(span) = statement.filter(|span| Some(*span) != current) {
                let _ = writeln!(out, "  {}", shown(sources, span));
                current = Some(span);
            }
            let depth = if current.is_some() { "      " } else { "    " };
            let _ = writeln!(out, "{depth}{}", described(card));
        }
    }
}

fn innermost(statements: &[Span], span: Span) -> Option<Span> {
    statements
        .iter()
        .copied()
        .filter(|statement| contains(*statement, span))
        .min_by_key(|span| span.end - span.start)
}

/// Letters of a statement that are shown.
const SHOWN: usize = 100;

fn shown(sources: &SourceSet, span: Span) -> String {
    let text = sources.text(span.file).get(span.range()).unwrap_or_default();
    let line = text.lines().find(|line| !line.trim_start().starts_with('@')).unwrap_or_default().trim();
    let position =
        sources.line_index(span.file).map(|index| index.position(sources.text(span.file), span.start));
    let cut: String = line.chars().take(SHOWN).collect();
    let more = if cut.len() < line.len() { "…" } else { "" };
    format!("{}:{}  {cut}{more}", sources.name(span.file), position.map_or(1, |position| position.line))
}

fn described(card: &Card) -> String {
    format!("{} ({})", card.title, card.address)
}

/// The graph before, what the passes did, the graph after.
pub(crate) fn graph(before: &Program, report: &Report, after: &Program) -> String {
    let all = |program: &Program| -> String {
        program.flows.iter().map(|flow| dump(program, flow)).collect::<Vec<_>>().join("\n")
    };
    let mut out = format!("# before\n{}\n# passes\n", all(before));
    for change in &report.changes {
        let flow = after.flows.get(change.flow.index()).map_or("", |flow| flow.name.as_str());
        let _ = writeln!(out, "{flow}: {change}");
    }
    if report.changes.is_empty() {
        out.push_str("nothing to do\n");
    }
    let _ = write!(out, "\n# after\n{}", all(after));
    out
}
