
error-event-not-found = 没有找到{ $number }号活动。发“活动”看近期的活动。
error-event-over = “{ $title }”已经结束或取消了。
error-event-not-yet = “{ $title }”还没开始。
error-event-past = “{ $title }”的时间已经过了，请换个日期再发一次。
error-event-where = 您负责的网格不止一个，请加上对象，例如：对象 全体 HT0101
error-event-which =
    您有好几个活动，是哪一个？请带上编号，例如：点名 3
    { $lines }
    .short = 您有好几个活动，请带上编号，例如：点名 3
error-event-nothing = 您现在没有进行中的活动。发“活动 新建”看怎么发起。
error-event-code = 签到码“{ $said }”不对，可能刚换过。请看现场的新码，再发一次。
error-event-codes = 输错的次数太多了，请{ $minutes }分钟后再试，或请组织者点名。
error-event-qr = 这个二维码过期了，请再扫一次现场的二维码。
error-event-far = 您离“{ $title }”的地点还有{ $metres }米，到了再发一次位置，或者用签到码。
error-event-no-spot = “{ $title }”没有登记坐标，不能用位置签到。请用签到码，或请组织者点名。
error-event-own-hours = 自己的工时不能自己填，请协调员来办。

event-kind-volunteer = 志愿活动
event-kind-training = 培训
event-kind-meeting = 会议
event-kind-partner = 三社联动活动
event-kind-contest = 作品征集
event-weekday-0 = 周一
event-weekday-1 = 周二
event-weekday-2 = 周三
event-weekday-3 = 周四
event-weekday-4 = 周五
event-weekday-5 = 周六
event-weekday-6 = 周日
event-short-line = { $number } { $title } { $day } { $time }
event-line = { $number }. { $title } { $day } { $time } { $place }
event-places = 名额{ $capacity }，已报{ $taken }
event-places-open = 名额不限，已报{ $taken }
event-state-going = ✓ 您已报名
event-state-waiting = 您在候补
event-is-closed = 活动已结束，谢谢大家。
event-is-cancelled = 活动已取消。
event-is-over = 活动时间已过。
event-calendar = 存入日历：{ $page }
event-see-you = 到时见！
event-with = 合作单位：{ $partner }
event-course = 课程：{ $course }

events-none = 近期没有您能参加的活动。
events-list =
    近期活动：
    { $lines }
    报名请发“报名 编号”，取消请发“取消报名 编号”。
    .short = 近期活动{ $count }个，最近的是 { $first }。报名请发“报名 编号”。
event-one =
    { $number }号{ $kind }：{ $title }
    { $day } { $time } { $place }
    { $lines }
    .short = { $number }号：{ $title }，{ $day }{ $time }，{ $place }。
event-invitation = 【活动邀请】{ $title }：{ $day } { $time }，{ $place }。您来吗？（{ $number }号活动）
    .short = { $title }：{ $day }{ $time }，{ $place }。您来吗？
choice-event-join = ✅ 报名
    .short = 报名
choice-event-skip = 不去
choice-event-come = ✅ 我来
    .short = 来
event-joined =
    报上了：{ $title }，{ $day } { $time }，{ $place }。
    { $lines }
    来不了时请发“取消报名 { $number }”，名额会给候补的邻居。
    .short = 报上了：{ $title }，{ $day }{ $time }，{ $place }。来不了请发“取消报名 { $number }”。
event-joined-again =
    您早就报上名了：{ $title }，{ $day } { $time }，{ $place }。
    { $lines }
    来不了时请发“取消报名 { $number }”。
    .short = 您早就报上名了：{ $title }，{ $day }{ $time }。
event-waiting = “{ $title }”名额满了，您在候补，前面还有{ $before }人。有人退出就通知您。不等了请发“取消报名 { $number }”。
    .short = “{ $title }”名额满了，您在候补，前面{ $before }人，有空位就通知您。
event-waiting-again = 您已在“{ $title }”的候补里，前面还有{ $before }人。有人退出就通知您。不等了请发“取消报名 { $number }”。
    .short = 您已在“{ $title }”候补，前面{ $before }人。
