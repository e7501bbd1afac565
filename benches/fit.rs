//! The time that it takes to fit a slide without a browser, as `check` and every build do: of the
//! dense decks in `tests/fixtures/fit`.
//!
//! `cargo bench --bench fit [-- --runs 50]`.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{env, fs, io};

use lutrin::cache::MemoryCache;
use lutrin::files::MemoryFiles;
use lutrin::fit::FittedDeck;
use lutrin::site::Options;
use lutrin::snapshot::Snapshot;
use lutrin::workspace::{Change, Workspace};

const CONFIG: &str =
    "title: Fit\nbase_url: https://example.org\nlanguages: {en: {name: English}}\n";

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip_while(|argument| argument != "--runs");
    let runs = arguments.nth(1).map_or(50, |text| {
        text.parse::<u32>().expect("a whole number of runs")
    });
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fit");
    let mut files = MemoryFiles::default();
    files.insert("lutrin.yaml", CONFIG);
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_stem().and_then(|name| name.to_str()) else {
            continue;
        };
        if path.extension().is_some_and(|extension| extension == "md") {
            let talk = format!("content/talks/{name}");
            files.insert(&format!("{talk}/index.en.md"), "---\ntitle: Talk\n---\n");
            files.insert(&format!("{talk}/deck.en.md"), fs::read(&path)?);
        }
    }
    let cache = Arc::new(MemoryCache::default());
    let mut workspace = Workspace::new(Arc::new(files), cache, Options::default());
    let snapshot = workspace.apply(&[Change::Everything]);
    let mut times = Vec::new();
    let mut slides = 0;
    for _ in 0..runs.max(1) {
        let started = Instant::now();
        slides = fit_all(&snapshot);
        times.push(started.elapsed());
    }
    times.sort();
    let a_slide = |time: Duration| time.as_secs_f64() * 1000.0 / f64::from(slides.max(1));
    println!(
        "{slides} slides: {:.3} ms a slide, at best {:.3} (median of {} runs; the goal is 0.2)",
        a_slide(times[times.len() / 2]),
        a_slide(times[0]),
        times.len()
    );
    Ok(())
}

/// Fits every slide, on one thread; returns how many there are.
fn fit_all(snapshot: &Snapshot) -> u32 {
    let mut count = 0;
    let (site, config, drawings) = (&snapshot.site, &snapshot.config, &snapshot.drawings);
    for page in &site.pages {
        let document = &page.document;
        let fitted = FittedDeck::of(site, config, drawings, document);
        let Some((deck, fitted)) = document.deck.as_ref().zip(fitted) else {
            continue;
        };
        for slide in &deck.slides {
            std::hint::black_box(fitted.fit(slide));
            count += 1;
        }
    }
    count
}
