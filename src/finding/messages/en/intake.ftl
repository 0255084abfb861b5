# Reading and checking the data files

# Files and sheets

missing-file = the file “{ $found }” of table “{ $table }” is neither in the period's nor in the project's folder
    .expected = a data file named “{ $found }”
    .mend = { $suggest ->
        [none] hand in the file, or correct its name under `from` in the scheme
       *[other] there is “{ $suggest }”: if that is the file, correct the name; otherwise hand it in
    }
optional-file-absent = the optional file “{ $found }” of table “{ $table }” was not handed in; its data count as not applicable
other-ending = there is no “{ $expected }”; this file, whose name differs only in its ending, was read
unclaimed-file = no table uses this file of the period's folder
    .mend = rename it as the scheme says if it should be used; otherwise move it out of the folder
unclaimed-copy = this file looks like another version of “{ $of }” and was not read
    .mend = decide which version counts, give it the name that the scheme says, and move the other out of the folder
copy-read = this file looks like another version of “{ $of }”, and both were read
    .mend = decide which version counts and move the other out of the folder
missing-sheet = the workbook has no sheet “{ $expected }”, which table “{ $table }” is read from
    .expected = a sheet “{ $expected }”; there are: { $found }
    .mend = { $suggest ->
        [none] add the sheet, or correct its name under `from` in the scheme
       *[other] did they mean “{ $suggest }”? correct the sheet's name
    }
wanted-sheet-hidden = the sheet “{ $expected }” of table “{ $table }” is hidden and was not read
    .mend = check the sheet and unhide it if it counts
empty-sheet = the sheet that table “{ $table }” is read from is empty
    .mend = ask for the data
several-sheets = several sheets of the workbook look like table “{ $table }”: { $found }
    .expected = one sheet with the columns, or a sheet named in the scheme
    .mend = name the sheet under `from` in the scheme ("file#sheet"), or remove the others
hidden-sheet = the hidden sheet “{ $found }” was not read
hidden-sheet-skipped = the hidden sheet “{ $found }” fits “{ $expected }” of table “{ $table }” and was not read
    .mend = check the sheet and unhide it if it counts; if it does not, remove or rename it
unread-sheet = no table uses the sheet “{ $found }”; it was not read
hidden-rows = the rows { $found } are hidden and were read all the same
no-rows = table “{ $table }” has headers on this sheet but no data
    .mend = check whether data were left out
empty-ledger = the ledger “{ $table }” has no entries on this sheet

# Headers

missing-column = the column “{ $column }” of table “{ $table }” is not on this sheet
    .expected = a header { $expected }; there are: { $found }
    .mend = { $suggest ->
        [none] add the column, or name its header under `columns` in the scheme
       *[other] did they mean “{ $suggest }”? correct the header, or name it under `columns` in the scheme
    }
ambiguous-column = several headers fit the column “{ $column }” of table “{ $table }”: { $found }
    .expected = one header that fits
    .mend = remove the others, or say under `columns` which one is meant (such as `upper>lower`)
resembling-header = the column “{ $column }” of table “{ $table }” was not found, and the header “{ $found }” looks like it
    .mend = correct the header if it is that column; if there is none, say so with `lacks` under `from`
column-absent = table “{ $table }” does without these columns on this sheet; they count as not applicable: { $found }
hidden-column-read = the column “{ $column }” of table “{ $table }” was read from the hidden column “{ $found }”
    .mend = check that the hidden column counts
hidden-column-skipped = the hidden column “{ $found }” was not read as “{ $column }” of table “{ $table }”
    .mend = unhide it if it counts; otherwise there is nothing to do
headers-not-entries = table “{ $table }” leaves out these headers, which name no entry: { $found }
headers-unclaimed = no column claims these headers beside table “{ $table }”: { $found }
    .mend = write them like the others if they should count; otherwise there is nothing to do
capture-resembles = “{ $found }” in table “{ $table }” names no entry and looks like “{ $suggest }”
    .mend = correct it if “{ $suggest }” is meant, or add it to the aliases
capture-gap = “{ $entry }” has no column “{ $column }” in table “{ $table }”
    .expected = all columns for each entry
    .mend = add the column, or correct the header
capture-twice = “{ $entry }” has two columns “{ $column }” in table “{ $table }”, one of them “{ $found }”
    .expected = one column
    .mend = remove or correct one of them
captured-entry-missing = table “{ $table }” has no data for these of “{ $column }”: { $found }
    .expected = a file, sheet or header for each of “{ $column }”
    .mend = { $suggest ->
        [none] hand in the data, or correct the name of the file, sheet or header
       *[other] is it written “{ $suggest }”? correct it, or hand in the data
    }
