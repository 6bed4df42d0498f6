//! JavaScript's pattern syntax (without the flags u and v, with the loose forms of Annex B) in that of `fancy-regex`.
//!
//! One pass from left to right; the library reads the result and limits its depth. Letters and digits stay, all other
//! characters become `\x{…}`, so that nothing in the result means what its author did not. Groups lose their names.

use std::fmt::Write;
use std::ops::RangeInclusive;

/// Bytes of the longest pattern.
const LONGEST: usize = 100_000;

const ANY: &str = r"[\x{0}-\x{10FFFF}]";
const NONE: &str = r"[^\x{0}-\x{10FFFF}]";
const DOT: &str = r"[^\n\r\x{2028}\x{2029}]";
const SPACE: &str =
    r"\x{9}-\x{D}\x{20}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";
const BOUNDARY: &str = "(?:(?<=[0-9A-Za-z_])(?![0-9A-Za-z_])|(?<![0-9A-Za-z_])(?=[0-9A-Za-z_]))";
const NO_BOUNDARY: &str = "(?:(?<=[0-9A-Za-z_])(?=[0-9A-Za-z_])|(?<![0-9A-Za-z_])(?![0-9A-Za-z_]))";

type Translated<T> = Result<T, &'static str>;

/// A pattern of `fancy-regex`.
#[derive(Debug, Default)]
pub(super) struct Translation {
    pub pattern: String,
    /// How many look-arounds are at most around a repetition: each may read the whole text from one position.
    pub reach: usize,
}

/// A text as a pattern that matches it as it stands.
pub(super) fn literal(text: &str) -> Translation {
    let mut pattern = String::with_capacity(text.len());
    text.chars().for_each(|character| write_character(&mut pattern, character));
    Translation { pattern, reach: 0 }
}

/// Reads a pattern; the error is in JavaScript's words.
pub(super) fn pattern(source: &str) -> Translated<Translation> {
    if source.len() > LONGEST {
        return Err("Regular expression too large");
    }
    let mut translator = Translator { rest: source, names: names(source), ..Translator::default() };
    while let Some(next) = translator.next() {
        translator.piece(next)?;
    }
    if translator.open.is_empty() { Ok(translator.out) } else { Err("Unterminated group") }
}

/// The groups that capture, by number from 1 (at index 0), with the names of those that have one.
fn names(source: &str) -> Vec<Option<&str>> {
    let (mut names, mut in_class, mut rest) = (Vec::new(), false, source.chars());
    while let Some(character) = rest.next() {
        match character {
            '\\' => _ = rest.next(),
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => match rest.as_str().strip_prefix("?<") {
                Some(look) if look.starts_with(['=', '!']) => {}
                Some(name) => names.push(name.split_once('>').map(|(name, _)| name)),
                None if rest.as_str().starts_with('?') => {}
                None => names.push(None),
            },
            _ => {}
        }
    }
    names
}

/// A group that is not closed yet: where it begins in the result, the mark behind its parenthesis, and its number if
/// it captures.
struct Group {
    start: usize,
    mark: &'static str,
    number: Option<usize>,
}

impl Group {
    fn looks(&self) -> bool {
        !matches!(self.mark, "" | "?:")
    }
}

#[derive(Default)]
struct Translator<'s> {
    rest: &'s str,
    names: Vec<Option<&'s str>>,
    /// How many groups that capture have begun.
    begun: usize,
    /// The numbers of those that are complete.
    closed: Vec<usize>,
    open: Vec<Group>,
    /// Where in the result what a quantifier would repeat begins.
    atom: Option<usize>,
    out: Translation,
}

