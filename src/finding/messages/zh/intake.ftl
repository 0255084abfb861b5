# 数据文件的读取和核对

# 文件和工作表

missing-file = 表“{ $table }”所用的文件“{ $found }”不在期文件夹和项目文件夹中
    .expected = 文件名符合“{ $found }”的数据文件
    .mend = { $suggest ->
        [none] 请补交该文件，或在方案的 from 中改正文件名
       *[other] 文件夹中有“{ $suggest }”，如果就是它，请改正文件名；否则请补交该文件
    }
optional-file-absent = 表“{ $table }”可有可无的文件“{ $found }”没有报送，其中的数据按不适用处理
other-ending = 没有“{ $expected }”，读了文件名相同、扩展名不同的这个文件
unclaimed-file = 期文件夹中的这个文件没有任何表使用
    .mend = 如果应当使用，请按方案中的文件名改名；否则请移出期文件夹
unclaimed-copy = 这个文件像是“{ $of }”的另一个版本，没有读取
    .mend = 请确认以哪一份为准，把有效的一份按方案中的文件名保存，另一份移出期文件夹
copy-read = 这个文件像是“{ $of }”的另一个版本，两份都读取了
    .mend = 请确认以哪一份为准，把另一份移出期文件夹
missing-sheet = 表“{ $table }”所用的工作表“{ $expected }”不在该文件中
    .expected = 工作表“{ $expected }”；现有：{ $found }
    .mend = { $suggest ->
        [none] 请补上该工作表，或在方案的 from 中改正工作表名
       *[other] 是否为“{ $suggest }”？请改正工作表名
    }
wanted-sheet-hidden = 表“{ $table }”所用的工作表“{ $expected }”是隐藏的，没有读取
    .mend = 请核对该工作表，确认有效后取消隐藏
empty-sheet = 表“{ $table }”所用的工作表是空的
    .mend = 请联系报送单位补报数据
several-sheets = 该文件有几张工作表都像是表“{ $table }”：{ $found }
    .expected = 只有一张工作表有所需栏目，或在方案中写明工作表
    .mend = 在方案的 from 中写明用哪一张（"文件#工作表"），或删去多余的工作表
hidden-sheet = 隐藏的工作表“{ $found }”没有读取
hidden-sheet-skipped = 隐藏的工作表“{ $found }”合乎表“{ $table }”的写法“{ $expected }”，没有读取
    .mend = 请核对该工作表，确认有效后取消隐藏；作废的，删去或改名
unread-sheet = 工作表“{ $found }”没有任何表使用，没有读取
hidden-rows = 有数据的第 { $found } 行是隐藏的，照常读取
no-rows = 表“{ $table }”在这张工作表上只有表头，没有数据
    .mend = 请核对是否漏报数据
empty-ledger = 台账“{ $table }”在这张工作表上没有登记事项

# 表头

missing-column = 表“{ $table }”的栏目“{ $column }”在这张工作表上找不到
    .expected = 表头为：{ $expected }；现有：{ $found }
    .mend = { $suggest ->
        [none] 请补上该栏目，或在方案的 columns 中写明这张表用的表头
       *[other] 是否为“{ $suggest }”？请改正表头，或在方案的 columns 中写明
    }
ambiguous-column = 表“{ $table }”的栏目“{ $column }”有几个表头都符合：{ $found }
    .expected = 只有一个表头符合
    .mend = 删去多余的栏目，或在方案的 columns 中写明用哪一个（如“上级表头>下级表头”）
resembling-header = 表“{ $table }”的栏目“{ $column }”没有找到，表头“{ $found }”与它相近
    .mend = 如果就是该栏目，请改正表头；如果确实没有，请在方案的 from 中用 lacks 写明
column-absent = 表“{ $table }”在这张工作表上没有这些栏目，按不适用处理：{ $found }
hidden-column-read = 表“{ $table }”的栏目“{ $column }”读自隐藏的列“{ $found }”
    .mend = 请核对隐藏的列是否为有效数据
hidden-column-skipped = 隐藏的列“{ $found }”没有作为表“{ $table }”的“{ $column }”读取
    .mend = 如果该列有效，请取消隐藏；否则不必处理
headers-not-entries = 表“{ $table }”没有使用这些表头，它们不是所列的名称：{ $found }
headers-unclaimed = 表“{ $table }”旁边的这些表头没有任何栏目使用：{ $found }
    .mend = 如果应当计入，请按同样的格式改写表头；否则不必处理
capture-resembles = 表“{ $table }”中的“{ $found }”不是所列的名称，与“{ $suggest }”相近
    .mend = 如果就是“{ $suggest }”，请改正写法，或在别名表中补上这种写法
capture-gap = 表“{ $table }”的“{ $entry }”没有“{ $column }”一列
    .expected = 每个名称下各列齐全
    .mend = 请补上该列，或改正表头
capture-twice = 表“{ $table }”的“{ $entry }”有两列“{ $column }”，其中一列为“{ $found }”
    .expected = 只有一列
    .mend = 请删去或改正其中一列
