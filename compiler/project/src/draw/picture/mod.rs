//! Flows as pictures: cards from left to right with their fields and wires, branches as lanes within their card.
//!
//! A flow goes through [`tree`] (what is drawn), [`route`] (which way wires go), [`rows`] and [`columns`] (where
//! everything lies) to [`svg`] or [`html`]. Places are whole pixels and text is measured by a table, so that the same
//! flow is the same bytes on every machine. Nothing here fails: what is too deep or too much is left out and said.

mod columns;
mod field;
mod html;
mod links;
mod measure;
mod plate;
mod route;
mod rows;
mod scene;
mod svg;
mod tree;

use flowc_ir::{Flow, FlowId, Program};
use flowc_stdlib::signature::Signatures;

use field::Reader;
use scene::Scene;

/// Colours and fonts of everything that is drawn, on a light ground.
const LOOK: &str = include_str!("look.css");

/// A picture of all flows one under the other, or of one.
pub fn svg(program: &Program, signatures: &Signatures, only: Option<FlowId>) -> String {
    let flows = chosen(program, only);
    let scenes: Vec<Scene> = flows.iter().map(|(_, flow)| laid_out(program, signatures, flow)).collect();
    svg::document(&scenes)
}

/// A page of all flows, or of one, that needs nothing but itself: a list of flows, and each as a picture that can be
/// moved and enlarged.
pub fn html(program: &Program, signatures: &Signatures, only: Option<FlowId>) -> String {
    let flows = chosen(program, only);
    let drawn = flows.iter().map(|(number, flow)| (*number, laid_out(program, signatures, flow)));
    html::page(&html::title(program, &flows), &drawn.collect::<Vec<_>>())
}

/// Flows with cards.
fn chosen(program: &Program, only: Option<FlowId>) -> Vec<(usize, &Flow)> {
    let flows = program.flows.iter().enumerate().filter(|(_, flow)| !flow.is_external());
    flows.filter(|(number, _)| only.is_none_or(|only| only.index() == *number)).collect()
}

fn laid_out(program: &Program, signatures: &Signatures, flow: &Flow) -> Scene {
    let (mut scene, links) = tree::scene(program, signatures, flow);
    route::wires(&mut scene, &Reader { program, signatures, flow, links: &links });
    rows::rows(&mut scene);
    columns::columns(&mut scene);
    scene
}
