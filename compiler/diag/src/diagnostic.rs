//! One finding.

use flowc_text::Span;

use crate::Code;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// It cannot be built.
    Error,
    /// It can be built and is probably wrong.
    Warning,
    /// It could be better.
    Hint,
}

impl Level {
    /// `error`, `warning`, `hint`.
    pub const fn word(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Hint => "hint",
        }
    }
}

/// A place with a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be said of it; may be empty.
    pub text: String,
}

/// A change that would mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// The replacements.
    pub edits: Vec<Edit>,
    /// Whether it may be applied without looking.
    pub applicability: Applicability,
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Whether a fix may be applied without looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// It keeps the meaning, or is certainly what was meant.
    Safe,
    /// It is probably what was meant.
    Maybe,
    /// A person must complete it.
    Manual,
}

impl Applicability {
    /// `safe`, `maybe`, `manual`.
    pub const fn word(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Maybe => "maybe",
            Applicability::Manual => "manual",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule.
    pub code: Code,
    /// How bad; the code's level unless something changed it.
    pub level: Level,
    /// What is wrong, in one sentence without a full stop.
    pub title: String,
    /// The place; `None` for findings about no source text.
    pub primary: Option<Label>,
    /// Other places: why the compiler believes it.
    pub labels: Vec<Label>,
    /// Further remarks.
    pub notes: Vec<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// Changes that would mend it.
    pub fixes: Vec<Fix>,
    /// For findings in packs and other JSON: the place as a JSON path. With a `file`, the file it lies in.
    pub path: Option<String>,
    /// The file of a finding without a span.
    pub file: Option<String>,
}

impl Diagnostic {
    /// A finding at a place in the source.
    pub fn new(code: Code, span: Span, title: impl Into<String>) -> Self {
        let mut diagnostic = Self::global(code, title);
        diagnostic.primary = Some(Label { span, text: String::new() });
        diagnostic
    }

    /// A finding about no place in the source.
    pub fn global(code: Code, title: impl Into<String>) -> Self {
        Self {
            code,
            level: code.level,
            title: title.into(),
            primary: None,
            labels: Vec::new(),
            notes: Vec::new(),
            help: None,
            fixes: Vec::new(),
            path: None,
            file: None,
        }
    }

    /// What is to be said at the place itself.
    #[must_use]
    pub fn primary(mut self, text: impl Into<String>) -> Self {
        if let Some(label) = &mut self.primary {
            label.text = text.into();
        }
        self
    }

    /// Another place that shows why.
    #[must_use]
    pub fn why(mut self, span: Span, text: impl Into<String>) -> Self {
        if span != Span::default() {
            self.labels.push(Label { span, text: text.into() });
        }
        self
    }

    /// A further remark.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// What to write instead.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// A replacement that would mend it.
    #[must_use]
    pub fn fix(
        mut self,
        title: impl Into<String>,
        span: Span,
        text: impl Into<String>,
        how: Applicability,
    ) -> Self {
        let edits = vec![Edit { span, text: text.into() }];
        self.fixes.push(Fix { title: title.into(), edits, applicability: how });
        self
    }

    /// The place in a JSON document.
    #[must_use]
    pub fn at_path(mut self, file: impl Into<String>, path: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self.path = Some(path.into());
        self
    }

    /// Where it points in the source.
    pub fn span(&self) -> Option<Span> {
        self.primary.as_ref().map(|label| label.span)
    }

    /// Whether it keeps the project from being built.
    pub fn is_error(&self) -> bool {
        self.level == Level::Error
    }
}
