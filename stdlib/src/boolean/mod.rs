//! True/False: comparing and combining.

cards! {
    all_false and any_false compare expression not or or_exclusive xnor
}
