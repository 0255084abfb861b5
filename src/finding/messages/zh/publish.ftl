product-failed = 成果文件未能生成：{ $reason }
    .mend = 请连同考核方案和报表一起反馈给程序的维护者

formula-as-value = 规则“{ $rule }”在工作簿中写成了数值而不是公式：{ $reason }
table-left-out = 表“{ $table }”有{ $rows }行，行数过多，未列入工作簿；用到它的规则写成数值。方案的 live 可改这个界限（工作表最多 1,048,576 行）
    .mend = 不影响得分；如需公式，可换一种等价的写法
cell-prints-otherwise = 用表格软件重算时，{ $cell } 显示的数字会与程序的结果不同
    .mend = 以程序的结果为准；如需一致，可在方案中提前舍入
