error-grid-unclear =
    “{ $said }”对不上唯一的网格，我不乱猜。您指的是不是：
    { $lines }
    请用前面的编号再发一次。
    .short = “{ $said }”对不上唯一的网格，请用网格编号再发一次。
error-person-unclear =
    “{ $said }”对不上唯一的人，我不乱猜。您指的是不是：
    { $lines }
    请用前面的 # 号再发一次，例如把姓名换成 #12。
    .short = “{ $said }”对不上唯一的人，请用手机号再发一次。
error-own-task = 自己的任务不能自己免报。做不了时，请在检索里选“做不了”并写明原因。
error-own-entry = 自己的积分不能自己冲正，请另一位协调员来办。
error-already-settled = 这一步已经办过、取消了或过期了，没有再办第二次。需要的话请重新发一次。

lines-more = ……还有{ $more }行

missing-units =
    【{ $period }{ $duty }】{ $label }：{ $issued }个{ $kind }，还有{ $open }个没报（{ $due }截止）
    { $lines }
    发“提醒”可以催一催还没报的人。
    .short = { $label }{ $period }{ $duty }：{ $issued }个{ $kind }，{ $open }个没报。发“提醒”可催。
missing-grids =
    【{ $period }{ $duty }】{ $label }：{ $issued }个{ $kind }，还有{ $open }个没报（{ $due }截止）
    { $lines }
    发“未报 网格编号”看名单，发“提醒 网格编号”催一催。
    .short = { $label }{ $period }{ $duty }：{ $issued }个{ $kind }，{ $open }个没报。发“提醒”可催。
missing-none =
    【{ $period }{ $duty }】{ $label }：{ $issued }个{ $kind }全部报齐了！
    { $lines }
    .short = { $label }{ $period }{ $duty }：{ $issued }个{ $kind }全部报齐了！
missing-thanks = 辛苦了，谢谢大家！
missing-no-round = { $label }现在没有要报的任务。
missing-grid-line = { $code } { $name }：{ $open }个没报（共{ $issued }个）
missing-line-waiting = { $code } { $name }：{ $person }
missing-line-read = { $code } { $name }：{ $person }（看过了，还没报）
missing-line-unreachable = { $code } { $name }：{ $person }（消息送不到，请打电话或发“邀请 { $code }”）
missing-line-vacant = { $code } { $name }：没有负责人（请发“任命”安排）
missing-other = { $duty }还有{ $open }个没报，发“未报 { $duty }”看名单。
missing-kind-unit-head = 单元
missing-kind-building-head = 楼栋
missing-kind-grid-head = 网格
missing-kind-reviewer = 岗位
missing-kind-coordinator = 岗位
missing-kind-partner = 岗位
missing-kind-volunteer = 岗位
missing-kind-resident = 岗位
missing-earlier = 另外，{ $period }还有{ $open }个没报，{ $until_day }前都可以补报。

reminded =
    { $label }：
    { $lines }
    .short = { $label }：{ $lines }
reminded-sent = 已提醒还没报的{ $count }人，报过的人不会收到。
reminded-before = 今天早些时候已提醒过{ $count }人，不再重复。
reminded-unreachable = 消息送不到{ $count }个单元，发“未报”看是哪些。
remind-nobody = { $label }都报齐了，没有要提醒的人。
inspection-reminder-late = 小提醒：{ $grid }{ $period }的楼道检索还没收到（{ $due }已到期），{ $until_day }前还可以补报，点一下就行。
    .short = 提醒：{ $grid }{ $period }楼道检索可补报到{ $until_day }。

usage-excuse = 请写清单元编号和原因，例如：免报 HT0101 负责人住院
excused = 已免报：{ $grid }{ $period }{ $duty }，原因：{ $reason }。已告诉负责人。
excused-vacant = 已免报：{ $grid }{ $period }{ $duty }，原因：{ $reason }。这个单元还没有负责人。
excuse-nothing-open = { $grid }现在没有未报的任务，不用免报。
excuse-one = { $period } { $duty }
excuse-which =
    { $code }有好几项没报：
    { $lines }
    免哪一期的哪一项？请写明期次和名称再发一次，例如：
    免报 { $code } { $example } { $duty } { $reason }
excused-note = { $grid }{ $period }的{ $duty }这次不用做了（{ $reason }）。请放心，不影响您。
    .short = { $grid }{ $period }{ $duty }这次免报，请放心，不影响您。

usage-announce =
    请写清发给谁和内容，中间用冒号，例如：
    群发 单元长 HT0101：明天上午停水
    对象可以是：单元长、楼栋长、网格长、志愿者、评议员、协调员、合作单位、居民、全体。网格可以不写。
    .short = 请这样写：群发 单元长 HT0101：明天上午停水
