# 考核方案文件

project-unreadable = 打不开项目文件夹：{ $reason }
    .mend = 核对文件夹的名称和读取权限。

scheme-unreadable = 读不出这个方案文件：{ $reason }
    .mend = 核对文件的读取权限；正在别的程序里打开的，先关闭。

scheme-not-utf8 = 这个方案文件的编码不是 UTF-8。
    .mend = 用文本编辑器打开，另存为 UTF-8 编码。

no-scheme = 项目文件夹里没有考核方案。
    .expected = 至少一个 .toml 文件，第一行写有 scheme = "方案名称"
    .mend = 把方案文件放进项目文件夹；已经有文件的，在文件开头补上 scheme = "方案名称"。

toml-syntax = { $kind ->
        [bare-key] 名称里有汉字或者别的符号，没有加引号。
        [unquoted] 文字没有加引号，或者等号后面没有写值。
        [no-value] 等号后面没有写值。
        [no-equals] 键后面没有等号。
        [string] 引号没有配对，或者文字里有不能用的字符。
        [escape] 双引号文字里的“\”后面跟了不认识的字符。
        [comma] 列表的几项之间缺逗号，或者前面的括号没有配对。
        [unclosed] 括号没有配对。
        [trailing] 一行里值的后面还有别的内容。
        [date] 没有这个日期。
       *[other] 文件不合 TOML 的写法：{ $message }
    }
    .mend = { $kind ->
        [bare-key] 用半角双引号把名称括起来，写成 [table."单位"]。
        [unquoted] 用半角双引号把文字括起来，写成 units = "单位"；全角引号“”不算。
        [no-value] 在等号后面写上值。
        [no-equals] 写成“键 = 值”，等号用半角。
        [string] 补上引号；多行文字前后各用三个单引号 ''' 。
        [escape] 改用单引号把文字括起来，单引号里的“\”就是它本身。
        [comma] 补上逗号，或者补上前面缺的括号。
        [unclosed] 补上右括号。
        [trailing] 删去多出的内容，或者另起一行；文字里要用引号的，用全角引号“”。
        [date] 改成历书上有的日期，写成 2013-01-20。
       *[other] 按 TOML 的写法改正。
    }

key-twice = “{ $key }”在同一处写了两次。
    .mend = 只留一个；是两张表或者两条依据的，分别起名。

unknown-key = 这里不认识“{ $key }”。
    .expected = { $known }
    .mend = { $top ->
        [yes] “{ $key }”要写在文件开头，第一个 [ ] 标题之前。
       *[no] { $suggest ->
            [none] 删去它，或者改成上面列出的键。
           *[other] 是不是“{ $suggest }”？
        }
    }

missing-key = 缺少“{ $key }”。
    .mend = 在这里补上 { $key } = …

wrong-type = “{ $key }”的值应当是{ $expected ->
        [text] 文字
        [text-or-list] 文字，或者文字的列表
        [number-or-text] 数，或者公式（文字）
        [rows] 行数（至少是 1 的整数）
        [bool] true 或者 false
        [date] 日期
        [list] 列表
        [table] 一组“键 = 值”
        [source] 文件名、一组“键 = 值”，或者它们的列表
       *[other] { $expected }
    }，写的却是{ $found ->
        [text] 文字
        [number] 数
        [bool] true 或者 false
        [date] 日期
        [list] 列表
       *[table] 一组“键 = 值”
    }。
    .mend = { $expected ->
        [text] 用引号括起来，写成 { $key } = "…"。
        [text-or-list] 写成 { $key } = "…"，几项的写成 { $key } = ["…", "…"]。
        [number-or-text] 写成 { $key } = 2，或者 { $key } = "公式"。
        [bool] 写成 { $key } = true，不加引号。
        [date] 写成 { $key } = 2013-01-20，不加引号，不带时间。
        [rows] 写成 { $key } = 50000。
        [list] 写成 { $key } = [ … ]。
        [table] 写成 {"{"} 键 = 值, … {"}"}，或者另起标题。
       *[other] 改成所要的形式。
    }

unknown-word = “{ $key }”不能是“{ $found }”。
    .expected = { $known }
    .mend = { $suggest ->
        [none] 改成上面列出的词。
       *[other] 是不是“{ $suggest }”？
    }

empty-text = “{ $key }”是空的。
    .mend = 写上内容；不需要的，整行删去。

bad-valid = 看不懂有效期“{ $found }”。
    .expected = “2022-01 起”“至 2024”或者“2022-01 至 2024-12”
    .mend = 两头写期的名称：2025、2025-H1、2025-Q1、2025-07，前面的不能晚于后面的。

nothing-to-run = 没有一个方案适用于 { $period } 这一期。
    .mend = 核对期的名称，以及各方案的 cycle（周期）和 valid（有效期）。

scheme-skipped = 方案“{ $scheme }”不适用于 { $period } 这一期，本次不用。

editions-overlap = 方案“{ $scheme }”有两个版本都适用于 { $period } 这一期。
    .mend = 用 valid 把两个版本的有效期错开；本是两个方案的，改掉其中一个的 scheme。

scheme-file-unused = 这个文件不是方案，也没有方案引用它，本次没有用到。
    .mend = 是方案的，在文件开头补上 scheme = "方案名称"；是共用部分的，在方案里写 include；不用的移出文件夹。

include-missing = 项目文件夹里没有要引用的文件“{ $found }”。
    .mend = { $suggest ->
        [none] 核对文件名，或者把文件放进项目文件夹。
       *[other] 是不是“{ $suggest }”？
    }

include-cycle = 几个文件互相引用，成了一圈：{ $cycle }
    .mend = 去掉其中一处 include；共用的部分移到单独的文件里。

includes-clash = 引用的两个文件里都有“{ $found }”，内容不同。
    .mend = 在引用它们的方案里自己写一遍，以它为准；或者去掉其中一处。

scheme-without-units = 方案“{ $scheme }”没有写明考核对象。
    .expected = units = "考核对象所在的表"
    .mend = 在文件开头补上 units；有 include 的，看共用文件里是不是应当有。

table-twice = 表名“{ $table }”已经被占用。
    .mend = 换一个名称。月、季度、半年是内置的表；指标体系的每一级各成一张表；方案之间共用的表只写一处。

reserved-name = “{ $found }”是语言本身的词，不能用作表或者规则的名称。
    .mend = 换一个名称。

clause-without-basis = 这一条没有写明依据。
    .mend = 在标题里写上条款的编号和事项，如 [clause."五(二)1 指标评估"]。

after-unknown = 没有标题为“{ $found }”的条款。
    .mend = { $suggest ->
        [none] after 里写已有条款的标题，一字不差。
       *[other] 是不是“{ $suggest }”？
    }

standing-twice = “{ $key }”写了两处。
    .mend = 只留一处：写在它所出自的条款里，或者写在 [standing] 里。

standing-under-for = 写了 for 的条款里不能有“{ $key }”。
    .mend = 把它移到 [standing]，或者移到没有 for 的条款里；只对部分对象适用的，写进公式的条件。

method-twice = 方法“{ $found }”定义了两次。
    .mend = 只留一个，或者改名。

unclosed-quote = 这个“{ $found }”到行末没有配对。
    .mend = 在同一行里补上；名称用「」，文字用“”，表名用花括号。

column-without-name = 这一栏没有名称。
    .mend = 写成“名称 = 表头: 类型，选项”；只有名称的，名称就是表头。

header-empty = 表头有一段是空的：{ $found }
    .mend = 删去多出的 | 或者 >，或者补上表头。

stray-sign = 这里的“{ $found }”没有意义。
    .expected = 名称 = 表头 | 表头: 类型，选项
    .mend = 删去它；表头本身带这个符号的，用「」括起来。

type-empty = 冒号后面没有写类型。
    .mend = 写上类型（文本、日期、是否、数、分、元、% 或者表名），或者删去冒号。

list-type = 列表类型里的这一项不对：{ $found }
    .expected = “产区”｜“非产区”
    .mend = 每一项用“”括起来，不能空，不能重复，中间用 ｜ 隔开。

unknown-option = 栏目没有“{ $found }”这个选项。
    .expected = { $known }，以及 “词”=值
    .mend = { $suggest ->
        [none] 删去它；是表头的一部分的，用「」把表头括起来。
       *[other] 是不是“{ $suggest }”？
    }

option-value = 选项“{ $option }”的值“{ $found }”不对。
    .expected = { $expected ->
        [yes-no] 是、否、不适用、缺
        [percent] 带 % 的数、不适用、缺
        [number] 数、不适用、缺
        [entry] 表里的一项、不适用、缺
        [state] 不适用、缺
        [percent-range] 0%..100%，两头也可以是栏目，可以只写一头
        [range] 0..分值，两头是数或者栏目，可以只写一头，左边不大于右边
        [percent-sign] 百分号=数字（85% 是 85），百分号=小数（85% 是 0.85）
        [bare-number] 裸数=小数（0.85 是 85%），裸数=百分点（85 是 85%）
        [text] 一段文字
       *[nothing] 后面不带等号
    }
    .mend = 改成上面的写法。

option-twice = 选项“{ $found }”写了两次。
    .mend = 只留一个。

for-alone = 表“{ $table }”写了 for，却没有写 one_per 或者 every，这个条件管不到任何一行。
    .mend = 在 one_per 或者 every 里写明每个什么都要有行；只想采用一部分行的，用 only。

option-unfit = 选项“{ $found }”不能用在“{ $type }”类型的栏目上。
    .mend = 删去这个选项，或者改栏目的类型（“月”“季度”“半年”是语言自带的表，有几个月写“个月”）。

column-twice = 栏目“{ $column }”写了两次。
    .mend = 只留一个；同一栏有几种表头的，写成“{ $column } = 表头 | 表头”。

rename-only = 单个来源里的栏目“{ $column }”只能改表头。
    .expected = { $column } = 这个文件里的表头
    .mend = 类型和选项写在表的 columns 里，这里删去。

table-without-rows = 没有写明表“{ $table }”的内容从哪里来。
    .expected = from（文件）、rows（写在方案里的行）、items（写在方案里的名称），三者有一
    .mend = 补上其中一个。

rows-from-two = 表“{ $table }”既写了 { $first }，又写了 { $second }。
    .mend = 只留一个。

row-too-long = 这一行有 { $found } 格，表头只有 { $expected } 栏。
    .mend = 删去多出的格，或者在第一行补上栏目；内容里带 | 的，用「」括起来。

item-twice = “{ $found }”写了两次。
    .mend = 名称和别名都不能重复，只留一个。

list-clash = 栏目“{ $column }”的列表自成一张同名的小表，而这个名称已经被另一张内容不同的表占用。
    .mend = 给栏目换一个名称，写成“新名称 = 表头: 类型”；两处本是一回事的，把列表写成一样。

pair-expected = { $key } 里的“{ $found }”不是“栏目 = 值”。
    .expected = 栏目 = 值，几个之间用逗号隔开
    .mend = 改成“栏目 = 值”的写法；值里带逗号或者等号的，用「」括起来。

column-source-alone = “{ $found }”取的是另一张表的一列，不能和别的来源并列。
    .mend = 写成 from = "{ $found }"；本来是文件的，写全文件名和后缀。

output-name = “{ $found }”不能作为另外输出的文件名。
    .expected = 名称.csv，不带文件夹，不用 results、components、summary 这几个名称
    .mend = 换一个文件名。

document-name = “{ $found }”不能作为公文的名称。
    .expected = 可以作为文件名的名称，不用反馈、排名这两个
    .mend = 换一个名称；种类另写在 kind 里。

document-twice = 一个方案只能有一份“{ $kind }”。
    .mend = 只留一份；发给一部分对象的，用 units 写明条件。

nothing-to-list = { $what ->
        [pay] 这个方案没有绩效工资，也没有带奖金的奖项，发放表无可发放。
       *[prize] 这个方案没有奖项，也没有用 units 从等次里选定表彰的对象。
    }
    .mend = { $what ->
        [pay] 补上 pay（绩效工资），或者删去这份公文。
       *[prize] 补上 prize（奖项）；按等次表彰的，写 units = "等次 = “先进”"。
    }

key-unfit = “{ $kind }”用不到“{ $key }”。
    .expected = { $known }
    .mend = 删去它；本来是别的种类的，在 kind 里写明。

table-unknown = 没有“{ $found }”这张表。
    .mend = { $suggest ->
        [none] 补上 [table."{ $found }"]，或者核对名称；本来是文件的，写全后缀。
       *[other] 是不是“{ $suggest }”？
    }

type-unknown = “{ $found }”不是类型，也没有这张表。
    .mend = { $suggest ->
        [none] 类型有文本、日期、是否、数、分、元、万元、%、人等计量单位；引用别的表的，补上 [table."{ $found }"]。
       *[other] 是不是“{ $suggest }”？
    }

column-unknown = { $key } 里的“{ $found }”不是表“{ $table }”的栏目。
    .mend = { $suggest ->
        [none] 在 columns 里补上这一栏，或者核对名称。
       *[other] 是不是“{ $suggest }”？
    }

constant-differs = 文件名或者工作表名里的“{ $found }”在几个方案里的值不同：{ $values }
    .mend = 各方案取同一个值；确实不同的，在各方案里分别写这张表。
