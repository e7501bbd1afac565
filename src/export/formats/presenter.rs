//! The presenter view of a deck in one HTML file, for a talk without a server.

use super::{ExportFormat, Maker};

pub(super) static FORMAT: ExportFormat = ExportFormat {
    option: "presenter",
    help: "The presenter view in one HTML file, for a talk without a server; needs no browser",
    suffix: |_| "-presenter",
    extension: Some(".html"),
    has_notes: |_| true,
    page: |deck| deck.presenter_url(),
    maker: Maker::SingleFile(|site, deck, _| site.page(&deck.presenter_url())),
};
