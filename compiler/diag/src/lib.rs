//! Diagnostics: codes, labels, fixes and their renderers.
