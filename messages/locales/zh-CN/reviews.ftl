review-open = { $period }季度评议开始了，您这一片有{ $count }位负责人待评，请在{ $until_day }前评完。发“评议”逐个看、逐个评；也可以评过几位以后发“评议 其余 良”。
    .short = { $period }评议开始，{ $count }位待评，{ $until_day }前评完。发“评议”开始。
review-reminder = { $period }评议还有{ $count }位没评，{ $until_day }截止。发“评议”接着评。
    .short = { $period }评议还差{ $count }位，{ $until_day }截止，发“评议”接着评。
review-overdue = { $period }评议已过期，还有{ $count }位没评，{ $until_day }彻底关闭，之后不能再补。发“评议”接着评。
    .short = { $period }评议已过期，还差{ $count }位，{ $until_day }关闭，发“评议”。
review-overdue-office = { $period }评议到期，{ $grids }个网格还有{ $count }位没评，{ $until_day }关闭。发“评议进度”看是哪些网格。
    .short = { $period }评议到期，{ $grids }个网格还差{ $count }位。发“评议进度”。
review-closed-office = { $period }评议已关闭：{ $heads }位中评了{ $scored }位。此刻的账头是 { $head }，请留好这条消息。
    .short = { $period }评议已关闭，{ $heads }位评了{ $scored }位。账头{ $head }
review-nobody = 现在没有要您评议的人。评议在每个季度结束后开始，到时会通知您。
review-list =
    { $period }评议：共{ $count }位，还有{ $left }位没评。
    { $lines }
    发“评议 3”看第3位并评分；发“评议 其余 良”一次评完剩下的。
    .short = { $period }评议：{ $count }位，{ $left }位没评。发“评议 1”评第1位，或“评议 其余 良”。
review-line = { $number } { $grid } { $name }
review-line-scored = { $number } { $grid } { $name } { $score }分
review-shown =
    { $name }（{ $grid }），{ $period }：
    { $lines }
    这一季度做得怎么样？可以选，也可以直接写0到100的分数。
    .short = { $name }（{ $grid }）：任务{ $issued }完成{ $done }缺{ $missed }。打几分？
review-duty = { $name }：布置{ $issued }，按时{ $on_time }，补报{ $late }，请假或无法做{ $excused }，没做{ $missed }
review-thanks = 发现隐患{ $findings }处（已解决{ $solved }处），受表彰{ $honours }次，邻里互助{ $helps }次，志愿服务{ $hours }小时
review-last = 上次评议{ $score }分
choice-review-excellent = 优
choice-review-good = 良
choice-review-fair = 中
choice-review-poor = 差
choice-review-later = 下一位
choice-review-skip = 不写
choice-review-rest = 确认
review-scored = { $name }记{ $score }分，关闭前可以改。要写一句评语吗？本人看得到。
    .short = { $name }记{ $score }分。要写一句评语吗？本人看得到。
review-rest = 把剩下的{ $count }位（{ $names }等）都记{ $score }分，对吗？
review-rest-done = 记好了：{ $period }评议{ $count }位各{ $score }分。关闭前还可以发“评议”逐个改。
    .short = 记好了：{ $count }位各{ $score }分，关闭前可以改。
review-complete = 都评完了，{ $period }评议一共{ $count }位，辛苦了！关闭前可以发“评议”再看再改。
    .short = { $period }评议{ $count }位都评完了，辛苦了！
review-some-left = { $period }评议还有{ $count }位没评，有空时发“评议”接着评。
review-told = { $period }评议：您在{ $grid }得{ $score }分。评语：{ $text } 您有话要说，直接回复文字就行，评议人和社区都会看到。
    .short = { $period }评议：{ $grid }{ $score }分。评语：{ $text } 可直接回复您的意见。
review-told-plain = { $period }评议：您在{ $grid }得{ $score }分。您有话要说，直接回复文字就行，评议人和社区都会看到。
    .short = { $period }评议：{ $grid }{ $score }分。可直接回复您的意见。
review-heard = 好的。想说明情况的话，随时直接回一句话就行（回一次）。
review-answered = 谢谢，您的意见已经转给评议人和社区。
review-answer-note = { $name }对{ $period }评议的意见：{ $text }
    .short = { $name }对{ $period }评议有意见：{ $text }
my-reviews =
    您的评议：
    { $lines }
    .short = { $newest }
my-reviews-none = 还没有您的评议。评议在每个季度结束后进行，关闭后会告诉您。
my-review-line = { $period } { $grid }：{ $score }分，{ $text }
review-no-words = 没有评语
review-progress =
    { $period }评议进度：{ $heads }位中评了{ $scored }位。
    { $lines }
    .short = { $period }评议：{ $heads }位评了{ $scored }位。
review-progress-line = { $grid }：{ $heads }位评了{ $scored }位
review-progress-above = 网格以上
error-review-closed = 这一季度的评议已经关闭，不能再改。有问题请找社区。
error-review-score = 请回“优、良、中、差”，或0到100的分数。例如：良，或 88。
