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
page-photo-column = 照片
page-queues-side-by-side = 两张照片
