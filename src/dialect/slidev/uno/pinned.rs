//! What stands over a slide: `absolute`, `fixed`, `abs-br`. It is placed by its distances from the
//! edges, with the margins there. Of what would stand beyond an edge, that edge is the place.

use std::fmt::Write;

const SIDES: [&str; 4] = ["top", "right", "bottom", "left"];
const CORNERS: [(&str, [bool; 4]); 5] = [
    ("abs-tl", [true, false, false, true]),
    ("abs-tr", [true, true, false, false]),
    ("abs-b", [false, true, true, true]),
    ("abs-bl", [false, false, true, true]),
    ("abs-br", [false, true, true, false]),
];

/// The class of what others are placed in.
pub(super) const RELATIVE: &str = "relative";
/// What moves an element by half of itself, where it begins in the middle: the class, the side that
/// it begins at, and how far it goes across and down.
const HALVES: [(&str, usize, [i32; 2]); 4] = [
    ("-translate-x-1/2", 3, [-50, 0]),
    ("translate-x-1/2", 1, [50, 0]),
    ("-translate-y-1/2", 0, [0, -50]),
    ("translate-y-1/2", 2, [0, 50]),
];

/// A distance: pixels of the tool's slides, or a share in percent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Length {
    Pixels(f32),
    Share(f32),
}

/// Whether classes take an element out of the flow.
pub(super) fn is_pinned(classes: &[String]) -> bool {
    classes.iter().any(|class| {
        ["absolute", "fixed", "position-absolute", "position-fixed"].contains(&class.as_str())
            || CORNERS.iter().any(|(name, _)| name == class)
    })
}

/// Whether a class says where something stands that is out of the flow.
pub(super) fn is_place(class: &str) -> bool {
    let mut insets = [None; 4];
    let mut margins = [0.0; 4];
    inset(class, &mut insets)
        || margin(class, &mut margins)
        || is_pinned(&[class.to_owned()])
        || class.starts_with("z-")
}

/// Whether a class of an element that is out of the flow says where it stands.
pub(super) fn reads(classes: &[String], class: &str) -> bool {
    is_place(class) || halves(classes).any(|(half, _)| half == class)
}

/// The classes that put an element's middle where it would begin, and how far each moves it.
fn halves(classes: &[String]) -> impl Iterator<Item = (&'static str, [i32; 2])> {
    let mut insets = [None; 4];
    for class in classes {
        inset(class, &mut insets);
    }
    let found = HALVES.into_iter().filter(move |(half, side, _)| {
        let is_middle = insets[*side] == Some(Length::Share(50.0));
        is_middle && classes.iter().any(|class| class == half)
    });
    found.map(|(half, _, way)| (half, way))
}

/// The declarations that place an element; `None` where its classes say no height to stand at.
pub(super) fn declarations(classes: &[String]) -> Option<String> {
    let (mut insets, mut margins) = ([None; 4], [0.0; 4]);
    for class in classes {
        if let Some((_, sides)) = CORNERS.iter().find(|(name, _)| name == class) {
            for (side, _) in sides.iter().enumerate().filter(|(_, is_said)| **is_said) {
                insets[side] = insets[side].or(Some(Length::Pixels(0.0)));
            }
        }
        inset(class, &mut insets);
        margin(class, &mut margins);
    }
    insets[0].or(insets[2])?;
    let mut said = Vec::new();
    for ((side, inset), margin) in SIDES.iter().zip(insets).zip(margins) {
        let mut one = String::new();
        // Writing to a `String` cannot fail.
        let _ = match inset {
            Some(Length::Pixels(pixels)) => {
                write!(one, "{side}:{}px", (pixels + margin).max(0.0))
            }
            Some(Length::Share(share)) => write!(one, "{side}:{}%", share.clamp(0.0, 100.0)),
            None => continue,
        };
        said.push(one);
    }
    let ways = halves(classes).map(|(_, way)| way);
    let [across, down] = ways.fold([0, 0], |all, way| [all[0] + way[0], all[1] + way[1]]);
    if across != 0 || down != 0 {
        said.push(format!("translate:{across}% {down}%"));
    }
    Some(said.join(";"))
}

