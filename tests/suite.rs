//! Everything that is held from the outside, as one binary: `cargo test --test suite markdown` runs
//! one part.

mod architecture;
mod bad_input;
mod build;
mod common;
mod decks;
mod diagnostics;
mod dialects;
mod embeds;
mod events;
mod export;
mod feeds;
mod images;
mod interrupt;
mod markdown;
mod markdown_pages;
mod metadata;
mod new;
mod parity;
mod properties;
mod readme;
mod recipes;
mod rehearsals;
mod search;
mod serve_attacks;
mod serve_http;
mod serve_network;
mod serve_recording;
mod serve_watch;
mod sitemap;
mod sites;
mod social_cards;
mod talks;
mod translations;
mod typography;
mod walk;
