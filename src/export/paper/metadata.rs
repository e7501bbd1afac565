//! What a PDF says of itself, once for old readers and once as XMP. It claims no standard: whether a
//! deck keeps all rules of PDF/UA is not for a program alone to say.

use std::fmt::Write as _;

use lopdf::{Document, Object, Stream, dictionary, text_string};
use quick_xml::escape::escape;

use super::PaperFacts;

/// Who makes the document.
const CREATOR: &str = concat!("Lutrin ", env!("CARGO_PKG_VERSION"));

/// Title, authors, language and maker; readers of the document see its title, not its file's name.
pub(super) fn describe(document: &mut Document, facts: &PaperFacts) -> Result<(), lopdf::Error> {
    if let Ok(id) = document.trailer.get(b"Info").and_then(Object::as_reference) {
        let info = document.get_object_mut(id)?.as_dict_mut()?;
        info.set("Title", text_string(&facts.title));
        info.set("Creator", text_string(CREATOR));
        if !facts.authors.is_empty() {
            info.set("Author", text_string(&facts.authors.join(", ")));
        }
    }
    let kind = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = Stream::new(kind, xmp(facts).into_bytes()).with_compression(false);
    let metadata = document.add_object(metadata);
    let catalog = document.catalog_mut()?;
    catalog.set("Metadata", metadata);
    catalog.set("Lang", text_string(&facts.lang));
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    Ok(())
}

/// The same as XMP, by the names of Dublin Core.
fn xmp(facts: &PaperFacts) -> String {
    let title = escape(&facts.title);
    let lang = escape(&facts.lang);
    let mut authors = String::new();
    for author in &facts.authors {
        // Writing to a string cannot fail.
        let _ = write!(authors, "<rdf:li>{}</rdf:li>", escape(author));
    }
    if !authors.is_empty() {
        authors = format!("<dc:creator><rdf:Seq>{authors}</rdf:Seq></dc:creator>\n");
    }
    format!(
        "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>
<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">
<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">
<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li><rdf:li xml:lang=\"{lang}\">{title}</rdf:li></rdf:Alt></dc:title>
{authors}<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end=\"r\"?>"
    )
}
