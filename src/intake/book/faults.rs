//! Why a file is not read, or read only in part.

crate::codes! {
    /// The operating system does not let it be read.
    FILE_UNREADABLE = Error "file-unreadable";
    /// It has no bytes.
    FILE_EMPTY = Error "file-empty";
    /// It has more bytes than are read.
    FILE_TOO_BIG = Error "file-too-big";
    /// It is encrypted with a password.
    FILE_PROTECTED = Error "file-protected";
    /// A web page under the name of a workbook, as many business systems export.
    FILE_IS_HTML = Error "file-is-html";
    /// XML Spreadsheet 2003 under the name of a workbook.
    FILE_IS_XML = Error "file-is-xml";
    /// Neither a workbook nor text.
    NOT_A_WORKBOOK = Error "not-a-workbook";
    /// A workbook that is broken off or garbled.
    FILE_DAMAGED = Error "file-damaged";
    /// A part of it inflates to more than is read.
    PART_TOO_BIG = Error "part-too-big";
    /// It has more filled cells than are read.
    TOO_MANY_CELLS = Error "too-many-cells";
    /// A text file in neither UTF-8 nor GB18030.
    TEXT_ENCODING = Error "text-encoding";
    /// A quotation mark of a CSV file is never closed.
    QUOTE_OPEN = Error "quote-open";
    /// Filled cells outside the bounds, which are not read.
    STRAY_CELLS = Warning "stray-cells";
    /// Formulas whose cached result is 0 in a workbook that asks to be calculated when it is opened.
    CACHE_DOUBTFUL = Warning "cache-doubtful";
}