announce-too-long = 内容有{ $length }个字，最多{ $most }个字。请缩短后再发。
announce-nobody = { $audience }：现在没有能收到的人（{ $unreachable }人还没同意接收或没有可用的联系方式）。什么都没有发。
audience-all = 全体
announce-preview =
    请核对，确认后才会发出。
    发给：{ $audience }，共{ $recipients }人
    { $lines }
    ————
    { $text }
    .short = 发给{ $audience }共{ $recipients }人，短信{ $total }段约{ $currency }{ $cost }。确认？
announce-by-telegram = Telegram：{ $count }人
announce-by-sms = 短信：{ $count }人，每条{ $segments }段，共{ $total }段，约{ $currency }{ $cost }
announce-unreachable = 收不到：{ $count }人（还没同意接收，或没有可用的联系方式）
announce-warn-long = 注意：内容太长，短信通道发不了，{ $count }位只收短信的人收不到。请缩短。
announce-warn-link = 注意：短信里的网址常被运营商拦截，建议去掉。
usage-announce-groups =
    请写清发给哪些群和内容，中间用冒号，例如：
    群发 群 HT03：明天上午停水
    网格可以不写，就是全部的群。
    .short = 请这样写：群发 群 HT03：明天上午停水
announce-no-groups = { $place }：还没有登记群机器人，什么都没有发。登记方法：发“群机器人”。
announce-groups-preview =
    请核对，确认后才会发出。
    发到：{ $place }的{ $count }个企业微信群，群里的人都看得到
    ————
    { $text }
    .short = 发到{ $place }的{ $count }个企业微信群，确认？
announce-sent-groups = 好的，{ $when }，共{ $recipients }个群。要取消，请点“取消发送”或回 0。
    .short = 好的，{ $when }，共{ $recipients }个群。要停
role-group = 企业微信群
choice-send = ✅ 确认发送
    .short = 发送
broadcast-text = 【社区通知】{ $text }
leaves-soon = { $minutes }分钟后发出
leaves-quiet = 现在是免打扰时间，{ $ways }发出
leaves-way = { $ways }{ $day } { $time }
way-telegram = Telegram
way-sms = 短信
way-wecom = 企业微信群
announce-sent = 好的，{ $when }，共{ $recipients }人。要取消，请点“取消发送”或回 0。
    .short = 好的，{ $when }，共{ $recipients }人。要停
announce-sent-partly = 好的，{ $when }，共{ $recipients }人；另有{ $unreachable }人收不到。要取消，请点“取消发送”或回 0。
    .short = 好的，{ $when }，共{ $recipients }人，另有{ $unreachable }人收不到。要停

usage-group =
    请写清网格编号和群机器人的 Webhook 地址，例如：
    群机器人 HT03 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…
    在企业微信群里点右上角，添加群机器人，就能看到这个地址。地址等于发言权，请不要转给别人。
    看有几个：群机器人 HT03　不用了：群机器人 HT03 删除
    .short = 请在聊天里发：群机器人、网格编号、机器人地址。
group-address-wrong = 这不是企业微信群机器人的地址。请从群机器人的资料页整段复制，以 https://qyapi.weixin.qq.com 开头。
    .short = 这不是企业微信群机器人的地址，请整段复制再发一次。
group-added = 已登记：{ $grid }的群机器人。我刚在群里打了招呼，请去群里看一眼。群发写：群发 群 { $code }：内容
    .short = 已登记{ $grid }的群机器人，请去群里看招呼。
group-same = { $grid }的这个群机器人早就登记好了，没有改动。
group-removed = 已移除{ $grid }的群机器人，以后不再往群里发。请在企业微信群里也把机器人删掉。
group-none = { $grid }还没有登记群机器人。登记方法：发“群机器人”。
group-count = { $grid }及下属网格共登记了{ $count }个群。
group-hello = 大家好！我是社区志愿服务“楼道”的播报员，{ $grid }的通知会发在这里。我只会说，看不到群里的聊天；有事请联系单元长或社区。
error-group-taken = 这个群机器人已经登记在别的网格。请先在那个网格删除，再登记到这里。

usage-appoint =
    请写清网格编号、职务和姓名（或手机号），例如：
    任命 HT0101 单元长 王芳
    职务可以是：单元长、楼栋长、网格长、评议员、协调员、志愿者、合作单位。
    .short = 请这样写：任命 HT0101 单元长 王芳
appoint-preview =
    请核对：{ $name }（#{ $number }）从{ $day }起担任“{ $grid }”的{ $role }。
    现任{ $before }的任职同时结束，还没做完的任务转给{ $name }。
    { $lines }
    .short = { $name }自{ $day }任{ $grid }的{ $role }，接替{ $before }？
appoint-preview-new =
    请核对：{ $name }（#{ $number }）从{ $day }起担任“{ $grid }”的{ $role }。
    { $lines }
    .short = { $name }自{ $day }任{ $grid }的{ $role }？