/// Takes `top-4`, `-left-7`, `inset-x-0`; returns whether the class is one of these.
fn inset(class: &str, insets: &mut [Option<Length>; 4]) -> bool {
    let (is_negative, bare) = signed(class);
    let (sides, value) = if let Some(value) = bare.strip_prefix("inset-x-") {
        ([false, true, false, true], value)
    } else if let Some(value) = bare.strip_prefix("inset-y-") {
        ([true, false, true, false], value)
    } else if let Some(value) = bare.strip_prefix("inset-") {
        ([true; 4], value)
    } else {
        let side = SIDES.iter().position(|side| bare.starts_with(side));
        let Some(side) = side else { return false };
        let rest = &bare[SIDES[side].len()..];
        let mut sides = [false; 4];
        sides[side] = true;
        (sides, rest.strip_prefix('-').unwrap_or(rest))
    };
    let Some(length) = length(value) else {
        return false;
    };
    let length = match length {
        Length::Pixels(pixels) if is_negative => Length::Pixels(-pixels),
        Length::Share(share) if is_negative => Length::Share(-share),
        length => length,
    };
    for (side, _) in sides.iter().enumerate().filter(|(_, is_said)| **is_said) {
        insets[side] = Some(length);
    }
    true
}

/// Takes `m-6`, `mt-16`, `-mr-2`; returns whether the class is one of these.
fn margin(class: &str, margins: &mut [f32; 4]) -> bool {
    const STARTS: [(&str, [bool; 4]); 7] = [
        ("m-", [true; 4]),
        ("mx-", [false, true, false, true]),
        ("my-", [true, false, true, false]),
        ("mt-", [true, false, false, false]),
        ("mr-", [false, true, false, false]),
        ("mb-", [false, false, true, false]),
        ("ml-", [false, false, false, true]),
    ];
    let (is_negative, bare) = signed(class);
    let found = STARTS
        .iter()
        .find_map(|(start, sides)| Some((bare.strip_prefix(start)?, sides)));
    let Some((value, sides)) = found else {
        return false;
    };
    let (is_inner, value) = signed(value);
    let Some(Length::Pixels(pixels)) = length(value) else {
        return false;
    };
    for (side, _) in sides.iter().enumerate().filter(|(_, is_said)| **is_said) {
        margins[side] = if is_negative || is_inner {
            -pixels
        } else {
            pixels
        };
    }
    true
}

fn signed(class: &str) -> (bool, &str) {
    match class.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, class),
    }
}

/// A number is of quarters of a rem, which has 16 pixels.
pub(super) fn length(value: &str) -> Option<Length> {
    let inside = value
        .strip_prefix('[')
        .and_then(|value| value.strip_suffix(']'));
    let value = inside.unwrap_or(value);
    let number = |text: &str| {
        let number = text.parse::<f32>().ok()?;
        (number.abs() < 5_000.0).then_some(number)
    };
    if let Some((part, whole)) = value.split_once('/') {
        let share = number(part)? / number(whole).filter(|whole| *whole > 0.0)?;
        return Some(Length::Share(share * 100.0));
    }
    match value {
        "full" => return Some(Length::Share(100.0)),
        "px" => return Some(Length::Pixels(1.0)),
        _ => {}
    }
    for (unit, pixels) in [("px", 1.0), ("rem", 16.0), ("em", 17.6)] {
        if let Some(count) = value.strip_suffix(unit) {
            return Some(Length::Pixels(number(count)? * pixels));
        }
    }
    if let Some(share) = value.strip_suffix('%') {
        return Some(Length::Share(number(share)?));
    }
    Some(Length::Pixels(number(value)? * 4.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_the_flow_is_placed_by_its_edges() {
        let place = |classes: &str| {
            let classes: Vec<String> = classes.split(' ').map(str::to_owned).collect();
            assert!(is_pinned(&classes), "{classes:?}");
            declarations(&classes)
        };
        for (classes, expected) in [
            ("abs-br m-6", Some("right:24px;bottom:24px")),
            ("abs-tr mt-16 mr-12", Some("top:64px;right:48px")),
            ("absolute -bottom-9 -left-7", Some("bottom:0px;left:0px")),
            ("absolute left-1/2 top-[30px]", Some("top:30px;left:50%")),
            (
                "fixed inset-0",
                Some("top:0px;right:0px;bottom:0px;left:0px"),
            ),
            ("abs-b", Some("right:0px;bottom:0px;left:0px")),
            (
                "absolute top-1/2 left-1/2 -translate-x-1/2 -translate-y-1/2",
                Some("top:50%;left:50%;translate:-50% -50%"),
            ),
            (
                "absolute top-4 left-1/2 -translate-x-1/2 -translate-y-1/2",
                Some("top:16px;left:50%;translate:-50% 0%"),
            ),
            ("absolute left-4", None),
            ("absolute", None),
        ] {
            assert_eq!(place(classes).as_deref(), expected, "{classes}");
        }
    }
}
