case-tell = 哪里有什么问题？请回一句话，也可以带照片，例如：楼道灯坏了
    .short = 哪里有什么问题？请回一句，例如：楼道灯坏了
case-where = 请连楼栋单元一起写，例如：长城苑3号楼2单元 楼道灯坏了
case-which =
    记下了（{ $number }号，{ $grid }）。是哪一类？回数字：
    { $lines }
    .short = { $number }号记下了。哪一类？回数字：{ $short }
case-which-again =
    没看懂是哪一类。请回一个数字，说不清就回12：
    { $lines }
    .short = 请回一个数字，说不清回12：{ $short }
case-same =
    { $grid }的“{ $category }”{ $day }已经有人报过（{ $other }号），正在办。和您说的是同一件吗？
    .short = { $grid }{ $category }{ $day }报过（{ $other }号），是同一件吗？
choice-case-same = 是同一件
    .short = 同一件
choice-case-other = 不是，另一件
    .short = 不是
case-same-noted = 好的，并到{ $number }号（{ $category }）。办好了也会告诉您，谢谢！
case-reported =
    记下了：{ $number }号，{ $grid }，{ $category }。已交给负责人，{ $due }前处理；办好了会请您确认。
    想补一句话或照片，直接发来；报错了点“撤销”。
    .short = 记下了，{ $number }号{ $category }，{ $due }前处理，办好了请您确认。报错
case-already = { $number }号（{ $category }）已经记下了，不用再报。
case-added = 已补到{ $number }号（{ $category }）里，谢谢您！
case-withdrawn = 已撤回{ $number }号（{ $category }）。
case-undo-too-late = { $number }号（{ $category }）已经有人在办或过了时间，撤不了了。有变动请告诉网格长。
case-none-reported = 您还没有报过问题。发现了什么，发“报修”加一句话，例如：报修 楼道灯坏了
case-reports =
    您报过的：
    { $lines }
    .short = 您报过的：{ $short }
case-mine = { $number }号 { $place } { $category }：{ $state }
case-state-open = 等人接
case-state-taken = 正在办
case-state-solved = 等确认
case-state-closed = 已解决
case-state-merged = 已合并
case-state-withdrawn = 已撤回

case-taken-note = 您报的{ $number }号（{ $grid }，{ $category }）有人在办了：{ $words }。
case-taken-note-quiet = 您报的{ $number }号有人在办了。
case-progress-note = 您报的{ $number }号（{ $grid }，{ $category }）有进展：{ $words }
    .short = 您报的{ $number }号{ $category }有进展：{ $brief }
case-progress-note-quiet = 您报的{ $number }号有进展，想知道详情请问网格长。
case-passed-note = 您报的{ $number }号（{ $category }）已转到{ $words }继续办。
case-passed-note-quiet = 您报的{ $number }号已转到上一级继续办。
case-solved-ask = 您报的{ $number }号（{ $grid }，{ $category }）说是办好了：{ $words }。真的好了吗？
    .short = 您报的{ $number }号{ $category }办好了吗？
case-solved-ask-quiet = 您报的{ $number }号说是办好了。真的好了吗？
    .short = 您报的{ $number }号办好了吗？
choice-case-fixed = ✅ 好了
    .short = 好了
choice-case-not-yet = 还没好
    .short = 还没
case-check-ask = { $grid }的{ $number }号（{ $category }）说是办好了，报的人还没有回话。请您去看一眼：好了吗？
    .short = { $grid }{ $number }号{ $category }说办好了，请去看一眼：好了吗？
case-check-ask-quiet = { $grid }的{ $number }号说是办好了，报的人还没有回话。请您去看一眼：好了吗？
    .short = { $grid }{ $number }号说办好了，请去看一眼：好了吗？
case-closed = 谢谢您！{ $number }号（{ $category }）就此办结。
case-was-closed = { $number }号（{ $category }）已经办结了，谢谢您！
case-at-work = { $number }号（{ $category }）正在重新办，办好了会再请您看，谢谢！
case-reopened =
    知道了，{ $number }号（{ $category }）重新办，已告诉负责人。哪里还没好？可以回一句话或发照片。
    .short = 知道了，{ $number }号重新办。哪里还没好？可以回一句。
case-confirmed-note = { $number }号（{ $grid }，{ $category }）已确认解决，辛苦您了！
case-reopened-note = { $number }号（{ $grid }，{ $category }）回话说还没好，重新打开了。

case-new = 新工单{ $number }号：{ $grid }，{ $category }。请看看怎么办：
    .short = 工单{ $number }号：{ $grid }{ $category }。
case-new-same = 新工单{ $number }号：{ $grid }，{ $category }。可能和{ $other }号是同一件，是就发：合并 { $number } { $other }
    .short = 工单{ $number }号：{ $grid }{ $category }，可能同{ $other }号。
