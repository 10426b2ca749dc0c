# 办公页面：等着办的事、群发、导入

page-queues-all = 全部
page-queues-number = 编号
page-queues-grid = 网格
page-queues-grid-said = 网格（编号或名称）
page-queues-category = 类别
page-queues-state = 状态
page-queues-owner = 谁在办
page-queues-due = 期限
page-queues-due-late = { $day }（已到期）
page-queues-late-mark = { $due }（已到期）
page-queues-level = 归哪一级办
page-queues-reporter = 谁报的
page-queues-when = 时间
page-queues-who = 谁
page-queues-act = 做了什么
page-queues-text = 说明
page-queues-history = 经过
page-queues-history-none = 还没有人办过。
page-queues-do = 办理
page-queues-words = 报的内容
page-queues-no-words = 没有文字说明。
page-queues-photos = 有{ $count }张照片，照片在聊天里看：发“工单 { $number }”。

page-queues-cases = 隐患和工单
page-queues-cases-work = 在办的
page-queues-cases-late = 已到期的
page-queues-cases-asked = 等确认的
page-queues-cases-over = 已结束的
page-queues-cases-all = 全部
page-queues-cases-none = 这里没有工单。换一个状态或类别看看。
page-queues-cases-how = 点编号看经过和办理。要报一件新的，在聊天里发“报修”加一句话。
page-queues-case = 工单{ $number }号：{ $category }
page-queues-stands-for = 已并到
page-queues-merged = 并进来的
page-queues-take = 我来办
page-queues-progress = 记进展
page-queues-progress-hint = 现在怎样了（报的人会收到）
page-queues-solve = 办结
page-queues-solve-hint = 怎么解决的（会请报的人确认）
page-queues-hand-up = 上交
page-queues-hand-up-hint = 为什么要上交
page-queues-merge = 合并
page-queues-merge-hint = 和哪一号是同一件
page-queues-did-taken = 接单
page-queues-did-progress = 进展
page-queues-did-passed = 上交
page-queues-did-solved = 办结
page-queues-did-reopened = 说还没好
page-queues-did-confirmed = 确认好了
page-queues-did-checked = 看过，好了
page-queues-did-merged = 合并到

page-queues-asked = 问我的事
page-queues-asked-how = 还没有回答的问题都在这里，和聊天里收到的一样。在哪边回答都算数。
page-queues-asked-none = 现在没有等您回答的问题。
page-queues-until = { $time }前回答
page-queues-by = { $name }提出
page-queues-decide = 看一看再决定
page-queues-take-back = 看一看，可以撤回

page-queues-applications = 办事申请
page-queues-applications-none = 现在没有等您办的申请。
page-queues-applications-how = 点编号看这一件。涉及隐私的申请，列表里不写姓名和事项；打开看会留下记录。
page-queues-application = 申请{ $number }号：{ $name }
page-queues-application-do = 办理这一步
page-queues-procedure = 事项
page-queues-private = （打开后显示）
page-queues-step = 步骤
page-queues-step-of = 第{ $place }步，共{ $count }步
page-queues-steps = 步骤
page-queues-step-now = 现在这一步
page-queues-step-done = 办完了
page-queues-person = 姓名
page-queues-application-done = 办完
page-queues-application-asked = 请补材料
page-queues-application-refused = 没有批准
page-queues-application-withdrawn = 本人撤回

page-queues-nominations = 推荐审核
page-queues-nominations-none = 现在没有等您审核的推荐。
page-queues-review = 看事迹，审核

page-queues-approvals = 等第二个人同意
page-queues-approvals-how = 这些事要两位工作人员才能生效：一位提出，另一位同意。自己提的不能自己同意。
page-queues-proposals = 提案
page-queues-sends = 要发的群发
page-queues-recipients-of = { $count }人
page-queues-unreachable-of = { $count }人联系不上

