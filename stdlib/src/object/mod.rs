//! Object: what works on keys and values, by itself or through a helper flow.

cards! {
    clear_empty collapse construct expand filter for_each get get_multiple keys map map_to_list merge
    r#move set size split unset values zip
}