event-declined = 好的，“{ $title }”这次不去，不再打扰您。
event-left = 已取消报名：{ $title }。改主意了请发“报名 { $number }”。
event-not-signed-up = 您没有报“{ $title }”的名。想去请发“报名 { $number }”。
event-place-free = 好消息：“{ $title }”空出一个名额，给您留下了！{ $day } { $time }，{ $place }。您还来吗？
    .short = “{ $title }”空出名额，给您留下了：{ $day }{ $time }，{ $place }。还来吗？
event-place-kept = 好的，{ $title }，{ $day } { $time }，{ $place }见！
event-no-place = 很抱歉，“{ $title }”这次没有空出名额。谢谢您的热心，下次一定给您留意。
event-coming = 提醒您：{ $title }，{ $day } { $time }，{ $place }。还来吗？
    .short = 提醒：{ $title }，{ $day }{ $time }，{ $place }。还来吗？
event-coming-soon = { $title }今天{ $time }在{ $place }，快开始了。到了现场请把签到码（4位数字）发给我。
    .short = { $title }今天{ $time }，{ $place }。到了请回4位签到码。
event-coming-soon-place = { $title }今天{ $time }在{ $place }，快开始了。到了现场请把签到码（4位数字）或您的位置发给我。
    .short = { $title }今天{ $time }，{ $place }。到了请回4位签到码。

usage-event =
    请把活动写在一条消息里，例如：
    活动 楼道大扫除 12月5日 9:00-11:00 小广场 20人
    也可以用 / 隔开：标题 / 日期和时间 / 地点 / 名额。开头可写类别：志愿、培训、会议、合作、征集。可加：对象 志愿者 HT0101。
    .short = 请这样写：活动 楼道大扫除 12月5日 9:00-11:00 小广场 20人
event-unclear = “{ $words }”我没看懂，不敢乱猜。请用 / 隔开再发一次，例如：活动 楼道大扫除 / 12月5日 9:00-11:00 / 小广场 / 20人
event-ask-title = 活动叫什么名字？（最多30个字）
event-ask-day = “{ $title }”是哪一天？请写日期，例如：12月5日
event-ask-time = “{ $title }”从几点到几点？例如：9:00-11:00
event-ask-until = “{ $title }”收作品到哪一天为止？请写日期，例如：12月20日
event-ask-place = “{ $title }”在哪里？（最多30个字）
event-ask-course =
    “{ $title }”是八大员里的哪一课？请回数字：
    1 设施管护 2 应急信息 3 政策宣传 4 居民服务 5 矛盾调解 6 志愿联络 7 环境卫生 8 文明新风
    .short = “{ $title }”是哪一课？1设施 2应急 3政策 4服务 5调解 6志愿 7卫生 8文明
event-preview =
    请核对：{ $kind }“{ $title }”
    { $year }年{ $day }（{ $weekday }）{ $time } { $place }
    对象：{ $audience }
    { $lines }
    .short = { $kind }“{ $title }”{ $day }（{ $weekday }）{ $time }，{ $place }，对吗？
choice-event-new = ✅ 就这样
    .short = 对
choice-event-quiet = 先不通知
    .short = 先不发
event-open =
    { $number }号活动“{ $title }”建好了，可以报名。要发邀请吗？确认后才会发出。
    发给：{ $audience }，共{ $recipients }人
    { $lines }
    ————
    { $text }
    .short = { $number }号活动建好了。邀请{ $recipients }人，短信{ $total }段约{ $currency }{ $cost }，发吗？
event-invite-preview =
    要给“{ $title }”发邀请吗？已经报名的不会再收到。
    发给：{ $audience }，共{ $recipients }人
    { $lines }
    ————
    { $text }
    .short = 邀请{ $recipients }人来“{ $title }”，短信{ $total }段约{ $currency }{ $cost }，发吗？
