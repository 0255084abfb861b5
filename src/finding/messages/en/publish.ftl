product-failed = the product could not be made: { $reason }
    .mend = report it to the maintainers with the scheme and the workbooks

formula-as-value = rule “{ $rule }” stands in the workbook as values, not as a formula: { $reason }
table-left-out = table “{ $table }” has { $rows } rows, too many to stand in the workbook; rules that read it are values there. The scheme's live sets the limit (a sheet holds 1,048,576 rows)
    .mend = no score is touched; another wording of the rule may be written as a formula
cell-prints-otherwise = recomputed by a spreadsheet program, { $cell } would print another figure than the program does
    .mend = the program's figure holds; rounding earlier in the scheme makes the two agree
