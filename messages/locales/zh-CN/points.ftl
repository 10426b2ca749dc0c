points =
    【{ $year }年积分】共{ $sum }分
    { $lines }
    .short = { $year }年积分{ $sum }分。最近：{ $newest }
points-none = { $year }年还没有积分。做完楼道检索并报告（发“打卡”）后，每一笔都记在这里。
    .short = { $year }年还没有积分。发“打卡”报楼道检索后就有。
points-line = #{ $entry } { $day } { $rule }：{ $raw }×{ $each }={ $points }分
    .short = { $day }{ $rule }{ $points }分
points-line-reversal = #{ $entry } { $day } 冲正#{ $of }（{ $rule }）：{ $points }分，原因：{ $reason }
    .short = { $day }冲正“{ $rule }”{ $points }分
points-rest = 更早还有{ $count }笔，合计{ $points }分
reason-undo = 本人撤销
reason-none = 未注明

rank =
    【{ $year }年{ $kind }排名】
    { $lines }
    .short = { $year }年{ $kind }排名：{ $mine }前三：{ $top }
rank-line = { $place }. { $name } { $points }分
    .short = { $name } { $points }分
rank-line-mean = { $place }. { $name } 每单元平均{ $points }分
    .short = { $name } 均{ $points }分
rank-line-own = { $line } ←您
rank-mine = 您的{ $name }：第{ $place }名（共{ $of }），{ $points }分
    .short = 您第{ $place }名（共{ $of }），{ $points }分。
rank-mine-mean = 您所在的{ $name }：第{ $place }名（共{ $of }），每单元平均{ $points }分
    .short = 您处第{ $place }名（共{ $of }），均{ $points }分。
rank-none = { $year }年还没有积分，排不出名次。第一笔积分入账后再来看。
level-unit = 单元
level-building = 楼栋
level-grid = 网格

error-year = 年份请写四位数字，例如：积分 2026，或：评选 2026
error-rank = 没看懂要看哪个排名。请写：排名 单元、排名 楼栋 或 排名 网格，后面可加年份，例如：排名 楼栋 2026
    .short = 没看懂。请写：排名 单元、排名 楼栋或排名 网格，可加年份，如：排名 楼栋 2026
error-already-reversed = 第{ $entry }笔已经冲正过了，不能再冲正一次。
