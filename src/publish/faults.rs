//! What can go wrong while products are made.

crate::codes! {
    /// A product could not be made.
    PRODUCT_FAILED = Error "product-failed";
    /// A rule that stands in the workbook as values, not as a live formula.
    FORMULA_AS_VALUE = Note "formula-as-value";
    /// A table that is too large to stand in the workbook.
    TABLE_LEFT_OUT = Note "table-left-out";
    /// A cell that a spreadsheet program, which computes in doubles, would print otherwise.
    CELL_PRINTS_OTHERWISE = Warning "cell-prints-otherwise";
    /// A document of which nobody is meant is not published.
    NOBODY_MEANT = Note "nobody-meant";
    /// A sentence with a figure that has no value is left out.
    SENTENCE_LEFT_OUT = Warning "sentence-left-out";
    /// A 公示 that names neither telephone nor address.
    NO_WAY_TO_OBJECT = Warning "no-way-to-object";
    /// A pay list comes to another sum than the pool it is divided from.
    POOL_NOT_PAID = Warning "pool-not-paid";
}