impl<'s> Translator<'s> {
    fn next(&mut self) -> Option<char> {
        let next = self.rest.chars().next()?;
        self.rest = self.rest.get(next.len_utf8()..)?;
        Some(next)
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// What begins with this character.
    fn piece(&mut self, first: char) -> Translated<()> {
        match first {
            '|' => self.fixed("|"),
            '^' => self.fixed(r"\A"),
            '$' => self.fixed(r"\z"),
            '(' => self.begin()?,
            ')' => self.end()?,
            '*' => self.repeat(0, None)?,
            '+' => self.repeat(1, None)?,
            '?' => self.repeat(0, Some(1))?,
            '{' => match counts(self.rest) {
                Some((min, max, rest)) => {
                    self.rest = rest;
                    self.repeat(min, max)?;
                }
                None => self.character('{'),
            },
            '.' => self.atom(DOT),
            '[' => self.class()?,
            '\\' => self.escape()?,
            other => self.character(other),
        }
        Ok(())
    }

    fn atom(&mut self, text: &str) {
        self.atom = Some(self.out.pattern.len());
        self.out.pattern.push_str(text);
    }

    /// Writes what cannot be repeated.
    fn fixed(&mut self, text: &str) {
        self.out.pattern.push_str(text);
        self.atom = None;
    }

    fn character(&mut self, character: char) {
        self.atom = Some(self.out.pattern.len());
        write_character(&mut self.out.pattern, character);
    }

    /// The library repeats no look-around, reference or empty group on its own, but one with a second way, which
    /// leads nowhere.
    fn make_repeatable(&mut self, start: usize) {
        self.atom = Some(start);
        if self.rest.starts_with(['*', '+', '?', '{', ')']) {
            self.out.pattern.insert_str(start, "(?:");
            let _ = write!(self.out.pattern, "|{NONE})");
        }
    }

    fn begin(&mut self) -> Translated<()> {
        let mark =
            ["?:", "?=", "?!", "?<=", "?<!"].into_iter().find(|mark| self.eat(mark)).unwrap_or_default();
        let number = mark.is_empty().then_some(self.begun + 1);
        if number.is_some() && self.eat("?<") {
            let name = self.name()?;
            if self.names.iter().filter(|known| **known == Some(name)).count() > 1 {
                return Err("Duplicate capture group name");
            }
        } else if number.is_some() && self.rest.starts_with('?') {
            return Err("Invalid group");
        }
        self.begun = number.unwrap_or(self.begun);
        self.open.push(Group { start: self.out.pattern.len(), mark, number });
        self.fixed("(");
        self.fixed(mark);
        Ok(())
    }

    fn end(&mut self) -> Translated<()> {
        let group = self.open.pop().ok_or("Unmatched ')'")?;
        let empty = self.out.pattern.ends_with("(?:");
        self.out.pattern.push(')');
        self.atom = Some(group.start);
        self.closed.extend(group.number);
        if empty || group.looks() {
            self.make_repeatable(group.start);
        }
        if group.mark.starts_with("?<") {
            self.atom = None;
        }
        Ok(())
    }

    /// A group's name with the `>` behind it.
    fn name(&mut self) -> Translated<&'s str> {
        let usual = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
        let valid = |name: &str| name.chars().all(usual) && !name.starts_with(|c: char| c.is_ascii_digit());
        let split = self.rest.split_once('>').filter(|(name, _)| !name.is_empty() && valid(name));
        let (name, rest) = split.ok_or("Invalid capture group name")?;
        self.rest = rest;
        Ok(name)
    }

    fn repeat(&mut self, min: u32, max: Option<u32>) -> Translated<()> {
        self.atom.take().ok_or("Nothing to repeat")?;
        let _ = match max {
            Some(max) if max < min => return Err("numbers out of order in {} quantifier"),
            Some(max) => write!(self.out.pattern, "{{{min},{max}}}"),
            None => write!(self.out.pattern, "{{{min},}}"),
        };
        if self.eat("?") {
            self.out.pattern.push('?');
        }
        self.out.reach = self.out.reach.max(self.open.iter().filter(|group| group.looks()).count());
        Ok(())
    }

    /// What is behind a backslash outside a class.
    fn escape(&mut self) -> Translated<()> {
        if let Some(set) = self.set() {
            self.atom(&set);
        } else if self.eat("b") {
            self.fixed(BOUNDARY);
        } else if self.eat("B") {
            self.fixed(NO_BOUNDARY);
        } else if self.names.iter().any(Option::is_some) && self.eat("k") {
            self.rest = self.rest.strip_prefix('<').ok_or("Invalid named reference")?;
            let name = self.name()?;
            let group = self.names.iter().position(|known| *known == Some(name));
            self.refer(group.ok_or("Invalid named capture referenced")? + 1);
        } else if let Some((group, rest)) = self.reference() {
            self.rest = rest;
            self.refer(group);
        } else {
            let character = self.escaped(false)?;
            self.character(character);
        }
        Ok(())
    }

