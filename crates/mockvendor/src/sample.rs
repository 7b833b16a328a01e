//! The things that an answer is made of when it is not text: a picture, a sound, bytes, a vector.

/// A PNG of one pixel, in base64.
pub(crate) const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/// The content of a stored file: no UTF-8, so that nobody on the way can take it for text.
pub(crate) const CONTENT: &[u8] = b"mockvendor\x00\xff\xfe\r\n\r\n";

/// One silent MP3 frame: 128 kbit/s at 44.1 kHz.
pub(crate) fn sound() -> Vec<u8> {
    let mut frame = vec![0; 417];
    frame[..4].copy_from_slice(&[0xff, 0xfb, 0x90, 0x64]);
    frame
}

/// The embedding of a text: the same every time, and exact both as `f32` and in decimals.
pub(crate) fn vector(text: &str) -> [f32; 8] {
    // FNV-1a; each of its bytes becomes one number from -1 to 1.
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    hash.to_le_bytes().map(|byte| f32::from(byte.cast_signed()) / 128.0)
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| (bits << 8) | u32::from(three.get(at).copied().unwrap_or(0)));
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
            text.push(if at <= three.len() { char::from(letter) } else { '=' });
        }
    }
    text
}
