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
    /// The operating system starts no further thread.
    NO_THREAD = Error "no-thread";
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
    /// Another version of the program makes the run again.
    PROGRAM_DIFFERS = Warning "program-differs";
    /// Something that the run was made from is not there any more.
    MADE_FROM_MISSING = Error "made-from-missing";
    /// Something that the run was made from has changed.
    MADE_FROM_CHANGED = Error "made-from-changed";
    /// The run would now be made from something more.
    MADE_FROM_ADDED = Error "made-from-added";
    /// A product that does not come out when the run is made again.
    NOT_RECOMPUTED = Error "not-recomputed";
    /// A product that comes out otherwise.
    RECOMPUTED_OTHERWISE = Error "recomputed-otherwise";
    /// A product that the manifest does not list.
    RECOMPUTED_MORE = Error "recomputed-more";
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
