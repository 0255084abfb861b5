# 程序自己的文字：问题的标头，各阶段，结尾的话。

## 问题的标头和附注

head-error = 错误[{ $code }]：
head-warning = 警告[{ $code }]：
head-note = 说明[{ $code }]：
line-expected = 应为：{ $text }
line-mend = 改法：{ $text }
line-related = 另见：{ $text }
line-more = 另有 { $text } 处
label-here-too = 另见此处

## 各阶段（进度）

stage-check = 检查考核方案
stage-read = 读取报表
stage-score = 计算得分
stage-stand = 评定名次、等次
stage-publish = 生成成果文件
stage-commit = 替换上一次的成果

## 运行结束

written = 成果已写入：{ $folder }
written-files = 共 { $count } 个文件
open-first = 请先打开：{ $file }
nothing-written = 有错误，未写出任何成果；上一次的成果保持原样。
checked = 考核方案和报表检查完毕，没有错误。
cancelled = 已中止，未写出任何成果；上一次的成果保持原样。
verified = { $folder } 与清单一致，共 { $count } 个文件。
verified-again = { $folder } 与清单一致，重新计算的结果也一致，共 { $count } 个文件。
verify-failed = { $folder } 与清单不一致。
internal-fault = 程序内部出错，这是程序的缺陷：{ $text }
findings-summary = 错误 { $errors } 个，警告 { $warnings } 个，说明 { $notes } 个
findings-none = 没有发现问题
notes-hidden = 另有 { $count } 个说明未列出，加 -v 可查看

## 读取情况

read-summary = 读取情况
read-table = 表
read-file = 文件
read-sheet = 工作表
read-used = 采用行数
read-left-out = 未采用
read-given = 按方案赋值
read-notes = 读法提示
read-sums = 合计
read-given-line = “{ $column }”中的“{ $found }”按“{ $means }”处理，{ $count } 处
read-given-empty = “{ $column }”中的空格按“{ $means }”处理，{ $count } 处
read-unclaimed = 没有任何表取用的文件
read-csv-sheet = （仅一张表）

## 各考核方案的结果一览

results-summary = 结果一览
results-scheme = 方案
results-units = 考核对象
results-ranked = 参加排名
results-first = 第一名
results-last = 末位
period = 期
issued = 印发日期
draft = 送审稿

# 说明

explain-no-scheme = 项目中没有名为“{ $found }”的方案；有：{ $suggest }
explain-no-unit = 考核对象中没有“{ $found }”；相近的有：{ $suggest }
explain-no-component = 方案中没有名为“{ $found }”的得分项；相近的有：{ $suggest }

# 体检

doctor-faces = 各用途的字体
doctor-families = 可用字体 { $count } 种（加 -v 列出）

# 未采用的行，按原因

left-out-total = 合计行
left-out-note = 附注行
left-out-outside = 无所需内容的行
left-out-only = 不符合采用条件的行
left-out-no-key = 无名称的行
left-out-repeated = 重复而合并的行
left-out-merged = 合并单元格中的行
left-out-not-due = 不适用而未填的行

# 读法提示

read-note-negative = 负数
read-note-sign-dropped = 负号已去掉
read-note-text-number = 文本型数字
read-note-full-width = 全角数字
read-note-thousands = 千位分隔
read-note-scientific = 科学记数法的数
read-note-unit-word = 带单位的数字
read-note-percent-sign = 带百分号的数字
read-note-inexact = 取15位有效数字的小数
read-note-text-date = 文本型日期

# 起新项目
new-exists = { $folder } 已经有内容，不覆盖；请换一个名称。
new-which = 请写 --example 名称（照示例起），或 --from 文件夹（照现有表格起草）。现有示例：{ $names }
new-nothing = { $folder } 里没有能读出表格的工作簿。
new-drafted = 读出 { $tables } 张表；考核对象猜测是“{ $roster }”。请打开方案，把标“填”“猜测”的地方核对填写，再运行 kaohe check。
new-drafted-without-roster = 读出 { $tables } 张表；看不出哪一张是考核对象的名单。请打开方案，把标“填”“猜测”的地方核对填写，再运行 kaohe check。
new-copied = 已照示例“{ $name }”起好。示例的数据均为虚构，请换成自己的。

# 退回
return-taken = { $folder } 里已经有文件，不覆盖；退回的文件请另写到一个新的或空的文件夹。
returned = 退回 { $count } 个有问题的文件，另附退回清单：
