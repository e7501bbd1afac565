//! What the name of a file says of its run: its start and its language.
//!
//! The file itself says both; the name stands in where it does not.

use super::Run;
use crate::date::Date;
use crate::lang::Lang;
use crate::path::SitePath;

/// What the name of a file says of its run.
#[derive(Debug)]
pub struct Name {
    /// Its start, where the name begins with one.
    pub started: Option<Date>,
    /// Its language, where the name ends with one.
    pub language: Option<Lang>,
}

impl Name {
    /// Reads the name of a file.
    #[must_use]
    pub fn of(file: &SitePath) -> Self {
        let stem = file.file_name().trim_end_matches(".yaml");
        let (start, language) = stem.rsplit_once('.').unwrap_or((stem, ""));
        let language = Lang::looks_like(language).then(|| Lang::new(language));
        Self {
            started: started(start),
            language,
        }
    }

    /// The start that the name says, where the run began at another moment.
    #[must_use]
    pub fn other_start(&self, run: &Run) -> Option<String> {
        let (named, began) = (self.started.as_ref()?, &run.started);
        // A day without a time may have any.
        let says_so = if began.has_time() {
            named.basic() == began.basic()
        } else {
            named.day() == began.day()
        };
        (!says_so).then(|| readable(&named.basic()))
    }
}

/// `2026-11-23T180405`, whatever follows.
fn started(name: &str) -> Option<Date> {
    let (day, time) = (name.get(..10)?, name.get(11..17)?);
    Date::parse(&format!(
        "{day}T{}:{}:{}",
        &time.get(..2)?,
        &time.get(2..4)?,
        &time.get(4..6)?
    ))
    .ok()
}

/// A start as names have it, by its digits: `2026-11-23T180405`.
pub(super) fn readable(basic: &str) -> String {
    format!("{}-{}-{}", &basic[..4], &basic[4..6], &basic[6..])
}
