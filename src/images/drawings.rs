//! Drawings that are written as text: each is made once, and cached by all that it depends on.
//!
//! Knows no process and no page.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use crate::cache::{Cache, Key};
use crate::config::drawings::DrawingSettings;
use crate::drawing::inline::{self, InlineDrawing};
use crate::drawing::tools::{DrawingFailure, DrawingLanguage, DrawingTools};

/// Changes whenever the same text would give another drawing.
const VERSION: &str = "drawing-1";
/// The longest text that is drawn, in bytes.
const LONGEST: usize = 200_000;

/// What came of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Drawn {
    /// A drawing.
    Picture(InlineDrawing),
    /// Nothing: its program said this.
    Nothing(String),
    /// Nothing: its program is not there.
    NoProgram,
    /// Nothing: its program cannot be run, as the system says.
    NotRun(String),
}

/// Makes drawings, and keeps them.
#[derive(Clone)]
pub struct Drawings {
    /// `None` where no program may be started.
    tools: Option<Arc<dyn DrawingTools>>,
    cache: Arc<dyn Cache>,
    stamps: Arc<Mutex<Stamps>>,
    slots: Arc<Mutex<Slots>>,
}

/// What is known of each command's program.
type Stamps = FxHashMap<Vec<String>, Option<String>>;
/// What came of each text, once that is known.
type Slots = FxHashMap<Key, Arc<OnceLock<Arc<Drawn>>>>;

impl std::fmt::Debug for Drawings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drawings").finish_non_exhaustive()
    }
}

impl Drawings {
    /// Keeps drawings in a cache. Without tools, every text stays a text.
    #[must_use]
    pub fn new(tools: Option<Arc<dyn DrawingTools>>, cache: Arc<dyn Cache>) -> Self {
        Self {
            tools,
            cache,
            stamps: Arc::default(),
            slots: Arc::default(),
        }
    }

    /// The drawing of a text, made when it is first asked for; `None` where the language is switched
    /// off, or no tool may run. Threads that ask for the same drawing wait meanwhile.
    #[must_use]
    pub fn make(
        &self,
        language: DrawingLanguage,
        settings: &DrawingSettings,
        source: &str,
    ) -> Option<Arc<Drawn>> {
        let tools = self.tools.as_ref()?;
        let command = settings.command(language)?;
        let Some(stamp) = self.stamp(&**tools, &command) else {
            return Some(Arc::new(Drawn::NoProgram));
        };
        let (name, words) = (language.name(), command.join("\0"));
        let parts = [name, words.as_str(), &stamp, source].map(str::as_bytes);
        let key = Key::new(VERSION, &parts);
        let slot = self.slot(key);
        let drawn = slot.get_or_init(|| {
            let kept = self.cache.get_blob(key).and_then(|bytes| kept(&bytes));
            Arc::new(kept.unwrap_or_else(|| self.draw(&**tools, language, &command, source, key)))
        });
        Some(drawn.clone())
    }

    fn stamp(&self, tools: &dyn DrawingTools, command: &[String]) -> Option<String> {
        let mut stamps = self.stamps.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stamp) = stamps.get(command) {
            return stamp.clone();
        }
        let stamp = tools.stamp(command);
        stamps.insert(command.to_owned(), stamp.clone());
        stamp
    }

    fn slot(&self, key: Key) -> Arc<OnceLock<Arc<Drawn>>> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.entry(key).or_default().clone()
    }

    fn draw(
        &self,
        tools: &dyn DrawingTools,
        language: DrawingLanguage,
        command: &[String],
        source: &str,
        key: Key,
    ) -> Drawn {
        if source.len() > LONGEST {
            return Drawn::Nothing(format!("it is longer than {} kB", LONGEST / 1_000));
        }
        match tools.draw(language, command, source) {
            Ok(svg) => match inline::read(&svg) {
                Some(drawing) => {
                    self.cache.put_blob(key, svg.as_bytes());
                    Drawn::Picture(drawing)
                }
                None => Drawn::Nothing("it gave no drawing".to_owned()),
            },
            // None of these is kept: a program may fail for want of something beside it, as
            // Mermaid's does without its browser.
            Err(DrawingFailure::NoProgram) => Drawn::NoProgram,
            Err(DrawingFailure::NotRun(message)) => Drawn::NotRun(message),
            Err(DrawingFailure::TooSlow(seconds)) => {
                Drawn::Nothing(format!("it took longer than {seconds} seconds"))
            }
            Err(DrawingFailure::Refused(message)) => Drawn::Nothing(message),
        }
    }
}

fn kept(bytes: &[u8]) -> Option<Drawn> {
    let svg = std::str::from_utf8(bytes).ok()?;
    inline::read(svg).map(Drawn::Picture)
}
