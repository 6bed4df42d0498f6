//! Names of the source and titles of the platform, derived from each other.

use ecow::EcoString;

/// The title of a declaration that states none: `notify_all` is "Notify All".
pub fn title_from_name(name: &str) -> EcoString {
    let mut title = EcoString::new();
    for word in name.split('_').filter(|word| !word.is_empty()) {
        if !title.is_empty() {
            title.push(' ');
        }
        let mut letters = word.chars();
        if let Some(first) = letters.next() {
            title.extend(first.to_uppercase());
            title.push_str(letters.as_str());
        }
    }
    title
}

/// A `snake_case` name after a title: letters and digits stay, `camelCase` is cut, numbering in front
/// ("2.1 - Notify") is dropped; empty if nothing is left.
pub fn name_from_title(title: &str) -> EcoString {
    let trimmed = title.trim_start_matches(|c: char| c.is_ascii_digit() || " .-_[]()#".contains(c));
    let source = if trimmed.chars().any(char::is_alphabetic) { trimmed } else { title };
    let mut name = EcoString::new();
    let mut previous = ' ';
    let mut letters = source.chars().filter(|c| *c != '\'').peekable();
    while let Some(letter) = letters.next() {
        if letter.is_ascii_alphanumeric() {
            let next_is_lower = letters.peek().is_some_and(char::is_ascii_lowercase);
            let starts_word = letter.is_ascii_uppercase()
                && (previous.is_ascii_lowercase()
                    || previous.is_ascii_digit()
                    || (previous.is_ascii_uppercase() && next_is_lower));
            if (starts_word || !previous.is_ascii_alphanumeric()) && !name.is_empty() && !name.ends_with('_')
            {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        previous = letter;
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name = ecow::eco_format!("n{name}");
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_titles() {
        for (title, name) in [
            ("1.0 Notify managers", "notify_managers"),
            ("IP Address Range Check - Helper", "ip_address_range_check_helper"),
            ("htttpHelper", "htttp_helper"),
            ("MATH", "math"),
            ("User ID", "user_id"),
            ("x-forwarded-for", "x_forwarded_for"),
            ("3", "n3"),
            ("Ångström", "ngstr_m"),
            ("don't", "dont"),
            ("", ""),
        ] {
            assert_eq!(name_from_title(title), name, "{title}");
        }
        assert_eq!(title_from_name("notify_all"), "Notify All");
    }
}