missing-label = there is no “{ $expected }” above the table, so its “{ $column }” is not known
    .expected = “{ $expected }” above the table with the value to its right
    .mend = add “{ $expected }” above the table
empty-label = nothing stands beside “{ $expected }”, so the table's “{ $column }” is not known
    .mend = fill in the cell beside “{ $expected }”
givers-differ = two places give “{ $column }” of table “{ $table }”: one says “{ $found }”, the other “{ $other }”
    .expected = the names of sheet and file agree with what stands on the sheet
    .mend = find out which is right and correct the other

# Rows

merged-number = “{ $column }” of table “{ $table }” is one cell over { $rows } rows, so it is not known which of them “{ $found }” belongs to
    .expected = a number in each row
    .mend = unmerge the cell and fill in each row
total-wrong = the total of “{ $column }” in table “{ $table }” says { $found }; added up again it is { $sum }, a difference of { $difference }
    .expected = { $sum }
    .mend = { $texts ->
        [none] check the total and the rows
       *[other] check the total and the rows; these cells hold numbers as text, which spreadsheets leave out of a sum: { $texts }
    }
total-differs = the total of “{ $column }” in table “{ $table }” says { $found }; added up again it is { $sum }, a difference of { $difference }
    .mend = { $texts ->
        [none] check the total and the rows
       *[other] these cells hold numbers as text, which spreadsheets leave out of a sum; they were read: { $texts }
    }
empty-key = a row of table “{ $table }” has no “{ $column }”
    .mend = fill in “{ $column }”, or remove the row
row-without-key = a row of table “{ $table }” has neither “{ $column }” nor a figure and was left out
serial-gap = the running numbers leave out { $found }
    .mend = check whether rows are missing here; if they were taken out on purpose, number the rows anew
serial-twice = the running number { $found } stands twice
    .mend = check whether a row was entered twice; if not, number the rows anew
item-resembles = table “{ $table }” takes the header “{ $found }” for an item; it looks like “{ $suggest }”
    .mend = if it is a slip, write “{ $suggest }”
repeated-key = “{ $column }” of table “{ $table }” occurs twice: { $found }
    .expected = one row for each name
    .mend = remove or correct the second row
alias-unknown = the alias “{ $alias }” leads to “{ $found }”, which is not in table “{ $table }”
    .mend = { $suggest ->
        [none] correct the name in the list of aliases, or remove the line
       *[other] did they mean “{ $suggest }”? correct it in the list of aliases
    }
alias-half = this line of the list of aliases has only “{ $found }”: the other name is empty, and the line does nothing
    .mend = write the alias or the name that is missing, or remove the line
alias-clash = “{ $found }” stands for both “{ $one }” and “{ $other }” in table “{ $table }”
    .expected = one name for each spelling
    .mend = keep one of them in the list of aliases
entries-resemble = “{ $found }” of table “{ $table }” looks like “{ $suggest }”; they count as two
    .mend = write them alike if they are one
level-two-parents = “{ $found }” ({ $table }) stands under two different entries of “{ $level }”
    .mend = give them different names if they are not the same

# Cells

empty-cell = “{ $column }” of table “{ $table }” is empty
    .expected = a filled cell
    .mend = fill it in; if an empty cell means something, say so with 空= in the scheme
text-for-number = “{ $column }” of table “{ $table }” should be a number and is “{ $found }”
    .expected = a number
    .mend = write a number; if the text means something, say so in the scheme (“word”=…, 后缀=…)
scientific-number = “{ $column }” of table “{ $table }” is a number in scientific notation, read as { $found }; the spreadsheet may have dropped digits
    .expected = a number with all its digits
    .mend = format the column as a plain number in the spreadsheet and save the CSV again
number-range = “{ $column }” of table “{ $table }” should be one number and is the range “{ $found }”
    .expected = one number
    .mend = ask for the figure that counts
bad-commas = the comma in “{ $found }” of “{ $column }” of table “{ $table }” does not part thousands
    .expected = 1,234.5 or 1234.5
    .mend = find out whether a decimal point or thousands are meant
date-for-number = “{ $column }” of table “{ $table }” should be a number and is the date { $found }
    .expected = a number
    .mend = a spreadsheet may have turned something like 3-4 into a date: fill in the number again
percent-sign = “{ $column }” of table “{ $table }” has a percent sign: { $found }
    .expected = a number without a percent sign
    .mend = remove the sign, or say 百分号=数字 (85% is 85) or 百分号=小数 (85% is 0.85) in the scheme
