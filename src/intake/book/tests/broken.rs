//! Broken files: none of them may end the program, and none is read in part without a word.

use super::*;

/// A sequence of numbers that is the same in every run (a linear congruence of Knuth's).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// Reads many mutations of a file; how many were refused.
fn mutate(bytes: &[u8], rounds: usize) -> usize {
    let mut dice = Dice(42);
    let mut refused = 0;
    for round in 0..rounds {
        let mut mutated = bytes.to_vec();
        if round % 4 == 0 {
            mutated.truncate(dice.below(bytes.len()));
        } else {
            for _ in 0..=dice.below(8) {
                let at = dice.below(bytes.len());
                mutated[at] ^= 1 << dice.below(8);
            }
        }
        refused += usize::from(sheets(&mutated).is_err());
    }
    refused
}

#[test]
fn mutated_workbooks_never_end_the_program() {
    // Small, so that most mutations hit something that matters.
    for (bytes, least) in [
        (written::small(), 100),
        (fixture("hazards.xls"), 20),
        (fixture("protected.xlsx"), 200),
        (ods::tests::small(), 100),
        (xlsb::tests::small(), 100),
        ("村名,得分\n\"下坪\",94.4\n".as_bytes().to_vec(), 1),
    ] {
        let refused = mutate(&bytes, 200);
        assert!(refused >= least, "{refused} refused");
    }
}

#[test]
fn mutated_parts_never_end_the_program() {
    // Inside the container, where no checksum refuses the mutation first.
    let stream = xls::tests::small();
    assert!(sheets(&stream).is_ok());
    assert!(mutate(&stream, 2000) > 100);
    let mut dice = Dice(7);
    let parts = xlsx::tests::parts();
    for round in 0..300 {
        let mut mutated: Vec<(&str, Vec<u8>)> =
            parts.iter().map(|(name, xml)| (*name, xml.clone().into_bytes())).collect();
        let count = mutated.len();
        let part = &mut mutated[dice.below(count)].1;
        let at = dice.below(part.len());
        if round % 3 == 0 {
            part.truncate(at);
        } else {
            part[at] ^= 1 << dice.below(7);
        }
        let parts: Vec<(&str, &[u8])> = mutated.iter().map(|(name, bytes)| (*name, &bytes[..])).collect();
        drop(sheets(&zipped(&parts)));
    }
}

#[test]
fn a_file_cut_short_is_refused() {
    let whole = written::small();
    for len in [whole.len() / 4, whole.len() / 2, whole.len() - 1] {
        assert_eq!(sheets(&whole[..len]).unwrap_err(), "file-damaged", "{len}");
    }
    let whole = fixture("hazards.xls");
    assert_eq!(sheets(&whole[..whole.len() / 2]).unwrap_err(), "file-damaged");
}

#[test]
fn a_container_that_runs_in_a_circle_is_refused() {
    let mut bytes = fixture("hazards.xls");
    let fat = usize::try_from(u32::from_le_bytes(bytes[76..80].try_into().unwrap())).unwrap();
    let start = usize::try_from(u32::from_le_bytes(bytes[48..52].try_into().unwrap())).unwrap();
    // The directory's first sector is followed by itself.
    let at = (fat + 1) * 512 + start * 4;
    bytes[at..at + 4].copy_from_slice(&u32::try_from(start).unwrap().to_le_bytes());
    assert_eq!(sheets(&bytes).unwrap_err(), "file-damaged");
}
