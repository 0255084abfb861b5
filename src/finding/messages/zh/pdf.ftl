# 排版：模板、字体和缺字。

missing-template = 没有这个公文模板
    .mend = 在 templates/ 中补上同名的模板文件，或改正考核方案中的文种名称
templates-unreadable = 模板文件夹无法读取（{ $reason }）
    .mend = 检查文件夹是否存在、是否有读取的权限
template-fault = { $line ->
        [none] 排版模板出错：{ $found }
       *[other] 排版模板第 { $line } 行出错：{ $found }
    }
    .mend = { $hint ->
        [none] 修改模板中的这一处；可以用 typst 单独编译模板和 samples/ 中的样例来查看
       *[other] 修改模板中的这一处（{ $hint }）；可以用 typst 单独编译模板和 samples/ 中的样例来查看
    }
bad-font-table = 字体表写得不对（{ $reason }）
    .expected = 每种用途一节，其中有 bundled 和 office 两个字体名单
    .mend = 对照程序自带的 templates/fonts.toml 改正
no-face-for-role = 没有可用的{ $role }字体
    .expected = 以下字体之一：{ $wanted }
    .mend = 运行 scripts/fonts.sh 取得字体，或把字体文件放入 templates/fonts/；用 kaohe doctor 查看已找到的字体
missing-glyph = { $within ->
        [none] 《{ $document }》中的“{ $found }”字，所列字体都没有
       *[other] 《{ $document }》“{ $within }”中的“{ $found }”字，所列字体都没有
    }
    .mend = 核对这个字是否写错；没有写错的，在 templates/fonts.toml 的名单末尾加一种有这个字的字体
fallback-face = { $within ->
        [none] 《{ $document }》中的“{ $found }”字，用后备字体 { $family } 排出
       *[other] 《{ $document }》“{ $within }”中的“{ $found }”字，用后备字体 { $family } 排出
    }
