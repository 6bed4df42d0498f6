//! The grammar of patterns: ECMAScript's without the flags u and v, with the loose forms that browsers accept.

use super::set::Set;

/// A pattern as a tree.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// One unit.
    Unit(u16),
    /// One unit of a set.
    Set(Set),
    /// `^`.
    Start,
    /// `$`.
    End,
    /// `\b` (true) or `\B`.
    Boundary(bool),
    /// What a group matched.
    Back(usize),
    /// What a group of this name matched.
    BackNamed(String),
    /// A group; those that capture have a number from 1 and perhaps a name.
    Group(Box<Node>, Option<usize>, Option<String>),
    /// Looking ahead or behind.
    Look { node: Box<Node>, behind: bool, negative: bool },
    /// Repetition.
    Repeat { node: Box<Node>, min: u32, max: Option<u32>, lazy: bool },
    /// One after the other.
    All(Vec<Node>),
    /// The first that leads to a match.
    Any(Vec<Node>),
}

/// Groups may be nested this deep.
const DEEPEST: usize = 100;

type Parsed<T> = Result<T, &'static str>;

/// A text as a pattern that matches it as it stands.
pub(super) fn literal(text: &str) -> Node {
    Node::All(text.encode_utf16().map(Node::Unit).collect())
}

/// Reads a pattern; the error is in JavaScript's words.
pub(super) fn parse(source: &str) -> Parsed<Node> {
    let mut parser = Parser { rest: source, groups: 0, total: count_groups(source), depth: 0 };
    let node = parser.alternatives()?;
    if parser.rest.is_empty() { Ok(node) } else { Err("Unmatched ')'") }
}

/// How many groups capture: references to more are no references.
fn count_groups(source: &str) -> usize {
    let (mut count, mut in_set) = (0, false);
    let mut rest = source.chars();
    while let Some(character) = rest.next() {
        match character {
            '\\' => {
                rest.next();
            }
            '[' => in_set = true,
            ']' => in_set = false,
            '(' if !in_set => {
                let inside = rest.as_str();
                let named =
                    inside.starts_with("?<") && !inside.starts_with("?<=") && !inside.starts_with("?<!");
                count += usize::from(!inside.starts_with('?') || named);
            }
            _ => {}
        }
    }
    count
}

