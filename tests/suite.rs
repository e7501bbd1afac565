//! Everything that is held from the outside, as one binary: `cargo test --test suite markdown` runs one part.

mod architecture;
mod bad_input;
mod build;
mod common;
mod diagnostics;
mod images;
mod markdown;
mod parity;
mod properties;
mod readme;
mod serve_attacks;
mod serve_http;
mod serve_watch;
mod sites;
