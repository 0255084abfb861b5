//! Meaning of formulas, with figures computed by hand.

mod belonging;
mod families;
pub(crate) mod fixture;
mod kinds;
mod methods;
mod names;
mod properties;
mod references;
mod states;