bare-number = “{ $column }” of table “{ $table }” has no percent sign: { $found }
    .expected = a number with a percent sign, such as 95%
    .mend = add the sign, or say 裸数=百分点 (95 is 95%) or 裸数=小数 (0.95 is 95%) in the scheme
mixed-scales = “{ $column }” of table “{ $table }” holds numbers above 1 and up to 1, here { $found }: fractions and percentage points may be mixed
    .mend = check that the column is written in one way
negative = “{ $column }” of table “{ $table }” is negative: { $found }
    .expected = a number not below 0
    .mend = check it; say 可负 in the scheme if it may be negative, 取正 if deductions are written with a minus
not-whole = “{ $column }” of table “{ $table }” only comes whole ({ $unit }) and is { $found }
    .expected = a whole number
    .mend = correct it; if fractions are right, make the column's type 数 in the scheme
outside-range = “{ $column }” of table “{ $table }” is { $found }, outside its range
    .expected = { $expected }
    .mend = check and correct it
foreign-often = “{ $column }” of table “{ $table }” has “{ $found }” in { $count } cells; it names nothing and is taken as 外= says
    .expected = a name or alias that is there
    .mend = if it is a name, add it or its alias; if it is meant so, say “{ $found }”=… in the scheme
range-unknown = the bounds “{ $found }” of “{ $column }” of table “{ $table }” cannot be found
    .expected = a column of numbers of the row, or of what the row refers to
    .mend = correct 范围= in the scheme
error-cell = “{ $column }” of table “{ $table }” is the error { $found }
    .expected = a value
    .mend = correct the formula in the spreadsheet, save and hand in again
no-cached-value = “{ $column }” of table “{ $table }” is a formula without a result
    .expected = a formula with its result, or a value
    .mend = open the workbook in a spreadsheet program, let it calculate, and save it
not-a-date = “{ $column }” of table “{ $table }” is no date: { $found }
    .expected = a date such as 2025-03-01 or 2025年3月1日
    .mend = { $suggest ->
        [none] write a date
       *[other] format the cell as a date (the number would show as { $suggest })
    }
not-yes-no = “{ $column }” of table “{ $table }” is neither yes nor no: { $found }
    .expected = 是 √ 1 有 通过 同意, or 否 × 0 无
    .mend = write 是 or 否
unknown-entry = “{ $found }” in “{ $column }” of table “{ $table }” names no entry
    .expected = { $known }
    .mend = { $suggest ->
        [none] check the name, or add it to the list or its aliases
       *[other] did they mean “{ $suggest }”? correct it, or add it to the aliases
    }
shared-title = “{ $found }” in “{ $column }” of table “{ $table }” is the title of several entries
    .expected = one of { $known }
    .mend = write the key instead, or let title print names that differ
only-too-early = only of table “{ $table }” asks for “{ $column }”, and the entries of “{ $target }” are not known then
    .mend = only decides which entries “{ $table }” has: ask for columns that do not refer to “{ $target }”
more-of-the-same = “{ $column }” of table “{ $table }” has { $count } more faults of this kind on this sheet
    .mend = correct them like the ones before

# Completeness

duplicate-row = there are two rows for “{ $found }” in table “{ $table }”
    .expected = one row for each of { $columns }
    .mend = find out which counts and remove the other
missing-rows = table “{ $table }” lacks { $count } rows: { $found }
    .mend = { $unread ->
        [none] hand them in; if there are none, say so with `for` or `absent` in the scheme
       *[other] the file has sheets that were not read: { $unread }; check their names, or hand the rows in
    }
missing-combinations = table “{ $table }” has no data for { $count } of what it must hold: { $found }
    .mend = { $unread ->
        [none] hand them in; if there are none, say so with `absent` in the scheme
       *[other] the file has sheets that were not read: { $unread }; check their names, or hand the rows in
    }
row-not-due = nothing is due for “{ $entry }” in table “{ $table }”, but “{ $found }” is filled in
    .expected = an empty cell, or no such row
    .mend = find out whether the figure stands in the wrong row or the roster or indicators are wrong
empty-rows-not-due = { $count } rows of table “{ $table }” are not due and hold no figures; they were left out: { $entry }
not-distinct = “{ $found }” occurs twice in table “{ $table }”
    .expected = rows that differ in { $columns }
    .mend = find out which counts and remove or correct the other
equal-rows = { $count } rows of table “{ $table }” equal earlier ones in every column: { $found }
    .mend = check whether something was entered twice
