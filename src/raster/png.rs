//! PNG (W3C's third edition): a signature, then chunks.

use super::Traits;

pub(super) const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Length, type and check sum.
const FRAME: usize = 12;

/// Chunks that change how the image looks, besides the critical ones, whose first letter is a
/// capital.
const SEEN: &[&[u8; 4]] = &[
    b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI", b"sBIT", b"bKGD",
    b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
];

/// The chunks up to the last one, each whole; what follows is damaged, or does not belong to the
/// image.
fn chunks(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let mut rest = Some(&bytes[SIGNATURE.len()..]);
    std::iter::from_fn(move || {
        let here = rest.take()?;
        let length = usize::try_from(u32::from_be_bytes(*here.first_chunk()?)).ok()?;
        let (chunk, after) = here.split_at_checked(length.checked_add(FRAME)?)?;
        let name = &chunk[4..8];
        rest = (name != b"IEND").then_some(after);
        Some((name, chunk))
    })
}

fn is_needed(name: &[u8]) -> bool {
    name[0].is_ascii_uppercase() || SEEN.iter().any(|seen| *seen == name)
}

pub(super) fn inspect(bytes: &[u8]) -> Traits {
    let kept: usize = chunks(bytes)
        .filter(|(name, _)| is_needed(name))
        .map(|(_, chunk)| chunk.len())
        .sum();
    Traits {
        orientation: 1,
        resizable: !chunks(bytes).any(|(name, _)| name == b"acTL"),
        lossless: true,
        has_metadata: SIGNATURE.len() + kept != bytes.len(),
    }
}

pub(super) fn strip(bytes: &[u8]) -> Vec<u8> {
    let mut out = SIGNATURE.to_vec();
    out.reserve(bytes.len());
    let mut ends = false;
    let mut read = SIGNATURE.len();
    for (name, chunk) in chunks(bytes) {
        read += chunk.len();
        ends |= name == b"IEND";
        if is_needed(name) {
            out.extend_from_slice(chunk);
        }
    }
    // A file without its end still shows the part that is there.
    if !ends && bytes.get(read + 4..read + 8).is_some_and(is_needed) {
        out.extend_from_slice(&bytes[read..]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length[..], name, content, b"sum!"].concat()
    }

    #[test]
    fn what_is_not_seen_goes() {
        let seen = [
            chunk(b"IHDR", b"head"),
            chunk(b"gAMA", b"1"),
            chunk(b"IDAT", b"pixels"),
            chunk(b"IEND", b""),
        ];
        let hidden = [
            chunk(b"tEXt", b"secret"),
            chunk(b"eXIf", b"secret"),
            chunk(b"prVt", b"secret"),
        ];
        let mut bytes = SIGNATURE.to_vec();
        for part in [
            &seen[0],
            &hidden[0],
            &seen[1],
            &hidden[1],
            &seen[2],
            &hidden[2],
            &seen[3],
            &b"secret".to_vec(),
        ] {
            bytes.extend_from_slice(part);
        }
        let stripped = strip(&bytes);
        assert_eq!(stripped, [SIGNATURE, &seen.concat()].concat());
        assert!(inspect(&bytes).has_metadata && !inspect(&stripped).has_metadata);
        for end in SIGNATURE.len()..bytes.len() {
            assert!(strip(&bytes[..end]).len() <= end);
        }
    }

    #[test]
    fn a_film_is_not_resized() {
        let bytes = [SIGNATURE.to_vec(), chunk(b"IHDR", b""), chunk(b"acTL", b"")].concat();
        assert!(!inspect(&bytes).resizable);
    }
}