case-new-again = 工单{ $number }号没有办好，重新打开：{ $grid }，{ $category }。
    .short = 工单{ $number }号还没好：{ $grid }{ $category }。
cases-new =
    有{ $count }件新工单：
    { $lines }
    看一件请发“工单 { $example }”。
    .short =
    新工单{ $count }件：
    { $brief }
    发“工单 { $example }”看
case-line = { $number }号 { $grid } { $category }
case-line-same = { $number }号 { $grid } { $category }（可能同{ $other }号）
case-line-again = { $number }号 { $grid } { $category }（没办好，重开）
cases-late =
    有{ $count }件工单过了期限还没办好：
    { $lines }
    看一件请发“工单 { $example }”。
    .short =
    过期工单{ $count }件：
    { $brief }
    发“工单 { $example }”看
case-line-late = { $number }号 { $grid } { $category }，{ $due }到期
    .short = { $number }号 { $grid } { $category }

cases-none = 现在没有要办的工单，谢谢！
cases =
    工单{ $count }件，过期{ $late }件：
    { $lines }
    看一件：工单 编号；看一个单元：工单 B3U2
    .short = 工单{ $count }件，过期{ $late }：{ $short }
case-listed = { $number }号 { $place } { $category }，{ $due }前，{ $state }
case-listed-late = ❗{ $number }号 { $place } { $category }，{ $due }已到期，{ $state }
case =
    工单{ $number }号：{ $grid }，{ $category }（{ $state }，{ $due }前）
    { $name }报：{ $words }（照片{ $photos }张）
    { $lines }
    .short = { $number }号{ $grid }{ $category }，{ $state }，{ $due }前。{ $said }
choice-case-take = 我来办
    .short = 接单
choice-case-progress = 写进展
    .short = 进展
choice-case-up = 上交
    .short = 上交
choice-case-done = ✅ 办结
    .short = 办结
case-by = （{ $name }）
case-said = “{ $words }”。
case-did-taken = { $day } { $name } 接单{ $words }
case-did-progress = { $day } { $name }：{ $words }
case-did-passed = { $day } { $name } 转交：{ $words }
case-did-solved = { $day } { $name } 办结：{ $words }
case-did-reopened = { $day } { $name } 说还没好{ $words }
case-did-confirmed = { $day } { $name } 确认好了{ $words }
case-did-checked = { $day } { $name } 看过，好了{ $words }
case-did-merged = { $day } { $name } 合并{ $words }
case-history-none = { $grid }一年里没有报过问题。
case-history =
    { $grid }：没办完{ $count }件
    { $lines }
    .short = { $grid }没办完{ $count }件。一年里：{ $short }
case-past = { $category }：一年{ $count }件，未解决{ $open }件
case-past-recurring = 🔁 { $category }：一年{ $count }件，未解决{ $open }件（{ $days }天里反复出现）
case-taken = { $number }号（{ $category }）归您办了，报的人会知道。有进展请回一句，办好了选“办结”。
    .short = { $number }号归您办了。
case-words-progress = { $number }号（{ $category }）现在怎样了？请回一句，报的人会收到。
    .short = { $number }号现在怎样了？请回一句。
case-words-passed = { $number }号（{ $category }）为什么要上交？请回一句原因。
    .short = { $number }号为什么上交？请回一句。
case-words-solved = { $number }号（{ $category }）是怎么解决的？请回一句，我会请报的人确认。
    .short = { $number }号怎么解决的？请回一句。
case-progress-noted = 记下了，已告诉报{ $number }号的{ $count }位。
case-passed = { $number }号（{ $category }）已交给{ $where }。
case-solved-noted = { $number }号（{ $category }）已请报的人确认；{ $days }天没有回话，会请别人去看。说“还没”就重新打开。
    .short = { $number }号已请报的人确认，说“还没”就重新打开。
case-solved-checked = { $number }号（{ $category }）是您自己报的，会请另一位去看一眼再办结（{ $days }天一问）。
    .short = { $number }号会请另一位去看一眼再办结。
case-merged = { $other }号已并到{ $number }号（{ $category }），报的人都会知道结果。
case-level-4 = 楼栋
case-level-2 = 服务站
case-level-1 = 社区
usage-case-merge = 请写两个工单编号，前一个并到后一个，例如：合并 15 12
usage-case-number = 请写上工单编号，例如：进展 12 已联系物业。编号在“工单”里看。
error-case-moved = 这件工单刚刚有人动过，或已经办结、合并了，没有改动。发“工单”看最新的。
error-case-own = 自己办结的不能自己确认，请另一位来看。
error-case-top = 已经在社区了，没有更上一级可交。
error-case-level = { $number }号已经交给{ $where }办，您这一级不用再办了。