event-invite-preview-nobody = “{ $title }”没有还能邀请的人（{ $unreachable }人还没同意接收或没有可用的联系方式）。
event-open-nobody = { $number }号活动“{ $title }”建好了，可以报名。现在没有能收到邀请的人（还没同意接收、或没有可用联系方式的：{ $unreachable }人）。
event-quiet = 好的，先不通知。“{ $title }”照常可以报名；要发时：发邀请 { $number }；不办了：取消活动 { $number }

event-none-on = 现在没有您可以签到的活动。
event-here-ask = “{ $title }”：请把现场的签到码（4位数字）发给我。
event-here-ask-place = “{ $title }”：请把现场的签到码（4位数字）或您的位置发给我。
    .short = “{ $title }”：请回现场的4位签到码。
event-here-ask-many =
    现在有好几个活动：
    { $lines }
    请把您那一场的签到码（4位数字）发给我。
    .short = 请回您那一场的4位签到码。
event-here-again = 这不是签到码。请发现场看到的4位数字，或者发您的位置。
event-here = 签到成功：{ $title }。谢谢您来！提前离开时请发“签退”。
    .short = 签到成功：{ $title }，谢谢您来！
event-here-already = 您已经签到过了：{ $title }。
event-away = 好的，“{ $title }”记到现在，共{ $hours }小时。谢谢您！
event-code-not-yet = “{ $title }”{ $day } { $time }，开始前{ $minutes }分钟起可以签到，那时再发“签到码”。
event-code =
    “{ $title }”签到码：{ $code }（{ $until }换新码）
    请大家把这4个数字发给我，短信也行。
    { $lines }
    .short = “{ $title }”签到码{ $code }，{ $until }换新码。
event-code-page = 大屏和二维码（只给组织者看）：{ $page }
event-code-came = 已签到{ $count }人。发“点名”可以逐个点。
event-roll =
    点名：{ $title }（到{ $came }人，共{ $going }人）
    { $lines }
    到了的请回数字，例如：1 3 5 到。点错了回：3 没到。
    .short = 点名：{ $title }，到{ $came }/{ $going }。回数字，例如：1 3 5 到
event-roll-noted =
    记下了。{ $title }：到{ $came }人，共{ $going }人
    { $lines }
    还有请接着回数字；点完了发“结束活动”。
    .short = 记下了，到{ $came }/{ $going }。点完发“结束活动”。
event-roll-again =
    没看懂，请只回名单上的数字，例如：1 3 5 到，或：全到。
    { $title }（到{ $came }人，共{ $going }人）
    { $lines }
    .short = 没看懂。{ $title }到{ $came }/{ $going }，请只回数字，例如：1 3 5 到
event-roll-empty = “{ $title }”还没有人报名（签到{ $came }人）。没报名来了的，活动后可发：工时 { $number } 姓名 小时
choice-roll-all = 全到
choice-roll-close = 结束活动
event-people =
    { $number }号“{ $title }”{ $day }：报名{ $taken }人，到{ $came }人
    { $lines }
    .short = { $number }号“{ $title }”：报名{ $taken }人，到{ $came }人。
event-nobody-yet = 还没有人。
event-person-came = { $name } 到
event-person-came-hours = { $name } 到 { $hours }小时
event-person-absent = { $name } 没到
event-person-excused = { $name } 没到（{ $reason }）
event-person-going = { $name } 已报名
event-person-waiting = { $name } 候补

event-close-ask =
    结束“{ $title }”吗？到{ $came }人。
    { $lines }
    结束后计工时和积分，并谢谢大家。
    .short = 结束“{ $title }”吗？到{ $came }人，没到{ $missing }人。
event-close-missing = 报了名没到：{ $names }（会问问原因）
event-close-all = 报名的都到了。
event-close-due =
    “{ $title }”办完了吧？到{ $came }人，没到{ $missing }人。还没点完名的请发“点名 { $number }”。
    现在结束吗？不管的话，明天自动结束。
    .short = “{ $title }”办完了吧？到{ $came }人，没到{ $missing }人。结束吗？
choice-event-close = ✅ 结束
    .short = 结束
