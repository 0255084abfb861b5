# How formulas are written

unknown-sign = “{ $found }” cannot stand in a formula.
    .expected = names, numbers, “texts”, and + − × ÷ ^ & = ≠ < ≤ > ≥ ( ) , ; .
    .mend = Separate items by commas; quote a name that holds this sign with 「」; put text in “ ”.

unclosed-text = this quotation mark has no partner on its line: { $found }
    .mend = Begin text with “ and end it with ” on the same line; a plain " is closed by a plain ".

unclosed-name = this 「 has no 」 on its line: { $found }
    .mend = Add 」 where the name ends.

unclosed-entry = this brace is not closed: { $found }
    .mend = Close it behind the name of the table: {"{"}table{"}"}.

unclosed-bracket = this “{ $found }” is never closed.
    .mend = Add the closing bracket; if the formula goes on in the next line, indent that line.

unopened-bracket = this bracket closes nothing.
    .mend = Remove it, or open it further to the left.

empty-name = there is no name inside { $found }.
    .mend = Write the name between the signs.

impossible-date = there is no day “{ $found }”.
    .mend = Write a date that the calendar has.

number-run-into-name = “{ $name }” behind “{ $number }” is no measure: a number and a name run together.
    .expected = behind a number: %, 分, 元, 万元, 个百分点, or a measure word such as 人, 次, 件, 户
    .mend = Put an operator between them; if all of it is one name, quote it with 「」.

words-run-together = “{ $keyword }” in “{ $found }” touches other characters and counts as part of a name.
    .mend = Put blanks around “{ $keyword }”; if all of it is one name, quote it with 「」.

unexpected-word = { $expected ->
        [end] the formula should have ended here
        [value] a value should stand here
        [name] a name should stand here
       *[other] “{ $expected }” should stand here
    }, but there is “{ $found }”.
    .expected = { $expected ->
        [end] the end of the formula, or + − × ÷, a comparison, 且, 或
        [value] a number, text, date, name, function, a formula in brackets, 是, 否, 缺, 不适用
        [name] a name (in 「」 if it holds other signs)
       *[other] { $expected }
    }
    .mend = { $expected ->
        [end] See whether an operator, a comma, 且 or 或 is missing before it.
        [value] See whether the operator or comma before it is one too many, or a value was left out.
        [name] Write the name; quote it with 「」 if it holds other signs.
       *[other] Add “{ $expected }”, or see whether an operator is missing before it.
    }

unfinished-formula = the formula stops where { $expected ->
        [value] a value
        [name] a name
       *[other] “{ $expected }”
    } should follow.
    .mend = Complete the formula; if it goes on in the next line, indent that line.

empty-formula = there is no formula here.
    .mend = Write one, or remove the name before it too.

missing-then = the condition after 若 is not followed by 则{ $found ->
        [none] {""}
       *[other] , but by “{ $found }”
    }.
    .expected = 若 condition 则 value 否则 value
    .mend = Write 则 and the value behind the condition, with blanks around 则.

missing-gets = this band has no 得{ $found ->
        [none] {""}
       *[other] , but “{ $found }”
    }.
    .expected = ≥90 得 30分；80..90 得 20分；其余 得 0分
    .mend = Write 得 between the bound and its value, with blanks around it.

missing-bound = the band “{ $found }” does not say which side of it is meant.
    .expected = ≥90, >90, ≤90, <90, =90, 80..90, 80.. or 其余
    .mend = Put a comparison before the number, or write “from..to”.

unbracketed-condition = a 若 inside a formula stands without brackets, so it is open which 若 a later 否则 belongs to.
    .expected = 若 a 则 (若 b 则 1 否则 2) 否则 3
    .mend = Put brackets around the inner 若; for cases side by side use 否则若.

arm-after-last = the value behind 否则 is the last case; “{ $found }” cannot follow.
    .expected = 若 a 则 1 否则若 b 则 2 否则 3
    .mend = Turn the earlier 否则 into 否则若 … 则 …, or put the inner 若 in brackets.

wrong-separator = items are separated by “{ $expected }” here, but there is “{ $found }”.
    .mend = Write “{ $expected }”: commas between arguments, semicolons between the bands of 分档, 累进 and 插值.

comparison-chained = “{ $found }” follows a condition directly, without 且 or 或 between the two.
    .mend = Write 且 or 或 between the conditions, or put the first in brackets if it is one value.

missing-equals = the line “{ $found }” has neither “=” nor “：” and is no rule.
    .expected = name = formula, name：condition, 须 condition, 宜 condition
    .mend = { $looks ->
        [formula] If it must hold, begin with 须; if it is a figure, write “name = formula”; if it goes on from the line above, indent it.
       *[other] Write “name = formula” or “name：condition”; quote a name that holds blanks with 「」; if it goes on from the line above, indent it.
    }

missing-rule-name = there is no name on the left of “{ $found }”.
    .mend = Write the name of the rule before “=” or “：”.

keyword-as-name = “{ $found }” has a fixed meaning in formulas and cannot be a plain name.
    .mend = Choose another name, or write 「{ $found }」.

indented-start = the first rule “{ $found }” is indented, which means that it continues a line above.
    .mend = Begin every rule at the start of its line; indent only lines that continue one.

check-not-here = only figures can stand here, not 须 or 宜.
    .mend = Move it to the rules of a clause.

missing-parameters = the method “{ $found }” does not say which values it takes.
    .expected = name(a, b) = formula
    .mend = Write the names of its values in brackets behind the name, or () if it takes none.

nested-too-deep = brackets are nested too deeply in this formula.
    .mend = Give the inner part a rule of its own and use its name.
