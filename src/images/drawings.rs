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
            let kept = self.cache.get_blob(key).and_then(|bytes| read(&bytes));
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
            Ok(svg) => {
                let drawn = of_svg(&svg);
                if matches!(drawn, Drawn::Picture(_)) {
                    self.cache.put_blob(key, svg.as_bytes());
                }
                drawn
            }
            Err(DrawingFailure::NoProgram) => Drawn::NoProgram,
            Err(DrawingFailure::TooSlow(seconds)) => {
                Drawn::Nothing(format!("it took longer than {seconds} seconds"))
            }
            Err(DrawingFailure::Refused(message)) => {
                self.cache.put_blob(key, message.as_bytes());
                Drawn::Nothing(message)
            }
        }
    }
}

fn of_svg(svg: &str) -> Drawn {
    inline::read(svg).map_or_else(
        || Drawn::Nothing("it gave no drawing".to_owned()),
        Drawn::Picture,
    )
}

/// What was kept: an SVG, or what the program said.
fn read(bytes: &[u8]) -> Option<Drawn> {
    let text = std::str::from_utf8(bytes).ok()?;
    Some(if text.contains("<svg") {
        of_svg(text)
    } else {
        Drawn::Nothing(text.to_owned())
    })
}
