//! What can be wrong with the folder of the outputs, and with outputs that are verified.

crate::codes! {
    /// Another run of the same project holds the lock.
    RUN_IN_PROGRESS = Error "run-in-progress";
    /// A file, or a link, has the name of a folder that is to be written.
    FILE_IN_PLACE_OF_FOLDER = Error "file-in-place-of-folder";
    /// A project or period that is no plain name of a folder.
    BAD_FOLDER_NAME = Error "bad-folder-name";
    /// An output whose name leads out of the folder, or which no file can have.
    BAD_OUTPUT_NAME = Error "bad-output-name";
    /// Two outputs of one run have the same name.
    OUTPUT_NAME_TAKEN = Error "output-name-taken";
    /// An output of the last run is open in a spreadsheet program.
    TARGET_OPEN = Error "target-open";
    /// There is no room.
    DISK_FULL = Error "disk-full";
    /// There is no right to write.
    NOT_WRITABLE = Error "not-writable";
    /// The operating system refuses for another reason.
    WRITE_FAILED = Error "write-failed";
    /// Old outputs that were exchanged and cannot be removed.
    OLD_OUTPUTS_LEFT = Warning "old-outputs-left";
    /// A folder of outputs without a manifest.
    MANIFEST_MISSING = Error "manifest-missing";
    /// A manifest that is not one.
    MANIFEST_UNREADABLE = Error "manifest-unreadable";
    /// An output named in the manifest is gone.
    OUTPUT_MISSING = Error "output-missing";
    /// An output is not the one that was written.
    OUTPUT_CHANGED = Error "output-changed";
    /// A file that the run did not write.
    OUTPUT_UNLISTED = Error "output-unlisted";
    /// A file of the outputs cannot be read.
    OUTPUT_UNREADABLE = Error "output-unreadable";
}

#[cfg(test)]
mod tests {
    use crate::finding::messages::missing_messages;

    #[test]
    fn every_code_speaks_both_languages() {
        assert_eq!(missing_messages(&[super::ALL]), Vec::<String>::new());
        assert!(super::ALL.len() > 10);
    }
}
