//! Real packs through decoder, planner and engine.
#![allow(
    missing_docs,
    clippy::print_stdout,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "tests may fail loudly"
)]

mod common;

use common::{run, show};
use flowc_plan::Plan;
use flowc_stdlib::signature::Signatures;

/// The plan of a real pack's text.
fn planned(text: &str) -> Plan {
    let pack = flowc_okta::read(text).expect("a pack");
    let mut signatures = Signatures::system();
    for signature in flowc_okta::learn(&pack) {
        signatures.add(signature);
    }
    let decoded = flowc_okta::decode(&pack, &signatures);
    let planned = flowc_native::plan(&decoded.program, &signatures);
    assert!(planned.diagnostics.is_empty(), "{:?}", planned.diagnostics);
    planned.plan
}

fn pack(name: &str) -> Option<Plan> {
    let packs = flowc_tests::corpus();
    packs.iter().find(|pack| pack.name == name).map(|pack| planned(&pack.text))
}

#[test]
fn every_real_pack_becomes_a_plan_that_holds_together() {
    for pack in flowc_tests::corpus() {
        let plan = planned(&pack.text);
        let text = plan.to_text();
        let again = Plan::from_text(&text).unwrap_or_else(|error| panic!("{}: {error}", pack.name));
        assert_eq!(again.to_text(), text, "{}", pack.name);
    }
}

#[test]
fn an_address_in_the_range_goes_on() {
    let Some(plan) = pack("check_ip_addresses_against_a_cidr_range") else { return };
    let parent = plan.flows.iter().find(|flow| flow.title.contains("Parent")).expect("the parent flow");
    let report = run(&plan, &parent.name, "{}");
    assert!(show(&report.outcome).starts_with("success"), "{}", show(&report.outcome));
}

#[test]
fn special_characters_are_replaced_and_removed() {
    let Some(plan) = pack("special_character_validation_and_substitution") else { return };
    let flow = plan.flows.iter().find(|flow| flow.title.contains("Removal")).expect("the flow");
    for (given, remediated) in [
        ("Ångström's_x-y", "Angströmsxy"),
        ("à la carte", "alacarte"),
        ("Áá Ąą Ãã", "AaAaAa"),
        ("plain", "plain"),
        ("", ""),
    ] {
        let input = [("input", flowc_value::Value::text(given))].into_iter().collect();
        let report = common::run_with(&plan, &flow.name, input, true, &mut |_, _| panic!("no effect"));
        assert_eq!(show(&report.outcome), format!("success {{\"remediated\":\"{remediated}\"}}"));
    }
}

#[test]
fn every_flow_of_every_real_pack_runs_to_an_end_alike_each_time() {
    for pack in flowc_tests::corpus() {
        let plan = planned(&pack.text);
        for flow in plan.flows.iter().filter(|flow| flow.routine.is_some()) {
            let run = |stored| {
                let mut empty = |_: &str, _: &flowc_value::Object| {
                    flowc_engine::Reply::Values(flowc_value::Object::new())
                };
                common::run_with(&plan, &flow.name, flowc_value::Object::new(), stored, &mut empty)
            };
            assert_eq!(run(false), run(true), "{}: {}", pack.name, flow.name);
        }
    }
}
