//! Everything that is held from the outside, as one binary: `cargo test --test suite markdown` runs one part.

mod architecture;
mod bad_input;
mod build;
mod common;
mod diagnostics;
mod markdown;
mod properties;
mod readme;
mod sites;
