# What formulas mean, and the figures that come out

unknown-name = no rule, column or table is called “{ $found }”.
    .mend = { $suggest ->
        [none] Check the name; write “table.column” for a column of another table.
       *[other] Did you mean “{ $suggest }”?
    }

unknown-column = the table “{ $table }” has neither a column nor a row called “{ $found }”.
    .mend = { $suggest ->
        [none] Check the name; a column must be listed in the columns of “{ $table }”.
       *[other] Did you mean “{ $suggest }”?
    }

class-empty = “{ $column }” of the table “{ $table }” tells rows apart in formulas, and this cell is empty ({ $count } in the column).
    .mend = Fill it in; if an empty cell means something, say so in the scheme with 空=….

class-resembles = “{ $found }” in “{ $column }” of the table “{ $table }” looks like “{ $suggest }”; they count as two.
    .mend = If it is a slip, write “{ $suggest }”.

class-unmatched = no formula finds “{ $found }” in “{ $column }” of the table “{ $table }”: these rows have no effect.
    .mend = { $suggest ->
        [none] Compare it with the names that are looked for and write them alike.
       *[other] Did you mean “{ $suggest }”? Write them alike.
    }

unknown-function = no function or method is called “{ $found }”.
    .mend = { $suggest ->
        [none] Check the name; a method of your own must be written under methods.
       *[other] Did you mean “{ $suggest }”?
    }

ambiguous-name = “{ $found }” stands in several tables: { $tables }.
    .mend = Say which one: “table.{ $found }”.

which-scheme = Several schemes appraise “{ $at }” ({ $schemes }) and have “{ $found }”: nobody can tell whose is meant.
    .mend = Name the scheme: “unit.「{ $first }」.{ $found }”.

which-column = “{ $found }” in the table “{ $table }” has several columns.
    .expected = { $table }.{ $found }.column
    .mend = Add “.” and the name of the column.

not-a-reference = the value before “.{ $found }” is no entry of a table, so nothing can be read from it.
    .mend = Check the name before the “.”; it should be a column whose type is a table's name.

no-member = “{ $found }” needs a rule for every entry; there is none for: { $missing }.
    .mend = Add the missing rules, or check the table's name in the braces.

no-unit = “{ $found }” is computed for each unit, but there is no unit here.
    .mend = A function with 全体 before it brings the units together; in a rule computed once, leave the name out.

defined-twice = “{ $found }” is defined twice.
    .mend = Remove one, or rename it; definitions for different units need a for in both clauses.

not-a-condition = a condition should stand here, but this is { $found }.
    .expected = a comparison (得分 ≥ 60), a yes/no column, or such conditions joined by 且, 或, 非
    .mend = Add a comparison; for a value that may be absent write 有值.

unlike-kinds = “{ $left }” and “{ $right }” are different kinds of value and cannot stand together.
    .mend = Check the units of both sides; a ratio that is compared with a percentage is first multiplied by 100%; to convert one into the other use ×, ÷ or 每(…, …).

not-a-number = a number should stand here, but this is { $found }.
    .mend = Check the name; if the column holds numbers, give it a type in columns.

wrong-arguments = { $found ->
        [form] what stands in the brackets of “{ $function }” is wrong.
       *[other] “{ $function }” is given { $found } arguments.
    }
    .expected = { $found ->
        [form] { $expected }
       *[other] { $expected } arguments
    }
    .mend = Write it as shown, with commas between the arguments.

nothing-to-fold = there is nothing to bring together: every name in the brackets has one value here.
    .mend = Name a column of another table or a family of rules with braces; across units, put 全体 or 组内 before the function.

two-tables = the brackets name two tables, { $found }, so it is open which rows are meant.
    .mend = Keep one of them; make a rule of the other's value, or reach it through a reference.

whole-table = no column of the table “{ $table }” says whose its rows are, so every unit gets the figure of the whole table.
    .mend = Add a column for the unit to “{ $table }”; if the whole table is meant, put 全体 before the function.

