//! Mermaid flowcharts, which many places render inside Markdown.

use std::fmt::Write;

use flowc_ir::{FlowId, Program};

use super::graph::{Arrow, Form, Frame, Node, frames};

/// A flowchart of all flows, or of one.
pub fn mermaid(program: &Program, only: Option<FlowId>) -> String {
    let mut out = String::from("flowchart TD\n");
    let frames = frames(program, only);
    for frame in &frames {
        write_frame(&mut out, frame, 1);
    }
    for frame in &frames {
        write_arrows(&mut out, frame);
    }
    out
}

fn write_frame(out: &mut String, frame: &Frame, depth: usize) {
    let pad = "    ".repeat(depth);
    let inside = if frame.id.is_empty() { depth } else { depth + 1 };
    if !frame.id.is_empty() {
        let _ = writeln!(out, "{pad}subgraph {}[\"{}\"]", frame.id, escaped(&frame.label));
    }
    for node in &frame.nodes {
        let _ = writeln!(out, "{}{}", "    ".repeat(inside), node_text(node));
    }
    for inner in &frame.inner {
        write_frame(out, inner, inside);
    }
    if !frame.id.is_empty() {
        let _ = writeln!(out, "{pad}end");
    }
}

fn node_text(node: &Node) -> String {
    let (id, label) = (&node.id, escaped(&node.label));
    match node.form {
        Form::Card => format!("{id}[\"{label}\"]"),
        Form::Start => format!("{id}([\"{label}\"])"),
        Form::Choice => format!("{id}{{\"{label}\"}}"),
        Form::Note => format!("{id}>\"{label}\"]"),
        Form::Join => format!("{id}(( ))"),
    }
}

fn write_arrows(out: &mut String, frame: &Frame) {
    for Arrow { from, to, label, dotted } in &frame.arrows {
        let line = if *dotted { "-.->" } else { "-->" };
        let label = if label.is_empty() { String::new() } else { format!("|{label}|") };
        let _ = writeln!(out, "    {from} {line}{label} {to}");
    }
    for inner in &frame.inner {
        write_arrows(out, inner);
    }
}

/// Text that Mermaid shows as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            '`' => out.push_str("#96;"),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}
