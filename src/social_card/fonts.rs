//! The faces of a card, what they can write, and how wide it gets.
//!
//! `DejaVu` is embedded: its licence (Bitstream Vera's) allows that, and it has the letters of
//! Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic. A site may put a font of its own
//! before it.

use std::borrow::Cow;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Source};
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// The faces, in the order in which a letter is looked for.
pub struct Fonts {
    database: Arc<Database>,
    families: [String; 2],
    faces: Vec<Cow<'static, [u8]>>,
    hash: [u8; 16],
}

/// What is written with a face: its place among the families and the embedded faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FontRole {
    Title,
    Label,
}

/// The faces in the binary, by role.
fn embedded() -> [&'static [u8]; 2] {
    [dejavu::serif_condensed::regular(), dejavu::sans::regular()]
}

impl Fonts {
    /// The faces in the binary.
    #[must_use]
    pub fn embedded() -> Self {
        Self::load(None, &[])
    }

    /// A font of the site's own for all of the card; `None` when it cannot be read.
    #[must_use]
    pub fn of_site(bytes: Vec<u8>) -> Option<Self> {
        FontRef::new(&bytes).ok()?;
        let hash = *blake3::hash(&bytes).as_bytes();
        let fonts = Self::load(Some(bytes), &hash[..16]);
        (!fonts.families[0].is_empty()).then_some(fonts)
    }

    fn load(font: Option<Vec<u8>>, hash: &[u8]) -> Self {
        let mut database = Database::new();
        let mut family = |bytes: Cow<'static, [u8]>| {
            let ids = database.load_font_source(Source::Binary(Arc::new(bytes)));
            let face = ids.first().and_then(|id| database.face(*id));
            face.and_then(|face| face.families.first())
                .map(|(name, _)| name.clone())
                .unwrap_or_default()
        };
        let family_of_font = font.clone().map(|bytes| family(Cow::Owned(bytes)));
        let [title, rest] = embedded().map(|bytes| family(Cow::Borrowed(bytes)));
        let families = family_of_font.map_or([title, rest], |family| [family.clone(), family]);
        let faces = font
            .map(Cow::Owned)
            .into_iter()
            .chain(embedded().map(Cow::Borrowed))
            .collect();
        let mut padded = [0; 16];
        padded[..hash.len()].copy_from_slice(hash);
        Self {
            database: Arc::new(database),
            families,
            faces,
            hash: padded,
        }
    }

    /// What a letter is looked up in.
    pub(super) fn database(&self) -> &Arc<Database> {
        &self.database
    }

    /// The family of a role.
    pub(super) fn family(&self, role: FontRole) -> &str {
        &self.families[role as usize]
    }

    /// Tells one set of faces from another.
    pub(super) fn hash(&self) -> &[u8] {
        &self.hash
    }

    /// The letters that no face has, each once.
    pub(super) fn missing(&self, text: &str) -> Vec<char> {
        let fonts: Vec<FontRef<'_>> = self.fonts().collect();
        let is_missing = |c: &char| fonts.iter().all(|font| font.charmap().map(*c).is_none());
        let mut missing: Vec<char> = rare(text).filter(is_missing).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// How wide a text is, in pixels. Kerning is left out: it only makes lines shorter.
    pub(super) fn width(&self, role: FontRole, text: &str, size: f32) -> f32 {
        let mut fonts: Vec<FontRef<'_>> = self.fonts().collect();
        if role == FontRole::Label
            && let [.., title, label] = fonts.as_mut_slice()
        {
            std::mem::swap(title, label);
        }
        let measures: Vec<_> = fonts
            .iter()
            .map(|font| {
                (
                    font.charmap(),
                    font.glyph_metrics(Size::new(size), LocationRef::default()),
                )
            })
            .collect();
        let advance = |c: char| {
            let glyph = measures
                .iter()
                .find_map(|(charmap, metrics)| metrics.advance_width(charmap.map(c)?));
            glyph.unwrap_or(if is_invisible(c) { 0.0 } else { size })
        };
        text.chars().map(advance).sum()
    }

    fn fonts(&self) -> impl Iterator<Item = FontRef<'_>> {
        self.faces
            .iter()
            .filter_map(|bytes| FontRef::new(bytes).ok())
    }
}

/// The letters that the embedded faces may not have: what is below Armenian in Unicode is in them.
/// Pictures of letters and things (emoji) are never written.
pub(super) fn rare(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| *c >= '\u{530}' && !c.is_control() && !is_invisible(*c) && !is_emoji(*c))
}

/// The blocks of Unicode with nothing but pictures in them, and what joins those.
pub(super) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{e0000}'..='\u{e007f}' | '\u{fe0f}' | '\u{20e3}')
}

/// Joiners, marks of direction and selectors of variants: no font needs a shape for them.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}')
}
