//! Writes what lies behind a slide, or beside its text: a colour, a picture, or several of them.

use super::super::body::Image;
use super::super::divs::Attributes;
use super::super::report::BodyReport;
use super::super::slide::{Background, Fit, Side};
use super::super::slides::{Backdrop, BackdropPicture};
use super::Writer;

impl Writer<'_> {
    /// Writes the backdrop of the slide that is open.
    pub(super) fn backdrop(&mut self, backdrop: Option<&Backdrop>, report: &BodyReport<'_>) {
        let start = self.out.tree.seal();
        let background = match backdrop {
            None => None,
            Some(Backdrop::Colour(colour)) => {
                self.colour(*colour);
                Some(Background::Colour(*colour))
            }
            Some(Backdrop::Pictures {
                pictures,
                side,
                is_vertical,
                ground,
            }) => {
                if let Some(colour) = ground {
                    self.colour(*colour);
                }
                self.backdrop_pictures(pictures, (*side, *is_vertical), report);
                Some(Background::Pictures {
                    side: *side,
                    ground: *ground,
                    is_whole: pictures.iter().any(is_whole),
                })
            }
        };
        let end = self.out.tree.seal();
        if let Some(slides) = &mut self.slides {
            (slides.now.background, slides.now.backdrop) = (background, start..end);
        }
    }

    fn colour(&mut self, colour: [u8; 3]) {
        let [red, green, blue] = colour;
        let fill = format!("#{red:02x}{green:02x}{blue:02x}");
        let svg = [("class", "slide-background"), ("aria-hidden", "true")];
        self.out.open_with("svg", &svg);
        let rectangle = [("width", "100%"), ("height", "100%"), ("fill", &*fill)];
        self.out.tree.empty("rect", &rectangle);
        self.close_line("svg");
    }

    /// Writes the pictures of a background: one, or several that share its place.
    fn backdrop_pictures(
        &mut self,
        pictures: &[BackdropPicture],
        (side, is_vertical): (Option<(Side, u8)>, bool),
        report: &BodyReport<'_>,
    ) {
        let (name, mut class, width) = match side {
            Some((side, width)) => {
                let side = if side == Side::Left { "left" } else { "right" };
                let class = format!("slide-side side-{side}");
                ("figure", class, Some(width.to_string()))
            }
            None => ("div", "slide-background".to_owned(), None),
        };
        let is_alone = pictures.len() == 1;
        if is_alone && pictures.iter().all(is_whole) {
            class.push_str(" contain");
        } else if !is_alone {
            class.push_str(if is_vertical {
                " several vertical"
            } else {
                " several"
            });
        }
        let width = width.iter().map(|width| ("data-width", width.as_str()));
        let attributes: Vec<_> = [("class", &*class)].into_iter().chain(width).collect();
        self.out.open_with(name, &attributes);
        for picture in pictures {
            let image = Image {
                destination: picture.destination.clone(),
                alt: picture.alt.clone(),
                span: report.span(&picture.range),
                decorates: true,
                ..Image::default()
            };
            let mut attributes = Attributes::default();
            if !is_alone && is_whole(picture) {
                attributes.classes.push("contain".to_owned());
            }
            self.push_image(image, &attributes);
        }
        self.close_line(name);
    }
}

/// Whether all of a picture is shown.
fn is_whole(picture: &BackdropPicture) -> bool {
    picture.fit == Fit::Contain
}
