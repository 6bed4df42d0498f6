//! XML: text in and out.

cards! {
    build parse
}
