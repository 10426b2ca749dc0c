practice-due =
    【{ $period }{ $duty }】{ $grid }
    请在{ $due }前完成，做完点一下就行。
    .short = { $grid }{ $period }{ $duty }，请{ $due }前完成。
report-late =
    【补报{ $period }{ $duty }】{ $grid }
    已过{ $due }，还可以补报。做了吗？
    .short = { $grid }{ $period }{ $duty }已过期，可补报。
report-reminder = 小提醒：{ $grid }{ $period }的{ $duty }还没收到，请在{ $due }前完成，做完点一下就行。
    .short = 提醒：{ $grid }{ $period }{ $duty }请{ $due }前完成。
report-reminder-late = 小提醒：{ $grid }{ $period }的{ $duty }已过{ $due }，{ $until_day }前还可以补报。
    .short = 提醒：{ $grid }{ $period }{ $duty }已过期，{ $until_day }前可补报。
task-day = 【{ $period }{ $duty }】{ $grid }，记为{ $day }完成。做了吗？
    .short = { $grid }{ $duty }，记为{ $day }完成，做了吗？

wednesday-visit-due =
    【{ $period }周三下访】{ $grid }
    今天请到居民家里坐一坐：听听有什么难处，能办的当场办，办不了的记下来报社区。
    { $due }前走访完点一下，再补一句去了谁家、听到什么。
    .short = { $grid }{ $period }周三下访，{ $due }前走访完请回。
joint-meeting-due =
    【{ $period }联席会议】{ $grid }
    请召集共建单位、物业、业委会和居民代表开一次联席会，{ $due }前开完点一下，再补一句议定了什么或拍一张照片。
    .short = { $grid }{ $period }联席会议，请{ $due }前召开。
owners-meeting-due =
    【{ $period }业委会会议】{ $grid }
    请列席本网格业委会的会议，{ $due }前开完点一下，再补一句议了什么。没有业委会的网格请选“这次做不了”并写明。
    .short = { $grid }{ $period }业委会会议，请{ $due }前列席。
pairing-due =
    【{ $period }干部结对】{ $grid }
    请看望结对的居民，问问身体、生活和难处。{ $due }前去过点一下，再补一句情况。
    .short = { $grid }{ $period }干部结对，请{ $due }前看望。
elder-day-due =
    【{ $period }长者日】{ $grid }
    请为当月过生日的老人办一次生日会，并请医生来义诊。{ $due }前办完点一下，再补一句来了多少人或拍一张照片。
    .short = { $grid }{ $period }长者日，请{ $due }前办。
children-activity-due =
    【{ $period }儿童活动】{ $grid }
    请为社区的孩子办一次活动。{ $due }前办完点一下，再补一句来了多少孩子或拍一张照片。
    .short = { $grid }{ $period }儿童活动，请{ $due }前办。

event-due =
    【{ $period }志愿活动】{ $grid }
    这个季度请带邻居办一次志愿活动：互助、清洁、修修补补都行。{ $due }前办完点一下，再补一句来了多少人、做了什么，或拍一张照片。
    .short = { $grid }{ $period }请办一次志愿活动，{ $due }前办完请回。
event-late =
    【补报{ $period }志愿活动】{ $grid }
    已过{ $due }，还可以补报。办了吗？
    .short = { $grid }{ $period }志愿活动已过期，可补报。
event-reminder = 小提醒：{ $grid }{ $period }的志愿活动还没收到。小小的一次也算，请在{ $due }前办，办完点一下就行。
    .short = 提醒：{ $grid }{ $period }志愿活动请{ $due }前办。
event-reminder-late = 小提醒：{ $grid }{ $period }的志愿活动已过{ $due }，{ $until_day }前还可以补报。
    .short = 提醒：{ $grid }{ $period }志愿活动已过期，{ $until_day }前可补报。

items-due =
    【{ $period }{ $duty }】{ $grid }
    请在{ $due }前做完。做完几项就回几项的号码，例如：1 3 5；全做完点“全部完成”。
    .short = { $grid }{ $period }{ $duty }，请{ $due }前完成。做完的回号码，如1 3 5。
items-late =
    【补报{ $period }{ $duty }】{ $grid }
    已过{ $due }，还可以补报。回做完的号码，例如：1 3 5
    .short = { $grid }{ $period }{ $duty }已过期，可补报。回号码，如1 3 5。
items-reminder = 小提醒：{ $grid }{ $period }的{ $duty }还没做完，请在{ $due }前完成，做完的回号码，例如：1 3 5
    .short = 提醒：{ $grid }{ $period }{ $duty }请{ $due }前完成。
items-reminder-late = 小提醒：{ $grid }{ $period }的{ $duty }已过{ $due }，{ $until_day }前还可以补报，做完的回号码。
    .short = 提醒：{ $grid }{ $period }{ $duty }已过期，{ $until_day }前可补报。
items-ask =
    【{ $period }{ $duty }】{ $grid }，{ $due }前，已做{ $count }项，共{ $most }项：
    { $lines }
    做完的请回号码，例如：1 3 5；全做完点“全部完成”，不再做别的点“就这些”。
    .short = { $left }。做完回号码如1 3，全做完回“全部”，只做这些回“就这些”。
items-left =
    记下了，已做{ $count }项，共{ $most }项。还有：
    { $lines }
    做完再回号码；不再做别的点“就这些”。
    .short = 已记{ $count }项。还有：{ $left }。不再做的话回“就这些”。
items-again =
    没看懂是哪几项，不敢乱记。请回1到{ $most }的号码，例如：1 3 5；全做完了回“全部”。还有：
    { $lines }
    .short = 没看懂。请回1到{ $most }的号码，如1 3 5；全做完回“全部”。
items-none =
    还没有记下做完的项。请先回号码，例如：1 3 5。都没做成请选“这次做不了”。还有：
    { $lines }
    .short = 还没有记下做完的项。请先回号码，如1 3 5；都做不了回“做不了”。

recorded-practice =
    已记录：{ $grid }{ $period }{ $duty }，+{ $points }分。谢谢您！
    想补一句话、照片或位置，30分钟内直接发来；报错了点“撤销”。
    .short = 已记：{ $grid }{ $period }{ $duty }，+{ $points }分，谢谢！报错
recorded-no-points =
    已记录：{ $grid }{ $period }{ $duty }。谢谢您！
    想补一句话、照片或位置，30分钟内直接发来；报错了点“撤销”。
    .short = 已记：{ $grid }{ $period }{ $duty }，谢谢！报错
choice-done = ✅ 做完了
    .short = 做完了
choice-held = ✅ 办了
    .short = 办了
choice-list = 📋 看清单
    .short = 看清单
choice-whole = ✅ 全部完成
choice-rest = 📨 就这些

tasks =
    您现在有{ $all }件事，回号码打开：
    { $lines }
    .short = 您有{ $all }件事，回号码：{ $names }
tasks-line = { $number }. { $duty }（{ $period }）{ $grid }，{ $due }前
tasks-again =
    “{ $said }”没看懂是哪一件。请回一个号码：
    { $lines }
    .short = 没看懂是哪件，请回号码：{ $names }
