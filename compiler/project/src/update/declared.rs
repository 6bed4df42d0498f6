//! Declarations of connectors, extended by what a newer pack shows.

use flowc_stdlib::signature::{PortSignature, Signature};

use crate::declaration::{self, Owner};
use crate::files::Files;

/// What declarations of a project say about a card that the newer pack holds, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Declarations {
    /// It stays, with fields that it lacks.
    Extended,
    /// What the pack shows replaces it.
    Learned,
}

/// Brings the declarations of a project up to what a pack shows.
pub(super) fn declare(files: &mut Files, learned: &[Signature], how: Declarations) {
    let mut rest: Vec<&Signature> = learned.iter().collect();
    let inside = format!("{}/", declaration::FOLDER);
    for (_, text) in files.0.iter_mut().filter(|(path, _)| path.starts_with(&inside)) {
        let Ok(mut declared) = declaration::read(text) else { continue };
        let (own, others) = rest.into_iter().partition(|one| Owner::of(one) == declared.owner);
        rest = others;
        if merge(&mut declared.methods, own, how) {
            *text = declared.write();
        }
    }
    let rest: Vec<Signature> = rest.into_iter().cloned().collect();
    files.0.extend(declaration::write(&rest));
}

/// Whether anything was added or replaced.
fn merge(declared: &mut Vec<Signature>, learned: Vec<&Signature>, how: Declarations) -> bool {
    let mut changed = false;
    for new in learned {
        match declared.iter_mut().find(|known| known.subject == new.subject) {
            None => {
                declared.push(new.clone());
                changed = true;
            }
            Some(known) if how == Declarations::Learned => {
                *known = new.clone();
                changed = true;
            }
            Some(known) => {
                changed |= extend(&mut known.inputs, &new.inputs);
                changed |= extend(&mut known.outputs, &new.outputs);
            }
        }
    }
    changed
}

fn extend(known: &mut Vec<PortSignature>, new: &[PortSignature]) -> bool {
    let before = known.len();
    for port in new {
        if !known.iter().any(|other| other.key == port.key && other.group == port.group) {
            known.push(port.clone());
        }
    }
    known.len() > before
}
