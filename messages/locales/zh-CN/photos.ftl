# Photos on the pages of the office: what a picture shows, for whoever does not see it.
page-photo-gone = 照片取不到
page-photo-checkin = 照片：{ $grid }，{ $duty }，{ $name }{ $day }发的
page-photo-case = 照片：工单{ $number }号，{ $grid }，{ $name }{ $day }发的
page-photo-wish = 照片：心愿{ $number }号办好了，{ $grid }，{ $name }{ $day }发的
page-photo-nomination = 照片：推荐{ $nominee }，{ $grid }，{ $name }{ $day }提交的
page-photo-alike = 照片：{ $grid }，{ $name }{ $day }发的
page-photo-earlier = 以前的照片：{ $grid }，{ $day }发的
page-photo-event = 照片：{ $title }，{ $day }发的
page-photo-work = 作品{ $number }号：{ $title }，{ $day }发的
page-queues-side-by-side = 两张照片

# Events and contests, for those who hold them.
page-events = 活动和征集
page-events-none = 还没有活动。
page-events-how = 点开一个活动，可以发邀请、点名、结束，照片和作品也在那里。报名和签到在聊天里。
page-events-number = 编号
page-events-title = 名称
page-events-kind = 类别
page-events-when = 时间
page-events-grid = 网格
page-events-state = 状态
page-events-taken = 报名
page-events-organiser = 组织者
page-events-photos = 照片
page-events-photos-none = 没有照片。活动结束以后，组织者可以在聊天里发来。
page-events-works = 作品
page-events-works-none = 还没有收到作品。
page-events-works-how = 不显示作者，和评委看到的一样。
page-events-work = 作品
page-events-sent = 哪天发的
page-events-is-announced = 已公布
page-events-is-closed = 已结束
page-events-is-cancelled = 已取消
page-events-work-text = 文字
page-events-work-photo = 照片
page-events-work-voice = 语音
