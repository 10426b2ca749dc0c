migrated = 数据库已是最新。
import-no-file = 找不到文件 { $file }。请检查文件名和所在的文件夹。
import-confirm = 要导入吗？输入 是 或 y 确认，其他任何输入都不导入：{" "}
running = 楼道已启动，网页在 http://{ $listen }/ 。按 Ctrl+C 停止。
running-alone = 楼道已启动，网页在 http://{ $listen }/ 。还没有设置 Telegram 和短信，谁也收不到消息：请运行 stairwell doctor 看怎么设置。
running-role = 楼道已启动，角色：{ $role }。按 Ctrl+C 停止。
import-left = 没有导入，什么都没有改动。
admin-code =
    { $name } 现在是协调员。请本人在 24 小时内向机器人发送：/start { $code }
    这个码只能用一次，请只交给本人。
