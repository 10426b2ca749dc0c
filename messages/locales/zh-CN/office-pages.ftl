# 登录和办公页面的框架

page-office-title = 楼道办公
page-office-menu = 菜单
page-office-skip = 跳到正文
page-office-out = 退出登录
page-office-home = 首页
page-office-waiting = 等着处理
page-office-quiet = 现在没有等着处理的事。
page-office-open = 打开
page-office-for-all = 人人可看
page-office-answer = 结果
page-office-own-words = 或者自己写
page-office-answer-send = 回答
page-office-find = 查找
page-office-empty = 没有记录。
page-office-pages = 翻页
page-office-before = 上一页
page-office-after = 下一页
page-office-page = 第{ $page }页
page-office-nothing = 这里没有页面
page-office-nothing-about = 没有这个页面，或者不在您负责的范围里。
page-form-strange = 这个表单不是从您登录的页面上发来的，没有执行。请在下面的页面上再点一次。
page-form-empty = 没有写内容。请填好再点一次。
page-form-twice = 这一步已经做过了，没有再做一次。

page-menu-now = 现在
page-menu-people = 人和网格
page-menu-words = 消息
page-menu-records = 积分和评比
page-menu-set = 设置

page-app-button = 网页
page-in-title = 登录楼道办公
page-in-lead = 点一下按钮就登录了。这个链接只能用一次，请不要转发给别人。
page-in-go = 登录
page-in-how = 请在 Telegram 里给机器人发“网页”，它会给您一个一次性的登录链接，10分钟内有效。
page-in-bot = 打开机器人

sign-in-link = 点开登录（{ $minutes }分钟内有效，只能用一次，请不要转发）：
    { $link }
    .short = 网页要在Telegram里打开：请在那里给机器人发“网页”。短信里的事都可以照常用短信办。
sign-in-link-here = 点开登录（{ $minutes }分钟内有效，只能用一次）：
    { $link }
    还没有设置对外的网址，这个地址只有在运行楼道的电脑上才能打开。
    .short = 网页要在Telegram里打开：请在那里给机器人发“网页”。短信里的事都可以照常用短信办。
sign-in-ended = 已退出登录：{ $count }个浏览器。发“网页”可以再登录。
sign-in-ended-none = 现在没有登录着的浏览器。发“网页”可以登录。
error-sign-in-over = 这个登录链接已经用过或者过期了。请在 Telegram 里给机器人再发一次“网页”。
