//! The page on which a device is paired, and the page for a key that is not valid.
//!
//! Browsers and messengers fetch addresses ahead of their users. So the address with the key shows a
//! page, and only the button of that page uses the key up. The page needs no script, loads nothing but
//! one style sheet, and is in the language of the page that it leads to.

use pulldown_cmark_escape::escape_html;

use super::reply::{Reply, ReplyBody};
use crate::lang::Lang;
use crate::snapshot::Snapshot;
use crate::theme::Strings;

/// The style sheet of these pages.
pub(super) const STYLE: &str = include_str!("client/entrance.css");
pub(super) const STYLE_PATH: &str = "/_lutrin/entrance.css";

/// The policy of these pages: they load their style sheet, and send their form to this server.
const POLICY: &str = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The page with the button. Its form goes to the address of the page, which has the key.
pub(super) fn open(snapshot: &Snapshot, to: &str) -> Reply {
    let words = EntranceWords::of(snapshot, to);
    let button = format!(
        "<form method=\"post\"><button>{}</button></form>",
        words.html("entrance_button")
    );
    words.page(200, "entrance_title", "entrance_text", &button)
}

/// The page for a key that is not valid.
pub(super) fn closed(snapshot: &Snapshot, to: &str) -> Reply {
    EntranceWords::of(snapshot, to).page(403, "entrance_closed", "entrance_closed_text", "")
}

/// The words of these pages in a language.
struct EntranceWords<'s> {
    snapshot: &'s Snapshot,
    lang: Lang,
    /// The embedded words, for themes that do not have these.
    fallback: Strings,
}

impl<'s> EntranceWords<'s> {
    /// The words in the language of the page at an address.
    fn of(snapshot: &'s Snapshot, to: &str) -> Self {
        let config = &snapshot.config;
        let inside = to.strip_prefix(config.base_path.as_str()).unwrap_or(to);
        let language = config.language_at(inside).unwrap_or_default();
        let lang = config.languages[language].code.clone();
        Self {
            snapshot,
            fallback: Strings::embedded(&lang),
            lang,
        }
    }

    /// A string, as HTML.
    fn html(&self, key: &str) -> String {
        let text = self
            .snapshot
            .theme
            .strings
            .get(&self.lang, key, &[])
            .unwrap_or_else(|| self.fallback.word(&self.lang, key));
        let mut html = String::new();
        // Writing to a `String` cannot fail.
        let _ = escape_html(&mut html, &text);
        html
    }

    fn page(&self, status: u16, title: &str, text: &str, rest: &str) -> Reply {
        let (lang, title, text) = (&self.lang, self.html(title), self.html(text));
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">\
             <title>{title}</title><link rel=\"stylesheet\" href=\"{STYLE_PATH}\"></head>\
             <body><main><h1>{title}</h1><p>{text}</p>{rest}</main></body></html>\n"
        );
        Reply::private_page(status, ReplyBody::Bytes(html.into_bytes()), POLICY)
    }
}
