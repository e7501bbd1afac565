//! The page that lets a device in by a key, and the one that stands there where the key does not
//! fit.
//!
//! A page, since browsers and messengers look at addresses ahead: only its button takes the key. It
//! needs no script, loads nothing but its own style sheet, and speaks the language of the page that
//! it leads to.

use pulldown_cmark_escape::escape_html;

use super::answer::{Answer, Body};
use crate::lang::Lang;
use crate::snapshot::Snapshot;
use crate::theme::Strings;

/// The style sheet of these pages.
pub(super) const STYLE: &str = include_str!("client/entrance.css");
pub(super) const STYLE_PATH: &str = "/_lutrin/entrance.css";

/// What these pages may do: be looked at, and send their one form to where they are from.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The way in. The form goes to the address that the page has, where the key stands already.
pub(super) fn open(snapshot: &Snapshot, to: &str) -> Answer {
    let words = Words::of(snapshot, to);
    let button = format!(
        "<form method=\"post\"><button>{}</button></form>",
        words.say("entrance_button")
    );
    words.page(200, "entrance_title", "entrance_text", &button)
}

/// What stands where a key does not fit.
pub(super) fn closed(snapshot: &Snapshot, to: &str) -> Answer {
    Words::of(snapshot, to).page(403, "entrance_closed", "entrance_closed_text", "")
}

/// The words of a language.
struct Words<'s> {
    snapshot: &'s Snapshot,
    lang: Lang,
    /// For themes that do not have these words.
    own: Strings,
}

impl<'s> Words<'s> {
    fn of(snapshot: &'s Snapshot, to: &str) -> Self {
        let config = &snapshot.config;
        let inside = to.strip_prefix(config.base_path.as_str()).unwrap_or(to);
        let language = config.language_at(inside).unwrap_or_default();
        let lang = config.languages[language].code.clone();
        Self {
            snapshot,
            own: Strings::embedded(&lang),
            lang,
        }
    }

    /// A string, as HTML.
    fn say(&self, key: &str) -> String {
        let said = self
            .snapshot
            .theme
            .strings
            .get(&self.lang, key, &[])
            .unwrap_or_else(|| self.own.word(&self.lang, key));
        let mut html = String::new();
        // Writing to a `String` cannot fail.
        let _ = escape_html(&mut html, &said);
        html
    }

    fn page(&self, status: u16, title: &str, text: &str, rest: &str) -> Answer {
        let (lang, title, text) = (&self.lang, self.say(title), self.say(text));
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">\
             <title>{title}</title><link rel=\"stylesheet\" href=\"{STYLE_PATH}\"></head>\
             <body><main><h1>{title}</h1><p>{text}</p>{rest}</main></body></html>\n"
        );
        Answer::unkept(status, Body::Bytes(html.into_bytes()), POLICY)
    }
}
