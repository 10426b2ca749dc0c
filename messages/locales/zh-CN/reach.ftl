announce-awaiting =
    收到您的人数是{ $recipients }人，比较多，要再请一位协调员同意才会发出。
    已经问了：{ $names }。有人同意后我会告诉您，过两分钟再发；要撤回请点“取消”或回 0。
    .short = 共{ $recipients }人，要再请一位协调员同意。已问{ $names }，同意后告诉您。
error-no-second =
    这条要发给{ $recipients }人。超过{ $most }人的群发，要另一位协调员点头才能发，而现在没有别的协调员能收到消息。
    请管理员在服务器上运行 stairwell admin add 姓名，请那位同事用加入码加入；之后再点一次“确认发送”就行。什么都没有发出。
    .short = 超过{ $most }人要另一位协调员同意，现在没有。请管理员运行 stairwell admin add 姓名。什么都没发。
error-own-broadcast = 自己的群发要请另一位协调员来同意。
error-already-leaving = 已经在发了，{ $count }人里已发出{ $sent }条，收不回来了。需要更正的话，可以再发一条说明。
choice-call-off = ↩️ 取消发送
    .short = 取消
called-off = 已取消，一条也没有发出。
called-off-partly = 已取消还没发的{ $stopped }条；有{ $sent }条刚好已经发出，收不回来了。
announce-lapsed-note = 第{ $number }号群发等了一天还没有协调员同意，已经作废，没有发出。需要的话请重新发一次。
    .short = 第{ $number }号群发一天内没人同意，已作废，没有发出。

second-ask =
    { $author }想群发一条消息，因为人数比较多，要您也看一眼、点个头才会发出。
    发给：{ $audience }，共{ $recipients }人
    { $lines }
    ————
    { $text }
    .short = { $author }要群发给{ $audience }共{ $recipients }人，短信{ $total }段约{ $currency }{ $cost }。同意吗？
choice-second-yes = ✅ 同意发送
    .short = 同意发送
choice-second-no = ❌ 不同意
    .short = 不同意
second-agreed = 谢谢您把关。{ $when }，共{ $recipients }人；改主意的话，点“取消发送”或回 0。
    .short = 谢谢。{ $when }，共{ $recipients }人，改主意
second-agreed-note = { $name }同意了第{ $number }号群发，{ $when }，共{ $recipients }人。要取消请点“取消发送”或回 0。
    .short = { $name }同意了第{ $number }号群发，{ $when }，共{ $recipients }人。要停
second-refused = 好的，这条不发了，已经告诉{ $author }。
second-refused-note = { $name }看过第{ $number }号群发，觉得先不要发，所以没有发出。可以跟{ $name }商量一下再发。
    .short = { $name }觉得第{ $number }号群发先不要发，没有发出。请商量后再发。
consent-sample-name = 张三
consent-sample-grid = 3号楼1单元

knock-ask =
    有{ $count }位邻居没收到社区的消息，想麻烦您得空时去敲敲门，说一声，请他们联系社区：
    { $lines }
    都告知了回 1，都联系不上回 2；只告知了一部分，请写上姓名，例如：1 { $example }。谢谢您！
    .short = { $count }位邻居没收到社区消息：{ $names }。请您得空上门说一声，谢谢！
knock-ask-alert =
    急事：有{ $count }位邻居没收到社区的紧急消息，请您尽快去敲敲门，看看人是不是平安，请他们联系社区：
    { $lines }
    都告知了回 1，都联系不上回 2；只告知了一部分，请写上姓名，例如：1 { $example }。注意自身安全，谢谢您！
    .short = 急：{ $count }位邻居没收到紧急消息：{ $names }。请尽快上门看看，谢谢！
knock-door = · { $name }（{ $place }）：{ $about }
knock-more = · 还有{ $more }位
knock-about-broadcast = 社区通知
knock-about-duty = 楼道工作
knock-about-answer = 发来短信却收不到回复（发“START”就能恢复）
knock-about-consent = 征求同意
knock-about-other = 社区的消息
choice-knock-told = ✅ 已告知
    .short = 已告知
choice-knock-missed = 🚪 联系不上
    .short = 联系不上
