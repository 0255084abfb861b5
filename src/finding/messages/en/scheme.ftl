# Scheme files

project-unreadable = the project's folder cannot be opened: { $reason }
    .mend = Check the name of the folder and the right to read it.

scheme-unreadable = this scheme file cannot be read: { $reason }
    .mend = Check the right to read it; close it if another program has it open.

scheme-not-utf8 = this scheme file is not encoded in UTF-8.
    .mend = Open it in a text editor and save it as UTF-8.

no-scheme = there is no scheme in the project's folder.
    .expected = at least one .toml file with a line scheme = "name" at its head
    .mend = Put the scheme file into the folder; if it is there, add scheme = "name" as its first line.

toml-syntax = { $kind ->
        [bare-key] a name with Hanzi or other signs stands without quotation marks.
        [unquoted] a text stands without quotation marks, or nothing follows the equals sign.
        [no-value] nothing follows the equals sign.
        [no-equals] no equals sign follows the key.
        [string] a quotation mark has no partner, or the text holds a character that it cannot.
        [escape] a “\” in double quotation marks is followed by an unknown character.
        [comma] a comma is missing between the items of a list, or a bracket before has no partner.
        [unclosed] a bracket has no partner.
        [trailing] something follows the value on its line.
        [date] there is no such date.
       *[other] the file is no TOML: { $message }
    }
    .mend = { $kind ->
        [bare-key] Put the name in plain double quotation marks: [table."单位"].
        [unquoted] Put the text in plain double quotation marks: units = "单位"; “ ” do not count.
        [no-value] Write the value behind the equals sign.
        [no-equals] Write key = value with a half-width equals sign.
        [string] Add the quotation mark; texts of several lines stand between three single ones: ''' .
        [escape] Use single quotation marks: in them “\” is just itself.
        [comma] Add the comma, or the bracket that is missing before.
        [unclosed] Add the closing bracket.
        [trailing] Remove it or begin a new line; quotation marks inside a text are written “ ”.
        [date] Write a date of the calendar: 2013-01-20.
       *[other] Correct it as TOML wants it.
    }

key-twice = “{ $key }” stands here twice.
    .mend = Keep one; if they are two tables or two clauses, give them different names.

unknown-key = “{ $key }” means nothing here.
    .expected = { $known }
    .mend = { $top ->
        [yes] “{ $key }” belongs at the head of the file, above the first [ ] heading.
       *[no] { $suggest ->
            [none] Remove it, or use one of the keys listed.
           *[other] Did you mean “{ $suggest }”?
        }
    }

missing-key = “{ $key }” is missing.
    .mend = Add { $key } = … here.

wrong-type = “{ $key }” should be { $expected ->
        [text] a text
        [text-or-list] a text or a list of texts
        [number-or-text] a number or a formula (a text)
        [rows] a number of rows (a whole number, at least 1)
        [bool] true or false
        [date] a date
        [list] a list
        [table] a group of key = value
        [source] a file name, a group of key = value, or a list of these
       *[other] { $expected }
    }, but it is { $found ->
        [text] a text
        [number] a number
        [bool] true or false
        [date] a date
        [list] a list
       *[table] a group of key = value
    }.
    .mend = { $expected ->
        [text] Put it in quotation marks: { $key } = "…".
        [text-or-list] Write { $key } = "…", or { $key } = ["…", "…"] for several.
        [number-or-text] Write { $key } = 2, or { $key } = "formula".
        [bool] Write { $key } = true, without quotation marks.
        [date] Write { $key } = 2013-01-20, without quotation marks and without a time.
        [rows] Write { $key } = 50000.
        [list] Write { $key } = [ … ].
        [table] Write {"{"} key = value, … {"}"}, or give it a heading of its own.
       *[other] Write it in that form.
    }

unknown-word = “{ $key }” cannot be “{ $found }”.
    .expected = { $known }
    .mend = { $suggest ->
        [none] Use one of the words listed.
       *[other] Did you mean “{ $suggest }”?
    }

empty-text = “{ $key }” is empty.
    .mend = Write something, or remove the line.

bad-valid = “{ $found }” is no span of validity.
    .expected = “2022-01 起”, “至 2024” or “2022-01 至 2024-12”
    .mend = Write labels of periods (2025, 2025-H1, 2025-Q1, 2025-07), the earlier one first.

nothing-to-run = no scheme is for the period { $period }.
    .mend = Check the label of the period, and cycle and valid of the schemes.

scheme-skipped = the scheme “{ $scheme }” is not for the period { $period } and is left out.

editions-overlap = two editions of the scheme “{ $scheme }” are for the period { $period }.
    .mend = Let their valid spans follow each other; if they are two schemes, give one another name.

scheme-file-unused = this file is no scheme and no scheme includes it: it was not used.
    .mend = Add scheme = "name" at its head if it is one; include it if it is a shared part; else move it away.

include-missing = there is no file “{ $found }” in the project's folder.
    .mend = { $suggest ->
        [none] Check the name, or put the file into the folder.
       *[other] Did you mean “{ $suggest }”?
    }

include-cycle = these files include each other in a circle: { $cycle }
    .mend = Remove one include; move what they share into a file of its own.

includes-clash = two included files both say “{ $found }”, differently.
    .mend = Say it in the including scheme, which then counts, or remove one of the two.

scheme-without-units = the scheme “{ $scheme }” does not say what it appraises.
    .expected = units = "the table of the units"
    .mend = Add units at the head of the file; with include, see whether the shared file should have it.

table-twice = the table name “{ $table }” is taken.
    .mend = Choose another. 月, 季度 and 半年 are built in; each level of an indicator tree is a table; a table that schemes share is written once.

reserved-name = “{ $found }” is a word of the language and names no table or rule.
    .mend = Choose another name.

clause-without-basis = this clause does not say what it is based on.
    .mend = Write number and subject into its heading: [clause."五(二)1 指标评估"].

after-unknown = there is no clause with the heading “{ $found }”.
    .mend = { $suggest ->
        [none] Write the heading of a clause exactly as it stands.
       *[other] Did you mean “{ $suggest }”?
    }

standing-twice = “{ $key }” is written in two places.
    .mend = Keep one: in the clause it comes from, or under [standing].

standing-under-for = “{ $key }” cannot stand in a clause that has for.
    .mend = Move it to [standing] or to a clause without for; what holds for some units only is a condition.

method-twice = the method “{ $found }” is defined twice.
    .mend = Keep one, or rename it.

unclosed-quote = this “{ $found }” has no partner.
    .mend = Add it on the same line: names stand in 「」, texts in “ ”, tables in braces.

column-without-name = this column has no name.
    .mend = Write name = header: type, option; where there is only a name, it is the header.

header-empty = a part of the header is empty: { $found }
    .mend = Remove the | or > that is too much, or write the header.

stray-sign = “{ $found }” has no meaning here.
    .expected = name = header | header: type, option
    .mend = Remove it; if it belongs to the header, put the header in 「」.

type-empty = no type follows the colon.
    .mend = Write a type (文本, 日期, 是否, 数, 分, 元, %, or a table), or remove the colon.

list-type = this member of a list type is wrong: { $found }
    .expected = “产区”｜“非产区”
    .mend = Put each member in “ ”, none empty or there twice, with ｜ between them.

unknown-option = columns have no option “{ $found }”.
    .expected = { $known }, and “word”=value
    .mend = { $suggest ->
        [none] Remove it; if it belongs to the header, put the header in 「」.
       *[other] Did you mean “{ $suggest }”?
    }

option-value = the option “{ $option }” cannot be “{ $found }”.
    .expected = { $expected ->
        [yes-no] 是, 否, 不适用, 缺
        [percent] a number with %, 不适用, 缺
        [number] a number, 不适用, 缺
        [entry] an entry of the table, 不适用, 缺
        [state] 不适用, 缺
        [percent-range] 0%..100%; a bound may be a column, and one may be left out
        [range] 0..分值: bounds are numbers or columns, the left one not above the right; one may be left out
        [percent-sign] 百分号=数字 (85% is 85), 百分号=小数 (85% is 0.85)
        [bare-number] 裸数=小数 (0.85 is 85%), 裸数=百分点 (85 is 85%)
        [text] a text
       *[nothing] nothing behind it
    }
    .mend = Write it in that form.

option-twice = the option “{ $found }” stands twice.
    .mend = Keep one.

for-alone = table “{ $table }” has for, but neither one_per nor every: the condition governs no row.
    .mend = Say in one_per or every for what there must be rows; to take only some of the rows use only.

option-unfit = the option “{ $found }” has no meaning for a column of type “{ $type }”.
    .mend = Remove the option, or change the type (月, 季度 and 半年 are built-in tables; a number of months is 个月).

column-twice = the column “{ $column }” stands twice.
    .mend = Keep one; if it has several headers, write { $column } = header | header.

rename-only = in a single source the column “{ $column }” can only get another header.
    .expected = { $column } = its header in this file
    .mend = Type and options stand under columns of the table; remove them here.

table-without-rows = nothing says where the rows of the table “{ $table }” come from.
    .expected = one of from (files), rows (written in the scheme), items (names written in the scheme)
    .mend = Add one of them.

rows-from-two = the table “{ $table }” has both { $first } and { $second }.
    .mend = Keep one.

row-too-long = this row has { $found } cells, the heading only { $expected } columns.
    .mend = Remove cells, or add columns to the first line; put a cell that holds | in 「」.

item-twice = “{ $found }” stands twice.
    .mend = Names and aliases differ from each other; keep one.

list-clash = the list of the column “{ $column }” is a small table of that name, which another table has.
    .mend = Give the column another name: name = header: type; if both are the same list, write them alike.

pair-expected = “{ $found }” in { $key } is not column = value.
    .expected = column = value, several separated by commas
    .mend = Write it so; put a value that holds a comma or an equals sign in 「」.

column-source-alone = “{ $found }” is a column of another table and cannot stand beside other sources.
    .mend = Write from = "{ $found }"; if it is a file, write its full name with its ending.

output-name = “{ $found }” cannot be the name of a further output.
    .expected = name.csv, without a folder, and none of results, components, summary
    .mend = Choose another name.

document-name = “{ $found }” cannot be the name of a document
    .expected = a plain file name other than 反馈 and 排名
    .mend = choose another name; the kind stands in `kind`

document-twice = a scheme has at most one “{ $kind }”
    .mend = keep one; `units` says to whom it goes

nothing-to-list = { $what ->
        [pay] the scheme pays nobody, so there is nothing to list
       *[prize] the scheme has no prizes, and `units` chooses nobody by tier
    }
    .mend = { $what ->
        [pay] add `pay`, or remove the document
       *[prize] add `prize`, or choose by tier with `units`
    }

key-unfit = “{ $kind }” has no use for “{ $key }”
    .expected = { $known }
    .mend = remove it; where another kind is meant, say so in `kind`

table-unknown = there is no table “{ $found }”.
    .mend = { $suggest ->
        [none] Add [table."{ $found }"], or check the name; a file needs its ending.
       *[other] Did you mean “{ $suggest }”?
    }

type-unknown = “{ $found }” is neither a type nor a table.
    .mend = { $suggest ->
        [none] Types are 文本, 日期, 是否, 数, 分, 元, 万元, % and measures such as 人; for a reference add [table."{ $found }"].
       *[other] Did you mean “{ $suggest }”?
    }

column-unknown = “{ $found }” in { $key } is no column of the table “{ $table }”.
    .mend = { $suggest ->
        [none] Add it under columns, or check the name.
       *[other] Did you mean “{ $suggest }”?
    }

constant-differs = “{ $found }” in a file or sheet name has different values in the schemes: { $values }
    .mend = Give it one value; if they really differ, declare the table in each scheme.
