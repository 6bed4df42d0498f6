//! `<name>.import.md`: what a person must do in the tenant after the pack was imported.

use std::fmt::Write;

use flowc_ir::{Address, Card, Datum, Flow, FlowId, OnError, Program};

/// The list as Markdown; sections without entries are left out.
pub fn checklist(program: &Program, name: &str) -> String {
    let mut out = format!("# After importing {name}.flopack\n\n");
    out.push_str("Everything is imported switched off, under new ids. In this order:\n");
    connections(program, &mut out);
    stubs(program, &mut out);
    tables(program, &mut out);
    endpoints(program, &mut out);
    switches(program, &mut out);
    out
}

fn section(out: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = write!(out, "\n## {title}\n\n");
        for line in lines {
            let _ = writeln!(out, "- [ ] {line}");
        }
    }
}

/// A name from the source inside Markdown.
fn quoted(text: &str) -> String {
    let flat: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("**{}**", flat.replace('\\', "\\\\").replace('*', "\\*").replace('_', "\\_").replace('`', "\\`"))
}

fn flows_with(program: &Program, matches: impl Fn(&Card) -> bool) -> Vec<String> {
    let own = program.flows.iter().filter(|flow| cards(flow).any(&matches));
    own.map(|flow| quoted(&flow.title)).collect()
}

fn cards(flow: &Flow) -> impl Iterator<Item = &Card> {
    flow.bodies.iter().flat_map(|body| body.graph.node_weights())
}

fn connections(program: &Program, out: &mut String) {
    let lines: Vec<String> = program
        .connections
        .iter()
        .enumerate()
        .map(|(index, connection)| {
            let uses = |card: &Card| card.connection.is_some_and(|used| used.index() == index);
            let flows = flows_with(program, uses);
            let users = if flows.is_empty() { String::new() } else { format!(": {}", flows.join(", ")) };
            format!("{} ({}){users}", quoted(&connection.title), connection.connector)
        })
        .collect();
    section(out, "Assign connections", &lines);
}

fn stubs(program: &Program, out: &mut String) {
    let flows = program.flows.iter().enumerate().filter(|(_, flow)| flow.is_external());
    let mut lines: Vec<String> = flows
        .map(|(index, flow)| {
            let callers = flows_with(program, |card| calls(card).any(|called| called.index() == index));
            format!("the flow {}, called by {}", quoted(&flow.title), callers.join(", "))
        })
        .collect();
    let tables = program.tables.iter().enumerate().filter(|(_, table)| table.columns.is_none());
    lines.extend(tables.map(|(index, table)| {
        let reads = |card: &Card| {
            card.inputs.iter().any(|input| matches!(input.datum, Datum::Table(used) if used.index() == index))
        };
        format!("the table {}, used by {}", quoted(&table.title), flows_with(program, reads).join(", "))
    }));
    section(out, "Replace what lies outside the pack", &lines);
}

fn tables(program: &Program, out: &mut String) {
    let own = program.tables.iter().filter_map(|table| Some((table, table.columns.as_ref()?)));
    let lines: Vec<String> = own
        .map(|(table, columns)| {
            let names: Vec<String> = columns.iter().map(|column| column.name.to_string()).collect();
            format!("{} arrives empty; its columns: {}", quoted(&table.title), names.join(", "))
        })
        .collect();
    section(out, "Fill tables", &lines);
}

fn endpoints(program: &Program, out: &mut String) {
    let lines: Vec<String> = program
        .flows
        .iter()
        .filter(|flow| starts_with(flow, "http", "accept"))
        .map(|flow| {
            let token = match flow.security.as_deref() {
                Some("medium") => " and a new client token",
                _ => "",
            };
            format!("{} gets a new URL{token}: tell those who call it", quoted(&flow.title))
        })
        .collect();
    section(out, "Hand out new endpoints", &lines);
}

fn starts_with(flow: &Flow, channel: &str, method: &str) -> bool {
    let start = flow.body().and_then(|body| body.card(body.start));
    start.is_some_and(|card: &Card| card.address.is(channel, method))
}

/// Flows that a card runs.
fn calls(card: &Card) -> impl Iterator<Item = FlowId> {
    let inputs = card.inputs.iter().filter_map(|input| match input.datum {
        Datum::Flow(flow) => Some(flow),
        _ => None,
    });
    let on_error = match card.policy.on_error {
        OnError::Run(flow) => Some(flow),
        _ => None,
    };
    inputs.chain(on_error)
}

fn switches(program: &Program, out: &mut String) {
    let lines: Vec<String> =
        callees_first(program).into_iter().map(|flow| quoted(&flow.title) + &kind(flow)).collect();
    section(out, "Turn flows on, helpers before their callers", &lines);
}

fn kind(flow: &Flow) -> String {
    let start = flow.body().and_then(|body| body.card(body.start));
    match (&flow.schedule, start.map(|card| &card.address)) {
        (Some(schedule), _) => format!(" (runs by schedule, {})", schedule.zone),
        (None, Some(address)) if address.is("http", "accept") => " (API endpoint)".to_owned(),
        (None, Some(Address::Connector { method, .. })) => format!(" (event {method})"),
        _ => String::new(),
    }
}

/// Flows of the pack, each behind those it calls; circles are cut where they close.
fn callees_first(program: &Program) -> Vec<&Flow> {
    let mut order = Vec::new();
    let mut seen = vec![false; program.flows.len()];
    // (flow, whether its callees are done): a stack of our own, since chains of calls are as long as one likes.
    let mut open: Vec<(usize, bool)> = (0..program.flows.len()).rev().map(|index| (index, false)).collect();
    while let Some((index, done)) = open.pop() {
        let Some((flow, seen)) = program.flows.get(index).zip(seen.get_mut(index)) else { continue };
        if done {
            order.push(flow);
        } else if !std::mem::replace(seen, true) && !flow.is_external() {
            open.push((index, true));
            let callees: Vec<usize> = cards(flow).flat_map(calls).map(FlowId::index).collect();
            open.extend(callees.into_iter().rev().map(|callee| (callee, false)));
        }
    }
    order
}
