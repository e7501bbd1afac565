//! What the script of a room's clock reads: which run it shows, and the time that there is. Nothing of
//! slides and notes is among it: whoever chairs a session leaves it open before the whole room.

use serde_json::{Value as Json, json};

use super::ShownDeck;
use crate::duration::Duration;
use crate::site::decks;

/// What the strings of its script begin with.
const STRINGS: &str = "clock_ui_";

/// What stands in the data of this view.
pub(super) fn data(deck: &ShownDeck<'_>) -> Json {
    let (snapshot, page) = (deck.snapshot, deck.page);
    let slot = decks::slot(&snapshot.site, &page.document, page.language, deck.variant);
    json!({
        "deck": page.document.path.bundle(),
        "variant": deck.variant,
        "slot": slot.map(Duration::seconds),
        "strings": deck.strings(STRINGS),
    })
}
