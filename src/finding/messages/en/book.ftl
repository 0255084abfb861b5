# Reading the files handed in

file-unreadable = the file cannot be read ({ $detail })
    .expected = an .xlsx, .xls, .xlsb, .ods, .et or .csv file that opens
    .mend = check that the file exists, may be read and is not held open by another program

file-empty = the file is empty
    .mend = ask the unit to hand it in again

file-too-big = the file has more than { $limit } MiB and was not read
    .mend = remove pictures and sheets that do not belong to it, then hand it in again

file-protected = the file seems to be encrypted and needs a password to be opened
    .expected = a file without a password to open it
    .mend = open it, remove the password, save it and hand it in again

file-is-html = the file is a web page (HTML) under the name of a workbook
    .expected = an .xlsx, .xls, .xlsb, .ods, .et or .csv file
    .mend = open it in a spreadsheet program, save it as .xlsx and hand it in again

file-is-xml = the file is an XML Spreadsheet 2003, which is not read
    .expected = an .xlsx, .xls, .xlsb, .ods, .et or .csv file
    .mend = open it in a spreadsheet program, save it as .xlsx and hand it in again

not-a-workbook = the file is neither a workbook nor a text table
    .expected = an .xlsx, .xls, .xlsb, .ods, .et or .csv file
    .mend = check whether it is the wrong file, and put a workbook in its place

file-damaged = the file is damaged or incomplete and was not read ({ $part }: { $detail })
    .mend = open it in a spreadsheet program and save it under a new name; if it does not open, ask for it again

part-too-big = the part { $part } of the file inflates to more than { $limit } MiB; the file was not read
    .mend = copy the cells that matter into a new workbook and hand that in

too-many-cells = the file has more than { $limit } filled cells (reached in sheet { $sheet }) and was not read
    .mend = remove sheets and cells that do not belong to it, or split the file

text-encoding = line { $line } of the text file is in neither UTF-8 nor GB18030
    .expected = text in UTF-8 or GB18030 (GBK, GB2312)
    .mend = open the original table in a spreadsheet program, save it as .xlsx and hand that in

quote-open = a quotation mark in row { $row } is never closed, so what follows cannot be told apart
    .expected = quotation marks in pairs
    .mend = close or delete the quotation mark

stray-cells = the cells { $cells } lie outside what is read (the first { $rows } rows and { $columns } columns) and were not read
    .mend = delete them if they are there by mistake; move them inside if they are data

cache-doubtful = { $count } formulas show 0 in a workbook that asks to be calculated when opened; the zeros may not be results
    .mend = open the workbook in a spreadsheet program, save it once calculated, and hand it in again
