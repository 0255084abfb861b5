product-failed = 成果文件未能生成：{ $reason }
    .mend = 请连同考核方案和报表一起反馈给程序的维护者