    /// The number of a group of this pattern, if it comes next, and what follows it.
    fn reference(&self) -> Option<(usize, &'s str)> {
        let end = self.rest.find(|next: char| !next.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at_checked(end)?;
        let group = digits.parse().ok().filter(|_| !digits.starts_with('0'))?;
        (group <= self.names.len()).then_some((group, rest))
    }

    /// A reference. A group that took no part or is not complete yet matches nothing at all.
    fn refer(&mut self, group: usize) {
        let start = self.out.pattern.len();
        let _ = match self.closed.contains(&group) {
            true => write!(self.out.pattern, r"(?({group})\{group}|)"),
            false => write!(self.out.pattern, "(?:)"),
        };
        self.make_repeatable(start);
    }

    /// `d`, `w`, `s` behind a backslash; the capital letters are everything else.
    fn set(&mut self) -> Option<String> {
        let letter = self.rest.chars().next()?;
        let ranges = match letter.to_ascii_lowercase() {
            'd' => "0-9",
            'w' => "0-9A-Za-z_",
            's' => SPACE,
            _ => return None,
        };
        self.next();
        Some(format!("[{}{ranges}]", if letter.is_ascii_uppercase() { "^" } else { "" }))
    }

    /// The character that an escape stands for, in a class or outside.
    fn escaped(&mut self, in_class: bool) -> Translated<char> {
        let control = self.rest.as_bytes().get(1).copied();
        let control = control.filter(|next| {
            next.is_ascii_alphabetic() || in_class && (next.is_ascii_digit() || *next == b'_')
        });
        if self.rest.starts_with('c') && control.is_none() {
            // The backslash stands for itself, and so does the c.
            return Ok('\\');
        }
        let octal = if self.rest.starts_with(|first| first < '4') { 3 } else { 2 };
        if let Some(code) = self.number(1..=octal, 8) {
            return Ok(char::from_u32(code).unwrap_or_default());
        }
        Ok(match self.next().ok_or("\\ at end of pattern")? {
            't' => '\t',
            'n' => '\n',
            'v' => '\u{B}',
            'f' => '\u{C}',
            'r' => '\r',
            'c' => self.next().and_then(|letter| char::from_u32(u32::from(letter) % 32)).unwrap_or_default(),
            'x' => self.number(2..=2, 16).and_then(char::from_u32).unwrap_or('x'),
            'u' => self.unit()?,
            other => other,
        })
    }

    /// The character of the four digits behind `\u`, or of two such escapes.
    fn unit(&mut self) -> Translated<char> {
        let mut units = Vec::new();
        while let Some(unit) = self.number(4..=4, 16) {
            units.extend(u16::try_from(unit));
            if !matches!(units.as_slice(), [0xD800..=0xDBFF]) || !self.eat("\\u") {
                break;
            }
        }
        let character = char::decode_utf16(units).next();
        character.unwrap_or(Ok('u')).map_err(|_| "half a character cannot be matched, only the whole of it")
    }

    /// A number of so many digits, if it comes next.
    fn number(&mut self, lengths: RangeInclusive<usize>, radix: u32) -> Option<u32> {
        let length = self.rest.chars().take(*lengths.end()).take_while(|next| next.is_digit(radix)).count();
        let (digits, rest) = self.rest.split_at_checked(length).filter(|_| lengths.contains(&length))?;
        self.rest = rest;
        u32::from_str_radix(digits, radix).ok()
    }

    /// What is behind a `[`, with the `]`.
    fn class(&mut self) -> Translated<()> {
        let negated = self.eat("^");
        if self.eat("]") {
            self.atom(if negated { ANY } else { NONE });
            return Ok(());
        }
        let mut class = String::from(if negated { "[^" } else { "[" });
        while !self.eat("]") {
            let first = self.member(&mut class)?;
            let range = !self.rest.starts_with("-]") && self.eat("-");
            match (first, if range { self.member(&mut class)? } else { None }) {
                (Some(from), Some(to)) if to < from => return Err("Range out of order in character class"),
                (Some(from), Some(to)) => write_range(&mut class, from, to),
                (first, last) => {
                    let members = first.into_iter().chain(last).chain(range.then_some('-'));
                    members.for_each(|member| write_character(&mut class, member));
                }
            }
        }
        class.push(']');
        self.atom(&class);
        Ok(())
    }

    /// A member of a class: one character, or none where it was a set itself and is written already.
    fn member(&mut self, class: &mut String) -> Translated<Option<char>> {
        let next = self.next().ok_or("Unterminated character class")?;
        if next != '\\' {
            return Ok(Some(next));
        }
        if let Some(set) = self.set() {
            class.push_str(&set);
            return Ok(None);
        }
        if self.eat("b") { Ok(Some('\u{8}')) } else { self.escaped(true).map(Some) }
    }
}

fn write_range(class: &mut String, from: char, to: char) {
    write_character(class, from);
    class.push('-');
    write_character(class, to);
    // Among these units are the halves of which all wider characters consist.
    if from <= '\u{D7FF}' && ('\u{E000}'..='\u{FFFF}').contains(&to) {
        class.push_str(r"\x{10000}-\x{10FFFF}");
    }
}

fn write_character(out: &mut String, character: char) {
    if character.is_ascii_alphanumeric() || !character.is_ascii() {
        out.push(character);
    } else {
        let _ = write!(out, r"\x{{{:X}}}", u32::from(character));
    }
}

/// The numbers behind a `{`, if they make a quantifier, and what follows the `}`.
fn counts(text: &str) -> Option<(u32, Option<u32>, &str)> {
    let (inside, rest) = text.split_once('}')?;
    let plain = |digits: &&str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = |digits| Some(digits).filter(plain).map(|digits| digits.parse().unwrap_or(u32::MAX));
    let (min, max) = match inside.split_once(',') {
        None => (number(inside)?, number(inside)),
        Some((min, "")) => (number(min)?, None),
        Some((min, max)) => (number(min)?, Some(number(max)?)),
    };
    Some((min, max, rest))
}
