report = { $text }
    .short = { $period }：应报{ $issued }，已报{ $done }（{ $share }%），隐患{ $found }项，积分{ $points }分。
report-title = 【{ $period }报告】{ $grid }
report-empty =
    【{ $period }报告】{ $grid }
    这段时间没有任务，也没有积分记录。请看看时间写得对不对，例如：报告 2026-11
    .short = { $period }没有任务和积分记录。请核对时间，如：报告 2026-11
report-duty =
    { $name }：应报{ $issued }，按时{ $on_time }，补报{ $late }，做不了{ $impossible }，免报{ $excused }，漏报{ $missed }，还可报{ $open }
    完成率{ $share }%（已报{ $done }÷应报{ $issued }）；覆盖{ $reached }户，共{ $asked }户
report-by-grid = 各网格完成率：
report-by-building = 各楼栋完成率：
report-by-unit = 各单元完成率：
report-grid = { $name } { $share }%（{ $done }/{ $issued }）
report-grid-rest = 另有{ $count }个完成率更高的未列出
report-findings = 发现隐患{ $count }项：{ $items }
report-findings-none = 没有发现隐患
report-item = { $name }{ $count }
report-points = 积分：记账{ $entries }笔，合计{ $points }分
report-top-units = 积分靠前的单元：
report-top-grids = 积分靠前的网格（每单元平均）：
report-awards = { $year }年评选（{ $state }，校验码 { $digest }）：
report-awards-open = { $year }年评选：还没有结账
report-told = { $name }：发给{ $count }个岗位，送出{ $sent }条