choice-wait = 再等等
choice-event-stays = 照常举行
event-stays = 好的，“{ $title }”照旧，什么都没有改。
event-closed =
    “{ $title }”结束了，来了{ $came }人，已谢谢他们。
    { $lines }
    .short = “{ $title }”结束了，来了{ $came }人，工时和积分已记。
event-closed-empty =
    “{ $title }”结束了，没有签到的人。
    { $lines }
    .short = “{ $title }”结束了，没有签到的人。
event-closed-no-points = 没有记工时和积分。
event-closed-hours = 工时共{ $hours }小时，积分共{ $points }分。
event-closed-held = 您组织了这次活动，得{ $points }分。
event-closed-absent = { $count }人没到，已问原因，发“名单”看回答。
event-closed-photos = 有照片吗？发来（最多{ $most }张），我转给来的人。
event-closed-itself = “{ $title }”已自动结束：到{ $came }人，没到{ $missing }人。有出入请发：工时 { $number } 姓名 小时
event-thanks = 谢谢您参加“{ $title }”！工时{ $hours }小时，积分+{ $points }。
event-thanks-plain = 谢谢您参加“{ $title }”！有您在真好。
event-photo = “{ $title }”的照片：{ $caption }
event-photo-plain = “{ $title }”的照片，谢谢您来！
event-photo-sent = 照片发给了{ $count }位来“{ $title }”的人。
event-photo-again = 请直接发照片（最多{ $most }张）；没有就不用理会。
event-photo-enough = 已经发了{ $most }张，够了，谢谢！
event-absent-ask = “{ $title }”{ $day }没见到您，一切都好吗？能说说原因吗？例如：有事请假，孩子生病。
    .short = “{ $title }”{ $day }没见到您，都好吗？请回原因，例如：有事请假。
choice-was-there = 我去了
event-absent-again = 请写一两句话，例如：有事请假，家里来人了。
event-absent-thanks = 知道了，谢谢您告诉我们。“{ $title }”记为请假，不影响您。
event-absent-over = “{ $title }”不用再说明了，谢谢您！
event-absent-note = { $name }没来“{ $title }”（{ $number }号），说：{ $reason }
event-was-there = 本人说到了
event-claim-thanks = 对不起，可能漏记了“{ $title }”。已请组织者核对，会给您补上。
event-claim-note = { $name }说“{ $title }”（{ $number }号）那天到了。核对后补记请发：工时 { $number } { $name } 小时
event-cancel-ask = 取消“{ $title }”（{ $day }）吗？会告诉报名和候补的{ $count }人。
choice-event-cancel = 取消活动
event-cancelled = 已取消“{ $title }”，已告诉{ $count }人。
event-cancelled-note = 抱歉，{ $day } { $time }的“{ $title }”取消了。谢谢您的热心，下次再见！
    .short = 抱歉，{ $day }的“{ $title }”取消了，下次再见！
usage-event-hours = 请写清活动编号、姓名和小时数，例如：工时 3 王芳 2
event-hours-noted = 记下了：{ $name }在“{ $title }”{ $hours }小时。
event-hours-capped = 记下了：{ $name }在“{ $title }”{ $hours }小时（不超过活动的时长）。
event-hours-booked = 已更正：{ $name }在“{ $title }”{ $hours }小时，积分{ $points }。已告诉本人。
event-hours-note = “{ $title }”的工时更正为{ $hours }小时，积分{ $points }。有疑问请找组织者。
usage-event-places = 请写清活动编号和人数，例如：名额 3 30（不限就写：名额 3 不限）
event-places-set = “{ $title }”现在{ $places }个名额，候补补上{ $placed }人。
event-places-unlimited = “{ $title }”现在不限名额，候补补上{ $placed }人。

page-event-door = 签到
page-event-door-lead = 请用 Telegram 扫码，或把4位数字发给楼道机器人（短信：签到 加数字）。
page-event-door-qr = 签到二维码
page-event-came = 已签到{ $count }人
page-event-closed = 现在不能签到。
