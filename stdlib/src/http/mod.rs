//! HTTP: the cards that begin with a request, answer one or send one.

cards! {
    api_endpoint close delegated_flow raw
}
