//! What tests draw: the same from the same seed, on every machine.

/// Knuth's linear congruential generator, its upper bits.
pub struct Chance(pub u64);

impl Chance {
    /// A number below `most`.
    pub fn below(&mut self, most: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(most)).expect("less than `most`")
    }

    /// One of them.
    pub fn of<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.index(things.len())]
    }

    /// In an order drawn anew.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.index(last + 1));
        }
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(u32::try_from(length).expect("few"))).expect("few")
    }
}

/// Whether a whole harness is asked for instead of the small sample of it in `make test`.
pub fn all() -> bool {
    std::env::var_os("KAOHE_ALL").is_some()
}
