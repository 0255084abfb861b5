# 公式的写法

unknown-sign = 公式里不能有“{ $found }”。
    .expected = 名称、数、“文字”，以及 + − × ÷ ^ & = ≠ < ≤ > ≥ （ ） ， ； .
    .mend = 几项之间用逗号；名称里带有这个符号的，用「」把名称括起来；是文字的，用“”括起来。

unclosed-text = 引号到行末没有配对：{ $found }
    .mend = 文字以“开始，以”结束，两个引号在同一行；半角引号 " 前后都用半角。

unclosed-name = 这个“「”到行末没有配对的“」”：{ $found }
    .mend = 在名称末尾补上“」”。

unclosed-entry = 花括号没有配对：{ $found }
    .mend = 在表名后面补上“{"}"}”，写成“{"{"}表名{"}"}”。

unclosed-bracket = 这个“{ $found }”没有配对的右括号。
    .mend = 补上右括号；公式换行的，续行开头要空格。

unopened-bracket = 这个右括号前面没有配对的左括号。
    .mend = 删去这个右括号，或者在前面补上左括号。

empty-name = { $found } 里面没有名称。
    .mend = 在括号里写上名称。

impossible-date = 没有“{ $found }”这一天。
    .mend = 改成历书上有的日期。

number-run-into-name = “{ $number }”后面的“{ $name }”不是计量单位，数和名称连在了一起。
    .expected = 数后面可以紧跟 %、分、元、万元、个百分点和计量单位（人、次、件、户等）
    .mend = 两者之间补上运算符号；整个是一个名称的，用「」括起来。

words-run-together = “{ $found }”里的“{ $keyword }”和别的字连在了一起，被当作名称的一部分。
    .mend = “{ $keyword }”前后各空一格；整个确是一个名称的，用「」括起来。

unexpected-word = 这里{ $expected ->
        [end] 公式应当已经结束
        [value] 应当是一个值
        [name] 应当是名称
       *[other] 应当是“{ $expected }”
    }，却写着“{ $found }”。
    .expected = { $expected ->
        [end] 公式结束，或者 + − × ÷、比较符号、且、或
        [value] 数、文字、日期、名称、函数、括号里的公式、是、否、缺、不适用
        [name] 名称（带有别的符号的用「」括起来）
       *[other] { $expected }
    }
    .mend = { $expected ->
        [end] 看看前面是否漏了运算符号、逗号或者“且”“或”。
        [value] 看看前面的运算符号或者逗号是否多余，后面的值是否漏写。
        [name] 补上名称；名称带有别的符号的，用「」括起来。
       *[other] 补上“{ $expected }”，或者看看前面是否漏了运算符号。
    }

unfinished-formula = 公式没有写完，后面{ $expected ->
        [value] 还应当有一个值
        [name] 还应当有名称
       *[other] 还应当有“{ $expected }”
    }。
    .mend = 把公式补完；接着写在下一行的，续行开头要空格。

empty-formula = 这里没有写公式。
    .mend = 写上公式；用不着的，连同前面的名称一起删去。

missing-then = “若”的条件后面没有“则”{ $found ->
        [none] {""}
       *[other] ，却写着“{ $found }”
    }。
    .expected = 若 条件 则 值 否则 值
    .mend = 在条件后面写“则”和条件成立时的值，“则”前后各空一格。

missing-gets = 这一档没有“得”{ $found ->
        [none] {""}
       *[other] ，却写着“{ $found }”
    }。
    .expected = ≥90 得 30分；80..90 得 20分；其余 得 0分
    .mend = 在界限和得到的值之间写“得”，“得”前后各空一格。

missing-bound = 这一档“{ $found }”没有写明界限。
    .expected = ≥90、>90、≤90、<90、=90、80..90、80.. 或者 其余
    .mend = 在数前面写上比较符号，或者写成“起..止”。

unbracketed-condition = 公式中间的“若”没有用括号括起来，看不清后面的“否则”归哪一个“若”。
    .expected = 若 甲 则 (若 乙 则 1 否则 2) 否则 3
    .mend = 把里面从“若”起的整段用括号括起来；几种情形并列的，用“否则若”。

arm-after-last = “否则”后面的值已经是最后一种情形，后面不能再有“{ $found }”。
    .expected = 若 甲 则 1 否则若 乙 则 2 否则 3
    .mend = 前面的“否则”改为“否则若 … 则 …”，或者给里面的“若”加上括号。

wrong-separator = 这里分隔各项的应当是“{ $expected }”，却写着“{ $found }”。
    .mend = 改为“{ $expected }”：函数的各项用逗号，分档、累进、插值的各档用分号。

comparison-chained = 一个条件后面紧接着又写了“{ $found }”，两个条件之间没有“且”或者“或”。
    .mend = 两个条件之间写“且”或者“或”；前一个条件是一个整体的，用括号括起来。

missing-equals = “{ $found }”这一行没有“=”或者“：”，不成一条规则。
    .expected = 名称 = 公式，名称：条件，须 条件，宜 条件
    .mend = { $looks ->
        [formula] 要求必须成立的，前面写“须”；给它取名的，写成“名称 = 公式”；接着上一行的，开头要空格。
       *[other] 写成“名称 = 公式”或者“名称：条件”；名称里有空格的用「」括起来；接着上一行的，开头要空格。
    }

missing-rule-name = “{ $found }”左边没有名称。
    .mend = 在“=”或者“：”左边写上规则的名称。

keyword-as-name = “{ $found }”是公式里有固定意思的字眼，不能直接作名称。
    .mend = 换一个名称，或者加上角引号，写成「{ $found }」。

indented-start = 第一条规则“{ $found }”前面有空格，而空格表示接着上一行写。
    .mend = 每条规则顶格写，续行才空格。

check-not-here = 这里只能写数，不能写“须”或者“宜”。
    .mend = 把这一条移到条款的 rules 里。

missing-parameters = 方法“{ $found }”后面没有写明用到哪些值。
    .expected = 名称(甲, 乙) = 公式
    .mend = 在名称后面用括号写上各个值的名称；不用任何值的写“()”。

nested-too-deep = 公式里的括号套了太多层。
    .mend = 把里面的部分单独写成规则，再用它的名称。
