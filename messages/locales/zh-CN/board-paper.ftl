board-title = 楼道公示牌
board-file = { $where }公示牌{ $size }
board-many = { $count }个楼道
board-heads = 网格负责人
board-member = 党员
board-roles = 楼道长八大员
board-duties = 定期做的事
board-per-day = 每逢其时
board-per-week = 每周
board-per-month = 每月
board-per-quarter = 每季度
board-code = 居民公约
board-inspection = 本月楼道检索
board-inspection-done = { $day }已完成
board-inspection-open = 正在进行，还没有报来
board-inspection-excused = 本月免做
board-inspection-impossible = 本月没能做成
board-inspection-missed = 本月没有报来
board-inspection-none = 本月还没有安排
board-stands-in = 代理{ $role }
board-vacant = 现暂缺，请找社区
board-vacant-deputy = 现暂缺，由{ $name }代
board-vacant-instead = 现暂缺，请找{ $role }{ $name }
board-join = 加入楼道
board-join-said = 住户、志愿者扫码登记
board-wish = 许个心愿
board-wish-said = 有愿望、有难处扫码说
board-text-join = 加入 { $join }
board-text-wish = 心愿
board-by-sms = 发短信到 { $number }
board-typed = 不会扫码？在 Telegram 里发：
board-say-join = 登记：加入 { $join }
board-say-wish = 许愿：心愿 您想要的
board-ask-head = 想登记，或者有心愿：请告诉楼道长或社区
board-emergency = 急事请打：110 报警 · 119 火警 · 120 急救
board-foot = 电话只写了本人同意公开的 · { $date }印

board-paper = { $title }：共{ $count }块，{ $size }打印，每个楼道一页。请在100%大小打印，贴在楼道口。
    .short = 短信发不了文件，请用 Telegram 发同样的话来取公示牌。
board-no-glyph =
    公示牌没有做成：有些字（{ $marks }）打印字库里没有，印出来会是空框。在这些地方：
    { $lines }
    请在名册里换一个能印的写法再来取。
    .short = 公示牌没有做成：有少见的字，字库里没有。请用 Telegram 看是哪些。
board-glyph = { $where }：“{ $words }”里的“{ $mark }”
board-glyph-name = 楼道名“{ $words }”里的“{ $mark }”
board-glyph-shared = 每块上都有的“{ $words }”里的“{ $mark }”
board-usage =
    要哪里的公示牌？请这样写：
    公示牌 B3U1 ——一个楼道
    公示牌 B3 A3 ——一栋楼，A3纸
    公示牌 全部 ——您的全部楼道，一个文件
    公示牌 换码 B3U1 ——二维码被乱传时，换一个新的
    .short = 请写：公示牌 B3U1、公示牌 B3 A3、公示牌 全部、公示牌 换码 B3U1
board-renewed = { $grid }的公示牌换了新码，旧码从现在起没有用了。请把新的印出来换上：公示牌 { $code }
    .short = { $grid }公示牌已换新码，旧码作废。请重印：公示牌 { $code }
error-board-too-many = 这里有{ $count }个楼道，一次最多印{ $most }块。请按网格分开取，例如：公示牌 B3
    .short = 这里有{ $count }个楼道，一次最多{ $most }块。请按网格分开取。
error-board-none = 这里没有楼道（单元），所以没有公示牌可印。请写楼道、楼栋或网格的编号。
    .short = 这里没有楼道，没有公示牌可印。

board-ask-join =
    您好！这是“{ $grid }”的公示牌。
    您住在这里，想登记成住户吗？登记后我们在这里给您发楼道的消息，随时发“退订”就停。
    .short = 您好，这是{ $grid }公示牌。您住这里，愿意登记并收社区短信吗？可随时退订。
board-ask-wish =
    您好！想许心愿，先登记一下，好让我们知道您住哪里。
    您住在“{ $grid }”，愿意登记、在这里收楼道的消息吗？随时发“退订”就停。
    .short = 您好，许心愿前先登记。您住{ $grid }，愿意登记并收社区短信吗？可随时退订。
choice-board-yes = ✅ 是，登记
    .short = 登记
choice-board-volunteer = 🙋 登记，也想做志愿者
    .short = 登记，也想做志愿者
choice-board-no = ❌ 不是/不登记
    .short = 不登记
board-ask-name = 好的！请问怎么称呼您？请回姓名，例如：李秀英
    .short = 好的，请问怎么称呼您？请回姓名，如：李秀英
