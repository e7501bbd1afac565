//! Makes addresses whole, as a browser would. Must not know which pages exist.

/// The page that an address was found on.
pub(crate) struct HtmlPlace<'p> {
    /// Scheme and host.
    pub(crate) origin: &'p str,
    /// The whole address of the page.
    pub(crate) page: &'p str,
}

/// An address as the page's own browser would make it whole.
pub(crate) fn whole(address: &str, place: &HtmlPlace<'_>) -> String {
    let address = address.trim();
    let scheme = address
        .split([':', '/', '?', '#'])
        .next()
        .unwrap_or_default();
    if !scheme.is_empty() && address[scheme.len()..].starts_with(':') {
        return address.to_owned();
    }
    if let Some(rest) = address.strip_prefix("//") {
        let scheme = place.origin.split("://").next().unwrap_or("https");
        return format!("{scheme}://{rest}");
    }
    if address.starts_with('/') {
        return format!("{}{address}", place.origin);
    }
    if address.is_empty() || address.starts_with(['#', '?']) {
        return format!("{}{address}", place.page);
    }
    format!("{}{}", place.origin, relative_path(place, address))
}

/// The path of a relative address, with `.` and `..` resolved.
fn relative_path(place: &HtmlPlace<'_>, address: &str) -> String {
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    let folder = place.page.strip_prefix(place.origin).unwrap_or_default();
    let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut segments: Vec<&str> = folder
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    format!("/{}{rest}", segments.join("/"))
}