no-such-entry = the table “{ $table }” has no entry “{ $found }”.
    .mend = { $suggest ->
        [none] Check the name, or add the entry or the alias to the table.
       *[other] Did you mean “{ $suggest }”?
    }

entry-not-appraised = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }“{ $found }” is not appraised by the scheme “{ $scheme }” and has no results in it.
    .mend = Check the cell that refers to it, or leave such rows out by a condition.

cycle = these rules wait for each other: { $found }.
    .mend = Change one of them so that it does not need what comes after it.

bands-gap = { $kind ->
        [unequal] a band cannot be bounded by “{ $found }”.
        [open] the bands do not cover every number, and there is no 其余 at the end.
        [gap] there is a gap between the bands: { $found } lies in none.
        [overlap] the band { $found } overlaps one before it.
       *[unreachable] the band { $found } can never be reached: those before it take all its numbers.
    }
    .expected = ≥90 得 30分；80..90 得 20分；其余 得 0分
    .mend = { $kind ->
        [unequal] Use ≥, >, ≤, <, = or “from..to”.
        [open] Add “其余 得 …” at the end.
        [gap] Change the bounds of the bands beside it, or add “其余 得 …” at the end.
        [overlap] Change its bounds; “80..90” holds 80 and not 90.
       *[unreachable] Write the bands from the top down, or remove this one.
    }

bands-of-rows = the bands of the table's rows do not meet or overlap: { $found }{ $at ->
        [none] {""}
       *[other] {" "}({ $at })
    }.
    .mend = Check the rows: where one ends the next begins, the first begins at 0, the end of the last may be empty.

unknown-method = there is no method “{ $found }”.
    .mend = { $suggest ->
        [none] Check the name in table “{ $table }”, or write the method into `methods` of the scheme.
       *[other] Did you mean “{ $suggest }”?
    }

earlier-unlike = “{ $found }” was published as { $value }, which is another kind of value than now{ $at ->
        [none] {""}
       *[other] {" "}({ $at })
    }.
    .mend = Give the rule another name where its meaning has changed.

no-publication = there is no publication of { $period } ({ $folder }): figures of “{ $found }” are 缺.
    .mend = If there was one, put its folder there.

publication-unusable = the publication cannot be used: { $reason ->
        [manifest] it has no manifest, or one that cannot be read
        [other-project] it is of project “{ $found }”
        [other-period] it is of { $found }
        [draft] it is a draft
        [missing] { $found } is gone
        [changed] { $found } is not the file that was published
       *[unreadable] { $found } cannot be read
    }.
    .mend = Restore the folder from a copy; earlier figures come from publications only.

comparison-left-out = no comparison with the last period, documents say nothing of who rose or fell: its publication cannot be used, { $reason ->
        [manifest] it has no manifest, or one that cannot be read
        [other-project] it is of project “{ $found }”
        [other-period] it is of { $found }
        [draft] it is a draft
        [missing] { $found } is gone
        [changed] { $found } is not the file that was published
       *[unreadable] { $found } cannot be read
    }.
    .mend = Restore the folder from a copy; where no comparison is wanted, move it out of the archive.

division-by-zero = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }division by zero ({ $left } ÷ { $right }).
    .mend = Check where the divisor comes from; if 0 means that there is nothing to compare, use 比率(…, …), or a 若 before it.

condition-not-applicable = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }this condition does not apply, so it is neither yes nor no{ $found ->
        [none] .
       *[other] ; not applicable: { $found }.
    }
    .mend = Say what is meant then: “… 有值 且 …”, “… 不适用 或 …” or “… 不适用则 0”.

condition-missing = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }a figure that this condition needs has not come{ $found ->
        [none] .
       *[other] ; missing: { $found }.
    }
    .mend = Add the figure, or say in the condition what is meant without it (“… 有值 且 …”, “… 缺则 …”).

no-band = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }{ $found } lies in none of the bands.
    .mend = Add a band for it, or 其余 at the end; if the number is wrong, correct it where it comes from.

