//! The faces of a card, what they can write, and how wide it gets.
//!
//! `DejaVu` is embedded: its licence (Bitstream Vera's) allows that, and it has the letters of
//! Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic. A site may put a font of its own
//! before it, and others behind it for the letters of more scripts.

use std::borrow::Cow;
use std::sync::Arc;

use resvg::usvg::fontdb::{Database, Source};
use skrifa::instance::{LocationRef, Size};
use skrifa::raw::FileRef;
use skrifa::{FontRef, MetadataProvider};

/// The faces, in the order in which a letter is looked for.
pub struct Fonts {
    database: Arc<Database>,
    families: [String; 2],
    faces: Vec<Cow<'static, [u8]>>,
    /// Where the embedded faces begin among them.
    embedded_from: usize,
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
        Self::load(None, Vec::new(), [0; 16])
    }

    /// Fonts of the site: one for all of the card, and others for the letters that neither it nor
    /// the embedded ones have. Each must be one that [`Fonts::can_read`].
    #[must_use]
    pub fn of_site(font: Option<Vec<u8>>, others: Vec<Vec<u8>>) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&[u8::from(font.is_some())]);
        for bytes in font.iter().chain(&others) {
            hasher.update(blake3::hash(bytes).as_bytes());
        }
        let mut hash = [0; 16];
        hash.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self::load(font, others, hash)
    }

    /// Whether a file is a font, or a collection of fonts, of which the first is used.
    #[must_use]
    pub fn can_read(bytes: &[u8]) -> bool {
        let mut database = Database::new();
        database.load_font_data(bytes.to_vec());
        let has_name = database
            .faces()
            .next()
            .is_some_and(|face| face.families.iter().any(|(name, _)| !name.is_empty()));
        has_name && face(bytes).is_some()
    }

    fn load(font: Option<Vec<u8>>, others: Vec<Vec<u8>>, hash: [u8; 16]) -> Self {
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
        for bytes in &others {
            family(Cow::Owned(bytes.clone()));
        }
        let families = family_of_font.map_or([title, rest], |family| [family.clone(), family]);
        let embedded_from = usize::from(font.is_some());
        let faces = font
            .map(Cow::Owned)
            .into_iter()
            .chain(embedded().map(Cow::Borrowed))
            .chain(others.into_iter().map(Cow::Owned))
            .collect();
        Self {
            database: Arc::new(database),
            families,
            faces,
            embedded_from,
            hash,
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
        if role == FontRole::Label {
            fonts.swap(self.embedded_from, self.embedded_from + 1);
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
        self.faces.iter().filter_map(|bytes| face(bytes))
    }
}

/// The face of a font file, the first of a collection.
fn face(bytes: &[u8]) -> Option<FontRef<'_>> {
    match FileRef::new(bytes).ok()? {
        FileRef::Font(font) => Some(font),
        FileRef::Collection(fonts) => fonts.get(0).ok(),
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
