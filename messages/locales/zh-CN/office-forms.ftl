# 办公页面下面的一行小表单；改文案、录纸票

page-offer = 还可以在这里办
page-offer-resident = 登记住户
page-offer-resident-hint = 姓名 电话 单元，例如：王桂花 13900000001 B3U1
page-offer-birthday = 登记生日
page-offer-birthday-hint = 姓名和生日，例如：李秀兰 农历八月十五
page-offer-newcomers = 看新住户
page-offer-boards = 全部公示牌（打印）
page-offer-problem = 报修
page-offer-problem-hint = 哪里、什么坏了，例如：B3U2 楼道灯不亮
page-offer-wish-for = 替人提心愿
page-offer-wish-for-hint = 谁 想要什么，例如：李秀兰 想要一副老花镜
page-offer-apply-for = 替人申请
page-offer-apply-for-hint = 办什么 替 谁，例如：高龄津贴 替 王伯
page-offer-nominate = 推荐
page-offer-nominate-hint = 推荐谁，例如：李秀兰
page-offer-charter = 提出新公约（要另一位同意）
page-offer-charter-hint = 公约的新内容
page-offer-sending = 看发送规则

page-texts-edit = 改一改
page-texts-edit-of = 改{ $number }号
page-texts-edit-about = { $number }号的字已经放进下面的框里。改好后是一条新草稿，由另一位批准；批准后再把{ $number }号撤下。
page-texts-any = 通用

page-awarding-slips-title = 录入纸票
page-awarding-slips-about = 两个人各数一遍、各录一遍，一样才算数；一次至少{ $least }张。编号在上面的名册里。
page-awarding-slips = 单元、组、编号、各答案的张数（满意、较满意、一般、不满意），例如：B3U1 居民 号 1 3 5 7 9 票 3 1 1 0
page-awarding-slips-go = 录入

page-duty-texts = 看它的文案，写一条或改一条

page-offer-event = 办活动
page-offer-event-hint = 名称、日期、时间、地点、人数，例如：楼道大扫除 12月5日 9:00-11:00 小广场 20人
page-offer-training = 看培训情况

page-events-invite = 发邀请
page-events-code = 签到码
page-events-roll = 点名
page-events-people = 名单
page-events-places = 改名额
page-events-places-hint = 多少个名额
page-events-hours = 记工时
page-events-hours-hint = 姓名 小时，例如：王芳 2
page-events-judge = 请评委
page-events-judge-hint = 请谁评分（姓名）
page-events-publish = 公布结果
page-events-close = 结束活动
page-events-cancel = 取消活动
