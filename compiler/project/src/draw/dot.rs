//! Graphviz.

use std::fmt::Write;

use flowc_ir::{FlowId, Program};

use super::graph::{Arrow, Form, Frame, Node, frames};

/// A digraph of all flows, or of one.
pub fn dot(program: &Program, only: Option<FlowId>) -> String {
    let mut out = String::from("digraph flows {\n    node [shape=box, fontname=\"sans-serif\"];\n");
    let frames = frames(program, only);
    for frame in &frames {
        write_frame(&mut out, frame, 1);
    }
    for frame in &frames {
        write_arrows(&mut out, frame);
    }
    out.push_str("}\n");
    out
}

fn write_frame(out: &mut String, frame: &Frame, depth: usize) {
    let pad = "    ".repeat(depth);
    let inside = if frame.id.is_empty() { depth } else { depth + 1 };
    if !frame.id.is_empty() {
        let _ = writeln!(out, "{pad}subgraph cluster_{} {{", frame.id);
        let _ = writeln!(out, "{pad}    label=\"{}\";", escaped(&frame.label));
    }
    for node in &frame.nodes {
        let _ = writeln!(out, "{}{}", "    ".repeat(inside), node_text(node));
    }
    for inner in &frame.inner {
        write_frame(out, inner, inside);
    }
    if !frame.id.is_empty() {
        let _ = writeln!(out, "{pad}}}");
    }
}

fn node_text(node: &Node) -> String {
    let shape = match node.form {
        Form::Card => "",
        Form::Start => ", shape=oval",
        Form::Choice => ", shape=diamond",
        Form::Note => ", shape=note",
        Form::Join => ", shape=point",
    };
    format!("{} [label=\"{}\"{shape}];", node.id, escaped(&node.label))
}

fn write_arrows(out: &mut String, frame: &Frame) {
    for Arrow { from, to, label, dotted } in &frame.arrows {
        let label = if label.is_empty() { String::new() } else { format!("label=\"{label}\"") };
        let style = if *dotted { "style=dotted" } else { "" };
        let both =
            [label.as_str(), style].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>();
        let attributes = if both.is_empty() { String::new() } else { format!(" [{}]", both.join(", ")) };
        let _ = writeln!(out, "    {from} -> {to}{attributes};");
    }
    for inner in &frame.inner {
        write_arrows(out, inner);
    }
}

/// Text inside a quoted label.
fn escaped(text: &str) -> String {
    let flat: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    flat.replace('\\', "\\\\").replace('"', "\\\"")
}
