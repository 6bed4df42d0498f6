//! Rules of the top level, folders, connections and tables.

use rustc_hash::FxHashSet;

use super::Whole;
use super::report::{Path, Report, fields, has_keys, is_empty_object, is_uuid, items, member, text};
use super::rules::*;
use super::tree::Node;

/// Of 1.6.0 there are reports alone.
const VERSIONS: &[&str] = &["1.2.0", "1.3.0", "1.4.0", "1.5.0", "1.6.0"];
const FLAGS: &[&str] = &["auto-transform", "looseBooleans", "looseStrings", "looseNulls"];
/// Types of columns: text, number, date, true/false, file.
const COLUMN_TYPES: &[&str] = &["str", "dec", "dte", "bln", "ctr"];

/// Keys, version, flags, checksum.
pub(super) fn top(pack: Node<'_>, report: &mut Report) {
    let root = Path::ROOT;
    let version = text(pack, "version");
    report.check(text(pack, "type") == "flopack", T01, &root.key("type"));
    report.check(VERSIONS.contains(&version), T02, &root.key("version"));
    report.check(version == "1.5.0", T12, &root.key("version"));
    report.check(is_time(text(pack, "created")), T03, &root.key("created"));
    let flags = member(pack, "flags");
    let all_true = fields(flags).all(|(_, value)| value.as_bool() == Some(true));
    report.check(has_keys(flags, FLAGS) && all_true, T04, &root.key("flags"));
    report.keys_in_order(pack, &["type", "version", "created", "flags", "data"], &["checksum"], T05, &root);
    checksum(pack, version, report);
    let data = member(pack, "data");
    let at = root.key("data");
    if !report.check(data.as_object().is_some(), T06, &at) {
        return;
    }
    report.keys_in_order(data, &["flos", "configs", "tables", "groups"], &["projectOverview"], T07, &at);
    if let Some(overview) = data.get("projectOverview") {
        report.check(is_empty_object(overview) && version >= "1.5.0", T08, &at.key("projectOverview"));
    }
    for key in ["flos", "configs", "tables", "groups"] {
        if let Some(part) = data.get(key) {
            report.check(part.as_object().is_some(), T13, &at.key(key));
        }
    }
    let nothing = is_empty_object(member(data, "flos")) && is_empty_object(member(data, "tables"));
    report.check(!nothing, T14, &at);
}

fn checksum(pack: Node<'_>, version: &str, report: &mut Report) {
    let at = Path::ROOT.key("checksum");
    match pack.get("checksum") {
        Some(checksum) => {
            let digits = checksum.as_str().unwrap_or_default();
            let hexadecimal =
                digits.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
            report.check(digits.len() == 64 && hexadecimal, T09, &at);
            report.check(version < "1.5.0", T11, &at);
        }
        None => {
            report.check(!matches!(version, "1.3.0" | "1.4.0"), T10, &at);
        }
    }
}

/// `2026-01-01T00:00:00.000Z`.
fn is_time(text: &str) -> bool {
    const FORM: &[u8] = b"0000-00-00T00:00:00.000Z";
    let digits = text.bytes().zip(FORM).all(|(byte, form)| match form {
        b'0' => byte.is_ascii_digit(),
        form => byte == *form,
    });
    let within = |from: usize, range: std::ops::RangeInclusive<u32>| {
        text.get(from..from + 2).and_then(|two| two.parse().ok()).is_some_and(|two| range.contains(&two))
    };
    let ranges = [(5, 1..=12), (8, 1..=31), (11, 0..=23), (14, 0..=59), (17, 0..=59)];
    text.len() == FORM.len() && digits && ranges.into_iter().all(|(from, range)| within(from, range))
}

/// Folders and how they nest.
pub(super) fn folders(groups: Node<'_>, report: &mut Report) {
    let data = Path::ROOT.key("data");
    let all = data.key("groups");
    for (id, folder) in fields(groups) {
        let at = all.key(id);
        report.check(is_uuid(id) && text(folder, "id") == id, G01, &at);
        report.keys(folder, &["id", "data"], &[], G02, &at);
        let content = member(folder, "data");
        let at = at.key("data");
        report.keys(content, &["name", "description", "media_uri"], &["path"], G03, &at);
        for (key, value) in fields(content) {
            let fits = value.as_str().is_some_and(|text| key != "name" || !text.is_empty());
            report.check(fits, G04, &at.key(key));
        }
        nesting(text(content, "path"), groups, &at.key("path"), report);
        report.check(content.get("path").is_some(), G09, &at);
    }
}

fn nesting(path: &str, groups: Node<'_>, at: &Path<'_>, report: &mut Report) {
    if path.is_empty() {
        return;
    }
    let ancestors: Vec<&str> = path.split('.').collect();
    report.check(ancestors.iter().all(|id| groups.get(id).is_some()), G05, at);
    report.check(ancestors.len() < 5, G08, at);
    let (parent, above) = path.rsplit_once('.').map_or((path, ""), |(above, parent)| (parent, above));
    if let Some(folder) = groups.get(parent) {
        report.check(text(member(folder, "data"), "path") == above, G07, at);
    }
}

/// Connections.
pub(super) fn connections(configs: Node<'_>, used: &FxHashSet<&str>, report: &mut Report) {
    let data = Path::ROOT.key("data");
    let all = data.key("configs");
    for (id, connection) in fields(configs) {
        let at = all.key(id);
        report.check(is_uuid(id) && text(connection, "id") == id, C01, &at);
        report.keys(connection, &["id", "name", "module", "data"], &[], C02, &at);
        report.check(member(connection, "data").is_null(), C03, &at.key("data"));
        for key in ["name", "module"] {
            report.check(member(connection, key).as_str().is_some(), C04, &at.key(key));
        }
        report.check(used.contains(id), C05, &at);
    }
}

/// Tables.
pub(super) fn tables(whole: &Whole<'_>, report: &mut Report) {
    let data = Path::ROOT.key("data");
    let all = data.key("tables");
    for (id, table) in fields(whole.tables) {
        let at = all.key(id);
        report.check(is_uuid(id) && text(table, "id") == id, B01, &at);
        report.keys(table, &["id", "name", "description", "data"], &[], B02, &at);
        let content = member(table, "data");
        let at = at.key("data");
        if content.is_null() {
            report.check(false, B07, &at);
            continue;
        }
        report.keys(content, &["class", "group_id", "structure"], &[], B03, &at);
        report.check(text(content, "class") == "simple", B03, &at.key("class"));
        report.check(member(content, "structure").as_list().is_some(), B03, &at.key("structure"));
        let folder = member(content, "group_id");
        let known = folder.as_str().is_some_and(|id| whole.groups.get(id).is_some());
        report.check(known || folder.is_null(), B06, &at.key("group_id"));
        columns(member(content, "structure"), &at, report);
    }
}

fn columns(structure: Node<'_>, at: &Path<'_>, report: &mut Report) {
    let at = at.key("structure");
    let mut names = FxHashSet::default();
    for (index, &column) in items(structure).iter().enumerate() {
        let at = at.index(index);
        let default = member(column, "default");
        let whole = has_keys(column, &["name", "type", "default"])
            && member(column, "name").as_str().is_some()
            && COLUMN_TYPES.contains(&text(column, "type"))
            && (default.is_null() || default.as_str().is_some());
        report.check(whole, B04, &at);
        report.check(names.insert(text(column, "name")), B05, &at.key("name"));
    }
}
