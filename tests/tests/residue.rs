//! What `flow.lock` keeps of real packs beyond ids: little, and nothing that means something.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests may fail loudly")]

use flowc_project::Stats;

/// Parts of a pack that mean nothing where they may differ: the end of a path, or a path and all below it. What of them
/// may mean something elsewhere (types, literals, keys, wires) two builds of one source must agree on; the comparison
/// of fresh builds with their originals, beside this test, sees to that.
const COSMETIC: &[&str] = &[
    // When and by what the pack was written.
    "/created",
    "/version",
    "/checksum",
    "/data/projectOverview",
    "/data/groups/*/data/path",
    // How lists show a flow; a constant that names the export's region; keys that came with later versions.
    "/data/display",
    "/data/tree",
    "/data/templateName",
    "/data/templateFlowKey",
    "/data/actionId",
    "/data/active_version_external_id",
    "/data/apiSpecMethod",
    "/data/apiSpecRoute",
    "/data/projectApiSpecId",
    "/data/connector_method_meta",
    "/data/monitor_flo",
    "/display",
    "/tree",
    "/templateName",
    "/actionId",
    "/connector_method_meta",
    "/monitor_flo",
    // Of an inlined body the platform does not ask it.
    "/security_level",
    // Words of a card that the platform fills in itself; bookkeeping of dynamic fields.
    "/node/model/comments",
    "/node/model/metadata/description",
    "/node/model/display",
    "/node/model/meta",
    "/node/model/outputs/groupRules",
    // The order in which an output lists its wires; entries of a join that name nothing.
    "/pins",
    "/joins",
];

/// The same of a field.
const COSMETIC_OF_FIELDS: &[&str] = &[
    "_used",
    "ref",
    "flags",
    "required",
    // The random key of a join's input.
    "key",
    "metadata",
    "value/available",
    "value/check",
    "value/error",
    "value/proxy",
    // The datum of an output, and what lies under a wire.
    "value/data",
    // Labels inside a type, and fields that the platform adds to the context itself.
    "value/type",
];

fn is_cosmetic(path: &str) -> bool {
    let below = |path: &str, part: &str| {
        path.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let field = path.strip_prefix("/inputs/*/").or_else(|| path.strip_prefix("/outputs/*/"));
    let path = match path.strip_prefix("/data/groups/").and_then(|rest| rest.split_once('/')) {
        Some((_, rest)) => format!("/data/groups/*/{rest}"),
        None => path.to_owned(),
    };
    match field {
        Some(field) => COSMETIC_OF_FIELDS.iter().any(|part| below(field, part)),
        None => COSMETIC.iter().any(|part| below(&path, part)),
    }
}

#[test]
fn nothing_that_means_something_lives_in_the_lock_alone() {
    let mut meaning = Vec::new();
    let mut stats: Vec<Stats> = Vec::new();
    for pack in flowc_tests::corpus() {
        let imported = flowc_project::import(&pack.text, &pack.name, "");
        let lock = imported.lock().unwrap();
        for residue in lock.residue() {
            let known = match residue.of {
                "order" | "orderings" | "preview" => true,
                "pack" | "shared" => is_cosmetic(&residue.path),
                _ => false,
            };
            if !known {
                meaning.push(format!("{}: {} {} {:?}", pack.name, residue.of, residue.path, residue.value));
            }
        }
        stats.extend(Stats::of(&pack.text, &imported));
    }
    assert!(meaning.is_empty(), "{} differences mean something\n{}", meaning.len(), meaning.join("\n"));
    let Some(average) = average(&stats) else { return };
    let sum = |part: fn(&Stats) -> usize| stats.iter().map(part).sum::<usize>();
    println!(
        "{} packs of {} bytes: {} bytes of locks, {} of them residue, {average:.2} % of a pack on average",
        stats.len(),
        sum(|stats| stats.pack),
        sum(|stats| stats.lock),
        sum(|stats| stats.residue)
    );
    println!("{} cards, {} lines of source", sum(|stats| stats.cards), sum(|stats| stats.lines));
    assert!(average < 3.0, "residue is {average:.2} % of a pack");
}

#[expect(clippy::cast_precision_loss, reason = "a share of some dozen packs")]
fn average(stats: &[Stats]) -> Option<f64> {
    let sum: f64 = stats.iter().map(|stats| stats.residue_percent).sum();
    (!stats.is_empty()).then(|| sum / stats.len() as f64)
}
