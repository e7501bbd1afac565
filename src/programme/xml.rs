//! XML of strangers: its first element, and where it is broken.
//!
//! The parser gives the entities that a document declares as names and never expands them; so a
//! short file cannot become a long one, and none can read another.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::ProgrammeError;

/// The name of the first element, without a prefix; empty where there is none.
pub(super) fn root(text: &str) -> Result<String, ProgrammeError> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start) | Event::Empty(start)) => {
                return Ok(String::from_utf8_lossy(start.local_name().as_ref()).into_owned());
            }
            Ok(Event::Eof) => return Ok(String::new()),
            Ok(_) => {}
            Err(error) => {
                return Err(broken(text, reader.error_position(), &error.to_string()));
            }
        }
    }
}

/// The error for XML that cannot be read on at an offset.
pub(super) fn broken(text: &str, at: u64, why: &str) -> ProgrammeError {
    let mut at = usize::try_from(at).unwrap_or(usize::MAX).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .map_or(0, |last| last.chars().count())
        + 1;
    ProgrammeError {
        message: format!("the XML cannot be read: {why}"),
        position: Some((line, column)),
        hint: Some(
            "download it again: it may have been cut off, or be another kind of file".to_owned(),
        ),
    }
}
