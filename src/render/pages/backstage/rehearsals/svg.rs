//! Pictures as SVG text: shapes with classes and attributes, never with a style of their own.

use std::fmt::{Display, Write as _};

use crate::render::common::xml;

/// The width of every picture, in units of about a pixel on a phone.
pub(super) const WIDTH: f64 = 360.0;

/// A picture and the table that says the same.
pub(super) struct Drawn {
    pub(super) title: String,
    pub(super) svg: String,
    /// The names of the columns.
    pub(super) head: Vec<String>,
    /// The rows, each with its name.
    pub(super) rows: Vec<(String, Vec<String>)>,
}

/// A picture in the making.
pub(super) struct Canvas {
    out: String,
}

/// Where a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Canvas {
    pub(super) fn new() -> Self {
        Self { out: String::new() }
    }

    /// An element of attributes alone.
    pub(super) fn shape(&mut self, name: &str, class: &str, attributes: &[(&str, &dyn Display)]) {
        let _ = write!(self.out, "<{name} class=\"{class}\"");
        for (key, value) in attributes {
            let _ = write!(self.out, " {key}=\"{value}\"");
        }
        self.out.push_str("/>");
    }

    pub(super) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(rounded);
        self.shape(
            "line",
            class,
            &[("x1", &x1), ("y1", &y1), ("x2", &x2), ("y2", &y2)],
        );
    }

    pub(super) fn rectangle(&mut self, class: &str, x: f64, y: f64, size: (f64, f64)) {
        let [x, y, width, height] = [x, y, size.0, size.1].map(rounded);
        self.shape(
            "rect",
            class,
            &[("x", &x), ("y", &y), ("width", &width), ("height", &height)],
        );
    }

    pub(super) fn polyline(&mut self, class: &str, points: &[(f64, f64)]) {
        let points: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{},{}", rounded(*x), rounded(*y)))
            .collect();
        self.shape("polyline", class, &[("points", &points.join(" "))]);
    }

    pub(super) fn circle(&mut self, class: &str, centre: (f64, f64), radius: f64) {
        let [cx, cy, r] = [centre.0, centre.1, radius].map(rounded);
        self.shape("circle", class, &[("cx", &cx), ("cy", &cy), ("r", &r)]);
    }

    /// A text, in a language of its own where that is not the page's.
    pub(super) fn text(
        &mut self,
        class: &str,
        at: (f64, f64),
        anchor: Anchor,
        lang: Option<&str>,
        text: &str,
    ) {
        let [x, y] = [at.0, at.1].map(rounded);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let lang = lang
            .map(|lang| format!(" lang=\"{}\"", xml::escaped(lang)))
            .unwrap_or_default();
        let _ = write!(
            self.out,
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor}{lang}>{}</text>",
            xml::content(text)
        );
    }

    /// Lines aslant, to fill shapes with: what is beyond the plan can be seen without a colour.
    pub(super) fn hatching(&mut self, id: &str) {
        let _ = write!(
            self.out,
            "<defs><pattern id=\"{id}\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect class=\"plot-hatch-ground\" width=\"5\" height=\"5\"/>\
             <line class=\"plot-hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"5\"/></pattern></defs>"
        );
    }

    /// A rectangle that is filled by a pattern.
    pub(super) fn hatched(&mut self, pattern: &str, x: f64, y: f64, size: (f64, f64)) {
        let [x, y, width, height] = [x, y, size.0, size.1].map(rounded);
        let fill = format!("url(#{pattern})");
        let attributes: [(&str, &dyn Display); 5] = [
            ("x", &x),
            ("y", &y),
            ("width", &width),
            ("height", &height),
            ("fill", &fill),
        ];
        self.shape("rect", "plot-over", &attributes);
    }

    /// The whole picture, with a name and what it says in words.
    pub(super) fn finish(self, id: &str, height: f64, title: &str, description: &str) -> String {
        format!(
            "<svg class=\"plot\" role=\"img\" viewBox=\"0 0 {WIDTH} {}\" aria-labelledby=\"{id}-title {id}-desc\">\
             <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>{}</svg>",
            rounded(height),
            xml::content(title),
            xml::content(description),
            self.out,
        )
    }
}

/// To a tenth: pictures are no more exact than that.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

/// A text of so many letters, cut where it is longer.
pub(super) fn short(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let cut: String = text.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}