captured-entry-missing = 表“{ $table }”没有这些“{ $column }”的数据：{ $found }
    .expected = 每个“{ $column }”都有相应的文件、工作表或表头
    .mend = { $suggest ->
        [none] 请补报数据，或改正文件名、工作表名、表头的写法
       *[other] 是否写成了“{ $suggest }”？请改正写法，或补报数据
    }
missing-label = 表格上方没有“{ $expected }”，不知道这张表的“{ $column }”
    .expected = 表格上方有“{ $expected }”，右边写明内容
    .mend = 请在表格上方补上“{ $expected }”
empty-label = “{ $expected }”右边是空的，不知道这张表的“{ $column }”
    .mend = 请在“{ $expected }”右边填写
givers-differ = 表“{ $table }”的“{ $column }”有两处说法，一处为“{ $found }”，一处为“{ $other }”
    .expected = 工作表名、文件名和表中所写一致
    .mend = 请核对后改正其中一处

# 行

merged-number = 表“{ $table }”的“{ $column }”把 { $rows } 行合并成一格，数字“{ $found }”不知道属于哪一行
    .expected = 每行各填各的数字
    .mend = 请取消合并，逐行填写
total-wrong = 表“{ $table }”的“{ $column }”合计为 { $found }，重新相加为 { $sum }，相差 { $difference }
    .expected = { $sum }
    .mend = { $texts ->
        [none] 请核对合计和各行数字
       *[other] 请核对合计和各行数字；这些单元格的数字是文本，表格软件求和时会漏掉：{ $texts }
    }
total-differs = 表“{ $table }”的“{ $column }”合计为 { $found }，重新相加为 { $sum }，相差 { $difference }
    .mend = { $texts ->
        [none] 请核对合计和各行数字
       *[other] 这些单元格的数字是文本，表格软件求和时会漏掉，程序已计入：{ $texts }
    }
empty-key = 表“{ $table }”有一行没有填“{ $column }”
    .mend = 请填写“{ $column }”，或删去该行
row-without-key = 表“{ $table }”有一行没有“{ $column }”也没有数字，没有读取
serial-gap = 序号不连续，缺 { $found }
    .mend = 请核实这里是否漏了行；行是有意删去的，请重新编号
serial-twice = 序号 { $found } 出现两次
    .mend = 请核实是否有一行重复；不重复的，请重新编号
item-resembles = 表“{ $table }”把表头“{ $found }”当作一项读取，它与“{ $suggest }”相近
    .mend = 如果是笔误，改为“{ $suggest }”
repeated-key = 表“{ $table }”的“{ $column }”重复：{ $found }
    .expected = 每个名称只有一行
    .mend = 请删去或改正重复的一行
alias-unknown = 别名“{ $alias }”对应的“{ $found }”不在表“{ $table }”中
    .mend = { $suggest ->
        [none] 请在别名表中改正规范名称，或删去这一行
       *[other] 是否为“{ $suggest }”？请在别名表中改正
    }
alias-half = 别名表中这一行只有“{ $found }”，另一个名称是空的，这一行不起作用
    .mend = 请补上这一行的别名或规范名称，或删去这一行
alias-clash = 表“{ $table }”中“{ $found }”既指“{ $one }”，又指“{ $other }”
    .expected = 一个写法只指一个名称
    .mend = 请在别名表中只保留一个
entries-resemble = 表“{ $table }”中的“{ $found }”与“{ $suggest }”相近，按两个不同的名称处理
    .mend = 如果是同一个，请统一写法
level-two-parents = “{ $found }”（{ $table }）出现在两个不同的“{ $level }”之下
    .mend = 如果不是同一个，请改用不同的名称

# 单元格

empty-cell = 表“{ $table }”的“{ $column }”没有填写
    .expected = 有内容的单元格
    .mend = 请补填；如果空白有含义，请在方案中用“空=”写明
text-for-number = 表“{ $table }”的“{ $column }”应为数字，现为“{ $found }”
    .expected = 数字
    .mend = 请改为数字；如果这种写法有含义，请在方案中写明（“词”=…、后缀=…）
scientific-number = 表“{ $table }”的“{ $column }”是科学记数法的数，读作 { $found }，后面的数字可能已被电子表格舍去
    .expected = 全部写出的数字
    .mend = 请在电子表格中把这一栏的格式改为“数值”，再另存为 CSV
number-range = 表“{ $table }”的“{ $column }”应为一个数，现为区间“{ $found }”
    .expected = 一个数
    .mend = 请与报送单位核实，改为一个确定的数
bad-commas = 表“{ $table }”的“{ $column }”中“{ $found }”的逗号不是千位分隔
    .expected = 1,234.5 或 1234.5
    .mend = 请核实：是小数点还是千位分隔，改正后重新报送
date-for-number = 表“{ $table }”的“{ $column }”应为数字，现为日期 { $found }
    .expected = 数字
    .mend = 可能是“3-4”一类的写法被表格软件变成了日期，请核实后重新填写数字
