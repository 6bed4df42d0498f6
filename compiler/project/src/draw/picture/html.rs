//! Flows as one page that loads nothing: the policy in its head forbids it to.

use std::fmt::Write;

use flowc_ir::{Flow, Program};

use super::scene::Scene;
use super::svg::{Within, anchor, description, escaped, size, write};

const DARK: &str = include_str!("dark.css");
const PAGE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
/// Name, sign and meaning of the buttons of a picture.
const BUTTONS: [(&str, &str, &str); 4] = [
    ("out", "−", "smaller"),
    ("in", "+", "larger"),
    ("whole", "1:1", "real size"),
    ("fit", "⇔", "as wide as the window"),
];

/// The name of a page: the only flow, else the outermost folder.
pub(super) fn title(program: &Program, flows: &[(usize, &Flow)]) -> String {
    if let [(_, flow)] = flows {
        return flow.title.to_string();
    }
    let mut outer =
        program.folders.iter().filter(|folder| folder.parent.is_none() && !folder.title.is_empty());
    outer.next().map_or_else(|| "Flows".to_owned(), |folder| folder.title.to_string())
}

/// The page of flows, each with its number.
pub(super) fn page(title: &str, flows: &[(usize, Scene)]) -> String {
    let title = escaped(title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{title}</title>\n\
         <style>\n{}{PAGE}{DARK}</style>\n</head>\n<body>\n",
        super::LOOK
    );
    list(&mut out, &title, flows);
    out.push_str("<main>\n");
    for (number, scene) in flows {
        section(&mut out, *number, scene);
    }
    // The script holds nothing of a flow; its signs are kept from whoever reads the page as XML.
    let _ = write!(out, "</main>\n<script>//<![CDATA[\n{SCRIPT}//]]></script>\n</body>\n</html>\n");
    out
}

fn list(out: &mut String, title: &str, flows: &[(usize, Scene)]) {
    let _ = writeln!(
        out,
        "<nav aria-label=\"Flows\">\n<h1>{title}</h1>\n\
         <input id=\"search\" type=\"search\" placeholder=\"Search flows and cards ( / )\" aria-label=\"Search flows and cards\"/>\n\
         <p id=\"told\" aria-live=\"polite\"></p>\n<ul>"
    );
    for (number, scene) in flows {
        let anchor = anchor(*number);
        let cards = scene.cards().len();
        let name = escaped(&scene.title);
        let _ = writeln!(
            out,
            "<li data-flow=\"{anchor}\"><a href=\"#{anchor}\">{name} <small>{cards}</small></a></li>"
        );
    }
    out.push_str("</ul>\n</nav>\n");
}

fn section(out: &mut String, number: usize, scene: &Scene) {
    let (anchor, name) = (anchor(number), escaped(&scene.title));
    let _ = writeln!(out, "<section id=\"{anchor}\" aria-label=\"{name}\">\n<header><h2>{name}</h2>");
    for (action, sign, label) in BUTTONS {
        let _ = writeln!(
            out,
            "<button type=\"button\" name=\"{action}\" title=\"{label}\" aria-label=\"{label}\">{sign}</button>"
        );
    }
    // No `img` as a picture alone is: cards lead to the flows they call, and links must be reached.
    let (width, height) = size(scene);
    let _ = writeln!(
        out,
        "</header>\n<div class=\"view\" tabindex=\"0\" role=\"group\" aria-label=\"{name}\">\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"group\" aria-labelledby=\"title-{number} desc-{number}\">\n\
         <title id=\"title-{number}\">{name}</title>\n<desc id=\"desc-{number}\">{}</desc>\n\
         <rect class=\"canvas\" width=\"{width}\" height=\"{height}\"/>",
        escaped(&description(scene))
    );
    write(out, scene, Within::Page);
    out.push_str("</svg>\n</div>\n</section>\n");
}
