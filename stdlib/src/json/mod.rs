//! JSON: text in and out.

cards! {
    parse stringify
}
