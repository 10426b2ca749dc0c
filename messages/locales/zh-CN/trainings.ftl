
course-facilities = 设施管护
course-emergency = 应急信息
course-policy = 政策宣传
course-service = 居民服务
course-mediation = 矛盾调解
course-volunteers = 志愿联络
course-hygiene = 环境卫生
course-civility = 文明新风
training-level-1 = 社区
training-level-2 = 服务站
training-level-3 = 网格长
training-level-4 = 楼栋长
training-level-5 = 单元长
training-coverage =
    { $year }年培训：{ $sessions }期，{ $people }人次，{ $persons }人
    { $lines }
    .short = { $year }年培训{ $sessions }期，{ $people }人次，{ $persons }人。
training-course-line = { $course }：{ $parts }
training-part = { $level }{ $attended }/{ $heads }
training-heads = 学过至少一课：{ $parts }
training-none = { $year }年还没有办过培训。

report-event-volunteer = 志愿活动：{ $events }场，{ $attendances }人次，{ $hours }小时
report-event-training = 培训：{ $events }期，{ $attendances }人次，{ $people }人
report-event-meeting = 会议：{ $events }次，{ $attendances }人次
report-event-partner = 三社联动：{ $events }场，{ $attendances }人次（{ $partners }）
report-event-contest = 作品征集：{ $events }次，收到作品{ $works }件
report-partner = { $name }{ $events }场
report-partner-unnamed = 未写单位
report-training-heads = 参加过培训的网格长：{ $parts }
