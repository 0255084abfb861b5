//! What cannot be turned into a form.

crate::codes! {
    /// Nothing is collected: all tables are the office's own.
    FORMS_NOTHING = Error "forms-nothing";
    /// A table stands in a workbook that the office keeps itself.
    FORM_OF_OWN = Note "form-of-own";
    /// Which entries come in which of several workbooks is not said.
    FORM_UNDIVIDED = Warning "form-undivided";
    /// A name of a file or sheet holds what no table lists.
    FORM_NAME_UNKNOWN = Warning "form-name-unknown";
    /// A header holds what no table lists.
    FORM_HEADER_UNKNOWN = Warning "form-header-unknown";
    /// A header is left to whoever fills in the form.
    FORM_HEADER_OPEN = Note "form-header-open";
    /// A name that no sheet can have.
    FORM_SHEET_NAME = Warning "form-sheet-name";
    /// Two tables share a sheet and have different rows.
    FORM_SHEET_SHARED = Warning "form-sheet-shared";
    /// A written form is not read back as it was meant.
    FORM_NOT_READ_BACK = Warning "form-not-read-back";
}
