# 公式的意思和算出的数

unknown-name = 没有叫“{ $found }”的规则、栏目或者表。
    .mend = { $suggest ->
        [none] 核对名称；别的表的栏目写成“表.栏目”，还没有写的规则先写上。
       *[other] 是不是“{ $suggest }”？
    }

unknown-column = 表“{ $table }”里没有叫“{ $found }”的栏目，也没有叫这个名称的行。
    .mend = { $suggest ->
        [none] 核对名称；要用这一栏的，先写进“{ $table }”的 columns。
       *[other] 是不是“{ $suggest }”？
    }

class-empty = 表“{ $table }”的“{ $column }”在计算中用来区分各行，这一格却是空的（全栏空 { $count } 格）。
    .mend = 补填这一格；空格确有含义的，在方案里用 空=… 写明。

class-resembles = 表“{ $table }”的“{ $column }”中，“{ $found }”与“{ $suggest }”相近，按不同的内容处理。
    .mend = 如果是笔误，改为“{ $suggest }”。

class-unmatched = 表“{ $table }”的“{ $column }”填“{ $found }”的，计算时没有一处找到它，这些行不起作用。
    .mend = { $suggest ->
        [none] 与被查找的名称核对，统一写法。
       *[other] 是不是“{ $suggest }”？请统一写法。
    }

unknown-function = 没有叫“{ $found }”的函数或者方法。
    .mend = { $suggest ->
        [none] 核对名称；自己的方法先写进 methods。
       *[other] 是不是“{ $suggest }”？
    }

ambiguous-name = “{ $found }”在几张表里都有：{ $tables }，不知道指哪一个。
    .mend = 写成“表.{ $found }”，指明是哪一张表。

which-scheme = “{ $at }”有几个方案考核（{ $schemes }），都有“{ $found }”，不知道取哪一个方案的结果。
    .mend = 写明方案，如“单位.「{ $first }」.{ $found }”。

which-column = 表“{ $table }”的“{ $found }”有几个栏目，不知道要哪一个。
    .expected = { $table }.{ $found }.栏目
    .mend = 在后面补上“.”和栏目的名称。

not-a-reference = “.{ $found }”前面的值不是某张表里的一项，后面取不出“{ $found }”。
    .mend = 核对“.”前面的名称；它应当是引用另一张表的栏目，类型写那张表的名称。

no-member = “{ $found }”对每一项都要有一条规则，缺的是：{ $missing }。
    .mend = 补上缺的规则，或者核对花括号里的表名。

no-unit = “{ $found }”是逐个考核对象算的，这里没有考核对象。
    .mend = 前面加“全体”的函数可以把各考核对象的值合起来；只算一次的，去掉这个名称。

defined-twice = “{ $found }”定义了两次。
    .mend = 删去一处，或者改一个名称；按不同对象分别定义的，两个条款都要写 for。

not-a-condition = 这里要的是一个条件，写着的却是{ $found }。
    .expected = 比较（如 得分 ≥ 60）、是否栏目，或者用“且”“或”“非”连起来的条件
    .mend = 补上比较的符号和数；值可能没有的，写“有值”。

unlike-kinds = “{ $left }”和“{ $right }”不是同一种值，不能放在一起。
    .mend = 核对两边的单位；比值要同百分数比的，先乘 100%；要按比例折算的，用“×”“÷”或者“每(…, …)”。

not-a-number = 这里要的是数，写着的却是{ $found }。
    .mend = 核对名称；这个栏目本来是数的，在 columns 里给它写上类型。

wrong-arguments = { $found ->
        [form] “{ $function }”的括号里写得不对。
       *[other] “{ $function }”的括号里写了 { $found } 项。
    }
    .expected = { $found ->
        [form] { $expected }
       *[other] { $expected } 项
    }
    .mend = 照样子改正；几项之间用逗号。

nothing-to-fold = 这里没有可以合起来算的东西：括号里的名称都只有手头这一个值。
    .mend = 括号里写另一张表的栏目，或者写带花括号的一族规则；要跨考核对象的，前面加“全体”或者“组内”。

two-tables = 括号里有两张表：{ $found }，不知道逐行走哪一张。
    .mend = 只留一张表；另一张表的值先写成单独的规则，或者用引用栏目取。

whole-table = 表“{ $table }”没有栏目说明各行归谁，不论哪个对象、哪一项，得到的都是整张表的数。
    .mend = 在“{ $table }”里给出归属的一栏并写上类型；确实要整张表的，前面加“全体”。

no-such-entry = 表“{ $table }”里没有“{ $found }”。
    .mend = { $suggest ->
        [none] 核对名称，或者在表里补上这一项、这个别名。
       *[other] 是不是“{ $suggest }”？
    }

