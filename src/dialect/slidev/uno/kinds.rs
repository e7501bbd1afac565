//! Which classes of `UnoCSS` nothing is made of, and which of them change a slide that stands still.

use super::{colours, pinned, text};

/// What nothing is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Its looks are lost.
    Lost,
    /// It is an icon.
    Icon,
    /// It changes nothing here: the theme sets distances, and nothing moves.
    Silent,
    /// No class of `UnoCSS`: one of the author's own sheets may have it.
    Own,
}

/// What begins classes for which the theme has ways of its own, or which are for the hand.
const SILENT: [&str; 50] = [
    "animate",
    "appearance",
    "basis",
    "block",
    "clear",
    "col",
    "content",
    "cursor",
    "delay",
    "display",
    "duration",
    "ease",
    "flex",
    "gap",
    "group",
    "grow",
    "inline",
    "isolate",
    "items",
    "justify",
    "leading",
    "lh",
    "m",
    "mb",
    "ml",
    "mr",
    "mt",
    "mx",
    "my",
    "order",
    "origin",
    "overflow",
    "p",
    "pb",
    "peer",
    "pl",
    "place",
    "pointer-events",
    "pr",
    "pt",
    "px",
    "py",
    "row",
    "select",
    "self",
    "shrink",
    "space",
    "tracking",
    "transition",
    "will-change",
];
/// What begins classes that are looks.
const LOOKS: [&str; 50] = [
    "accent",
    "aspect",
    "b",
    "backdrop",
    "bg",
    "blur",
    "border",
    "brightness",
    "c",
    "col-span",
    "color",
    "columns",
    "contrast",
    "decoration",
    "divide",
    "drop-shadow",
    "fill",
    "filter",
    "float",
    "font",
    "from",
    "grayscale",
    "grid-cols",
    "h",
    "indent",
    "inset",
    "invert",
    "list",
    "max-h",
    "max-w",
    "min-h",
    "min-w",
    "object",
    "op",
    "opacity",
    "outline",
    "ring",
    "rotate",
    "rounded",
    "row-span",
    "saturate",
    "scale",
    "sepia",
    "shadow",
    "skew",
    "stroke",
    "text",
    "to",
    "translate",
    "w",
];
/// Classes that stand alone and are looks.
const ALONE: [&str; 14] = [
    "absolute",
    "blur",
    "border",
    "fixed",
    "grayscale",
    "invert",
    "ring",
    "rounded",
    "shadow",
    "sepia",
    "outline",
    "truncate",
    "sticky",
    "columns",
];
/// Values of classes, besides numbers and colours.
const WORDS: [&str; 64] = [
    "all", "auto", "b", "baseline", "between", "bl", "bold", "bottom", "br", "bounce", "center",
    "cols", "colors", "contain", "cover", "cyan", "dashed", "decimal", "disc", "dotted", "double",
    "end", "evenly", "fit", "full", "gradient", "hidden", "inner", "l", "left", "lg", "loose",
    "main", "max", "md", "min", "mono", "none", "opacity", "pointer", "primary", "pulse", "r",
    "relaxed", "right", "sans", "screen", "serif", "sm", "solid", "spin", "square", "start",
    "stretch", "svh", "t", "tight", "tl", "to", "top", "tr", "wide", "x", "y",
];

/// The kind of a class from which nothing was read. A sign of importance may stand at either end.
pub(super) fn kind(class: &str, is_picture: bool) -> Kind {
    let class = class.trim_matches('!');
    if class.starts_with("i-") && class.len() > 4 {
        return Kind::Icon;
    }
    if let Some((variant, rest)) = class.rsplit_once(':') {
        return of_variant(variant, rest, is_picture);
    }
    let bare = class.strip_prefix('-').unwrap_or(class);
    let is_length = |start: &&&str| is_picture && matches!(**start, "w" | "h" | "max-w" | "max-h");
    if ALONE.contains(&bare) {
        return Kind::Lost;
    }
    if begins(bare, &SILENT).is_some() || ["relative", "flex", "grid"].contains(&bare) {
        return Kind::Silent;
    }
    match begins(bare, &LOOKS) {
        // A picture has its own sizes, and what fills its room does so here.
        Some(start) if is_length(&&start) || bare.ends_with("-full") && start.len() == 1 => {
            Kind::Silent
        }
        Some(_) => Kind::Lost,
        None => Kind::Own,
    }
}

/// Whether a class shows what another one hides.
pub(super) fn is_display(class: &str) -> bool {
    const NAMES: [&str; 8] = [
        "block",
        "contents",
        "flex",
        "grid",
        "inline",
        "inline-block",
        "inline-flex",
        "visible",
    ];
    NAMES.contains(&class)
}

/// A class that counts at times: `hover:`, `dark:`, `[&>li]:`.
fn of_variant(variant: &str, rest: &str, is_picture: bool) -> Kind {
    const MOMENTS: [&str; 14] = [
        "2xl",
        "active",
        "backward",
        "focus",
        "forward",
        "group-hover",
        "hover",
        "lg",
        "md",
        "motion-safe",
        "print",
        "sm",
        "visited",
        "xl",
    ];
    let is_read = text::declarations(rest).is_some() || pinned::is_place(rest);
    match kind(rest, is_picture) {
        Kind::Own if !is_read => Kind::Own,
        _ if MOMENTS.contains(&variant) => Kind::Silent,
        Kind::Own => Kind::Lost,
        kind => kind,
    }
}

/// The start of a list that a class begins with, if what follows is a value.
fn begins(class: &str, starts: &[&'static str]) -> Option<&'static str> {
    let starts = starts.iter().filter(|start| {
        let value = class
            .strip_prefix(**start)
            .and_then(|rest| rest.strip_prefix('-'));
        value.is_some_and(is_value)
    });
    starts.copied().max_by_key(|start| start.len())
}

fn is_value(value: &str) -> bool {
    if colours::colour(value).is_some() || value.starts_with(['[', '$']) {
        return true;
    }
    let is_part = |part: &str| {
        let part = part.trim_end_matches('%');
        let is_number = part.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        part.is_empty() || is_number || WORDS.contains(&part) || colours::colour(part).is_some()
    };
    !value.is_empty() && value.split('-').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_are_lost_and_distances_are_not() {
        for (class, expected) in [
            ("bg-gray-100", Kind::Lost),
            ("text-white", Kind::Lost),
            ("!rounded-lg", Kind::Lost),
            ("border-b-2", Kind::Lost),
            ("w-60", Kind::Lost),
            ("w-full", Kind::Silent),
            ("-rotate-10", Kind::Lost),
            ("bg-gradient-to-r", Kind::Lost),
            ("-translate-x-1/2", Kind::Lost),
            ("col-span-2", Kind::Lost),
            ("col-start-2", Kind::Silent),
            ("dark:text-red-500", Kind::Lost),
            ("hover:bg-white", Kind::Silent),
            ("mt-4", Kind::Silent),
            ("cursor-pointer", Kind::Silent),
            ("justify-center", Kind::Silent),
            ("i-carbon-edit", Kind::Icon),
            ("i-mdi:home", Kind::Icon),
            ("text-box", Kind::Own),
            ("list-of-things", Kind::Own),
            ("bees", Kind::Own),
            ("my:bees", Kind::Own),
        ] {
            assert_eq!(kind(class, false), expected, "{class}");
        }
        assert_eq!(kind("w-60", true), Kind::Silent);
    }
}
