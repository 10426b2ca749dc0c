error-rhythm-words =
    “{ $said }”看不出是什么时候，不敢乱定。可以这样写：
    每周一 9:00；每周一、三；每月1日；每月1日，遇休息日顺延；每月第一个工作日；每月最后一个周五；每季度第一个工作日；每年3月5日；农历八月十五；清明；每个法定节假日 8:30
error-rhythm-no-such-day = 有的月份没有{ $number }日，那个月就会漏掉。请写“每月最后一天”，或者1到28日。


duties =
    各项职责：
    { $lines }
    看一项发：职责 名称
    .short = 职责：{ $names }。看一项发“职责 名称”。
duties-line = { $duty }（{ $code }）：{ $rhythm }；下次{ $next }
duties-line-off = { $duty }（{ $code }）：已停用；{ $rhythm }；原定下次{ $next }
duty-show =
    【{ $duty }】{ $code }，{ $state }
    { $lines }
    要修改，例如：职责 { $duty } 时间 每周三 10:00
    .short = { $duty }，{ $state }：{ $rhythm }；下次{ $next }
duty-state-on = 启用中
duty-state-off = 已停用
duty-preview =
    请看一看，改好以后【{ $duty }】是这样：
    { $lines }
    已经发出的不变。要这样改吗？
    .short = { $duty }改为：{ $rhythm }，下次{ $next }。改吗？
duty-preview-off =
    停用【{ $duty }】以后不再发新的，已经发出的不变：
    { $lines }
    要停用吗？
    .short = 停用{ $duty }？已经发出的不变。
duty-preview-new =
    请看一看，新职责【{ $duty }】是这样：
    { $lines }
    要新增吗？
    .short = 新增{ $duty }：{ $rhythm }，首次{ $next }。新增吗？
choice-duty-yes = ✅ 确定
    .short = 确定
duty-changed = 改好了：{ $duty }（{ $code }）。下次{ $next }；已经发出的不变。
    .short = 改好了：{ $duty }，下次{ $next }。
duty-added = 已新增：{ $duty }（{ $code }）。首次{ $next }。要改提醒等，例如：职责 { $duty } 提醒 截止前2天
    .short = 已新增{ $duty }（{ $code }），首次{ $next }。
duty-off = 已停用：{ $duty }。已经发出的不变。要恢复请发：职责 { $code } 启用
duty-same = { $duty }本来就是这样，没有改动。
duty-name-taken = 已经有叫“{ $duty }”的职责了，请换个名称。
usage-duty =
    “{ $said }”看不出要改哪一项。可以改：时间、截止、提醒、上报、对象、名称、文字、清单、启用、停用。例如：
    职责 { $code } 时间 每周三 10:00
    职责 { $code } 截止 月底，补报10天
    职责 { $code } 提醒 3天后、截止前2天
    职责 { $code } 上报 逾期2天 楼栋长、逾期5天 服务站
    .short = 没看懂。例如：职责 { $code } 时间 每周三 10:00
usage-duty-new =
    请写名称、对象和时间，用分号隔开，例如：
    职责 新增 楼道清扫；单元长；每月最后一个周五 16:00
    .short = 例如：职责 新增 楼道清扫；单元长；每月最后一个周五

duty-line-rhythm = 时间：{ $rhythm }
duty-line-audience = 对象：{ $audience }
duty-line-window = 截止：{ $window }
duty-line-remind = 提醒：{ $rules }
duty-line-escalate = 上报：{ $rules }
duty-line-points = 积分：{ $points }
duty-line-texts = 文字：取自“{ $pool }”文库
duty-line-items = 清单：{ $points }
duty-line-dates = 接下来：
duty-dates-unknown = 再往后要等{ $year }年的放假调休安排公布后才能排。
duty-next-unknown = 待放假安排公布后排定
duty-date = { $period } { $weekday } { $time }
duty-date-name = （{ $name }）
duty-date-why = ，{ $why }
duty-audience-levels = { $role }（{ $levels }级网格）
duty-due-week-end = 当周周日
duty-due-month-end = 当月月底
duty-due-quarter-end = 当季季末
duty-due-same-day = 当天
duty-due-days = 发出后{ $days }天
duty-late-days = ，之后{ $days }天内可补报
duty-rules-none = 无
duty-remind-after = 发出后{ $days }天
duty-remind-before = 截止前{ $days }天
duty-escalate-after = 逾期{ $days }天告诉{ $to }
duty-escalate-before = 截止前{ $days }天告诉{ $to }
duty-to-building-head = 楼栋长
duty-to-grid-head = 网格长
duty-to-coordinator = 协调员
duty-to-station = 服务站

error-duty-not-found = 没有叫“{ $what }”的职责。发“职责”看有哪些。
error-duty-community-only = 职责对全社区一样，要由全社区的协调员修改。请转告他们。
error-duty-changed = 刚才有人改过这项职责，请重新看一看再改。
error-duties-many = 职责已经有{ $most }项了，不能再新增。不用的可以改名改时间来用。
error-duty-no-list = 这项职责问的不是清单，没有要写的项。
error-duty-window = “{ $said }”看不出截止到什么时候。例如：截止 7天；截止 月底，补报10天；截止 季末；截止 当天。天数最多90。
error-duty-remind = “{ $said }”看不出什么时候提醒。例如：提醒 3天后、截止前2天；不要提醒写：提醒 无。最多5次，天数最多90。
error-duty-escalate = “{ $said }”看不出什么时候告诉谁。例如：上报 逾期2天 楼栋长、逾期5天 服务站；不上报写：上报 无。可以告诉楼栋长、网格长、服务站、协调员。
error-duty-audience = “{ $said }”看不出问谁，或者那一级没有这个职务。例如：对象 单元长；对象 网格长 3级；对象 协调员 1级
error-duty-name = 名称请写1到24个字，可以带英文，例如：名称 楼道清扫 / Stairwell cleaning
error-duty-texts = “{ $said }”不是文库的名字。例如：文字 weekly；不用文库写：文字 无
error-duty-items = 清单请写2到10项，用分号隔开，每项不超过40个字，例如：清单 走访困难户；安全排查；政策宣讲
