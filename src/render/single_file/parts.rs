//! Parts of drawings that are files of their own (`<use href="icons.svg#star">`): the whole drawing
//! stands once in the page, unseen, and its parts are shown from there.

use std::fmt::Write as _;

use super::SingleFileWriter;
use crate::drawing::ids::with_prefix;
use crate::drawing::inline;

/// Drawings of which a page shows parts.
#[derive(Debug, Default)]
pub(super) struct DrawingParts {
    /// Their addresses, in the order of their numbers.
    known: Vec<String>,
    /// Their HTML, as far as it was not written yet.
    html: String,
}

impl DrawingParts {
    /// The HTML of the drawings.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.html)
    }

    fn add(&mut self, url: &str, svg: &str) -> usize {
        let number = self.known.len();
        self.known.push(url.to_owned());
        let id = format!("_f{number}");
        let svg = with_prefix(&inline::parts(svg, &id), &prefix(number));
        // Writing to a `String` cannot fail. What is not displayed at all has no gradients.
        let _ = writeln!(
            self.html,
            "<div id=\"{id}\" aria-hidden=\"true\" style=\"position:absolute;width:0;height:0;overflow:hidden\">{svg}</div>"
        );
        number
    }
}

fn prefix(number: usize) -> String {
    // Drawings of the page itself have `_d`.
    format!("_f{number}-")
}

impl SingleFileWriter<'_> {
    /// The address within the file of a part of a drawing.
    pub(super) fn drawing_part(&mut self, url: &str) -> Option<String> {
        let (file, id) = url.split_once('#')?;
        let known = self.parts.known.iter().position(|known| known == file);
        let number = if let Some(number) = known {
            number
        } else {
            let part = self.part(file)?;
            self.parts.add(file, &String::from_utf8_lossy(&part.bytes))
        };
        Some(format!("#{}{id}", prefix(number)))
    }
}
