//! Files by size and SHA-256: what a run was made from and what it made, so that anybody can hold them against it.

use std::fmt::Write;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A file with its size and hash.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hashed {
    /// Its name as the user knows it, with `/` between folders.
    pub file: String,
    /// Bytes.
    pub size: u64,
    /// Hexadecimal (FIPS 180-4).
    pub sha256: String,
}

/// Size and hash of a file's bytes.
pub fn hashed(file: &str, bytes: &[u8]) -> Hashed {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let mut sha256 = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        write!(sha256, "{byte:02x}").expect("a String takes all that is written to it");
    }
    Hashed { file: file.to_owned(), size, sha256 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_the_one_that_everyone_computes() {
        // FIPS 180-2, appendix B.1.
        let facts = hashed("abc", b"abc");
        assert_eq!(facts.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(facts.size, 3);
    }
}
