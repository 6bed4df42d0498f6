//! Sets of characters: ranges of UTF-16 units.

/// A set of units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Set {
    ranges: Vec<(u16, u16)>,
    negated: bool,
}

impl Set {
    /// `\d`, `\w` or `\s`; the capital letters are everything else.
    pub fn of_escape(letter: char) -> Option<Set> {
        const DIGITS: &[(u16, u16)] = &[(0x30, 0x39)];
        const WORD: &[(u16, u16)] = &[(0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)];
        const SPACE: &[(u16, u16)] = &[
            (0x09, 0x0D),
            (0x20, 0x20),
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x2028, 0x2029),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
            (0xFEFF, 0xFEFF),
        ];
        let ranges = match letter.to_ascii_lowercase() {
            'd' => DIGITS,
            'w' => WORD,
            's' => SPACE,
            _ => return None,
        };
        let set = Set { ranges: ranges.to_vec(), negated: false };
        Some(if letter.is_ascii_uppercase() { Set { ranges: set.complement(), negated: false } } else { set })
    }

    /// What `.` matches: everything but ends of lines.
    pub fn dot() -> Set {
        Set { ranges: vec![(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)], negated: true }
    }

    /// Whether the set holds everything that is not in its ranges.
    pub fn negate(&mut self) {
        self.negated = true;
    }

    /// Adds the units from one to another.
    pub fn add(&mut self, first: u16, last: u16) {
        self.ranges.push((first, last));
    }

    /// Adds the units of another set that is not negated.
    pub fn add_all(&mut self, other: &Set) {
        self.ranges.extend_from_slice(&other.ranges);
    }

    /// Whether a unit is in the set, or one that differs by case alone.
    pub fn contains(&self, unit: u16, ignore_case: bool) -> bool {
        let has = |unit: u16| self.ranges.iter().any(|&(first, last)| (first..=last).contains(&unit));
        let found =
            has(unit) || ignore_case && (has(fold(unit)) || has(lower(unit)) || has(lower(fold(unit))));
        found != self.negated
    }

    /// The ranges between sorted ranges.
    fn complement(&self) -> Vec<(u16, u16)> {
        let mut out = Vec::new();
        let mut next = Some(0_u16);
        for &(first, last) in &self.ranges {
            if let Some(from) = next.filter(|&from| from < first) {
                out.push((from, first - 1));
            }
            next = last.checked_add(1);
        }
        out.extend(next.map(|from| (from, u16::MAX)));
        out
    }
}

/// The form in which units that differ by case alone are equal: the capital, where it is one unit and no letter
/// outside ASCII becomes one of ASCII.
pub(super) fn fold(unit: u16) -> u16 {
    let Some(letter) = char::from_u32(u32::from(unit)) else { return unit };
    match only(letter.to_uppercase()) {
        Some(capital) if unit < 128 || capital >= 128 => capital,
        _ => unit,
    }
}

fn lower(unit: u16) -> u16 {
    char::from_u32(u32::from(unit)).and_then(|letter| only(letter.to_lowercase())).unwrap_or(unit)
}

fn only(mut letters: impl Iterator<Item = char>) -> Option<u16> {
    let first = letters.next().filter(|_| letters.next().is_none())?;
    u16::try_from(u32::from(first)).ok()
}
