paper-percent = { $score }%
paper-date = { $date }
paper-month = { $month }月
paper-yes = 是
paper-deputy = { $role }（代理）
paper-nobody = 暂时没有
paper-in-area = { $grid }（{ $area }）

paper-column-number = 编号
paper-column-name = 姓名
paper-column-stairwell = 楼道
paper-column-signature = 签名
paper-column-place = 名次
paper-column-grid = 网格
paper-column-area = 所属
paper-column-score = 得分率
paper-column-level = 级别
paper-column-code = 网格编号
paper-column-points = 积分
paper-column-units = 单元数
paper-column-mean = 每单元积分
paper-column-entry = 流水号
paper-column-time = 时间
paper-column-rule = 规则
paper-column-raw = 数量
paper-column-reverses = 冲正流水号
paper-column-reason = 原因
paper-column-award = 奖项
paper-column-state = 状态
paper-column-digest = 名单校验码
paper-column-role = 职务
paper-column-member = 党员
paper-column-phone = 手机
paper-column-since = 任职起
paper-column-duty = 职责
paper-column-period = 所属期
paper-column-due = 截止
paper-column-done = 完成时间

paper-task-open = 未报
paper-task-done = 已完成
paper-task-excused = 免报
paper-task-impossible = 做不了
paper-task-missed = 逾期未报
paper-task-told = 已告知

paper-certificates = { $year }年荣誉证书
paper-cert-title = 荣誉证书
paper-cert-to = { $name } 同志：
paper-cert-to-grid = { $name }：
paper-cert-lead = 在{ $year }年度{ $community }评选中成绩突出，荣获
paper-cert-close = 称号。特发此证，以资鼓励。
paper-cert-check = { $grid } · 第{ $place }名 · 得分率{ $score } · 名单校验码 { $digest } · 积分台账 { $head }。名单可以从记录重新算出来核对。
paper-cert-check-no-head = { $grid } · 第{ $place }名 · 得分率{ $score } · 名单校验码 { $digest }。名单可以从记录重新算出来核对。

paper-list-title = { $community }{ $year }年评选名单
paper-list-under = { $state } · { $date }
paper-state-provisional = 暂定名单
paper-state-posted = 公示名单
paper-state-closed = 正式名单
paper-award-heading = { $name }（{ $count }名）
paper-list-foot = 名单校验码 { $digest } · 积分台账 { $head }。核对：stairwell awards { $year } 重新算出名单并比对校验码；stairwell verify --head { $head } 核对台账。
paper-list-foot-no-head = 名单校验码 { $digest }。核对：stairwell awards { $year } 重新算出名单并比对校验码。

paper-rank-title = { $year }年{ $level }积分排名
paper-rank-under = { $community } · 共{ $of }个
paper-rank-under-mean = { $community } · 共{ $of }个，按每单元平均积分
paper-rank-mark = ← 您的
paper-rank-label = 第{ $place }名 { $points }分
paper-rank =
    【{ $year }年{ $kind }排名】{ $mine }
    .short = { $year }年{ $kind }排名：{ $mine }前三：{ $top }

paper-trend-title = { $grid }近一年
paper-trend-under = { $first }—{ $last }
paper-trend-points = 积分
paper-trend-points-mean = 积分（每单元平均）
paper-trend-coverage = 完成率（%）
paper-trend =
    【{ $name }近一年】最近三个月：
    { $lines }
    .short = { $name }：{ $short }
paper-trend-line = { $period }：完成{ $done }/{ $issued }（{ $share }），{ $points }分
paper-trend-line-mean = { $period }：完成{ $done }/{ $issued }（{ $share }），每单元{ $points }分
paper-trend-part = { $month }月完成{ $share }得{ $points }分

paper-certificate = 🎉 恭喜！这是您的{ $title }（{ $awards }）。可以保存，也可以拿去打印。
    .short = 恭喜！您获得{ $awards }。证书请到社区领取，或请协调员打印。
paper-all-certificates = { $title }，共{ $count }张，每人一页，A4横向打印。
    .short = { $title }共{ $count }张。短信发不了文件，请用 Telegram 发同样的话来取。
paper-award-list = { $title }（{ $under }），A4打印。
    .short = 短信发不了文件。{ $title }请用 Telegram 来取。
paper-sheet = 表格：{ $name }
    .short = 短信发不了表格，请用 Telegram 发同样的话来取。
paper-sheet-private = 表格：{ $name }。里面有手机号，请只在工作需要时使用，不要转发。
    .short = 短信发不了表格，请用 Telegram 发同样的话来取。
paper-sheet-title = { $name } { $period }
paper-sheet-ranking = 积分排名
paper-sheet-points = 积分台账
paper-sheet-awards = 评选名单
paper-sheet-people = 人员和职务
paper-sheet-tasks = 任务
paper-sheet-usage =
    要哪一张表？请这样写：
    { $lines }
    .short = 请写：表格 排名 2026、表格 积分 2026-11、表格 评选 2026、表格 人员、表格 任务 2026-11

paper-failed = 文件没有做成，不是您的问题。请过几分钟再发一次；还是不行，请告诉社区。
    .short = 文件没有做成。请过几分钟再发一次。
paper-no-glyph = 没有做成：“{ $words }”里的“{ $mark }”是少见的字，打印字库里没有，印出来会是空框。请在名册里换一个能印的写法再导入，或者这一份手写。
    .short = “{ $words }”里有个少见的字，字库里没有，印不出来。
paper-no-glyph-own = 您名字里有一个少见的字，我们的字库还印不出来。已经告诉社区协调员，他们会另外给您做一张。
    .short = 您名字里有个少见的字暂时印不出，已告诉协调员，会另做一张给您。
paper-no-glyph-of = { $name }的证书印不出来：名字里的“{ $mark }”是少见的字，字库里没有。请给{ $name }手写一张，或者在名册里换一个能印的写法。
    .short = { $name }的证书印不出来：名字里有个少见的字，字库里没有。请手写一张。
paper-too-many = 这张表超过{ $most }行，太长了。请选一个短一些的时间，例如：表格 任务 2026-11
    .short = 这张表太长了。请选一个短一些的时间。
paper-not-closed = { $year }年的评选还没有定案，定案后才有证书。发“评选”看现在的名单。
    .short = { $year }年评选还没有定案，定案后才有证书。
paper-no-list = { $year }年还没有评选名单。年底结账后才有。
    .short = { $year }年还没有评选名单。
paper-no-list-yet = 还没有评选名单。年底结账后才有。
    .short = 还没有评选名单，年底结账后才有。
paper-by-hand =
    ⚠️ 下面有少见的字，字库里没有，文件里留了空，请手写补上：
    { $lines }
paper-no-certificate = { $year }年的名单上没有您。谢谢您这一年的付出！发“积分”看您的每一笔积分。
    .short = { $year }年的名单上没有您。谢谢您这一年的付出！

