//! The diagnostics about one mention of a person.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::nearest;

/// An id that `people.yaml` does not have.
pub(super) fn unknown_person<'k>(
    id: &str,
    place: Place,
    known: impl IntoIterator<Item = &'k str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        codes::UNKNOWN_PERSON,
        place,
        format!("people.yaml has no `{id}`"),
    );
    diagnostic.maybe_hint(nearest::did_you_mean(id, known))
}

/// A name that two entries of `people.yaml` have.
pub(super) fn ambiguous(name: &str, place: Place, one: &str, two: &str) -> Diagnostic {
    let message = format!("`{name}` is the name of both `{one}` and `{two}` in people.yaml");
    let hint = format!("write the id of the one that is meant: `{one}` or `{two}`");
    Diagnostic::new(codes::AMBIGUOUS_PERSON, place, message).hint(hint)
}
