//! Words that many messages are made of: names and numbers.

/// Names in code marks, with commas between them: `` `fr`, `en` ``.
#[must_use]
pub fn quoted<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> String {
    let names = names.into_iter();
    let names: Vec<String> = names.map(|name| format!("`{}`", name.as_ref())).collect();
    names.join(", ")
}

/// A number with its noun: `1 file`, `2 files`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
