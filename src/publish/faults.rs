//! What can go wrong while products are made.

crate::codes! {
    /// A product could not be made.
    PRODUCT_FAILED = Error "product-failed";
}