page-queues-wishes = 微心愿
page-queues-wishes-to-read = 等您看的心愿
page-queues-wishes-under-way = 在办的心愿
page-queues-wishes-none = 现在没有这样的心愿。
page-queues-wishes-how = 这里不写是谁的心愿。没有发布的，只有轮到看的人看得到原话。
page-queues-wish = 心愿
page-queues-wish-read = 看一看：发布、改写或退回
page-queues-wish-asking = 等本人说一声
page-queues-wish-submitted = 等着看
page-queues-wish-returned = 请改一改
page-queues-wish-published = 等人认领
page-queues-wish-claimed = 有人认领
page-queues-wish-fulfilled = 说办好了，等确认
page-queues-wish-expired = 到期没有人认领
page-queues-claimer = 谁认领的
page-queues-until-when = 到哪天

page-queues-care = 平安问候
page-queues-care-none = 您管的地方还没有人开通平安问候。
page-queues-care-not-emergency = 平安问候不是急救服务。有急事请打120、110或119。
page-queues-care-asked = 请您去看或者跟进的人，在这里回话：
page-queues-care-arrange = 给邻居开通
page-queues-care-hint = 谁、什么时候，例如：王伯 每天9点（会先问本人）
page-queues-when-asked = 什么时候问

page-queues-knocks = 要敲门转告的人
page-queues-knocks-none = 现在没有要敲门转告的人。
page-queues-knocks-mine = 请您转告的有{ $count }位。
page-queues-knocks-answer = 回话：告诉了，或者联系不上
page-queues-place = 地方
page-queues-about = 什么事
page-queues-knocker = 请谁去
page-queues-since = 什么时候请的
page-queues-you = 您
page-queues-nobody = 还没有人
page-queues-not-asked-yet = 还没有请

page-queues-checks = 抽查和照片
page-queues-checks-how = 抽查和照片核对都不动积分。要更正积分，走“冲正”，要两个人。
page-queues-spots = 随机抽查的结果
page-queues-spots-none = 还没有抽查的结果。
page-queues-photos-alike = 和以前很像的照片
page-queues-photos-none = 没有发现和以前很像的照片。
page-queues-period = 哪一期
page-queues-checker = 谁看的
page-queues-result = 结果
page-queues-like = 像哪里、哪天的
page-queues-said = 本人怎么说
page-queues-spot-true = 和报的一样
page-queues-spot-otherwise = 和报的不一样
page-queues-spot-unseen = 没有看成
page-queues-spot-lapsed = 过时没看
page-queues-photo-open = 还没有说
page-queues-photo-new = 是新拍的
page-queues-photo-mistaken = 发错了

page-queues-broadcasts = 群发
page-queues-broadcast = 群发{ $number }号
page-queues-write = 写一条群发
page-queues-write-how = 先预览，看清字句、人数和费用，再确认。超过50人要另一位协调员同意。
page-queues-write-hint = 发给谁: 内容，例如：单元长 HT03: 明天上午停水
page-queues-preview = 预览
page-queues-sent-so-far = 发过的
page-queues-audience = 发给谁
page-queues-recipients = 人数
page-queues-author = 谁写的
page-queues-second = 谁同意的
page-queues-leaves = 发出时间
page-queues-broadcast-gone = 已发出
page-queues-broadcast-soon = 就要发出，还可以取消
page-queues-broadcast-awaiting = 等另一位协调员同意
page-queues-broadcast-cancelled = 已取消
page-queues-call-off = 取消发送
page-queues-fate = 送达情况
page-queues-through = 已处理{ $count }，共{ $total }
page-queues-running = 正在发，页面每几秒更新一次。
page-queues-count = 人数
page-queues-more = 说明
page-queues-fate-waiting = 等着发
page-queues-fate-sent = 发出，还没有回执
page-queues-fate-delivered = 确认送达
page-queues-fate-uncertain = 说不准收到没有
page-queues-fate-expired = 过时没发
page-queues-fate-cancelled = 取消没发
page-queues-fate-failed = 没送到
page-queues-fate-knocking = 请人去敲门
page-queues-fate-told = 已当面转告
page-queues-fate-nobody = 没有人能去
page-queues-fate-unplanned = 不去敲门（或者还没有安排）
page-queues-budget = 短信预算
page-queues-rules = 发送规则
page-queues-stop = 暂停一切发送
page-queues-stop-how = 除了回话，什么都不再发出，直到恢复。
page-queues-stop-why = 为什么要暂停
page-queues-stopped = 发送已暂停：{ $time }起，{ $name }。
page-queues-resume = 恢复发送