several-rows = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }the table “{ $table }” has { $found } rows where one is meant.
    .mend = Use 合计, 平均 or another function to bring them together; if there should be one row, look for doubles in the table.

different-values = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }the rows have different values: { $found }.
    .mend = Check the table; if one of them is meant, say which by 最近(…, 按 …) or 最早(…, 按 …), and by a further condition where the dates are equal.

bounds-exchanged = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }the lower bound of 限定 is above the upper: { $found }.
    .mend = Check the order of the two bounds and where they come from.

out-of-range = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }this cannot be computed from these numbers: { $found }.
    .mend = Check where they come from; 排名赋分 needs a mark for every place, and 累进 a number that is not below 0.

entry-not-found = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }the table “{ $table }” has no entry for “{ $found }”.
    .mend = Check these values, or add the entry to the table; if there may be none, write “不适用则 …” behind it.

two-definitions-apply = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }two clauses that define “{ $found }” apply.
    .mend = Change the for of the clauses so that at most one applies.

beyond-full-marks = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }“{ $rule }” comes to { $found }, which is not between 0 and its full marks { $most }.
    .mend = Check where the marks come from; if more is allowed, change 满分, or cap the rule by 限定(…, 0, …).

check-failed = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }what “{ $clause }” demands does not hold: { $found }.
    .mend = Check the figures; if the demand is wrong, correct this 须.

check-missing = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }what “{ $clause }” demands cannot be checked, figures are missing: { $found }.
    .mend = Add the figures, or say in the condition what is meant without them (“… 有值 且 …”).

advice-failed = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }what “{ $clause }” demands does not hold: { $found }.
    .mend = Check the figures; if the source itself is so, leave it.

score-missing = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }there is no 得分 yet{ $found ->
        [none] .
       *[other] ; missing: { $found }.
    }
    .mend = Add the figures; if the unit is not scored for a reason, say so under unscored in [standing].

score-not-applicable = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }得分 does not apply{ $found ->
        [none] .
       *[other] ; not applicable: { $found }.
    }
    .mend = Say what is meant then (“… 不适用则 …”, “按权重(…)”); if the unit is not scored for a reason, say so under unscored in [standing].

value-missing = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }“{ $found }” is to be published, but figures are missing{ $cause ->
        [none] .
       *[other] : { $cause }.
    }
    .mend = Add the figures; mark a step that is not published with 辅; if the unit is not scored for a reason, say so under unscored in [standing].

tie-undecided = the places of “{ $name }” end in the middle of a tie: { $found }; people must decide.
    .mend = Put the decision into rank or order, or set ties to 都取, 都不取 or 逐名.

places-not-whole = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }the decimal places of the score come to { $found }; they are a whole number from 0 to 9.
    .mend = Check the formula of places and the columns that it uses.

quota-not-whole = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }the quota of “{ $name }” comes to { $found }, which is no whole number.
    .mend = Say how it is rounded, as in quota = "四舍五入(组内个数() × 25%)"; where it does not apply, say how many.

quotas-differ = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }the quota of “{ $name }” is not the same within one group: { $found }.
    .mend = Compute it from what the whole group has in common, such as 组别 or 组内个数.

money-at-odds = this column is shared by the schemes “{ $one }” and “{ $other }”, which count money in different units, so it is open to what it is rounded.
    .mend = Give both schemes the same money, or round in the rules of each scheme.

units-without-key = the table of units “{ $table }” { $key ->
        [none] has no key
       *[other] has the key “{ $key }” of several columns
    }, so that no unit has a name of its own.
    .mend = Add a column with a number or name and write key = "that column"; what may not repeat in the others is said by distinct.

units-alike = two units of table “{ $table }” are both printed “{ $found }” (keys “{ $one }” and “{ $other }”): nobody could tell them apart in the results.
    .mend = Let title print names that differ, such as title = "姓名 & “（” & 工号 & “）”".

empty-group = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }there is no group, so it is open who competes with whom.
    .mend = Fill in the group; leave out by only who is not appraised.

