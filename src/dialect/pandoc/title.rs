//! The title block at the top of a deck of Pandoc's: lines that begin with `%`.

use super::super::title_slide::TitleSlide;

/// Reads the title block that a body begins with; returns it and where it ends.
pub(super) fn block(text: &str) -> Option<(TitleSlide, usize)> {
    let mut fields: Vec<Vec<&str>> = Vec::new();
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        if let Some(field) = words.strip_prefix('%').filter(|_| fields.len() < 3) {
            fields.push(vec![field.trim()]);
        } else if words.starts_with(' ') && !words.trim().is_empty() {
            fields.last_mut()?.push(words.trim());
        } else {
            break;
        }
        end += line.len();
    }
    let mut fields = fields.into_iter();
    let title = fields.next()?.join(" ");
    let people = fields.next().unwrap_or_default();
    let authors = people.iter().flat_map(|line| line.split(';'));
    let date = fields.next().map(|lines| lines.join(" "));
    let slide = TitleSlide {
        title: Some(title),
        authors: authors
            .map(|author| author.trim().to_owned())
            .filter(|author| !author.is_empty())
            .collect(),
        date: date.filter(|date| !date.is_empty()),
        ..TitleSlide::default()
    };
    Some((slide, end))
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn a_title_block_has_up_to_three_fields() {
        let (slide, end) = block("% A\n  title\n% Ada; Bob\n% May\n\n# B\n").unwrap();
        assert_eq!(slide.title.as_deref(), Some("A title"));
        assert_eq!(slide.authors, ["Ada", "Bob"]);
        assert_eq!((slide.date.as_deref(), end), (Some("May"), 29));
        assert!(block("A % b").is_none());
        assert!(block("").is_none());
    }
}
