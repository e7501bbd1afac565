//! What lies behind a slide: a picture or a colour.

use super::super::css;
use super::super::slide::css_url;
use super::look::{DirectiveValue, Look};

/// The picture that a slide has as a background in its text.
#[derive(Debug, Default)]
pub(super) struct Pictures<'t> {
    pub(super) whole: bool,
    /// One of those that fill the slide is shown whole.
    pub(super) contained: bool,
    pub(super) side: bool,
    pub(super) colour: Option<&'t str>,
}

/// What lies behind a slide by its directives.
#[derive(Debug)]
pub(super) enum Ground {
    Colour(String),
    Picture(String),
    /// A picture that is shown whole.
    Contained(String),
}

/// What lies behind a slide by its directives: a picture before a colour. A picture in the text
/// lies over both, and leaves room for a colour where it is shown whole.
pub(super) fn ground<'l, 't>(
    look: &'l Look<'t>,
    pictures: &Pictures<'_>,
) -> Option<(Ground, Option<&'l DirectiveValue<'t>>)> {
    if pictures.whole && !pictures.contained {
        return None;
    }
    let picture = look.get("backgroundImage");
    let picture = picture.filter(|value| !matches!(css_url(&value.text), "" | "none"));
    if let Some(value) = picture {
        let written = value.text.trim();
        if !css::is_gradient(written) && !pictures.side && !pictures.whole {
            let address = css_url(written).to_owned();
            return Some(match look.text("backgroundSize") {
                None | Some("cover" | "") => (Ground::Picture(address), Some(value)),
                Some(_) => (Ground::Contained(address), Some(value)),
            });
        }
        if let Some(colour) = css::gradient_colour(written) {
            return Some((Ground::Colour(colour.to_owned()), Some(value)));
        }
    }
    if let Some(colour) = pictures.colour {
        return Some((Ground::Colour(colour.to_owned()), None));
    }
    let value = look.get("backgroundColor")?;
    let colour = css::colour(&value.text).map(|_| value.text.trim().to_owned())?;
    Some((Ground::Colour(colour), Some(value)))
}
