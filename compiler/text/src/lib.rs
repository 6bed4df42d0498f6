//! Source files, byte spans and line positions.
