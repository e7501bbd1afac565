//! The properties that every page has, whatever it is about.

use tera::Value;

use super::json_ld::JsonLd;
use super::site;
use crate::render::common::head::PageHead;
use crate::render::common::links::absolute;
use crate::snapshot::Snapshot;

/// A page with the picture that stands for it.
pub(super) struct Described<'d> {
    pub(super) snapshot: &'d Snapshot,
    pub(super) head: &'d PageHead<'d>,
    image: JsonLd,
}

impl<'d> Described<'d> {
    /// A page is pictured by its own image, else by the card that it is shared with.
    pub(super) fn new(snapshot: &'d Snapshot, head: &'d PageHead<'d>, card: &Value) -> Self {
        let picture = if head.image.is_none() {
            card
        } else {
            &head.image
        };
        Self {
            snapshot,
            head,
            image: image(picture),
        }
    }

    /// The properties of any page.
    pub(super) fn properties(&self) -> Vec<(&'static str, JsonLd)> {
        let (snapshot, head) = (self.snapshot, self.head);
        let lang = &snapshot.config.languages[head.language].code;
        let description = head.description.filter(|text| !text.is_empty());
        vec![
            ("url", absolute(snapshot, head.url).into()),
            ("description", description.into()),
            ("inLanguage", lang.as_str().into()),
            ("image", self.image.clone()),
        ]
    }

    /// The address of the picture, where there is one.
    pub(super) fn thumbnail(&self) -> Option<&str> {
        self.image.get("url").and_then(JsonLd::text)
    }

    /// The name of the page, and the site that it is a part of.
    pub(super) fn part_of_site(&self) -> Vec<(&'static str, JsonLd)> {
        let site = site::reference(self.snapshot, self.head.language);
        vec![
            ("name", self.head.title.as_str().into()),
            ("isPartOf", site),
        ]
    }

    /// A page that leads to others; `items` are those, where it lists them in an order.
    pub(super) fn collection(&self, items: JsonLd) -> JsonLd {
        let mut properties = self.properties();
        properties.extend(self.part_of_site());
        properties.push(("mainEntity", items));
        JsonLd::thing("CollectionPage", properties)
    }
}

/// A picture as templates get it.
fn image(picture: &Value) -> JsonLd {
    let text = |key: &'static str| {
        picture
            .get_from_path(key)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let number = |key: &'static str| picture.get_from_path(key).and_then(Value::as_u64);
    let Some(url) = text("absolute") else {
        return JsonLd::Nothing;
    };
    let caption = text("alt").filter(|alt| !alt.is_empty());
    JsonLd::thing(
        "ImageObject",
        [
            ("url", url.into()),
            ("width", number("width").into()),
            ("height", number("height").into()),
            ("caption", caption.into()),
        ],
    )
}
