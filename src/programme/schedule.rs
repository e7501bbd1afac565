//! `schedule.xml` and `schedule.json`, as frab made them and pretalx writes them, too.

mod json;
mod xml;

use super::format::{Export, ProgrammeFormat};
use super::{Programme, ProgrammeError};

pub(super) static FORMAT: ProgrammeFormat = ProgrammeFormat {
    description: "a schedule.xml or schedule.json of frab or pretalx",
    export: "`schedule.xml` or `schedule.json` (frab, pretalx)",
    read,
};

fn read(export: &Export<'_>) -> Option<Result<Programme, ProgrammeError>> {
    match export {
        Export::Xml { text, root } => (root == "schedule").then(|| xml::read(text)),
        Export::Json(value) => json::read(value).map(Ok),
    }
}
