inspection-due =
    【{ $period }楼道检索】{ $grid }
    请在{ $due }前到楼道里看看这八项：
    ①楼道畅通 ②消防门 ③照明 ④垃圾 ⑤电动车 ⑥小广告 ⑦陌生人 ⑧邻居需帮助
    看完点一下就行。
    .short = { $grid }{ $period }楼道检索，请{ $due }前完成。
inspection-late =
    【补报{ $period }楼道检索】{ $grid }
    已过{ $due }，还可以补报。结果怎么样？
    .short = { $grid }{ $period }楼道检索已过期，可补报。
inspection-day = 【{ $period }楼道检索】{ $grid }，记为{ $day }完成。结果怎么样？
    .short = { $grid }检索，记为{ $day }完成，结果怎么样？
inspection-reminder = 小提醒：{ $grid }{ $period }的楼道检索还没收到，请在{ $due }前看看，看完点一下就行。
    .short = 提醒：{ $grid }{ $period }楼道检索请{ $due }前完成。
choice-all-clear = ✅ 全部正常
    .short = 全部正常
choice-findings = ⚠️ 发现问题
    .short = 有问题
choice-cannot = 🚫 这次做不了
    .short = 做不了
choice-submit = 📨 选好了，提交

findings-ask = 哪几项有问题？可以点按钮，也可以回数字，例如：1 4
    .short = 哪几项有问题？1通道2消防门3照明4垃圾5电动车6小广告7陌生人8邻居需帮助。可回多个，如1 4
findings-marked = 已选：{ $items }。再点可增减，选好后点“提交”。
findings-none-marked = 还没有选。请点有问题的项目，再点“提交”。
findings-again = 没看懂是哪几项。请回1到8的数字，可回多个，例如：1 4。点错了请发“打卡”重选。
    .short = 没看懂。请回数字，如1 4：1通道2消防门3照明4垃圾5电动车6小广告7陌生人8邻居需帮助
item-corridor = 楼道畅通
item-fire-door = 消防门
item-lighting = 照明
item-litter = 垃圾
item-e-bike = 电动车
item-leaflets = 小广告
item-strangers = 陌生人
item-neighbour = 邻居需帮助

recorded-clear =
    已记录：{ $grid }{ $period }楼道检索，八项正常，+{ $points }分。谢谢您！
    想补一句话、照片或位置，30分钟内直接发来；报错了点“撤销”。
    .short = 已记：{ $grid }{ $period }检索正常，+{ $points }分，谢谢！报错
recorded-findings =
    已记录：{ $grid }{ $period }楼道检索，发现问题：{ $items }，+{ $points }分。谢谢您！
    请补一句话或照片说明（30分钟内直接发来）；报错了点“撤销”。
    .short = 已记：{ $grid }有问题：{ $items }，+{ $points }分。可补发说明；报错
late-day-ask = { $grid }{ $period }的{ $duty }已过期，可以补报。是哪天做的？回日期，例如：28日
    .short = { $grid }{ $period }{ $duty }补报：哪天做的？回日期，如28日
reason-ask = { $grid }{ $duty }这次为什么做不了？请回一句原因，例如：外出到月底
    .short = { $grid }{ $duty }为什么做不了？请回一句原因，如：外出到月底
reason-again = 请写一句原因，例如：外出到月底
cannot-recorded = 已记录：{ $grid }{ $period }{ $duty }这次做不了，原因已转告社区，不影响您。报错了点“撤销”。
    .short = 已记：{ $grid }{ $period }{ $duty }做不了，原因已转社区。报错
read-noted = 知道您看到了，谢谢！不过{ $duty }还没算完成，请在{ $due }前做完再报。
    .short = 知道您看到了。{ $duty }还没算完成，请{ $due }前做完再报。
already-recorded = 已经记好了，不用再报。要补充请发文字或照片；报错了请撤销。
    .short = 已经记好了，不用再报。报错
already-done = { $grid }{ $period }的{ $duty }已经有人报过了，谢谢您！
already-impossible = { $grid }{ $period }的{ $duty }已登记为做不了。要改请发“撤销”。
already-excused = { $grid }{ $period }的{ $duty }已经免报，不用做了。
already-missed = { $grid }{ $period }的{ $duty }已经过了补报期。有特殊情况请告诉社区。
already-told = { $duty }只是告诉您一声，不用回报，谢谢您！
nothing-open = 现在没有要您做的事，谢谢您惦记着！
detail-added = 已附到这次报告里，谢谢您！
undone = 已撤销：{ $grid }{ $period }{ $duty }回到未报。请在{ $due }前重新报：
    .short = 已撤销：{ $grid }{ $period }{ $duty }未报。
undo-too-late = 没有可以撤销的报告（只能撤销{ $minutes }分钟内的）。请告诉社区帮您更正。
    .short = 没有{ $minutes }分钟内可撤销的报告，请找社区更正。
error-too-late = { $period }的这件事已经过了补报期。有特殊情况请告诉社区。
error-bad-date = 这个日期不行。请回今天或之前、本期之内的日期，例如：28日