knock-thanks = 记下了：已告知{ $count }位。谢谢您跑这一趟！
knock-passed = 记下了：{ $count }位联系不上，社区会接着想办法。谢谢您！
knock-noted = 记下了{ $count }位，谢谢您！还有：{ $names }。
    .short = 记下{ $count }位，还有{ $names }。
knock-again = 没看明白，不敢乱记。请回 1（都告知了）、2（都联系不上），或写上姓名，例如：1 { $example }
    .short = 没看明白，不敢乱记。请再回一次，可写上姓名，如：1 { $example }
knock-over = 这几位已经有人处理了，或者列在更新的一条里。谢谢您！

usage-delivery = 请写群发的编号，例如：送达 3。只发“送达”可以看编号，“送达 最新”看最近一条。
delivery-none = 还没有发过群发。
delivery-list =
    最近的群发：
    { $lines }
    看详情请带编号，例如：送达 { $example }
    .short = 请带编号看详情，例如：送达 { $example }
delivery-line-gone = { $number } · { $day } · { $what }（{ $recipients }人）
delivery-line-soon = { $number } · { $day } · { $what }（{ $recipients }人，还没发出）
delivery-line-awaiting = { $number } · { $day } · { $what }（{ $recipients }人，等另一位协调员同意）
delivery-line-cancelled = { $number } · { $day } · { $what }（已取消）
delivery =
    第{ $number }号，{ $day }，发给{ $audience }
    “{ $what }”
    { $lines }
    .short = 第{ $number }号：{ $lines }
delivery-state-gone = 能收到的{ $recipients }人
delivery-state-soon = 能收到的{ $recipients }人，{ $until_day } { $time }起发出，之前还可以取消
delivery-state-awaiting = 能收到的{ $recipients }人，等另一位协调员同意
delivery-state-cancelled = 已取消
delivery-consent = 征求同意的短信
delivery-sent = 已发出：{ $count }（确认送达{ $delivered }）
delivery-waiting = 等着发：{ $count }
delivery-uncertain = 说不准收到没有：{ $count }（发“待查”逐条处理）
delivery-expired = 过时没发：{ $count }
delivery-cancelled = 取消没发：{ $count }
delivery-failed = 没送到：{ $count }（{ $reasons }）
delivery-reason = { $why }{ $count }
delivery-knocking = 请人上门：{ $count }（{ $names }）
delivery-knocker = { $name }{ $count }位
delivery-more-knockers = 其他人{ $count }位
delivery-told = 已当面告知：{ $count }
delivery-nobody = 没人能上门或没找到人：{ $count }，请社区跟进
delivery-unplanned = 没安排上门：{ $count }（没同意接收、已退订，或还在安排）
delivery-why-no-consent = 还没同意接收
delivery-why-no-address = 没有联系方式
delivery-why-stopped = 已退订
delivery-why-unreachable = 联系方式失效
delivery-why-blocked = 对方拒收
delivery-why-gone = 账号已注销
delivery-why-number = 号码有误
delivery-why-off = 关机或无信号
delivery-why-filtered = 被运营商拦截
delivery-why-not-started = 还没打开机器人
delivery-why-other = 通道出错

uncertain =
    这{ $count }条说不准对方收到没有，不会自动重发：
    { $lines }
    请回编号（可以几个一起，例如：1 3），我再问您重发还是不发。
    .short = { $count }条说不准收到没有，如{ $short }。请回编号处理，如1
uncertain-line = { $number } { $name }：{ $about }，{ $day } { $time }
uncertain-none = 没有说不准的消息，都有着落了。
uncertain-ask = 第{ $numbers }条：再发一次，还是就这样？（再发一次，对方可能收到两遍）
    .short = 第{ $numbers }条再发一次吗？对方可能收到两遍。
uncertain-again = 请回列表里的编号，例如：1 3。要重新看列表请发“待查”。
uncertain-resent = 好的，{ $count }条再发一次。
uncertain-left = 好的，{ $count }条就这样，不再发，也不再列出。
uncertain-gone = 这几条已经有结果或有人处理了，没有再办第二次。
choice-resend = 🔁 重发
    .short = 重发
choice-leave-it = 就这样，不发
    .short = 不发

