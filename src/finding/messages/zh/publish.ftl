product-failed = 成果文件未能生成：{ $reason }
    .mend = 请连同考核方案和报表一起反馈给程序的维护者

formula-as-value = 规则“{ $rule }”在工作簿中写成了数值而不是公式：{ $reason }
table-left-out = 表“{ $table }”有{ $rows }行，行数过多，未列入工作簿；用到它的规则写成数值。方案的 live 可改这个界限（工作表最多 1,048,576 行）
    .mend = 不影响得分；如需公式，可换一种等价的写法
cell-prints-otherwise = 用表格软件重算时，{ $cell } 显示的数字会与程序的结果不同
    .mend = 以程序的结果为准；如需一致，可在方案中提前舍入

nobody-meant = 没有符合条件的对象，公文“{ $document }”本期不印发。
sentence-left-out = “{ $found }”本期没有数，这一句没有排进公文：{ $sentence }
    .mend = 核对这个汇总数；本期确实没有的，在方案里改写这一句。
no-way-to-object = 公示“{ $document }”没有写明向哪里提出异议。
    .mend = 在 [issue] 或者这份公文里写 telephone（电话）或者 address（地址）。
pool-not-paid = 发放表“{ $document }”合计{ $total }{ $unit }，与资金总额{ $pool }{ $unit }不一致。
    .mend = 核对不计分的对象是否还参加分配；只在一部分对象中分配的，在方案里写明条件。
