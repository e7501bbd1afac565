//! What the script reads that plays the sound of runs: the runs, the slides, how many words their notes
//! have, and the script's own words. The server alone knows what sound there is.

use serde_json::{Map as JsonMap, Value as Json, json};
use tera::Value;

use super::RehearsedDeck;
use crate::path::encode_path;
use crate::render::common::value::safe;
use crate::site::decks;

/// What its words begin with.
const STRINGS: &str = "rehearsal_voice_ui_";
/// Where the server has the sound of talks.
const SOUND: &str = "/_lutrin/voice/";

impl RehearsedDeck<'_> {
    /// What the script reads; nothing where no run could have sound.
    pub(super) fn voice(&self) -> Value {
        let ended = self.runs.iter();
        let runs = ended.chain(self.unfinished.iter().map(|(_, run)| run));
        let runs = runs.map(
            |run| json!({"id": run.id.to_string(), "when": self.words.moment(run.started.iso())}),
        );
        let runs: Vec<Json> = runs.collect();
        if runs.is_empty() {
            return Value::none();
        }
        let strings = self.words.strings.beginning_with(self.words.lang, STRINGS);
        let strings: JsonMap<String, Json> = strings
            .map(|(key, text)| (key.to_owned(), text.into()))
            .collect();
        let data = json!({
            "talk": self.talk(),
            "lang": self.words.lang.as_str(),
            "lang_of_deck": self.page.document.path.lang.as_str(),
            "runs": runs,
            "slides": self.slides(),
            "strings": strings,
        });
        safe(&data.to_string().replace('<', "\\u003c"))
    }

    /// Where all takes of the talk are listed, for browsers without scripts.
    pub(super) fn voice_list(&self) -> Value {
        Value::from(encode_path(&format!("{SOUND}{}/", self.talk())))
    }

    fn talk(&self) -> &str {
        self.page.document.path.bundle().unwrap_or_default()
    }

    /// The slides of the report, in order, with the words of their notes.
    fn slides(&self) -> Vec<Json> {
        let deck = decks::deck(self.page);
        let words = |id: &str| {
            let mut slides = deck.iter().flat_map(|deck| &deck.slides);
            slides
                .find(|slide| slide.id == id)
                .map_or(0, |slide| slide.notes_words)
        };
        let rows = self.report.parts.iter().flat_map(|part| &part.slides);
        let slides = rows.map(|row| {
            let title = self.words.slide_name(row);
            json!({"id": row.id, "title": title, "words": words(&row.id)})
        });
        slides.collect()
    }
}
