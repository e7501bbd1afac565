//! XML as a tree, for tests that look at what machines read.

use std::collections::BTreeMap;

use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;

/// An element with its namespace, or nothing before it where it has none.
#[derive(Debug, Clone, Default)]
pub struct Element {
    pub namespace: String,
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Element>,
    /// The text of the element itself.
    pub text: String,
}

impl Element {
    /// Reads a document; panics where it is not well-formed.
    pub fn parse(text: &str) -> Self {
        let mut reader = NsReader::from_str(text);
        reader.config_mut().check_end_names = true;
        let mut open = vec![Self::default()];
        loop {
            let (namespace, event) = reader
                .read_resolved_event()
                .unwrap_or_else(|error| panic!("{error}:\n{text}"));
            let namespace = match namespace {
                ResolveResult::Bound(namespace) => String::from_utf8(namespace.0.to_vec()).unwrap(),
                ResolveResult::Unbound => String::new(),
                ResolveResult::Unknown(prefix) => panic!("nothing says what {prefix:?} is"),
            };
            match event {
                Event::Start(start) => open.push(Self::begin(namespace, &start)),
                Event::Empty(start) => {
                    let element = Self::begin(namespace, &start);
                    open.last_mut().unwrap().children.push(element);
                }
                Event::End(_) => {
                    let element = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(element);
                }
                Event::Text(text) => open
                    .last_mut()
                    .unwrap()
                    .text
                    .push_str(&text.decode().unwrap()),
                Event::GeneralRef(name) => {
                    let name = name.decode().unwrap();
                    let resolved = quick_xml::escape::unescape(&format!("&{name};"))
                        .unwrap()
                        .into_owned();
                    open.last_mut().unwrap().text.push_str(&resolved);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let [root] = <[Self; 1]>::try_from(open).unwrap();
        <[Self; 1]>::try_from(root.children).expect("a document has one root")[0].clone()
    }

    fn begin(namespace: String, start: &quick_xml::events::BytesStart<'_>) -> Self {
        let name = String::from_utf8(start.local_name().as_ref().to_vec()).unwrap();
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let key = String::from_utf8(attribute.key.as_ref().to_vec()).unwrap();
            let value = std::str::from_utf8(&attribute.value).unwrap();
            (
                key,
                quick_xml::escape::unescape(value).unwrap().into_owned(),
            )
        });
        Self {
            namespace,
            name,
            attributes: attributes.collect(),
            ..Self::default()
        }
    }

    /// The children of a name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> + 'e {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The only child of a name.
    pub fn one<'e>(&'e self, name: &'e str) -> &'e Self {
        let found: Vec<&Self> = self.all(name).collect();
        assert_eq!(found.len(), 1, "one {name} in {}", self.name);
        found[0]
    }

    /// An attribute that must be there.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes
            .get(name)
            .unwrap_or_else(|| panic!("{} has no {name}", self.name))
    }
}
