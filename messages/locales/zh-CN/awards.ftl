awards =
    【{ $year }年评选】{ $state }
    { $lines }
    怎么算的请发“评选规则”；免报、做不了的不算。每一名都能从记录重新算出，校验码 { $digest }。
    .short = { $year }年评选（{ $state_short }）：{ $counts }。{ $mine }
awards-so-far =
    【{ $year }年评选】还没有结账，下面是到目前的情况，会随记录变化：
    { $lines }
    .short = { $year }年评选还没有结账，目前够条件的：{ $counts }。
awards-none = { $year }年还没有可以评选的记录。年底结账后，名单会在这里公布。
    .short = { $year }年还没有可评选的记录，年底结账后公布。
award-state-provisional = 暂定名单，核对后公示
    .short = 暂定
award-state-posted = 公示中，到{ $day }为止。有不同意见，请发“异议”加上您的话
    .short = 公示到{ $day }，有意见发“异议”加内容
award-state-closed = 正式名单
    .short = 正式
award-heading = ■ { $name }（{ $count }名）
    .short = { $name }{ $count }名
award-area = { $name }：
award-line = { $place }. { $who } { $score }%
award-more = ……另有{ $count }名
award-nobody = 暂时没有达到条件的
award-mine = 恭喜，您在名单上！
award-objections = 收到异议{ $count }条，已答复{ $answered }条。
awards-provisional =
    { $year }年的检索已全部截止，年底评选的暂定名单已算好。
    请发“评选 { $year }”查看；核对后发“公示 { $year }”。名单由记录和规则算出，谁都可以核对。请留好这条消息，此刻的账头是 { $head }。
    .short = { $year }年评选暂定名单已算好，回“评选 { $year }”查看。
award-notice =
    恭喜！您在{ $year }年评选的暂定名单上，过两天会向居民公示。
    公示时写您的姓名和楼道；不愿意写姓名的，就只写楼道。
    .short = 恭喜！您在{ $year }年评选暂定名单上，将公示姓名和楼道。
choice-award-named = ✅ 可以写姓名
    .short = 可以
choice-award-unnamed = 不公开姓名
    .short = 不公开姓名
award-named-noted = 好的，{ $year }年的名单上会写您的姓名。改主意请发“评选 不公开”。
award-unnamed-noted = 好的，{ $year }年的名单上不写您的姓名，只写楼道。改主意请发“评选 公开”。
awards-posted =
    { $year }年评选名单已公示，到{ $day }为止（校验码 { $digest }）。{ $page }
    其间谁都可以提异议；到期且全部答复后，请发“评选 定案 { $year }”。
    .short = { $year }年评选名单已公示，到{ $day }为止。
awards-posted-news = { $name }已公示{ $year }年评选名单，到{ $day }为止（校验码 { $digest }）。有异议会通知您，请及时答复。
awards-same = 按记录重新算过，{ $year }年的名单没有变化（校验码 { $digest }）。
awards-remade =
    { $year }年的名单已按现在的记录重新算过，校验码 { $digest }。变化：
    { $lines }
    名单回到暂定，核对后请再发“公示 { $year }”。
award-gained = ＋ { $award }：{ $who }
award-lost = － { $award }：{ $who }
award-only-figures = 获奖的没有变，只有分数变了。
award-close-proposal = { $year }年评选名单定案，以后不再改动（校验码 { $digest }）
awards-closed = { $year }年评选名单已定案。校验码 { $digest }，此刻的账头 { $head }。请留好这条消息：以后谁都可以照它核对。
award-won =
    { $year }年评选定了：您获得“{ $award }”。谢谢您这一年为邻里做的事！
    证书由社区发给您。
    .short = 您获得{ $year }年“{ $award }”，谢谢您！证书由社区发给您。
award-won-grid = { $year }年评选定了：您负责的网格获得“{ $award }”。请转告大家，谢谢你们！
    .short = 您负责的网格获得{ $year }年“{ $award }”，谢谢你们！
awards-window-over = { $year }年评选名单公示期已满，还有{ $count }条异议待答复或待对方确认。没有了就可以发“评选 定案 { $year }”。

usage-objection = 对{ $year }年名单有不同意见，请发“异议”加上您的话，例如：异议 3单元也查得很认真。只有社区工作人员看得到是谁提的。
    .short = 请发“异议”加上您的话，例如：异议 3单元也查得很认真
objection-made = 记下了，编号{ $number }。社区会答复您；只有社区工作人员知道是您提的。
    .short = 记下了，编号{ $number }，社区会答复您。
objection-news =
    { $name }对{ $year }年评选名单提出异议（{ $number }号）：{ $text }
    请核对记录，再发“答复 { $number } 内容”。记录有误先更正，再“评选 重算”。
objection-insisted-news =
    { $name }不接受{ $by }对{ $number }号异议的答复。
    异议：{ $text }
    答复：{ $answer }
    请另一位同事核对后发“答复 { $number } 内容”。
usage-answer = 请写：答复 编号 内容，例如：答复 3 已核对，检索记录无误。编号见“异议列表”。
objection-answered = 已把对{ $number }号异议的答复发给{ $name }。
objection-answer = 社区答复您的{ $number }号异议：{ $answer }
    .short = 答复您的异议：“{ $answer }”。
objection-answer-last = 另一位工作人员再次核对了您的{ $number }号异议：{ $answer }
    .short = 再次核对您的异议：“{ $answer }”。
choice-objection-accept = ✅ 接受
    .short = 接受
choice-objection-insist = 不接受
    .short = 不接受
