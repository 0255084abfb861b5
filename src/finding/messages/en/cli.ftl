# Texts of the program itself: heads of findings, stages, last words.

## Heads and footers of findings

head-error = error[{ $code }]:{" "}
head-warning = warning[{ $code }]:{" "}
head-note = note[{ $code }]:{" "}
line-expected = expected: { $text }
line-mend = mend: { $text }
line-related = see also: { $text }
line-more = and { $text } more places
label-here-too = see also

## Stages (progress)

stage-check = checking the scheme
stage-read = reading workbooks
stage-score = computing scores
stage-stand = ranks and tiers
stage-publish = writing the outputs
stage-commit = exchanging the outputs with the last ones

## The end of a run

written = outputs written to { $folder }
written-files = { $count } files
open-first = open first: { $file }
nothing-written = there are errors; nothing was written, and the last outputs are as they were.
checked = scheme and workbooks checked; no errors.
cancelled = stopped; nothing was written, and the last outputs are as they were.
verified = { $folder } agrees with its manifest, { $count } files.
verified-again = { $folder } agrees with its manifest and with the run made again, { $count } files.
verify-failed = { $folder } does not agree with its manifest.
internal-fault = a fault of the program itself: { $text }
findings-summary = errors: { $errors }, warnings: { $warnings }, notes: { $notes }
findings-none = no findings
notes-hidden = { $count } notes are not listed; -v shows them

## What was read

read-summary = What was read
read-table = table
read-file = file
read-sheet = sheet
read-used = rows used
read-left-out = left out
read-given = given a meaning by the scheme
read-notes = ways of reading
read-sums = sums
read-given-line = “{ $found }” in “{ $column }” means “{ $means }”, { $count } times
read-given-empty = an empty cell in “{ $column }” means “{ $means }”, { $count } times
read-unclaimed = files that no table uses
read-csv-sheet = (the only sheet)

## Results at a glance

results-summary = Results at a glance
results-scheme = scheme
results-units = units
results-ranked = ranked
results-first = first
results-last = last
period = period
issued = issued
draft = draft

# explain

explain-no-scheme = the project has no scheme "{ $found }"; there are: { $suggest }
explain-no-unit = no unit is called "{ $found }"; near: { $suggest }
explain-no-component = no component is called "{ $found }"; near: { $suggest }

# doctor

doctor-faces = faces by role
doctor-families = { $count } font families (list them with -v)

# rows left out, by reason

left-out-total = total rows
left-out-note = notes
left-out-outside = rows with nothing wanted
left-out-only = rows that the condition leaves out
left-out-no-key = rows without a name
left-out-repeated = repeated rows, merged
left-out-merged = rows of merged cells
left-out-not-due = rows not due, left empty

# how cells were read

read-note-negative = negative numbers
read-note-sign-dropped = signs dropped
read-note-text-number = numbers as text
read-note-full-width = full-width digits
read-note-thousands = thousands commas
read-note-scientific = numbers in scientific notation
read-note-unit-word = numbers with a unit
read-note-percent-sign = numbers with a percent sign
read-note-inexact = decimals cut at 15 digits
read-note-text-date = dates as text

# A new project
new-exists = { $folder } is not empty; nothing is overwritten. Choose another name.
new-which = Say --example NAME, or --from FOLDER to draft from workbooks. Examples: { $names }
new-nothing = No workbook in { $folder } has a table that can be read.
new-drafted = { $tables } tables found; the roster is guessed to be “{ $roster }”. Open the scheme, settle what is marked 填 (fill in) and 猜测 (guess), then run kaohe check.
new-drafted-without-roster = { $tables } tables found; none looks like the roster. Open the scheme, settle what is marked 填 (fill in) and 猜测 (guess), then run kaohe check.
new-copied = Started from the example “{ $name }”. Its figures are invented: put your own in their place.

# Sent back
return-taken = { $folder } holds files already, which are not written over; give a new or empty folder for what is sent back.
returned = { $count } faulty files to send back, and the list of them:
