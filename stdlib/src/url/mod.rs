//! URL: parts, queries and percent-encoding.

cards! {
    decode_component decode_query encode_component encode_query format parse
}
