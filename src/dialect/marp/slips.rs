//! Slips in the images of a Marp deck: a word that nearly means something, and an address with spaces.
//! Marp passes over both, or shows the whole as text.

use std::ops::Range;

use super::super::writer::DeckRewriter;
use super::image_words::ImageWord;
use super::images::WrittenImage;
use crate::diagnostic::codes;

/// Tells what Marp makes nothing of in the images of a deck.
pub(super) fn say(writer: &mut DeckRewriter, slides: &[Range<usize>], images: &[WrittenImage<'_>]) {
    say_alone(writer, slides, images);
    for image in images {
        say_words(writer, image);
    }
}

fn say_words(writer: &mut DeckRewriter, image: &WrittenImage<'_>) {
    for (word, place) in image.other_words() {
        if let Some(hint) = ImageWord::slip(word, image.is_background) {
            let message = format!("`{word}` means nothing to Marp in the text of an image");
            writer.say_as(codes::NEARLY_A_CLASS, place, message, hint);
        }
    }
    if let Some((gradient, place)) = image.broken_gradient() {
        let message = "Marp shows this image as text, since its address has a space";
        let hint = format!("write the address between `<` and `>`: `![bg](<{gradient}>)`");
        writer.say_as(codes::NEARLY_A_CLASS, place, message, hint);
    }
}

/// Tells of a single background how several would stand.
fn say_alone(writer: &mut DeckRewriter, slides: &[Range<usize>], images: &[WrittenImage<'_>]) {
    for slide in slides {
        let from = images.partition_point(|image| image.start < slide.start);
        let here = images[from..].iter();
        let here = here.take_while(|image| image.start < slide.end);
        let mut backgrounds = here.filter(|image| image.is_background && image.is_picture());
        let (first, second) = (backgrounds.next(), backgrounds.next());
        let direction = first.filter(|_| second.is_none());
        if let Some((word, place)) = direction.and_then(WrittenImage::direction) {
            let message =
                format!("`{word}` says how several backgrounds stand, and this slide has one");
            let hint = "take it out, or write the other pictures as `![bg](…)`, too";
            writer.say_as(codes::NEARLY_A_CLASS, place, message, hint);
        }
    }
}
