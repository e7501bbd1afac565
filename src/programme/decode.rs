//! The text of an export, from the encoding that it says it has.

use encoding_rs::{Encoding, UTF_8};

use super::ProgrammeError;

/// Decodes by the byte order mark, else by the declaration of XML, else as UTF-8.
///
/// Labels mean what the Encoding standard says: ISO 8859-1 is read as Windows-1252, which is what
/// its writers mostly mean. Bytes that are no text in an encoding other than UTF-8 become U+FFFD.
pub(super) fn text(bytes: &[u8]) -> Result<String, ProgrammeError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return decode(encoding, &bytes[mark..]);
    }
    let Some(label) = declared(bytes) else {
        return utf_8(bytes);
    };
    let encoding = Encoding::for_label(label.as_bytes()).ok_or_else(|| {
        ProgrammeError::new(
            format!("the file says that it is in `{label}`, which Lutrin does not read"),
            "convert it to UTF-8, and correct the `encoding` in its first line",
        )
    })?;
    let is_ascii = label.ends_with("ascii");
    // A declaration that can be read is not in UTF-16, whatever it says.
    decode(
        if is_ascii {
            UTF_8
        } else {
            encoding.output_encoding()
        },
        bytes,
    )
}

fn decode(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, ProgrammeError> {
    if encoding == UTF_8 {
        return utf_8(bytes);
    }
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Ok(text.into_owned())
}

/// The text of UTF-8. A failure says where the first byte is that begins no character.
fn utf_8(bytes: &[u8]) -> Result<String, ProgrammeError> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error,
    };
    let before = &bytes[..error.valid_up_to()];
    let line = before.split(|byte| *byte == b'\n').count();
    let start = before
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
    let is_xml = bytes.trim_ascii_start().starts_with(b"<");
    let hint = if is_xml {
        "if it is Latin-1, say so in its first line: `<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>`"
    } else {
        "JSON is UTF-8 (RFC 8259); if this is Latin-1, convert it: `iconv -f LATIN1 -t UTF-8`"
    };
    let message = format!(
        "this is not UTF-8: the byte {:#04x} begins no character",
        bytes[error.valid_up_to()]
    );
    Err(ProgrammeError {
        position: Some((line, column)),
        ..ProgrammeError::new(message, hint)
    })
}

/// The encoding in the declaration of XML, which is ASCII in all encodings that matter here.
fn declared(bytes: &[u8]) -> Option<String> {
    let head: String = bytes
        .iter()
        .take(200)
        .take_while(|byte| byte.is_ascii())
        .map(|byte| char::from(*byte))
        .collect();
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find("?>").unwrap_or(declaration.len())];
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(value[1..].split(quote).next()?.to_ascii_lowercase())
}
