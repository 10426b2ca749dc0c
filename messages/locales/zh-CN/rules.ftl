point-rules =
    【积分规则 { $version }】{ $date }起适用
    { $lines }
    要知道自己的分怎么来的，请发“为什么”。
rule-line = { $name }：{ $points }分
rule-line-most = { $name }：{ $points }分，一次最多计{ $most }
rule-later = 从{ $date }起改用{ $version }版：
why =
    【{ $year }年积分怎么来的】
    { $lines }
    合计{ $sum }分。单笔的由来请发“为什么 编号”，编号见“积分”。
    .short = { $year }年共{ $sum }分：{ $lines }
why-line = { $rule }：{ $entries }笔，{ $raw }×{ $each }={ $points }分（规则{ $version }）
    .short = { $rule }{ $points }分
why-entry =
    【第{ $entry }笔】{ $day }，{ $grid }
    { $rule }：{ $raw }×{ $each }={ $points }分，按规则{ $version }（{ $date }起适用）
    { $lines }
    .short = 第{ $entry }笔{ $day }{ $rule }：{ $raw }×{ $each }={ $points }分，规则{ $version }
why-report = 由来：{ $grid }{ $period }{ $duty }，{ $day }完成，{ $name }按时报告
why-report-late = 由来：{ $grid }{ $period }{ $duty }，{ $day }完成，{ $name }补报
why-reverses = 这一笔冲正第{ $entry }笔。
why-reversed = 已被第{ $entry }笔冲正，不再计分。
why-reason = 原因：{ $reason }
usage-rule-change =
    请写：改规则 规则名 分数 自 日期，例如：改规则 按时完成楼道检索 12 自 { $day }
    可以改的有：
    { $lines }
rule-proposal = 从{ $date }起，“{ $rule }”由{ $before }分改为{ $points }分
usage-bonus = 请写：奖励 姓名 分数 原因，例如：奖励 张三 5 雪天帮三家老人扫雪。一次1到{ $most }分，要第二位同事同意。
bonus-proposal = 给{ $name }加{ $points }分，原因：{ $reason }
reversal-proposal = 冲正第{ $entry }笔：{ $name }的{ $points }分，原因：{ $reason }
bonus-note = 社区给您加了{ $points }分：{ $reason }。谢谢您！发“积分”可以查看。
    .short = 社区给您加{ $points }分：{ $reason }。谢谢您！
proposal-ask =
    { $author }提议：{ $what }。
    要您也同意才算数。您看行吗？
proposal-made = 已提请{ $names }确认：{ $what }。一人同意就生效，{ $days }天内没人确认就作废。改主意请点“撤回”或回 0。
proposal-agreed = 已生效：{ $what }。已经告诉提议的同事。
proposal-agreed-note = { $name }同意了，已生效：{ $what }。
proposal-refused = 好的，这件事先不办，已经告诉{ $author }。
proposal-refused-note = { $name }看过，觉得先不要办：{ $what }。可以跟{ $name }商量一下。
proposal-withdrawn = 已撤回：{ $what }。
proposal-lapsed-note = 您{ $day }的提议{ $days }天没有人确认，已作废。需要的话请再提一次。
choice-agree = ✅ 同意
    .short = 同意
choice-take-back = ↩️ 撤回
    .short = 撤回
error-nobody-to-agree = 这件事要第二位社区协调员同意，可现在没有别的协调员收得到消息。请先请一位同事加入（邀请），再提一次。
error-own-proposal = 这是您自己提的，要另一位同事来确认。
error-already-proposed = 同样的提议正在等人确认，请等结果，或先撤回那一条。
error-rule-unknown = 没有“{ $said }”这条规则。发“积分规则”可以看到全部。
error-rule-points = 分数请写0到{ $most }的整数。
error-rule-too-soon = 新规则最早从{ $date }起适用，已经记的分不会变。
error-rules-community-only = 积分规则全社区一样，要由整个社区的协调员来改。
error-own-points = 不能给自己加分，请另一位同事来提。
verify-head = 积分账共{ $entries }笔，账头 { $head }
verify-ok = 全部重算相符：链条完整，每笔等于数量×规则，合计、报告、冲正和评选名单都对得上。
verify-head-fault = 账尾第{ $at }笔和账头不符：有账被截掉或加上。
verify-gap = 第{ $at }笔之前缺了账。
verify-hash = 第{ $at }笔被改动过。
verify-head-wrong = 公布过的账头 { $head } 和现在的账不符：账被截短或换过。
verify-reversal = 第{ $at }笔冲正与原账不符。
verify-total = 编号{ $at }的人合计不对。
verify-rule = 第{ $at }笔的分数不等于数量×当时的规则。
verify-unbooked = 报告{ $at }没有记账。
verify-unsettled = 报告{ $at }已撤销，但积分没有冲正。
verify-award = { $at }年的评选名单重算不出来。
verify-anchor = 公布过的第{ $at }笔账已不是原来那一笔：账被截短或换过。
error-head = 账头请写成 编号:校验码（校验码至少8位），例如：--head 5886:3fa1c2d4。您写的是“{ $said }”。
