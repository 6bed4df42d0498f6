//! Text: what makes, takes apart and searches text.

cards! {
    at base64 base64_decode compose concatenate find find_email find_last find_pattern length random
    replace replace_patterns split text_segment to_lower_case to_upper_case trim unique_id
}
