product-failed = the product could not be made: { $reason }
    .mend = report it to the maintainers with the scheme and the workbooks

formula-as-value = rule “{ $rule }” stands in the workbook as values, not as a formula: { $reason }
table-left-out = table “{ $table }” has { $rows } rows, too many to stand in the workbook; rules that read it are values there. The scheme's live sets the limit (a sheet holds 1,048,576 rows)
    .mend = no score is touched; another wording of the rule may be written as a formula
cell-prints-otherwise = recomputed by a spreadsheet program, { $cell } would print another figure than the program does
    .mend = the program's figure holds; rounding earlier in the scheme makes the two agree

nobody-meant = nobody meets the condition: document “{ $document }” is not published
sentence-left-out = “{ $found }” has no value, so this sentence is left out: { $sentence }
    .mend = look into that figure, or reword the sentence
no-way-to-object = the public notice “{ $document }” does not say where to object
    .mend = give a telephone or an address in [issue] or in the document
pool-not-paid = the pay list “{ $document }” comes to { $total } { $unit }, the pool is { $pool } { $unit }
    .mend = see whether units without a score take part in the division
