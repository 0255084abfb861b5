//! What can be wrong in the files of a project, before any workbook is opened.

crate::codes! {
    /// The project's folder cannot be listed.
    PROJECT_UNREADABLE = Error "project-unreadable";
    /// A scheme file cannot be read.
    SCHEME_UNREADABLE = Error "scheme-unreadable";
    /// A scheme file is not UTF-8.
    SCHEME_NOT_UTF8 = Error "scheme-not-utf8";
    /// No file of the folder has a `scheme` key.
    NO_SCHEME = Error "no-scheme";
    /// The TOML of a file is broken.
    TOML_SYNTAX = Error "toml-syntax";
    /// A key stands twice in one table of a file.
    KEY_TWICE = Error "key-twice";
    /// A key that means nothing there.
    UNKNOWN_KEY = Error "unknown-key";
    /// A key that must be there.
    MISSING_KEY = Error "missing-key";
    /// A number where a text should be, and the like.
    WRONG_TYPE = Error "wrong-type";
    /// A word that is none of those allowed.
    UNKNOWN_WORD = Error "unknown-word";
    /// An empty text where something must be written.
    EMPTY_TEXT = Error "empty-text";
    /// `valid` is no span of periods.
    BAD_VALID = Error "bad-valid";

    /// No scheme covers the period.
    NOTHING_TO_RUN = Error "nothing-to-run";
    /// A scheme does not cover the period.
    SCHEME_SKIPPED = Note "scheme-skipped";
    /// Two editions of one scheme cover the period.
    EDITIONS_OVERLAP = Error "editions-overlap";
    /// A file that is no scheme and that nobody includes.
    FILE_UNUSED = Warning "scheme-file-unused";
    /// An included file is not there.
    INCLUDE_MISSING = Error "include-missing";
    /// Files include each other in a circle.
    INCLUDE_CYCLE = Error "include-cycle";
    /// Two included files say the same thing differently.
    INCLUDES_CLASH = Error "includes-clash";
    /// A scheme without units.
    WITHOUT_UNITS = Error "scheme-without-units";

    /// A table's name is taken.
    TABLE_TWICE = Error "table-twice";
    /// A name that the language keeps for itself.
    RESERVED_NAME = Error "reserved-name";
    /// A clause without a heading.
    CLAUSE_WITHOUT_BASIS = Error "clause-without-basis";
    /// `after` names no clause.
    AFTER_UNKNOWN = Error "after-unknown";
    /// A key of the standing is written in two places.
    STANDING_TWICE = Error "standing-twice";
    /// A key of the standing in a clause that has `for`.
    STANDING_UNDER_FOR = Error "standing-under-for";
    /// A method is defined twice in one file.
    METHOD_TWICE = Error "method-twice";

    /// A quote or brace that is never closed.
    UNCLOSED = Error "unclosed-quote";
    /// A column without a name.
    COLUMN_WITHOUT_NAME = Error "column-without-name";
    /// An alternative of a header with nothing in it.
    HEADER_EMPTY = Error "header-empty";
    /// A sign that has no meaning at its place in a column.
    STRAY_SIGN = Error "stray-sign";
    /// `:` with nothing behind it.
    TYPE_EMPTY = Error "type-empty";
    /// A list type of which a member is not quoted, empty, or there twice.
    LIST_TYPE = Error "list-type";
    /// An option that is not known.
    UNKNOWN_OPTION = Error "unknown-option";
    /// An option whose value cannot be understood.
    OPTION_VALUE = Error "option-value";
    /// An option that stands twice.
    OPTION_TWICE = Error "option-twice";
    /// An option that has no meaning for the column's type.
    OPTION_UNFIT = Error "option-unfit";
    /// Two columns of one table have the same name.
    COLUMN_TWICE = Error "column-twice";
    /// A column of a single source says more than its header.
    RENAME_ONLY = Error "rename-only";

    /// A table without `from`, `rows` or `items`.
    TABLE_WITHOUT_ROWS = Error "table-without-rows";
    /// `for` in a table that says nothing of which combinations must have rows.
    FOR_ALONE = Error "for-alone";
    /// A table with two of `from`, `rows` and `items`.
    ROWS_TWICE = Error "rows-from-two";
    /// A row has more cells than the header.
    ROW_TOO_LONG = Error "row-too-long";
    /// An item, or an alias of one, stands twice.
    ITEM_TWICE = Error "item-twice";
    /// A list-typed column makes a small table whose name is taken.
    LIST_CLASH = Error "list-clash";
    /// `set` or `beside` is not `column = value`.
    PAIR_EXPECTED = Error "pair-expected";
    /// `"表.列"` beside other sources.
    COLUMN_SOURCE_ALONE = Error "column-source-alone";

    /// An output's name is no plain name of a CSV file, or one that the program writes itself.
    OUTPUT_NAME = Error "output-name";
    /// A document's name is no plain name of a file, or one that the program writes itself.
    DOCUMENT_NAME = Error "document-name";
    /// A kind of document of which a scheme has one stands twice.
    DOCUMENT_TWICE = Error "document-twice";
    /// A pay list of a scheme that pays nobody, or a commendation where nothing can be won.
    NOTHING_TO_LIST = Error "nothing-to-list";
    /// A key that other kinds of documents know and this one has no use for.
    KEY_UNFIT = Error "key-unfit";

    /// A name that should be a table is none.
    TABLE_UNKNOWN = Error "table-unknown";
    /// A name that should be a type or a table is neither.
    TYPE_UNKNOWN = Error "type-unknown";
    /// A name that should be a column of the table is none.
    COLUMN_UNKNOWN = Error "column-unknown";
    /// A constant that stands in a file name has different values in the schemes that use the table.
    CONSTANT_DIFFERS = Error "constant-differs";
}
