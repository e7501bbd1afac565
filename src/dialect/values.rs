//! Values of front matter as tools write them.

use crate::yaml::Node;

/// The text of a scalar. Says nothing where the value is something else.
pub(super) fn plain_text(node: &Node<'_>) -> Option<String> {
    let is_text = !node.is_null() && !node.is_mapping() && !node.is_sequence();
    let text = is_text.then(|| node.text()).flatten()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The entries of a mapping; none of another value.
pub(super) fn entries<'y>(node: &Node<'y>) -> Vec<(String, Node<'y>)> {
    if node.is_mapping() {
        node.entries()
    } else {
        Vec::new()
    }
}

/// What a word of YAML says, where it is one of truth. Says nothing of others.
pub(super) fn truth(node: &Node<'_>) -> Option<bool> {
    match plain_text(node)?.to_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}