entry-not-appraised = { $at ->
        [none] {""}
       *[other] { $at }：
    }“{ $found }”不是方案“{ $scheme }”的考核对象，没有它的结果。
    .mend = 核对引用的单元格，或者先用条件把这些行除外。

cycle = 这些规则互相等着对方的结果：{ $found }。
    .mend = 把其中一条改为不用后面的结果。

bands-gap = { $kind ->
        [unequal] 分档的界限不能用“{ $found }”。
        [open] 各档没有包括所有的数，最后没有“其余”。
        [gap] 各档之间有空当：{ $found } 不在任何一档之内。
        [overlap] { $found } 这一档和前面的档有重叠。
       *[unreachable] { $found } 这一档前面已经包括，永远轮不到。
    }
    .expected = ≥90 得 30分；80..90 得 20分；其余 得 0分
    .mend = { $kind ->
        [unequal] 改为 ≥、>、≤、<、= 或者“起..止”。
        [open] 最后补上“其余 得 …”。
        [gap] 改动相邻两档的界限，或者最后补上“其余 得 …”。
        [overlap] 改动这一档的界限；“80..90”包括 80，不包括 90。
       *[unreachable] 各档从高到低写，或者删去这一档。
    }

bands-of-rows = 表里各行的档次接不上或者重叠：{ $found }{ $at ->
        [none] {""}
       *[other] （{ $at }）
    }。
    .mend = 核对各行的起止：前一行的止就是后一行的起，第一档从0起算，最后一行的止可以空着。

unknown-method = 没有叫“{ $found }”的计分方法。
    .mend = { $suggest ->
        [none] 核对表“{ $table }”里的名称，或者在方案的 methods 里写上这个方法。
       *[other] 是不是“{ $suggest }”？
    }

earlier-unlike = “{ $found }”上次公布的是{ $value }，与现在不是同一种值{ $at ->
        [none] {""}
       *[other] （{ $at }）
    }。
    .mend = 规则的意思变了的，换一个名称。

no-publication = 没有{ $period }的公布结果（{ $folder }），“{ $found }”的数都当作缺。
    .mend = 公布过的，把公布的文件夹放到那里。

publication-unusable = 公布的结果不能用：{ $reason ->
        [manifest] 没有清单，或者清单读不出来
        [other-project] 它是项目“{ $found }”的
        [other-period] 它是{ $found }的
        [draft] 它是送审稿，不是公布稿
        [missing] { $found }不见了
        [changed] { $found }和公布时不一样
       *[unreadable] { $found }读不出来
    }。
    .mend = 从备份恢复公布的文件夹；以前的数只取公布过的。

comparison-left-out = 没有同上期比较，文书里不写名次的升降：上期公布的结果不能用，{ $reason ->
        [manifest] 没有清单，或者清单读不出来
        [other-project] 它是项目“{ $found }”的
        [other-period] 它是{ $found }的
        [draft] 它是送审稿，不是公布稿
        [missing] { $found }不见了
        [changed] { $found }和公布时不一样
       *[unreadable] { $found }读不出来
    }。
    .mend = 从备份恢复公布的文件夹；不要比较的，把它移出 archive。

division-by-zero = { $at ->
        [none] {""}
       *[other] { $at }：
    }除数为 0（{ $left } ÷ { $right }），算不出来。
    .mend = 核对除数的来源；0 表示无可比较的，用“比率(…, …)”，得不适用，或者先写“若”。

condition-not-applicable = { $at ->
        [none] {""}
       *[other] { $at }：
    }这个条件不适用，分不出是或否{ $found ->
        [none] 。
       *[other] ；不适用的是：{ $found }。
    }
    .mend = 写明不适用时怎么办：“… 有值 且 …”“… 不适用 或 …”，或者“… 不适用则 0”。

condition-missing = { $at ->
        [none] {""}
       *[other] { $at }：
    }这个条件要用的数还没有来，不知道是否算在内{ $found ->
        [none] 。
       *[other] ；缺的是：{ $found }。
    }
    .mend = 补上缺的数，或者在条件里写明缺时怎么办（“… 有值 且 …”“… 缺则 …”）。

no-band = { $at ->
        [none] {""}
       *[other] { $at }：
    }{ $found } 不在任何一档之内。
    .mend = 补上包括它的一档，或者最后写“其余 得 …”；数不对的，改正它的来源。

several-rows = { $at ->
        [none] {""}
       *[other] { $at }：
    }表“{ $table }”有 { $found } 行，这里只能是一行。
    .mend = 要合起来的，用“合计”“平均”等函数；本来只有一行的，核对表里是否重复。

