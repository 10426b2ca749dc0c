calendar-unpublished =
    请留意：程序里还没有{ $year }年的放假和调休安排，{ $year }年的任务暂时排不了，不会自动猜。
    国务院办公厅的通知发布后，请逐条录入，例如：放假 { $year }-01-01..{ $year }-01-03 元旦，调休上班的日子：上班 { $year }-02-14。录入1月1日后，任务会自动接着发。
    .short = 还没有{ $year }年放假调休安排，任务暂停排期。请录入，如：放假 { $year }-01-01..{ $year }-01-03 元旦
awards-provisional =
    { $year }年的检索已全部截止，年底评选的暂定名单已算好。
    请发“评选 { $year }”查看；名单由积分记录和规则算出，谁都可以核对。
    .short = { $year }年评选暂定名单已算好，回“评选 { $year }”查看。

holidays-entered = 已录入放假：{ $days }。{ $more }
workdays-entered = 已录入上班：{ $days }。{ $more }
calendar-known = { $year }年的日历可以用了，任务会按它排期。
calendar-still-unknown = { $year }年还差1月1日，录入后任务才会排期。
error-holiday-dates = 请写明日期，例如：放假 2027-01-01..2027-01-03 元旦；上班 2027-02-14。一次最多31天，限今年和以后两年。
