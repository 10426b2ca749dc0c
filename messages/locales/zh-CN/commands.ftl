migrated = 数据库已是最新。
import-no-file = 找不到文件 { $file }。请检查文件名和所在的文件夹。
import-confirm = 要导入吗？输入 是 或 y 确认，其他任何输入都不导入：{" "}
admin-code =
    { $name } 现在是协调员。请本人在 24 小时内向机器人发送：/start { $code }
    这个码只能用一次，请只交给本人。
