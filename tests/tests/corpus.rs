//! Real packs come home: import, format, check, build, run. They are only ever read in place.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "tests may fail loudly"
)]

mod common;
#[path = "corpus/edits.rs"]
mod edits;
#[path = "common/home.rs"]
mod home;

use common::Files;
use flowc_host::{Mocks, Request};
use flowc_value::{Date, json};
use home::way_home;

/// A pack as a project.
fn import(text: &str, name: &str) -> flowc_project::Imported {
    let imported = flowc_project::import(text, name, "");
    let errors: Vec<_> = imported.diagnostics.iter().filter(|found| found.is_error()).collect();
    assert!(errors.is_empty(), "{name}: {errors:?}");
    imported
}

/// The files of a project as a disk would hold them.
fn imported(text: &str, name: &str) -> Files {
    Files(import(text, name).files.into_iter().collect())
}

#[test]
fn real_packs_come_home() {
    let mut packs = flowc_tests::corpus();
    packs.extend(flowc_tests::connector_flows());
    let (mut wrong, mut lines, mut long) = (Vec::new(), 0, 0);
    let (mut lock, mut fresh) = (Vec::new(), Vec::new());
    for pack in &packs {
        let way = way_home(&pack.name, &pack.text);
        wrong.extend(way.wrong.into_iter().map(|what| format!("{}: {what}", pack.name)));
        (lines, long) = (lines + way.lines.0, long + way.lines.1);
        if way.unsaid {
            wrong.push(format!("{}: the source does not say all of a flow", pack.name));
        }
        if way.lock_differs {
            lock.push(pack.name.as_str());
        }
        if !way.fresh.is_empty() {
            fresh.push(format!("{}: {:?}", pack.name, way.fresh));
        }
    }
    println!("{} packs, {lines} lines of source, {long} of them over 120 columns", packs.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(lock.is_empty(), "with the lock other packs come back: {lock:?}");
    assert!(fresh.is_empty(), "without the lock they say something else:\n{}", fresh.join("\n"));
    assert_eq!(long, 0, "lines are too long to read");
}

/// Flows of system cards only: pack, flow, input, and the result worked out by hand from the flow's cards.
const RUNS: &[(&str, &str, &str, &str)] = &[
    (
        "check_ip_addresses_against_a_cidr_range",
        "MATH",
        r#"{"IP Address":"10.0.1.2"}"#,
        r#"{"decimal":167772418}"#,
    ),
    (
        "check_ip_addresses_against_a_cidr_range",
        "IP Address Range Check - Parent",
        "{}",
        r#"{"output":"Continue processing"}"#,
    ),
    (
        "special_character_validation_and_substitution",
        "Special Character Removal",
        r#"{"input":"Ångström's_x-y"}"#,
        r#"{"remediated":"Angströmsxy"}"#,
    ),
    (
        "special_character_validation_and_substitution",
        "Special Character Removal",
        r#"{"input":"à la ~carte"}"#,
        r#"{"remediated":"alacarte"}"#,
    ),
    (
        "generate_unique_emails",
        "EmailDomainmatch",
        r#"{"email":"ann@Example.com","emailDomain":"@EXAMPLE.COM"}"#,
        r#"{"valid":true}"#,
    ),
    (
        "generate_unique_emails",
        "EmailDomainmatch",
        r#"{"email":"ann@example.com","emailDomain":"example.com"}"#,
        r#"{"valid":false}"#,
    ),
    (
        "generate_unique_emails",
        "022-SUB-getEmailPrefix-V1 ",
        r#"{"email":"ann.lee@example.com"}"#,
        r#"{"item":"ann.lee"}"#,
    ),
    (
        "okta_privileged_access_secrets_utilities",
        "UTIL10 - Extract Resource Selector",
        r#"{"selectorObj":{"selectors":[{"selector_type":"secret","selector":{"secret":{"id":"s1","name":"Keys"}}}]}}"#,
        r#"{"SelectorCount":1,"SelectorType":"secret","SelectorID":"s1","SelectorName":"Keys"}"#,
    ),
    (
        "okta_privileged_access_secrets_utilities",
        "LOAD31 - Is Secret Policy",
        r#"{"policyObj":{"rules":[{"resource_type":"server"}]}}"#,
        r#"{"hasSecretRules":false}"#,
    ),
    (
        "okta_privileged_access_secrets_utilities",
        "UTIL50 - How Many Levels",
        r#"{"breadcrumb":"a \\ b \\ c"}"#,
        r#"{"nbrLevels":3}"#,
    ),
    (
        "okta_privileged_access_secrets_utilities",
        "UTIL60 - Indenting Text",
        r#"{"indentLevel":"0"}"#,
        r#"{"textPrefix":""}"#,
    ),
    (
        "tracking_and_alerting_for_possible_account_takeove",
        "[util] Parse factor type from outcome.reason",
        r#"{"outcome_reason":"User reset SMS_FACTOR factor","eventType":"user.mfa.factor.deactivate"}"#,
        r#"{"factorType":"SMS_FACTOR"}"#,
    ),
    ("get_started_with_okta_workflows", "1. Hello World", "{}", r#"{"output":"Hello Workflows!"}"#),
];

/// The result of a flow as `flowc run` prints its status and output.
fn result(
    program: &flowc_ir::Program,
    signatures: &flowc_stdlib::signature::Signatures,
    flow: &str,
    input: &str,
) -> String {
    let planned = flowc_native::plan(program, signatures);
    let plan = planned.plan;
    let flow = plan.flow(flow).unwrap_or_else(|| panic!("no flow {flow}"));
    let request = Request {
        input: json::parse(input).unwrap().as_object().unwrap().clone(),
        flow,
        now: Date::parse("2026-11-24T12:00:00.000Z").unwrap(),
        seed: 1,
        mocks: Mocks::read("[]").unwrap(),
        trace: false,
    };
    match flowc_host::run(&plan, request).unwrap().outcome {
        flowc_engine::Outcome::Success { output } => json::to_text(&output).to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn flows_of_real_packs_give_what_their_cards_say() {
    let packs = flowc_tests::corpus();
    for (name, flow, input, expected) in RUNS {
        let Some(pack) = packs.iter().find(|pack| pack.name == *name) else { continue };
        let checked = flowc_project::check(&imported(&pack.text, name), "");
        let from_source = result(&checked.program, &checked.project.signatures, flow, input);
        assert_eq!(from_source, *expected, "{name}: {flow} from its source");
        let read = flowc_okta::read(&pack.text).unwrap();
        let decoded = flowc_okta::decode(&read, &checked.project.signatures);
        let from_pack = result(&decoded.program, &checked.project.signatures, flow, input);
        assert_eq!(from_pack, *expected, "{name}: {flow} from its pack");
    }
}

/// The parent flow stops once both addresses lie outside the range.
#[test]
fn an_edit_of_imported_source_is_what_runs() {
    let packs = flowc_tests::corpus();
    let Some(pack) = packs.iter().find(|pack| pack.name == "check_ip_addresses_against_a_cidr_range") else {
        return;
    };
    let mut files = imported(&pack.text, &pack.name);
    for text in files.0.values_mut() {
        *text = text.replace("\"69.173.127.255\"", "\"69.173.64.1\"");
    }
    let checked = flowc_project::check(&files, "");
    let result =
        result(&checked.program, &checked.project.signatures, "IP Address Range Check - Parent", "{}");
    assert!(result.starts_with("Stopped") && result.contains("stopped"), "{result}");
}
