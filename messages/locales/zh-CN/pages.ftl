page-join-title = 加入楼道志愿服务
page-join-lead = 用手机扫一扫，或点下面的按钮。
page-join-qr = 加入二维码
page-join-open = 打开并加入
page-join-sms = 没有网络？用短信把“加入”和这个码发给社区的号码：
