# 由人帮忙登记的住户，和几个人合用的手机。
elder-invitation = { $name }您好！这里是社区志愿服务“楼道”。{ $by }说您愿意收社区的短信，回一个数字就能答话。您同意吗？
    .short = { $name }您好，社区“楼道”：{ $by }说您愿收社区短信。您同意吗？
elder-joined = 谢谢您，{ $name }！以后社区有事发短信给您。想要每天问候请发：问候；不想收请发：退订
    .short = 谢谢您，{ $name }！想每天问候请发：问候；不想收请发：退订
elder-refused = 好的，不给您发短信了。谢谢您！
elder-join-again = 没太看明白，不敢乱记。{ $name }，您愿意收社区的短信吗？
elder-join-person = 没关系，我请人来当面问您。
usage-resident-enter =
    请写姓名和手机号，例如：
    登记住户 王桂花 13900000001
    不在您自己的单元，请在后面写单元编号。我会先问本人同不同意。
    .short = 请写：登记住户 姓名 手机号 [单元编号]
error-phone-closed = 这个号码现在不能登记（机主退订了，或已有六位合用）。请当面问问本人。
resident-entered = 登记好了：{ $name }，{ $grid }。已经发短信问本人同不同意，回了就告诉您。
resident-entered-shared = 登记好了：{ $name }，{ $grid }。这部手机几位邻居合用，回话时我会先问是哪一位。已经问本人同不同意。
    .short = 登记好了：{ $name }。手机几位合用，回话时会先问是哪位。已问本人。
resident-asked-before = { $name }这个月已经问过了，请等回话，或当面问一声。
resident-known = { $name }已经登记并且同意了，不用再登记。
resident-agreed-note = { $name }同意收社区的短信了。谢谢您帮忙！
resident-refused-note = { $name }说不用发短信。谢谢您帮忙！
resident-unread-note = { $name }的回话没能看明白，请您得空当面问一声愿不愿意收短信。
whose = 这部手机几位合用，请问您是哪位？回编号：{ $names }
whose-again = 请回编号或姓名，您是哪位？{ $names }
phone-yours = 好的，{ $name }，请说。
phone-yours-ask = 好的，{ $name }，刚才问您的，
blank-hello = { $name }您好，收到您一条没有字的消息。有事请写几个字；要我们联系您，请回：请联系我
    .short = { $name }您好，收到一条没有字的消息。要我们联系您请回：请联系我
blank-again = { $name }您好，收到您一条没有字的消息。刚才问您的，
