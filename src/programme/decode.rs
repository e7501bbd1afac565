//! The text of an export, from the encoding that it says it has.

use super::Failure;

/// Where ISO 8859-15 differs from ISO 8859-1.
const LATIN_9: &[(u8, char)] = &[
    (0xa4, '€'),
    (0xa6, 'Š'),
    (0xa8, 'š'),
    (0xb4, 'Ž'),
    (0xb8, 'ž'),
    (0xbc, 'Œ'),
    (0xbd, 'œ'),
    (0xbe, 'Ÿ'),
];

/// 0x80–0x9F of Windows-1252; what it leaves open stays a control character.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Decodes by the byte order mark, else by the declaration of XML, else as UTF-8.
pub(super) fn text(bytes: &[u8]) -> Result<String, Failure> {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf_8(rest),
        [0xff, 0xfe, rest @ ..] => Ok(utf_16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Ok(utf_16(rest, u16::from_be_bytes)),
        _ => match declared(bytes).as_deref() {
            None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => utf_8(bytes),
            // Who writes that mostly means what Windows makes of it, as the Encoding standard has
            // found.
            Some("iso-8859-1" | "iso8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252") => {
                Ok(bytes.iter().map(|byte| windows(*byte)).collect())
            }
            Some("iso-8859-15" | "latin-9" | "latin9") => {
                Ok(bytes.iter().map(|byte| latin_9(*byte)).collect())
            }
            Some(other) => {
                let message =
                    format!("the file says that it is in `{other}`, which Lutrin does not read");
                Err(Failure::new(
                    message,
                    "convert it to UTF-8, and correct the `encoding` in its first line",
                ))
            }
        },
    }
}

fn utf_8(bytes: &[u8]) -> Result<String, Failure> {
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
    Err(Failure {
        position: Some((line, column)),
        ..Failure::new(message, hint)
    })
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

fn windows(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

fn latin_9(byte: u8) -> char {
    LATIN_9
        .iter()
        .find(|(known, _)| *known == byte)
        .map_or_else(|| char::from(byte), |(_, c)| *c)
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
