//! Ways to places inside a part: `/key/key`, where a key has `~1` for `/` and `~0` for `~`.

use std::borrow::Cow;

/// The rest of a way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<'p>(&'p str);

impl<'p> Path<'p> {
    /// The way that a text says.
    pub fn new(text: &'p str) -> Self {
        Self(text)
    }

    /// Whether it leads nowhere else.
    pub fn is_here(self) -> bool {
        !self.0.starts_with('/')
    }

    /// The next key and the way from there; none where the way ends.
    pub fn split_first(self) -> Option<(Cow<'p, str>, Path<'p>)> {
        let rest = self.0.strip_prefix('/')?;
        let (key, behind) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        Some((unescape(key), Path(behind)))
    }
}

/// A key as a step of a path.
pub(crate) fn escape(key: &str) -> Cow<'_, str> {
    if key.contains(['~', '/']) { key.replace('~', "~0").replace('/', "~1").into() } else { key.into() }
}

/// A step of a path as a key.
pub(crate) fn unescape(step: &str) -> Cow<'_, str> {
    if step.contains('~') { step.replace("~1", "/").replace("~0", "~").into() } else { step.into() }
}
