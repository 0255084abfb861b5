//! Steps of a computation, kept while something is explained.

use crate::formula::tree::Node;
use crate::tables::Value;

use super::Frame;

/// A node with what it was computed for, what came out, and the steps under it.
#[derive(Clone, Debug)]
pub struct Step<'m> {
    /// The node.
    pub node: &'m Node,
    /// The positions.
    pub frame: Frame,
    /// A value per position.
    pub values: Vec<Value>,
    /// Steps of the nodes under it that were computed, in the order computed.
    pub children: Vec<Step<'m>>,
}