different-values = { $at ->
        [none] {""}
       *[other] { $at }：
    }这几行的值不一样：{ $found }，取不出一个值。
    .mend = 核对表里的值；该取其中一个的，用“最近(…, 按 …)”或者“最早(…, 按 …)”写明，日期相同的再补一个条件。

bounds-exchanged = { $at ->
        [none] {""}
       *[other] { $at }：
    }“限定”的下限大于上限：{ $found }。
    .mend = 核对两个界限的先后和来源。

out-of-range = { $at ->
        [none] {""}
       *[other] { $at }：
    }给出的数不在能算的范围之内：{ $found }。
    .mend = 核对这些数的来源；排名赋分的，名次不能超过给出的分数个数；累进的，数不能小于 0。

entry-not-found = { $at ->
        [none] {""}
       *[other] { $at }：
    }表“{ $table }”里没有“{ $found }”这一项。
    .mend = 核对这几个值，或者在表里补上这一项；可以没有的，后面写“不适用则 …”。

two-definitions-apply = { $at ->
        [none] {""}
       *[other] { $at }：
    }“{ $found }”有两个条款都适用，不知道照哪一条。
    .mend = 改动条款的 for，使每个对象最多适用一条。

beyond-full-marks = { $at ->
        [none] {""}
       *[other] { $at }：
    }“{ $rule }”算出 { $found }，不在 0 到满分 { $most } 之间。
    .mend = 核对得分的来源；可以超出的，改动“满分”，或者用“限定(…, 0, …)”封顶、封底。

check-failed = { $at ->
        [none] {""}
       *[other] { $at }：
    }不合“{ $clause }”的要求：{ $found }。
    .mend = 核对所用的数；要求写错的，改正这一条“须”。

check-missing = { $at ->
        [none] {""}
       *[other] { $at }：
    }“{ $clause }”的要求没法核对，还缺数：{ $found }。
    .mend = 补上缺的数，或者在条件里写明缺时怎么办（“… 有值 且 …”）。

advice-failed = { $at ->
        [none] {""}
       *[other] { $at }：
    }不合“{ $clause }”的要求：{ $found }。
    .mend = 核对所用的数；来源本身就是这样的，可以不改。

score-missing = { $at ->
        [none] {""}
       *[other] { $at }：
    }得分还算不出来{ $found ->
        [none] 。
       *[other] ，缺的是：{ $found }。
    }
    .mend = 补上缺的数；有理由不评分的，在 [standing] 的 unscored 写明。

score-not-applicable = { $at ->
        [none] {""}
       *[other] { $at }：
    }得分不适用{ $found ->
        [none] 。
       *[other] ，不适用的是：{ $found }。
    }
    .mend = 写明不适用时怎么算（“… 不适用则 …”“按权重(…)”）；有理由不评分的，在 [standing] 的 unscored 写明。

value-missing = { $at ->
        [none] {""}
       *[other] { $at }：
    }“{ $found }”要公布，还缺数{ $cause ->
        [none] 。
       *[other] ：{ $cause }。
    }
    .mend = 补上缺的数；不公布的步骤，前面写“辅”；有理由不评分的，在 [standing] 的 unscored 写明。

tie-undecided = “{ $name }”的名额到这里正好并列：{ $found }，要由人决定。
    .mend = 决定以后，在 rank 或者 order 里写明先后，或者把 ties 改为“都取”“都不取”“逐名”。

places-not-whole = { $at ->
        [none] {""}
       *[other] { $at }：
    }得分的小数位数算出来是 { $found }，要的是 0 到 9 的整数。
    .mend = 核对 places 的公式，以及公式用到的栏目。

quota-not-whole = { $at ->
        [none] {""}
       *[other] { $at }：
    }“{ $name }”的名额算出来是 { $found }，不是整数。
    .mend = 写明怎样取整，例如 quota = "四舍五入(组内个数() × 25%)"；不适用的，写明按几个。

quotas-differ = { $at ->
        [none] {""}
       *[other] { $at }：
    }同一组内“{ $name }”的名额不一样：{ $found }。
    .mend = 名额只用全组相同的数来算，例如组别、组内个数。

money-at-odds = 这一栏由方案“{ $one }”和“{ $other }”共用，两个方案的金额单位（money）不同，不知道四舍五入到元还是万元。
    .mend = 两个方案写同样的 money；或者把取整移到各方案自己的规则里。

units-without-key = 考核对象的表“{ $table }”{ $key ->
        [none] 没有主键
       *[other] 由“{ $key }”几栏合起来作主键
    }，各个对象没有一个名称可用。
    .mend = 给表加一栏编号或名称，写 key = "该栏"；原来几栏不得重复的，写在 distinct 里。