struct Parser<'s> {
    rest: &'s str,
    /// Groups so far.
    groups: usize,
    /// All groups of the pattern.
    total: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.rest = self.rest.get(next.len_utf8()..)?;
        Some(next)
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn alternatives(&mut self) -> Parsed<Node> {
        let mut all = vec![self.sequence()?];
        while self.eat("|") {
            all.push(self.sequence()?);
        }
        Ok(if all.len() == 1 { all.pop().unwrap_or(Node::All(Vec::new())) } else { Node::Any(all) })
    }

    fn sequence(&mut self) -> Parsed<Node> {
        let mut all = Vec::new();
        while let Some(next) = self.peek().filter(|next| !matches!(next, '|' | ')')) {
            // A character outside the first plane is two units, and a repetition repeats the second.
            if next.len_utf16() == 2 {
                self.next();
                let mut pair = [0; 2];
                next.encode_utf16(&mut pair);
                let [high, low] = pair;
                all.push(Node::Unit(high));
                let repeated = self.repeated(Node::Unit(low))?;
                all.push(repeated);
                continue;
            }
            let atom = self.atom()?;
            let repeated = self.repeated(atom)?;
            all.push(repeated);
        }
        Ok(Node::All(all))
    }

    fn atom(&mut self) -> Parsed<Node> {
        Ok(match self.next().unwrap_or_default() {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::Set(Set::dot()),
            '[' => Node::Set(self.set()?),
            '(' => self.group()?,
            '\\' => self.escape()?,
            '*' | '+' | '?' => return Err("Nothing to repeat"),
            '{' if self.counts().is_some() => return Err("Nothing to repeat"),
            other => unit(other),
        })
    }

    fn group(&mut self) -> Parsed<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("Too many nested groups");
        }
        let look = [("?=", false, false), ("?!", false, true), ("?<=", true, false), ("?<!", true, true)];
        let node = if let Some(&(_, behind, negative)) = look.iter().find(|(mark, ..)| self.eat(mark)) {
            let node = Box::new(self.alternatives()?);
            Node::Look { node, behind, negative }
        } else if self.eat("?:") {
            Node::Group(Box::new(self.alternatives()?), None, None)
        } else {
            let name = if self.eat("?<") { Some(self.name()?) } else { None };
            if self.eat("?") {
                return Err("Invalid group");
            }
            self.groups += 1;
            let number = self.groups;
            Node::Group(Box::new(self.alternatives()?), Some(number), name)
        };
        self.depth -= 1;
        if self.eat(")") { Ok(node) } else { Err("Unterminated group") }
    }

    /// A group's name with the `>` behind it.
    fn name(&mut self) -> Parsed<String> {
        let (name, rest) = self.rest.split_once('>').ok_or("Invalid capture group name")?;
        let usual = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$');
        if name.is_empty()
            || !name.chars().all(usual)
            || name.starts_with(|first: char| first.is_ascii_digit())
        {
            return Err("Invalid capture group name");
        }
        self.rest = rest;
        Ok(name.to_owned())
    }

    /// An atom with the quantifier that may follow.
    fn repeated(&mut self, node: Node) -> Parsed<Node> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.next();
                match self.counts() {
                    Some((min, max, length)) => {
                        self.rest = self.rest.get(length - 1..).unwrap_or_default();
                        (min, max)
                    }
                    None => {
                        // No quantifier: a brace that stands for itself, read again as the next atom.
                        return Ok(Node::All(vec![node, unit('{')]));
                    }
                }
            }
            _ => return Ok(node),
        };
        self.next();
        if max.is_some_and(|max| max < min) {
            return Err("numbers out of order in {} quantifier");
        }
        if matches!(node, Node::Start | Node::End | Node::Boundary(_) | Node::Look { behind: true, .. }) {
            return Err("Nothing to repeat");
        }
        let lazy = self.eat("?");
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err("Nothing to repeat");
        }
        Ok(Node::Repeat { node: Box::new(node), min, max, lazy })
    }

    /// The numbers behind a `{`, if they make a quantifier, and how long they are with the `}`.
    fn counts(&self) -> Option<(u32, Option<u32>, usize)> {
        let (inside, _) = self.rest.split_once('}')?;
        let number = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| digits.parse().unwrap_or(u32::MAX))
        };
        let (min, max) = match inside.split_once(',') {
            None => (number(inside)?, Some(number(inside)?)),
            Some((min, "")) => (number(min)?, None),
            Some((min, max)) => (number(min)?, Some(number(max)?)),
        };
        Some((min, max, inside.len() + 1))
    }

    /// What is behind a backslash outside a set.
    fn escape(&mut self) -> Parsed<Node> {
        let next = self.peek().ok_or("\\ at end of pattern")?;
        if let Some(set) = Set::of_escape(next) {
            self.next();
            return Ok(Node::Set(set));
        }
        match next {
            'b' | 'B' => {
                self.next();
                return Ok(Node::Boundary(next == 'b'));
            }
            '1'..='9' => {
                let length = self.rest.bytes().take_while(u8::is_ascii_digit).count();
                let number: usize =
                    self.rest.get(..length).and_then(|digits| digits.parse().ok()).unwrap_or(usize::MAX);
                if number <= self.total {
                    self.rest = self.rest.get(length..).unwrap_or_default();
                    return Ok(Node::Back(number));
                }
            }
            'k' if self.rest.starts_with("k<") && self.total > 0 => {
                self.rest = self.rest.get(2..).unwrap_or_default();
                return Ok(Node::BackNamed(self.name()?));
            }
            _ => {}
        }
        Ok(match self.escaped_unit() {
            Ok(unit) => Node::Unit(unit),
            Err(wide) => unit(wide),
        })
    }

    /// The unit that an escape stands for; a character of two units stands for itself.
    fn escaped_unit(&mut self) -> Result<u16, char> {
        let letter = self.next().unwrap_or('\\');
        Ok(match letter {
            't' => 0x09,
            'n' => 0x0A,
            'v' => 0x0B,
            'f' => 0x0C,
            'r' => 0x0D,
            '0' => 0,
            'c' => match self.peek().filter(char::is_ascii_alphabetic) {
                Some(control) => {
                    self.next();
                    u16::try_from(u32::from(control) % 32).unwrap_or_default()
                }
                None => 0x5C,
            },
            'x' => self.hexadecimal(2).unwrap_or(0x78),
            'u' => self.hexadecimal(4).unwrap_or(0x75),
            other => return u16::try_from(u32::from(other)).map_err(|_| other),
        })
    }

    fn hexadecimal(&mut self, length: usize) -> Option<u16> {
        let digits = self.rest.get(..length)?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u16::from_str_radix(digits, 16).ok().filter(|_| plain)?;
        self.rest = self.rest.get(length..)?;
        Some(number)
    }

    /// What is behind a `[`, up to the `]`.
    fn set(&mut self) -> Parsed<Set> {
        let mut set = Set::default();
        if self.eat("^") {
            set.negate();
        }
        loop {
            if self.eat("]") {
                return Ok(set);
            }
            let first = self.member(&mut set)?;
            let range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            let Some(first) = first else { continue };
            if !range {
                set.add(first, first);
                continue;
            }
            self.next();
            match self.member(&mut set)? {
                Some(last) if last < first => return Err("Range out of order in character class"),
                Some(last) => set.add(first, last),
                None => {
                    set.add(first, first);
                    set.add(0x2D, 0x2D);
                }
            }
        }
    }

    /// A member of a set: one unit, or none where it was a set itself and is added already.
    fn member(&mut self, set: &mut Set) -> Parsed<Option<u16>> {
        let wide = match self.next().ok_or("Unterminated character class")? {
            '\\' => {
                let letter = self.peek().ok_or("\\ at end of pattern")?;
                if let Some(escaped) = Set::of_escape(letter) {
                    self.next();
                    set.add_all(&escaped);
                    return Ok(None);
                }
                if letter == 'b' {
                    self.next();
                    return Ok(Some(0x08));
                }
                match self.escaped_unit() {
                    Ok(unit) => return Ok(Some(unit)),
                    Err(wide) => wide,
                }
            }
            plain => plain,
        };
        let mut pair = [0; 2];
        match wide.encode_utf16(&mut pair) {
            [high, low] => {
                set.add(*high, *high);
                Ok(Some(*low))
            }
            single => Ok(single.first().copied()),
        }
    }
}

/// A character as its units.
fn unit(character: char) -> Node {
    let mut pair = [0; 2];
    match character.encode_utf16(&mut pair) {
        [single] => Node::Unit(*single),
        units => Node::All(units.iter().copied().map(Node::Unit).collect()),
    }
}