board-ask-name-again = 请回您的姓名，最多{ $most }个字，例如：李秀英
    .short = 请回您的姓名，最多{ $most }个字，如：李秀英
board-waiting = { $name }您好，收到了！已请{ $grid }的负责人确认您是这里的邻居，一般三天内有答复。确认前您还不能用别的功能。
    .short = { $name }您好，收到了，正请{ $grid }负责人确认，一般三天内答复。
board-waiting-known = 收到了，{ $name }！已请“{ $grid }”的负责人确认您也住在那里，一般三天内有答复。
    .short = { $name }，收到了，正请{ $grid }负责人确认，一般三天内答复。
choice-board-withdraw = ↩️ 撤回登记
    .short = 撤回
board-still-waiting = 您的登记还在等负责人确认，请再等等；急的话请直接找楼道长或社区。
    .short = 您的登记还在等确认，急的话请直接找楼道长或社区。
board-withdrawn = 好的，登记撤回了，名册里没有留下您的资料。
board-declined = 好的，没有登记任何东西。想登记时再扫一次公示牌就行。
    .short = 好的，没有登记任何东西。想登记时再发一次就行。
board-at-home = { $name }您好，您已经登记在“{ $grid }”了。发“帮助”看能做什么。
    .short = { $name }您好，您已登记在{ $grid }。发“帮助”看能做什么。
board-wish-how = { $name }您好！想许心愿，直接说，例如：心愿 想找人教我用手机。我们不写名字和门牌，请志愿者来认领。
    .short = { $name }您好！想许心愿请发：心愿 您想要的，例如：心愿 想学用手机
error-board-busy = 今天在“{ $grid }”登记的人太多了，先请您明天再来，或直接找楼道长、社区。
    .short = 今天{ $grid }登记的人太多，请明天再来，或直接找楼道长。

newcomer-ask =
    { $name }扫了“{ $grid }”的公示牌，想登记成这里的住户{ $volunteer ->
        [yes] ，还想做志愿者
       *[no] {""}
    }。您认得，是这里的邻居吗？
    .short = { $name }想登记成{ $grid }住户{ $volunteer ->
        [yes] 、志愿者
       *[no] {""}
    }。是这里的邻居吗？
choice-newcomer-yes = ✅ 是邻居
    .short = 是邻居
choice-newcomer-no = ❌ 不认识
    .short = 不认识
newcomer-agreed = 好的，{ $name }已登记为“{ $grid }”的住户，已经告诉TA了。{ $volunteer ->
        [yes] TA想做志愿者，社区协调员会联系。
       *[no] {""}
    }
    .short = 好的，{ $name }已登记为{ $grid }住户，已告诉TA。
newcomer-refused = 好的，没有登记{ $name }，名册里没有留下TA的资料。认错了的话，请TA再扫一次。
    .short = 好的，没有登记{ $name }。认错了请TA再扫一次。
newcomer-over = 这一位已经有人答复过，或者本人撤回了。
newcomer-volunteer-note = { $name }（{ $number }）已登记为“{ $grid }”的住户，想做志愿者。同意的话请发：任命 { $code } 志愿者 { $number }
    .short = { $name }想做{ $grid }志愿者。同意请发：任命 { $code } 志愿者 { $number }
board-welcome = { $name }您好，确认好了：您是“{ $grid }”的住户。想许心愿，发“心愿 您想要的”；看谁负责您的楼道，发“通联单”。
    .short = { $name }您好，您已登记为{ $grid }住户。许心愿请发“心愿 您想要的”。
board-turned-down = 您好，“{ $grid }”的负责人没能认出您，所以没有登记。请找楼道长或社区当面说一声，再扫一次公示牌。
    .short = 您好，{ $grid }负责人没能认出您，没有登记。请找楼道长或社区说一声。
board-lapsed = 您好，“{ $grid }”的登记两周没有人确认，先撤下了，名册里没有留下您的资料。请找楼道长或社区当面登记。
    .short = 您好，{ $grid }的登记两周没人确认，已撤下。请找楼道长或社区当面登记。
newcomers =
    等确认的新住户：
    { $lines }
    先说第一位：{ $name }，{ $grid }。是这里的邻居吗？
    .short = 有{ $count }位等确认。{ $name }，{ $grid }，是这里的邻居吗？
newcomers-line = { $day } { $name }（{ $grid }）
newcomers-none = 现在没有等确认的新住户。
