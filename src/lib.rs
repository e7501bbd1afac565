//! Lutrin: bilingual tech blogs, slide decks and summit recaps from one tree of Markdown.
//!
//! A site is a map from addresses to outputs; everything else serves that sentence. The modules stand
//! on floors and import only from their own floor or below it; `tests/architecture.rs` holds them
//! to it. See ARCHITECTURE.md.

// Floor 0: vocabulary.
pub mod calendar;
pub mod conflict;
pub mod date;
pub mod diagnostic;
pub mod duration;
pub mod html;
pub mod lang;
pub mod nearest;
pub mod path;
pub mod printable;
pub mod recurrence;
pub mod slug;
pub mod source;
pub mod style_sheet;

// Floor 1: inputs.
pub mod cache;
pub mod config;
pub mod dimensions;
pub mod drawing;
pub mod files;
pub mod localized;
pub mod raster;
pub mod typography;
pub mod yaml;

// Floor 2: content, one file at a time.
pub mod blogroll;
pub mod content_path;
pub mod deck;
pub mod dialect;
pub mod document;
pub mod event_series;
pub mod fingerprint;
pub mod front_matter;
pub mod markdown;
pub mod outline;
pub mod person;
pub mod programme;
pub mod rehearsal;
pub mod search;
pub mod terms;

// Floor 3: the site, linked.
pub mod references;
pub mod site;
pub mod translations;

// Floor 4: output.
pub mod fit;
pub mod highlight;
pub mod images;
pub mod render;
pub mod snapshot;
pub mod social_card;
pub mod theme;

// Floor 5: the only state.
pub mod workspace;

// Floor 6: edges.
pub mod atomic_file;
pub mod browser;
pub mod build;
pub mod clock;
pub mod disk_cache;
pub mod drawing_tools;
pub mod export;
pub mod interrupt;
pub mod os_files;
pub mod rehearser;
pub mod report;
pub mod run_folder;
pub mod scaffold;
pub mod serve;
pub mod translator;

// Floor 7.
pub mod cli;