no-units = the scheme has no units.
    .mend = See whether the table in units has rows, and whether only leaves all of them out.

cannot-share = { $at ->
        [none] {""}
       *[other] { $at }:{" "}
    }the pool cannot be divided: { $kind ->
        [pool] pool and step are { $found }; the pool must not be below 0 and must be a multiple of the step.
        [negative] one share is below 0 ({ $found }).
       *[nothing] the shares sum to 0.
    }
    .mend = { $kind ->
        [pool] Round the pool first, or change the step.
        [negative] Use 不低于(…, 0), or make such units 不适用.
       *[nothing] Check where the shares come from; if nothing is to be paid, the pool is 0.
    }

weights-not-one = the weights sum to { $found }, not 100%.
    .mend = Check the weights.

more-units = { $count } more like this: { $units }.
    .mend = deal with them as with the first ones told for this place.

more-units-advised = { $count } more like this: { $units }.
    .mend = look at them as at the first ones told for this place.

entry-chooses-nothing = The rows of “{ $table }” know no “{ $entry }”: each “{ $entry }” gets the same sum.
    .mend = Give “{ $table }” a column for “{ $entry }” with its type, or say with 其中 which rows are meant; if it is one sum for all, make it a rule of its own.

two-references = Two columns of “{ $table }” ({ $found }) refer to the same table; a row counts only where both name the same, and nobody can tell which is meant.
    .mend = Write 不归属 on the column that does not say to whom a row belongs.

which-of-two = Several columns of “{ $units }” ({ $found }) refer to the same table as “{ $column }” of “{ $table }”; nobody can tell which is meant, so rows are not chosen by it.
    .mend = Write 不归属 on those that do not count, or say with 其中 which rows are meant.

by-common-reference = “{ $table }” has no column for “{ $units }”; its rows are chosen where “{ $column }” is the “{ $found }” of “{ $units }”: units that share it get the same sum.

name-hidden = “{ $found }” is { $near } here, not { $far }.

two-meanings = “{ $found }” is both a rule and a table.
    .mend = Give the rule or the table another name.

last-arm-sum = 否则 is followed by { $found }, which may be read as if + or − came after all arms.
    .mend = If it belongs to this arm only, put it in brackets; if to all, put 若 … 否则 … in brackets.

points-times-difference = Points are multiplied with a difference of percents: one percentage point gives one hundredth of the points.
    .expected = 0.4分 × 每(降幅, 1个百分点)
    .mend = For so many points per percentage point write 每(…, 1个百分点); if a share is meant, leave it.

no-such-line = No tier or prize is called “{ $found }”: the condition never holds.
    .mend = { $suggest ->
        [none] Check the name.
       *[other] Did you mean “{ $suggest }”?
    }

line-unreachable = “{ $name }” can never be had: { $kind ->
        [taken] what meets it, earlier lines up to “{ $other }” have taken.
       *[never] its condition cannot hold.
    }
    .mend = Check bounds and order: the first line that fits counts.

part-above-whole = “{ $rule }” is worth { $most }, and this part of it up to { $found }.
    .mend = Check the cap of the part and 满分 of the whole.

parts-miss-whole = “{ $rule }” is worth { $most }, its parts { $found } together{ $at ->
        [none] {""}
       *[other] {" "}({ $at })
    }.
    .mend = Check 满分 of the parts and of the whole.

sub-items-miss-item = “{ $item }” in table “{ $table }”: “{ $column }” is { $expected }, and “{ $below }” of what stands under it sums to { $found }.
    .mend = Check the points of the item and of its sub-items.

number-not-used = No rule of this clause uses “{ $found }” of its text.

table-unused = No rule uses the table “{ $table }”.
    .mend = Add the rule that was forgotten, or remove the table.

column-unused = No rule uses “{ $column }” of the table “{ $table }”.
    .mend = Add the rule that was forgotten, or remove the column from columns.

columns-only-read = No rule uses these columns of the table “{ $table }”, which are only there to be read: { $columns }.