appoint-tells = 确认后我会告诉相关的人。
appoint-hint-invite = { $name }现在收不到消息，任命后请发“邀请 { $code }”。
appoint-same = { $name }已经是“{ $grid }”的{ $role }了，没有改动。
choice-appoint = ✅ 确认任命
    .short = 确认
appointed = 已任命：{ $name }担任“{ $grid }”的{ $role }。已告诉相关的人。
appointed-tasks = 已任命：{ $name }担任“{ $grid }”的{ $role }，{ $tasks }项没做完的任务已转给{ $name }。已告诉相关的人。
appointed-note = 您从{ $day }起担任“{ $grid }”的{ $role }，谢谢您为邻居们出力！发“帮助”看能做什么。
    .short = 您自{ $day }起任{ $grid }的{ $role }，谢谢您！发“帮助”看用法。
relieved-note = 从{ $day }起，您不再担任“{ $grid }”的{ $role }。谢谢您一直以来的付出，积分都为您保留着！
    .short = 自{ $day }起您不再任{ $grid }的{ $role }，谢谢您的付出，积分保留！

usage-reverse = 请写清流水号和原因，例如：冲正 12 重复上报（流水号在“积分”里看）
reversed-note = 您的积分有一笔更正：第{ $entry }笔，{ $points }分，原因：{ $reason }。有疑问请联系社区。
    .short = 积分更正：第{ $entry }笔{ $points }分，{ $reason }。有疑问请找社区。

usage-invite =
    请写清网格编号，例如：
    邀请 HT0101（给负责人的个人链接，24小时有效）
    邀请 HT0101 志愿者（给志愿者的链接）
    邀请 HT0101 短信（用短信征求负责人同意）
    .short = 请这样写：邀请 HT0101，或 邀请 HT0101 志愿者
invite-head =
    给{ $name }（{ $grid }）的加入链接，只能用一次，{ $until_day } { $time }前有效，请只发给本人：
    { $lines }
    没有网络时，请本人发短信到社区号码：加入 { $join }
    .short = { $name }的加入码：{ $join }，{ $until_day } { $time }前有效。请本人发“加入 { $join }”到本号码。
invite-volunteers =
    { $grid }志愿者的加入链接，大家都可以用：
    { $lines }
    没有网络时发短信到社区号码：加入 { $join }
    .short = { $grid }志愿者加入码：{ $join }。发“加入 { $join }”到本号码。
invite-page = 二维码页面：{ $page }
invite-no-link = 加入码：{ $join }
invite-vacant = { $grid }还没有负责人。请先任命，例如：任命 { $code } 单元长 王芳
invite-sms-nobody = { $grid }没有要征求同意的负责人：要么已同意，要么没有手机号，要么本月已经问过，要么已退订。
invite-sms-sent = 已给{ $name }（{ $grid }）发短信征求同意，回复后就能收到通知。
invite-sms-later = 现在是免打扰时间，{ $day } { $time }会给{ $name }（{ $grid }）发短信征求同意，回复后就能收到通知。
invite-sms-preview =
    请核对，确认后才会发出。
    给{ $place }还没同意的{ $recipients }位负责人发短信征求同意，每条最多{ $segments }段，共{ $total }段，约{ $currency }{ $cost }。
    例如：{ $text }
    .short = 给{ $place }的{ $recipients }位负责人发短信征求同意，共{ $total }段约{ $currency }{ $cost }？

import-kind = 名册请发 .xlsx 或 .csv 文件，表名“网格”和“人员”；放假调休安排也一样，列名“日期、上班/放假、名称”。直接把文件发给我就行。
import-too-big = 这个文件太大了，名册最大{ $most }MB。请删掉多余的表和图片再发。
import-received = 收到“{ $file }”，正在核对。核对完会先给您看结果，您确认后才改动。
import-unavailable = 这个文件没能取到，什么都没有改动。请再发一次。
import-broken = 这个文件没能核对完，什么都没有改动。请另存为新的 .xlsx 再发一次；还不行请告诉管理员。
import-nothing =
    “{ $file }”：
    { $lines }
    没有要导入的。有问题的行请改好，再把文件发来。
import-checked =
    “{ $file }”：
    { $lines }
    没问题的行，确认后导入；有问题的行不会导入，改好后可以再发一次。
    .short = 名册核对完了，确认导入吗？
choice-import-yes = ✅ 确认导入
    .short = 导入
error-import-community-only = 名册涉及整个社区，只能由社区一级的协调员导入。
error-calendar-community-only = 放假和补班的日子对整个社区有效，请联系社区一级的协调员登记。
error-beyond-your-grids = 这位负责人在您的辖区以外还有职务，请联系社区一级的协调员邀请。