page-queues-groups = 群机器人
page-queues-groups-none = 还没有网格接上群。
page-queues-groups-count = 群数
page-queues-code = 编号
page-queues-groups-add = 接上或移除
page-queues-groups-how = 写网格编号和机器人的地址就接上，例如：B3 https://qyapi…；写“B3 删除”就移除。
page-queues-groups-hint = 网格和地址
page-queues-groups-go = 执行

page-queues-uncertain = 说不准收到没有的消息
page-queues-uncertain-how = 可能到了，也可能没到。再发一次，对方可能收到两遍；不发，就这样放着。
page-queues-resend = 再发一次
page-queues-leave = 就这样，不发

page-queues-letters = 没处理好的来信
page-queues-letters-how = 程序没能处理的来信。写的人已经知道没处理好。内容不在这里显示：别人写了什么，不给别的人看。放回去会再试一次，并回答写的人。
page-queues-letters-somebody = 不知道是谁
page-queues-letters-back = 放回去再试一次
page-queues-letters-settle = 就这样，不再列出
page-queues-letters-gone = 内容没有留存，放不回去

letters-none = 没有没处理好的来信。
letters =
    没处理好的来信有{ $count }封：
    { $lines }
    再试一次发“死信 放回 编号”，就这样发“死信 了结 编号”。
letters-line = { $number } { $name }，{ $way }，{ $day } { $time }
letters-line-unknown = { $number } 不知道是谁，{ $way }，{ $day } { $time }
letter-back = 好的，放回去了，马上再试一次。
letter-settled = 好的，就这样，不再列出，内容也不留了。
error-letters-community-only = 没处理好的来信由全社区的协调员来看。
proposals-none = 没有等第二个人同意的提案。
proposals =
    等第二个人同意的提案有{ $count }件：
    { $lines }
    发“提案 { $example }”看这一件并决定。
proposals-line = { $number } { $name }：{ $what }
proposal-own = 您提的：{ $what }。等另一位同意；改主意可以撤回。
pending-none = 没有等第二个人同意的群发。
pending =
    等第二个人同意的群发有{ $count }条：
    { $lines }
    发“待发 { $example }”看这一条并决定。
pending-line = { $number } { $name } → { $audience }
knocks-none = 现在没有请您敲门转告的人，谢谢！

page-queues-import = 导入表格
page-queues-import-how = 名册、放假调休安排、话术、登记册都从这里导入，和在聊天里把文件发给机器人一样：先核对，给您看结果，您确认后才改动。
page-queues-import-file = 选一个 .xlsx 或 .csv 文件（最大{ $most }MB）
page-queues-import-send = 上传并核对
page-queues-import-example = 名册要有“网格”和“人员”两张表；放假调休安排列名“日期、上班/放假、名称”。
page-queues-import-people = 下载现在的人员表
page-queues-import-empty = 没有收到文件。请选一个文件再上传。
page-queues-import-would = “{ $file }”核对好了，确认后会这样改
page-queues-import-rows = 一行一行的结果
page-queues-import-files = 最近的文件
page-queues-import-none = 还没有传过文件。
page-queues-import-checking = 正在核对，页面每几秒更新一次。
page-queues-import-received = 正在核对
page-queues-import-ready = 等您确认
page-queues-import-unconfirmed = 没有确认，什么都没改
page-queues-import-applied = 已导入
page-queues-import-failed = 没能导入
page-queues-import-cancelled = 没有改动
page-queues-file = 文件
page-queues-row = 这一行
page-queues-row-kind = 结果
page-queues-row-error = 有错，不导入
page-queues-row-question = 请核对
page-queues-row-note = 提示
page-queues-row-replace = 换人
page-queues-row-update = 修改
page-queues-row-appoint = 任命
page-queues-row-create = 新增
