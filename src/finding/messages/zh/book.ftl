# 读取报送文件

file-unreadable = 无法读取该文件（{ $detail }）
    .expected = 可正常打开的 .xlsx、.xls、.xlsb、.ods、.et 或 .csv 文件
    .mend = 请检查文件是否存在、是否有读取权限、是否被其他程序占用

file-empty = 该文件是空文件，没有任何内容
    .mend = 请联系报送单位重新报送

file-too-big = 该文件超过 { $limit } MB，未读取
    .mend = 请删除文件中的图片和无关工作表后重新报送

file-protected = 该文件可能已加密，需要密码才能打开
    .expected = 不设打开密码的文件
    .mend = 请报送单位打开文件，去掉打开密码后重新保存、重新报送

file-is-html = 该文件实际是网页（HTML），并不是电子表格，只是扩展名像电子表格
    .expected = .xlsx、.xls、.xlsb、.ods、.et 或 .csv 格式的文件
    .mend = 请用 WPS 表格或 Excel 打开，另存为“Excel 工作簿（.xlsx）”后重新报送

file-is-xml = 该文件实际是“XML 电子表格 2003”格式，不能直接读取
    .expected = .xlsx、.xls、.xlsb、.ods、.et 或 .csv 格式的文件
    .mend = 请用 WPS 表格或 Excel 打开，另存为“Excel 工作簿（.xlsx）”后重新报送

not-a-workbook = 该文件不是电子表格，也不是文本表格
    .expected = .xlsx、.xls、.xlsb、.ods、.et 或 .csv 格式的文件
    .mend = 请确认是否放错了文件，并换成电子表格

file-damaged = 该文件已损坏或不完整，未读取（{ $part }：{ $detail }）
    .mend = 请用 WPS 表格或 Excel 打开并另存；如果打不开，请联系报送单位重新报送

part-too-big = 该文件的“{ $part }”部分解压后超过 { $limit } MB，未读取
    .mend = 请把有用的单元格复制到新的工作簿后重新报送

too-many-cells = 该文件有内容的单元格超过 { $limit } 个（读到工作表“{ $sheet }”时），未读取
    .mend = 请删除无关的工作表和单元格，或把文件拆开后重新报送

text-encoding = 该文本文件第 { $line } 行的文字编码不正确，既不是 UTF-8，也不是 GB18030
    .expected = UTF-8 或 GB18030（GBK、GB2312）编码的文本
    .mend = 请用 WPS 表格或 Excel 打开原始表格，另存为 .xlsx 后重新报送

quote-open = 第 { $row } 行的一个英文双引号（"）没有配对的另一半，后面的内容无法分清
    .expected = 成对的英文双引号
    .mend = 请补上或删去这个双引号

stray-cells = 单元格 { $cells } 等在读取范围（前 { $rows } 行、前 { $columns } 列）之外，没有读取
    .mend = 如果是误填，请删除这些单元格；如果确有数据，请移到读取范围之内

cache-doubtful = 有 { $count } 个公式的结果为 0，而文件要求打开时重新计算，这些 0 可能不是真实结果
    .mend = 请用 WPS 表格或 Excel 打开该文件，待计算完成后保存，再重新报送