objection-accepted = 谢谢您，{ $number }号异议到此结束。
objection-insisted = 好的，另一位工作人员会再核对{ $number }号异议，再答复您。
objections =
    【异议】
    { $lines }
    答复请发“答复 编号 内容”。
objections-none = 没有异议。
objection-line-open = { $number }号 待答复，{ $name }：{ $text }
objection-line-insisted = { $number }号 对方不接受{ $by }的答复，要另一位同事再答复。{ $name }：{ $text }
objection-line = { $number }号 已答复，{ $name }：{ $text } → { $answer }
error-no-posting = 现在没有正在公示的评选名单。公示时会写明截止日期，到时再提。
error-objections-many = 您已经提了{ $most }条异议，请先等社区答复。
error-own-objection = 这是您自己提的异议，要另一位同事来答复。
error-another-must-answer = 对方不接受您的答复，要另一位同事再核对、再答复。
error-objection-settled = 这条异议已经答复过了，或者名单已定案。
error-too-long = 太长了，请写在{ $most }字以内，免得有话丢掉。
error-awards-not-made = { $year }年的名单还没有算出来。年度全部截止后会自动算好，并告诉您。
error-awards-closed = { $year }年的名单已经定案，不再改动。
error-awards-posted = 名单已经在公示了，到{ $date }为止。
error-awards-not-posted = { $year }年的名单还没有公示，请先发“公示 { $year }”。
error-awards-notice = 刚通知名单上的人，要让他们有时间说愿不愿意公开姓名。最早{ $date }可以公示。
error-awards-changed = 记录变了，{ $year }年的名单要先重算。请发“评选 重算 { $year }”，看过变化再公示。
error-awards-window = 公示期到{ $date }为止，过后才能定案。
error-awards-objections = 还有{ $count }条异议没有了结（没答复，或刚答复、对方还可以再提）。请发“异议列表”看看。
error-awards-community-only = 评选名单全社区一份，要由整个社区的协调员来办。
error-award-unknown =
    没有叫“{ $said }”的奖项。现有：
    { $lines }
error-award-rule = 这样改行不通：{ $why }
error-award-year-made = { $year }年的名单已经算出，规则不能再改。可以改以后年份的，在后面加上年份。

award-rules =
    【评选规则 { $version }】
    { $lines }
    各项按“做到÷应做”算，按比重平均；没有记录的项不算，其余按比例分。免报、做不了的不算。同分依次看：检索按时次数、志愿时长、网格编号。
    .short = { $version }版评选：{ $names }。各项按做到÷应做计分，免报的不算。
award-rule = ■ { $name }（评{ $rated }）：{ $parts }。条件：{ $least }。名额：{ $quota }
award-weight = { $part }{ $weight }
award-rated-person = 个人
award-level-station = 服务站
award-part-inspections = 检索
award-part-work = 其他任务
award-part-own = 本级任务
award-part-review = 评议
award-part-appraisal = 测评
award-part-hours = 志愿时长
award-part-events = 参加活动
award-min-issued = 检索{ $count }次以上
award-min-months = 任职{ $count }个月以上
award-min-events = 参加活动{ $count }次以上
award-min-percent = 得分{ $count }%以上
award-min-rated-percent = { $count }%以上单元参评
award-quota-level = 每个{ $level }
award-quota-everywhere = 全社区
award-quota-percent = 按参评数取{ $count }%
award-quota-at-least = 至少{ $count }名
award-quota-at-most = 最多{ $count }名
award-change-stop = 停用
award-rules-proposal = 从{ $year }年起评选规则改为：{ $name } { $what }
usage-award-rules =
    请写要改什么，例如：
    评选规则 { $name } 名额 15% 至少1 最多8
    评选规则 { $name } 权重 评议 30 测评 10
    评选规则 { $name } 条件 得分 80 月数 3
    评选规则 { $name } 停用
    后面可加年份，如：2027年。要第二位同事同意。
usage-award-new = 请写：评选规则 新增 名称 评谁 各项比重 名额，例如：评选规则 新增 文明楼栋 楼栋 检索 70 评议 30 名额 10% 至少1。评谁：个人、单元、楼栋、网格、服务站。
award-wrong-weight = 比重请写1到100，至少要有一项。
award-wrong-part = 志愿时长和参加活动只能评个人，本级任务只能评网格。
award-wrong-level = 评的对象或名额的范围不对。
award-wrong-quota = 名额请写百分比或人数，最多不能小于至少。
award-wrong-least = 条件的数字不对。
award-wrong-many = 奖项太多，或者已有同名的。
award-wrong-last = 至少要留一个奖项。
award-wrong-year = 只能改去年（名单未出）、今年和今后五年的规则。

page-awards-title = { $year }年评选名单
page-awards-provisional = { $year }年评选名单正在核对，核对后在这里公示。
page-awards-none = 现在没有公示的评选名单。年底检索、评议和测评都结束后算出名单，在这里公示，谁都可以提意见。
page-awards-posted = 公示期：{ $planned }至{ $day }。有不同意见，请用短信或聊天向社区发“异议”加上您的话；提意见的人只有社区工作人员知道。
page-awards-closed = 公示已结束，以下是正式名单，{ $day }定案。
page-awards-objections = 收到异议{ $count }条，已答复{ $answered }条。
page-awards-check = 校验码 { $digest }。名单由公开的规则和全部记录算出，任何人都可以要求重新计算核对。
page-awards-rules = 怎么评的
page-awards-link = 看{ $year }年评选名单
error-awards-wait = { $year }年还有评议或民主测评没有结束，结果要计入评选。结束后再定案。
