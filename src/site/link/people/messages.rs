//! The diagnostics about one mention of a person.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::nearest;

/// An id that `people.yaml` does not have.
pub(in super::super) fn unknown_person<'k>(
    id: &str,
    place: Place,
    known: impl IntoIterator<Item = &'k str>,
) -> Diagnostic {
    let known: Vec<&str> = known.into_iter().collect();
    let near = nearest::nearest(id, known.iter().copied());
    // An id that became longer or shorter: `camille` and `camille-roy`.
    let related = known
        .iter()
        .filter(|other| begins(other, id) || begins(id, other));
    let hint = near.or_else(|| related.min().copied()).map_or_else(
        || format!("add `{id}: {{name: …}}` to people.yaml, or write the whole name here"),
        |other| format!("did you mean `{other}`?"),
    );
    let message = format!("people.yaml has no `{id}`");
    Diagnostic::new(codes::UNKNOWN_PERSON, place, message).hint(hint)
}

/// Whether the first parts of an id are another one.
fn begins(id: &str, other: &str) -> bool {
    let rest = id.strip_prefix(other);
    rest.is_some_and(|rest| rest.starts_with(['-', '_']))
}

/// A name that two entries of `people.yaml` have.
pub(super) fn ambiguous(name: &str, place: Place, one: &str, two: &str) -> Diagnostic {
    let message = format!("`{name}` is the name of both `{one}` and `{two}` in people.yaml");
    let hint = format!("write the id of the one that is meant: `{one}` or `{two}`");
    Diagnostic::new(codes::AMBIGUOUS_PERSON, place, message).hint(hint)
}
