//! A project on disk: flow.toml, modules, build driver.
