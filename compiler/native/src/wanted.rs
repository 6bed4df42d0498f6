//! Which parts of its input a flow reads, so that the rest of a JSON text is never built.

use flowc_plan::{Fixed, Op, Plan, Source};
use flowc_value::Value;
use flowc_value::json::Wanted;

/// What a flow reads of its input: fields by `key`, `group.key` or nested.
pub(crate) fn wanted(plan: &Plan, flow: &flowc_plan::Flow) -> Wanted {
    // An event hands on its whole record.
    let routine = flow.routine.filter(|_| flow.event.is_none());
    let Some(routine) = routine.and_then(|routine| plan.routines.get(routine as usize)) else {
        return Wanted::All;
    };
    let mut wanted = Wanted::nothing();
    for param in &routine.params {
        let slot = Source::slot(param.slot);
        for path in paths(plan, &routine.code, slot) {
            let path = path.iter().map(String::as_str);
            match &param.group {
                None => wanted.add([param.key.as_str()].into_iter().chain(path)),
                Some(group) => {
                    let name = format!("{group}.{}", param.key);
                    wanted.add([name.as_str()].into_iter().chain(path.clone()));
                    wanted.add([group.as_str(), param.key.as_str()].into_iter().chain(path));
                }
            }
        }
    }
    wanted
}

/// The paths that code reads of a slot; the empty one where it reads it whole.
fn paths(plan: &Plan, code: &[Op], slot: Source) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for op in code {
        match *op {
            Op::Field { from, path, .. } if from == slot => {
                let keys = plan.paths.get(path as usize).map(Vec::as_slice).unwrap_or_default();
                paths.push(keys.iter().map(|key| key.as_str().to_owned()).collect());
            }
            Op::Get { from, path, .. } if from == slot => {
                let path = plan.constants.get(path as usize).and_then(Value::as_str).unwrap_or_default();
                // The whole text may be one key (rule `dotted-key`); numbers may be places in lists.
                paths.push(vec![path.to_owned()]);
                let number = |key: &&str| key.bytes().all(|byte| byte.is_ascii_digit());
                paths.push(path.split('.').take_while(|key| !number(key)).map(str::to_owned).collect());
            }
            _ => plan.each_source(op, |source| {
                if source == slot && matches!(source.get(), Fixed::Slot(_)) {
                    paths.push(Vec::new());
                }
            }),
        }
    }
    paths
}
