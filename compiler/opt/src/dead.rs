//! Dead pure cards: what nobody reads and what cannot fail need not run.

use flowc_ir::{CardId, Datum};
use flowc_stdlib::signature::Signature;
use flowc_value::convert::{Converter, Link};

use crate::evaluate::{constant, link};
use crate::report::What;
use crate::total::is_total;
use crate::{Pass, Scope};

/// The pass.
pub(crate) const PASS: Pass = Pass {
    name: "dead",
    precondition: "a pure card that no wire leaves, that is not the last of its sequence, and that provably cannot \
                   fail: it evaluates without error now, or it takes every value and so do the wires to it",
    law: "nothing reads what it gives, it has no effect, and it never ended a flow in an error: leaving it out \
          changes nothing",
    run,
};

fn run(scope: &mut Scope<'_>) {
    for card in scope.body.cards_in_order().into_iter().rev() {
        let Some(signature) = scope.function(card) else { continue };
        let unread = scope.body.wires_from(card).next().is_none();
        if unread && scope.may_go(card) && cannot_fail(scope, card, signature) {
            scope.note(card, What::Removed);
            scope.body.remove(card);
        }
    }
}

fn cannot_fail(scope: &Scope<'_>, id: CardId, signature: &Signature) -> bool {
    let body = &*scope.body;
    let Some(card) = body.card(id) else { return false };
    let plain = card.inputs.iter().all(|input| matches!(input.datum, Datum::Literal(_) | Datum::Untouched));
    let takes_all = || {
        plain
            && is_total(&card.address)
            && body.wires_to(id).all(|end| {
                let from = body.card(end.card).and_then(|source| source.outputs.get(end.wire.output));
                let to = card.inputs.get(end.wire.input);
                // Reading a field of what is no object may fail.
                end.wire.path.is_empty()
                    && from.zip(to).is_some_and(|(from, to)| brings_all(link(&from.shape, &to.shape)))
            })
    };
    constant(card, signature, body.wires_to(id).next().is_some()).is_some() || takes_all()
}

/// Whether a wire brings every value without error, whatever was declared.
fn brings_all(link: Link) -> bool {
    match link {
        Link::Direct => true,
        Link::Refused => false,
        Link::Through(transform) => {
            !matches!(transform.convert, Some(Converter::Parse | Converter::ParseFloat | Converter::DateTime))
        }
    }
}
