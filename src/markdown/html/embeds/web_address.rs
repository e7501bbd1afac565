//! Addresses of other sites, as the line of an embed has them.

/// The host of a web address, without `www.`; `None` when it is no web address.
pub(in crate::markdown::html) fn host(url: &str) -> Option<String> {
    let host = split(url)?.0.to_ascii_lowercase();
    Some(host.strip_prefix("www.").unwrap_or(&host).to_owned())
}

/// The host (as written) and what follows it.
pub(super) fn split(url: &str) -> Option<(&str, &str)> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(end);
    let plain = |c: char| c.is_alphanumeric() || ".-:[]".contains(c);
    (!host.is_empty() && host.chars().all(plain) && !rest.contains(['"', '<', '>', '\\']))
        .then_some((host, rest))
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn only_whole_addresses_of_the_web_have_a_host() {
        for bad in [
            "x.mp4",
            "ftp://a/b",
            "https://",
            "https://a b/",
            "https:///x",
            "javascript:alert(1)",
        ] {
            assert_eq!(host(bad), None, "{bad}");
        }
        assert_eq!(
            host("https://WWW.Example.org/x").as_deref(),
            Some("example.org")
        );
    }
}