units-alike = 表“{ $table }”里有两个对象都印作“{ $found }”（主键“{ $one }”和“{ $other }”），结果里分不清谁是谁。
    .mend = 让 title 印出的名称各不相同，例如 title = "姓名 & “（” & 工号 & “）”"。

empty-group = { $at ->
        [none] {""}
       *[other] { $at }：
    }没有组别，不知道和谁比。
    .mend = 在表里补上组别；不参加考核的，在 only 里除外。

no-units = 方案里没有考核对象。
    .mend = 核对 units 的表有没有行、only 的条件是否把所有的行都除外了。

cannot-share = { $at ->
        [none] {""}
       *[other] { $at }：
    }总额分不下去：{ $kind ->
        [pool] 总额和最小份额是 { $found }，总额应当不小于 0，并且是最小份额的整数倍。
        [negative] 有一份是负数（{ $found }）。
       *[nothing] 各份加起来是 0，没有比例。
    }
    .mend = { $kind ->
        [pool] 总额先四舍五入到分，或者改动最小份额。
        [negative] 用“不低于(…, 0)”，或者让这样的对象不适用。
       *[nothing] 核对各份的来源；不分配的，总额写 0。
    }

weights-not-one = 权重加起来是 { $found }，不是 100%。
    .mend = 核对各项的权重。

more-units = 还有 { $count } 处同样的问题：{ $units }。
    .mend = 照这一处前面几条的办法一并处理。

more-units-advised = 还有 { $count } 处同样的情况：{ $units }。
    .mend = 照这一处前面几条的办法一并核对。

entry-chooses-nothing = 表“{ $table }”的各行不分“{ $entry }”，每个“{ $entry }”合起来的都是同样的数。
    .mend = 在“{ $table }”里给出“{ $entry }”一栏并写上类型，或者用“其中”写明取哪些行；本来就不分的，单独写成一条规则。

two-references = 表“{ $table }”有两栏引用同一张表（{ $found }），一行要两栏都是同一个才算，不知道按哪一栏归属。
    .mend = 不表示归属的那一栏写上“不归属”。

which-of-two = 表“{ $units }”有几栏（{ $found }）都和表“{ $table }”的“{ $column }”引用同一张表，不知道按哪一栏取行，结果没有按它取。
    .mend = 不表示归属的那几栏写上“不归属”，或者用“其中”写明取哪些行。

by-common-reference = 表“{ $table }”没有写明“{ $units }”的栏目，按“{ $column }”和“{ $units }”的“{ $found }”相同取行：相同的对象合起来的是同样的数。

name-hidden = 这里的“{ $found }”指{ $near }，不是{ $far }。

two-meanings = “{ $found }”既是规则，又是一张表。
    .mend = 给规则或者表换一个名称。

last-arm-sum = “否则”后面是 { $found }，容易看成先分情形再加减。
    .mend = 只在这种情形下加减的，给它加上括号；各种情形都加减的，把整个“若 … 否则 …”放进括号。

points-times-difference = 分数乘的是百分比之差：相差 1 个百分点只得百分之一的分。
    .expected = 0.4分 × 每(降幅, 1个百分点)
    .mend = 每个百分点给分、扣分的，用“每(…, 1个百分点)”；本来就按比例折算的，可以不改。

no-such-line = 没有叫“{ $found }”的等次或者奖项，这个条件永远不成立。
    .mend = { $suggest ->
        [none] 核对名称。
       *[other] 是不是“{ $suggest }”？
    }

line-unreachable = “{ $name }”这一档永远轮不到：{ $kind ->
        [taken] 合乎条件的前面“{ $other }”等档已经包括。
       *[never] 它的条件不可能成立。
    }
    .mend = 核对界限和先后；各档从上往下，先合的先得。

part-above-whole = “{ $rule }”满分 { $most }，其中这一项最多可得 { $found }，比整项还多。
    .mend = 核对这一项的封顶和整项的满分。

parts-miss-whole = “{ $rule }”满分 { $most }，各部分加起来是 { $found }{ $at ->
        [none] {""}
       *[other] （{ $at }）
    }。
    .mend = 核对各部分的满分和整项的满分。

sub-items-miss-item = 表“{ $table }”的“{ $item }”：“{ $column }”是 { $expected }，它下面各项的“{ $below }”加起来是 { $found }。
    .mend = 核对这一项和它下面各项的分值。

number-not-used = 条文里的“{ $found }”，这一条的规则都没有用到。

table-unused = 表“{ $table }”没有任何规则使用。
    .mend = 补上漏写的规则；用不着的，删去这张表。

column-unused = 表“{ $table }”的“{ $column }”没有任何规则使用。
    .mend = 补上漏写的规则；用不着的，从 columns 里删去。

columns-only-read = 表“{ $table }”的这些栏目只供查看，没有规则使用：{ $columns }。
