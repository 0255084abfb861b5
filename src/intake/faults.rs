//! What can be wrong with folders, workbooks, sheets, rows and cells.

crate::codes! {
    // Files and sheets.
    /// No file has the name that a table is read from.
    MISSING_FILE = Error "missing-file";
    /// A file that need not exist does not.
    OPTIONAL_FILE_ABSENT = Note "optional-file-absent";
    /// A file has the name that is wanted and another ending.
    OTHER_ENDING = Note "other-ending";
    /// A file of the period's folder that no table reads.
    UNCLAIMED_FILE = Warning "unclaimed-file";
    /// A file that looks like a copy or a later version of another and that no table reads.
    UNCLAIMED_COPY = Warning "unclaimed-copy";
    /// A copy that fits a name with wildcards and is read beside the file it was made from.
    COPY_READ = Warning "copy-read";
    /// A workbook has no sheet of that name.
    MISSING_SHEET = Error "missing-sheet";
    /// The sheet wanted is hidden.
    WANTED_SHEET_HIDDEN = Error "wanted-sheet-hidden";
    /// Nothing stands on the sheet.
    EMPTY_SHEET = Error "empty-sheet";
    /// Several sheets have the columns and none is named.
    SEVERAL_SHEETS = Error "several-sheets";
    /// A hidden sheet, which is not read.
    HIDDEN_SHEET = Note "hidden-sheet";
    /// A hidden sheet that a name with wildcards or captures would have taken; it is not read.
    HIDDEN_SHEET_SKIPPED = Warning "hidden-sheet-skipped";
    /// A sheet that no table reads.
    UNREAD_SHEET = Note "unread-sheet";
    /// Rows that are hidden and read all the same.
    HIDDEN_ROWS = Note "hidden-rows";
    /// Headings without rows under them.
    NO_ROWS = Warning "no-rows";
    /// A ledger without rows: nothing happened, or nothing was entered.
    EMPTY_LEDGER = Note "empty-ledger";

    // Headers.
    /// A wanted column is not on the sheet.
    MISSING_COLUMN = Error "missing-column";
    /// Two headers fit one column.
    AMBIGUOUS_COLUMN = Error "ambiguous-column";
    /// A column may be missing, is, and a header that nobody claims looks like it.
    RESEMBLING_HEADER = Error "resembling-header";
    /// A column or sheet that this source may do without is not there.
    COLUMN_ABSENT = Note "column-absent";
    /// A wanted header stands over a hidden column, which is read.
    HIDDEN_COLUMN_READ = Warning "hidden-column-read";
    /// A hidden column that could be an item; it is not read.
    HIDDEN_COLUMN_SKIPPED = Warning "hidden-column-skipped";
    /// Headers of the form asked for that name no entry.
    HEADERS_NOT_ENTRIES = Note "headers-not-entries";
    /// A header or sheet name that looks like an entry and is none.
    CAPTURE_RESEMBLES = Error "capture-resembles";
    /// Headers beside captured ones that nobody claims.
    HEADERS_UNCLAIMED = Warning "headers-unclaimed";
    /// An item made from a header that looks like one which never is an item.
    ITEM_RESEMBLES = Warning "item-resembles";
    /// An entry found by one column is not found by another.
    CAPTURE_GAP = Error "capture-gap";
    /// Two columns of the sheet are for the same entry.
    CAPTURE_TWICE = Error "capture-twice";
    /// An entry of a written table is found nowhere.
    CAPTURED_ENTRY_MISSING = Error "captured-entry-missing";
    /// A label above the table, beside which a value should stand, is not there.
    MISSING_LABEL = Error "missing-label";
    /// Nothing stands beside the label.
    EMPTY_LABEL = Error "empty-label";
    /// Two places give one value and differ.
    GIVERS_DIFFER = Error "givers-differ";

    // Rows.
    /// A number stands in a cell merged over several rows.
    MERGED_NUMBER = Error "merged-number";
    /// A total row that must agree does not.
    TOTAL_WRONG = Error "total-wrong";
    /// A total row does not agree with the rows above it.
    TOTAL_DIFFERS = Warning "total-differs";
    /// The key of a row is empty.
    EMPTY_KEY = Error "empty-key";
    /// A row without key and without figures, which is left out.
    ROW_WITHOUT_KEY = Note "row-without-key";
    /// The running numbers of the rows leave some out.
    SERIAL_GAP = Warning "serial-gap";
    /// A running number stands at two rows.
    SERIAL_TWICE = Warning "serial-twice";
    /// A key occurs twice.
    REPEATED_KEY = Error "repeated-key";
    /// An alias leads to no entry.
    ALIAS_UNKNOWN = Warning "alias-unknown";
    /// A line of the list of aliases has only one of its two names.
    ALIAS_HALF = Warning "alias-half";
    /// A name leads to two entries.
    ALIAS_CLASH = Error "alias-clash";
    /// Two entries made from a column resemble each other.
    ENTRIES_RESEMBLE = Warning "entries-resemble";
    /// An entry of a level stands under two entries of the level above.
    LEVEL_TWO_PARENTS = Warning "level-two-parents";

    // Cells.
    /// A cell that needs a value has none.
    EMPTY_CELL = Error "empty-cell";
    /// Text where a number belongs.
    TEXT_FOR_NUMBER = Error "text-for-number";
    /// Two numbers where one belongs: 90~95.
    NUMBER_RANGE = Error "number-range";
    /// Commas that do not part thousands: 2,31.
    BAD_COMMAS = Error "bad-commas";
    /// A date where a number belongs: 3-4 turned into 4 March.
    DATE_FOR_NUMBER = Error "date-for-number";
    /// A percent sign in a column that does not say what one means.
    PERCENT_SIGN = Error "percent-sign";
    /// A number without a percent sign in a column that does not say what one means.
    BARE_NUMBER = Error "bare-number";
    /// A % column holds bare numbers both up to 1 and above.
    MIXED_SCALES = Warning "mixed-scales";
    /// A negative number where none may stand.
    NEGATIVE = Error "negative";
    /// A fraction of something that only comes whole.
    NOT_WHOLE = Error "not-whole";
    /// A number outside its bounds.
    OUTSIDE_RANGE = Error "outside-range";
    /// A number that a spreadsheet has written as digits and a power of ten.
    SCIENTIFIC_NUMBER = Warning "scientific-number";
    /// A text that 外= gives a meaning stands so often that it seems to have one of its own.
    FOREIGN_OFTEN = Warning "foreign-often";
    /// Bounds that cannot be read from the row.
    RANGE_UNKNOWN = Error "range-unknown";
    /// A formula that gave an error.
    ERROR_CELL = Error "error-cell";
    /// A formula whose result was never stored.
    NO_CACHED_VALUE = Error "no-cached-value";
    /// Text or a number where a date belongs.
    NOT_A_DATE = Error "not-a-date";
    /// Neither yes nor no.
    NOT_YES_NO = Error "not-yes-no";
    /// A text that names no entry.
    UNKNOWN_ENTRY = Error "unknown-entry";
    /// A title that several entries have, where one of them must be meant.
    SHARED_TITLE = Error "shared-title";
    /// `only` of a table with a key asks for a reference whose entries are not known yet.
    ONLY_TOO_EARLY = Error "only-too-early";
    /// More faults of the same kind in the same column.
    MORE_OF_THE_SAME = Error "more-of-the-same";

    // Completeness.
    /// Two rows for what should have one.
    DUPLICATE_ROW = Error "duplicate-row";
    /// Rows that are due are not there.
    MISSING_ROWS = Error "missing-rows";
    /// Combinations that must occur do not.
    MISSING_COMBINATIONS = Error "missing-combinations";
    /// A row with figures that is not due.
    ROW_NOT_DUE = Error "row-not-due";
    /// Rows without figures that are not due, which are left out.
    EMPTY_ROWS_NOT_DUE = Note "empty-rows-not-due";
    /// Rows that should differ are equal in the columns named.
    NOT_DISTINCT = Error "not-distinct";
    /// Rows that are equal in all columns.
    EQUAL_ROWS = Warning "equal-rows";
}