percent-sign = 表“{ $table }”的“{ $column }”带有百分号：{ $found }
    .expected = 不带百分号的数
    .mend = 请去掉百分号，或在方案中写明“百分号=数字”（85% 作 85）或“百分号=小数”（85% 作 0.85）
bare-number = 表“{ $table }”的“{ $column }”没有百分号：{ $found }
    .expected = 带百分号的数，如 95%
    .mend = 请加上百分号，或在方案中写明“裸数=百分点”（95 即 95%）或“裸数=小数”（0.95 即 95%）
mixed-scales = 表“{ $table }”的“{ $column }”有的大于 1，有的不大于 1，这里为 { $found }，可能混用了小数和百分数
    .mend = 请核对该列的写法是否一致
negative = 表“{ $table }”的“{ $column }”为负数：{ $found }
    .expected = 不小于 0 的数
    .mend = 请核实；确实可以为负的，在方案中写明“可负”；扣分写成负数的，写明“取正”
not-whole = 表“{ $table }”的“{ $column }”应为整数（{ $unit }），现为 { $found }
    .expected = 整数
    .mend = 请核实后改正；确实有小数的，在方案中把类型改为“数”
outside-range = 表“{ $table }”的“{ $column }”为 { $found }，超出范围
    .expected = { $expected }
    .mend = 请核实后改正
foreign-often = 表“{ $table }”的“{ $column }”有 { $count } 格写着“{ $found }”，不是其中的名称，都照“外=”处理了
    .expected = 已有的名称或别名
    .mend = 如果它是一个名称，请补上名称或别名；如果就该这样处理，请在方案中写明“{ $found }”=…
range-unknown = 表“{ $table }”的“{ $column }”的范围“{ $found }”查不到
    .expected = 本行的数字栏目，或本行所指名称的数字栏目
    .mend = 请在方案中改正“范围=”
error-cell = 表“{ $table }”的“{ $column }”是错误值 { $found }
    .expected = 正常的数据
    .mend = 请在表格软件中改正公式，保存后重新报送
no-cached-value = 表“{ $table }”的“{ $column }”是没有计算结果的公式
    .expected = 公式及其计算结果，或直接填写的数据
    .mend = 请用 WPS 表格或 Excel 打开该文件，待计算完成后保存
not-a-date = 表“{ $table }”的“{ $column }”不是日期：{ $found }
    .expected = 日期，如 2025-03-01、2025年3月1日
    .mend = { $suggest ->
        [none] 请改为日期
       *[other] 请把单元格格式改为日期（该数字按日期显示为 { $suggest }）
    }
not-yes-no = 表“{ $table }”的“{ $column }”不是“是”或“否”：{ $found }
    .expected = 是、√、1、有、通过、同意，或否、×、0、无
    .mend = 请改为“是”或“否”
unknown-entry = 表“{ $table }”的“{ $column }”中“{ $found }”不是所列的名称
    .expected = { $known }
    .mend = { $suggest ->
        [none] 请核对名称，或在名单、别名表中补上
       *[other] 是否为“{ $suggest }”？请改正写法，或在别名表中补上这种写法
    }
shared-title = 表“{ $table }”的“{ $column }”中“{ $found }”不止一个，不知道指哪一个
    .expected = { $known }中的一个
    .mend = 请改填主键，或让 title 印出的名称各不相同
only-too-early = 表“{ $table }”的 only 用到“{ $column }”，而表“{ $target }”有哪些条目这时还不知道
    .mend = 表“{ $table }”的条目要由 only 来定，条件里请改用不引用“{ $target }”的栏目
more-of-the-same = 表“{ $table }”的“{ $column }”在这张工作表上还有 { $count } 处同样的问题
    .mend = 请按前面几处的办法一并改正

# 是否齐全

duplicate-row = 表“{ $table }”中“{ $found }”有两行
    .expected = 每个“{ $columns }”只有一行
    .mend = 请核实后删去其中一行
missing-rows = 表“{ $table }”缺 { $count } 行：{ $found }
    .mend = { $unread ->
        [none] 请补报；确实没有的，在方案中用 for 或 absent 写明
       *[other] 该文件有没读取的工作表：{ $unread }，请核对工作表名；没有报的请补报
    }
missing-combinations = 表“{ $table }”没有这 { $count } 项的数据：{ $found }
    .mend = { $unread ->
        [none] 请补报；确实没有的，在方案中用 absent 写明
       *[other] 该文件有没读取的工作表：{ $unread }，请核对工作表名；没有报的请补报
    }
row-not-due = 表“{ $table }”中“{ $entry }”不应有数据，却填了“{ $found }”
    .expected = 空白，或没有这一行
    .mend = 请核实：数据填错了行，还是名单、指标体系写错了
empty-rows-not-due = 表“{ $table }”中有 { $count } 行不适用也没有数字，没有读取：{ $entry }
not-distinct = 表“{ $table }”中“{ $found }”重复
    .expected = 各行的“{ $columns }”不同
    .mend = 请核实后删去或改正重复的一行
equal-rows = 表“{ $table }”中有 { $count } 行与前面的行完全相同：{ $found }
    .mend = 请核实是否重复登记
