//! The names of HTML: its elements, and the attributes that they keep.

use crate::html::tokens::Attribute;

/// Elements that have no end.
pub(super) const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Whether an attribute stays in its tag.
pub(super) fn is_kept(attribute: &Attribute<'_>, tag: &str) -> bool {
    is_known(attribute.written, tag)
}

/// Whether HTML has an attribute. `UnoCSS` takes any word for a class.
pub(super) fn is_known(name: &str, tag: &str) -> bool {
    const NAMES: [&str; 62] = [
        "align",
        "allow",
        "allowfullscreen",
        "alt",
        "autoplay",
        "cite",
        "class",
        "cols",
        "colspan",
        "controls",
        "coords",
        "crossorigin",
        "data",
        "datetime",
        "decoding",
        "dir",
        "disabled",
        "download",
        "for",
        "frameborder",
        "headers",
        "height",
        "hidden",
        "href",
        "hreflang",
        "id",
        "kind",
        "label",
        "lang",
        "loading",
        "loop",
        "media",
        "muted",
        "name",
        "open",
        "placeholder",
        "playsinline",
        "poster",
        "preload",
        "referrerpolicy",
        "rel",
        "reversed",
        "role",
        "rows",
        "rowspan",
        "sandbox",
        "scope",
        "shape",
        "size",
        "sizes",
        "span",
        "src",
        "srcdoc",
        "srclang",
        "srcset",
        "start",
        "style",
        "tabindex",
        "target",
        "title",
        "type",
        "value",
    ];
    let is_vue = name.starts_with(['@', ':', '#']) || name.starts_with("v-");
    let is_free = name.starts_with("data-") || name.starts_with("aria-") || is_foreign(tag);
    !is_vue && (is_free || ["width", "usemap"].contains(&name) || NAMES.contains(&name))
}

/// Whether a name is one of HTML's own, and of no component. Vue finds components by small letters,
/// too.
pub(super) fn is_html(name: &str) -> bool {
    const COMPONENTS: [&str; 5] = ["arrow", "toc", "transform", "tweet", "youtube"];
    let has_sign = name.contains(['-', ':']);
    !name.starts_with(|c: char| c.is_ascii_uppercase()) && !has_sign && !COMPONENTS.contains(&name)
}

/// Whether an element is of SVG or `MathML`, whose attributes are their own.
pub(super) fn is_foreign(name: &str) -> bool {
    const NAMES: [&str; 28] = [
        "animate",
        "circle",
        "clipPath",
        "defs",
        "ellipse",
        "feGaussianBlur",
        "filter",
        "foreignObject",
        "g",
        "image",
        "line",
        "linearGradient",
        "marker",
        "mask",
        "math",
        "path",
        "pattern",
        "polygon",
        "polyline",
        "radialGradient",
        "rect",
        "stop",
        "svg",
        "symbol",
        "text",
        "textPath",
        "tspan",
        "use",
    ];
    NAMES.contains(&name)
}
