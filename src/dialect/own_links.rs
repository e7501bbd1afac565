//! Links to places of the deck itself, in Markdown and in HTML: `[a](#b)`, `[a]: #b`, `href="#b"`.
//! Knows no tool, and not what the places are called.

use super::body::DeckBody;

/// What stands before the address of a link.
const BEFORE: [&str; 4] = ["](", "]: ", "href=\"", "href='"];

/// Where the addresses of links begin that begin with a sign, in order, outside code and comments.
pub(super) fn starts<'b>(
    body: &'b DeckBody<'_>,
    sign: &'static str,
) -> impl Iterator<Item = usize> + 'b {
    let places = body.text.match_indices(sign).map(|(at, _)| at);
    places.filter(|at| {
        let before = body.text.get(..*at).unwrap_or_default();
        BEFORE.iter().any(|word| before.ends_with(word)) && body.is_text(*at)
    })
}
