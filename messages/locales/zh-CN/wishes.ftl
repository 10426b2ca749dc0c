usage-wish-for = 请写姓名和心愿，例如：心愿 替 李秀兰 想要一个放大镜
usage-wish-number =
    是哪一个？请写上编号，例如：心愿 完成 12
    { $lines }
    .short = 是哪一个？请写上编号，如：心愿 完成 12
usage-wish-withdraw =
    要撤回哪一个？请写上编号，例如：心愿 撤回 12
    { $lines }
    .short = 要撤回哪一个？请写上编号，如：心愿 撤回 12

# --- 列表 ---
wishes =
    邻居们的心愿（不写姓名和住处）：
    { $lines }
    您方便的话，点编号或回编号就认领。
    .short = 邻居的心愿：{ $lines }。回编号就认领。
wishes-mine =
    现在没有等人认领的心愿。您自己的：
    { $lines }
    .short = 暂时没有可认领的。您的：{ $lines }
wishes-none = 现在没有等人认领的心愿。您有小心愿也可以说，例如：心愿 想要一个放大镜
    .short = 暂时没有可认领的。您有小心愿请发，如：心愿 想要一个放大镜
wish-line = { $number } { $wish }
    .short = { $number }{ $brief }
wish-own = { $number }号 { $wish }
wish-own-line = · { $line }
    .short = { $line }
wish-own-state = { $number }号“{ $wish }”：{ $state }
wish-state-asking = 等本人说一声
wish-state-submitted = 等社区看过
wish-state-submitted-mine = 等社区看过
wish-state-returned = 想请改一改
wish-state-published = 等人认领
wish-state-claimed = 有邻居认领了
wish-state-claimed-mine = 您认领了，办好请发“心愿 完成”
wish-state-fulfilled = 认领的邻居说办好了
wish-state-fulfilled-mine = 等本人确认
wish-state-expired = 没等到人，可以再发

# --- 说心愿 ---
wish-made =
    您的心愿收到了，编号{ $number }：{ $words }
    社区看过后匿名发布，不写您的姓名和住处。
    有邻居认领时，怎么和您联系？（不选就由楼长转达）
    .short = 心愿收到，编号{ $number }，匿名发布。认领的人怎么找您？
wish-attested =
    谢谢您！社区看过后匿名发布（编号{ $number }），不写您的姓名和住处。
    有邻居认领时，怎么和您联系？（不选就由楼长转达）
    .short = 谢谢，会匿名发布，编号{ $number }。认领的人怎么找您？
choice-wish-phone = 📞 告诉他我的姓名和电话
    .short = 姓名电话
choice-wish-name = 🚪 只说姓名，请上门
    .short = 只说姓名
choice-wish-head = 🤝 都不说，由楼长转达
    .short = 楼长转达
choice-wish-withdraw = ↩️ 撤回心愿
    .short = 撤回
wish-shared-phone = 记下了：只有认领的邻居会知道您的姓名和电话。有人认领就告诉您。
    .short = 记下了，只有认领的人知道您的姓名电话。有人认领就告诉您。
wish-shared-name = 记下了：只有认领的邻居会知道您的姓名和单元。有人认领就告诉您。
    .short = 记下了，只有认领的人知道您的姓名和单元。有人认领就告诉您。
wish-shared-head = 记下了：谁也不知道是您，由楼长转达。有人认领就告诉您。
wish-true-ask =
    您好！{ $by }替您报了一个小心愿：{ $brief }
    是您的心愿吗？发布时不写您的姓名和住处。
    .short = { $by }替您报了心愿：{ $brief }。不写姓名住处。
choice-wish-true = ✅ 属实
    .short = 属实
choice-wish-untrue = 不是
    .short = 不是
wish-denied = 好的，已经撤下，不会发布。以后有心愿随时说。
wish-refused-note = 您替邻居报的心愿（{ $number }号），本人说先不用，已经撤下。谢谢您想着邻居！
wish-lapsed-note = { $number }号心愿一直没有回音，已经撤下。还需要的话再报一次就行。
wish-for-asked = 谢谢您！已记下（{ $number }号）。我去问{ $name }本人，说“属实”后交社区看。
wish-for-made = 谢谢您！已记下（{ $number }号）。社区看过后匿名发布；{ $name }收不到消息，有人认领时请您转达。
    .short = 已记下（{ $number }号）。匿名发布，有人认领时请您向{ $name }转达。
wish-words =
    社区的话：{ $reason }
    请回新的说法，只写想要什么、想请人做什么就行。
    .short = 请回新的说法，只写想要什么就行。
wish-reworded = 收到，编号还是{ $number }，社区看过就发布。
wish-withdrawn = 已撤回，写的内容已经删掉。以后有心愿随时说。
wish-over = { $number }号心愿已经往下走了，这一步不用了。发“心愿”看现在怎样。
wish-renewed = 好的，{ $number }号心愿又发布了，有人认领就告诉您。
wish-left = 好的。以后有心愿随时说。
error-wishes-many = 您已有{ $most }个心愿在办。办好或撤回一个后再说新的，发“心愿”可以看。
error-wish-theirs = 这是对方自己的心愿，要撤回请本人说一声。
error-wish-words = 心愿请写2到{ $most }个字，例如：想要一个放大镜
error-wish-over = 这个心愿已经往下走了。发“心愿”看现在怎样。

# --- 告诉本人 ---
wish-published-note =
    您的心愿（{ $number }号）已匿名发布：{ $wish }
    有邻居认领就告诉您；要撤回，发“心愿 撤回”。
    .short = 您的心愿“{ $brief }”已匿名发布，有人认领就告诉您。要撤回请发：心愿撤回
wish-returned-note =
    您报的心愿（{ $number }号“{ $brief }”）想请您改一改：{ $reason }
    .short = 心愿“{ $brief }”想请改一改：{ $reason }。
choice-wish-rewrite = ✍️ 改一改
    .short = 改一改
wish-claimed-phone = 好消息：{ $name }认领了“{ $wish }”（{ $number }号），会给您打电话。
    .short = 好消息：{ $name }认领了“{ $brief }”，会打电话给您。
wish-claimed-name = 好消息：{ $name }认领了“{ $wish }”（{ $number }号），会上门找您。
    .short = 好消息：{ $name }认领了“{ $brief }”，会上门找您。
wish-claimed-head = 好消息：{ $name }认领了“{ $wish }”（{ $number }号），由楼长或网格长转达。
    .short = 好消息：{ $name }认领了“{ $brief }”，由楼长转达。
wish-open-again = “{ $wish }”（{ $number }号）原来认领的邻居来不了了，我们接着找，您别着急。
    .short = “{ $brief }”原来认领的邻居来不了，接着给您找，别着急。
wish-done-ask =
    { $name }说“{ $wish }”（{ $number }号）办好了：{ $note }
    是这样吗？
    .short = { $name }说“{ $brief }”办好了，是吗？
choice-wish-fulfilled = ✅ 好了
    .short = 好了
choice-wish-not-yet = 还没
    .short = 还没
wish-confirmed = 太好了！已替您向{ $name }道谢。想对邻居说句话，直接回就带到。
wish-thanks-sent = 带到了，{ $name }会看到您的话。
wish-not-yet = 知道了，我请{ $name }再想想办法，您别着急。
wish-said-before = { $number }号已经有回音了，不用再回。谢谢您！
wish-expired-note = 您的心愿“{ $wish }”（{ $number }号）这次没等到人，很抱歉。要再发布一次吗？
    .short = 您的心愿“{ $brief }”还没等到人，很抱歉。再发一次吗？
choice-wish-renew = 🔁 再发一次
    .short = 再发一次
choice-wish-leave = 不用了

# --- 认领 ---
wish-offer =
    邻居有小心愿（不写姓名和住处）：
    { $lines }
    方便就点编号或回编号认领，不方便不用回。
    .short = 邻居的小心愿：{ $lines }。方便就回编号认领，不便不用回。
wish-pick-first = 请先发“心愿”看列表，再回编号。
wish-pick-again = 请只回一个编号（1到{ $most }）。发“心愿”看列表。
wish-claimed =
    谢谢您！“{ $wish }”归您了（{ $number }号）。
    { $contact }
    { $until_day }前办好就行。是谁的心愿，请替邻居保密。
    .short = 归您了：{ $wish }。{ $contact }，{ $until_day }前。
choice-wish-done = ✅ 办好了
    .short = 办好了
choice-wish-back = ↩️ 办不了，退回
    .short = 退回
wish-contact-phone = 联系：{ $name }，{ $grid }，电话{ $phone }
wish-contact-phone-brief = { $name }{ $phone }{ $grid }
wish-contact-name = 请上门：{ $name }，{ $grid }
wish-contact-name-brief = 请上门{ $grid }{ $name }
wish-contact-head = 请先找{ $name }（{ $phone }），由他转达。
wish-contact-head-brief = 找{ $name }{ $phone }转达
wish-contact-helper = 由{ $name }转达，我已经告诉他了。
wish-contact-helper-brief = 由{ $name }转达
wish-contact-office = 请先问社区，由社区转达。
wish-contact-office-brief = 请先问社区
wish-pass-on = { $name }认领了{ $whose }的心愿“{ $wish }”（{ $number }号），请您帮忙带个话：怎么送、什么时候方便。
    .short = { $name }认领了{ $whose }的心愿“{ $brief }”，请帮忙带话。
error-wish-taken = 这个心愿刚有邻居认领了，谢谢您的心意！发“心愿”看看别的。
error-wish-own = 自己的、自己替人报的心愿，要由别的邻居来认领。
error-wish-week = 这一周您已认领过{ $most }个，先办手上的，过几天再认领吧，谢谢您！
error-wish-claims = 您手上已有{ $most }个心愿，办好一个再认领下一个吧，谢谢您！
wish-how = { $number }号怎么办好的？回一句话，或发一张照片。
wish-fulfilled = 谢谢您！{ $number }号记下了，我去问一声，对方说好了就给您记积分。
    .short = 谢谢！{ $number }号记下了，对方说好了就给您记积分。
wish-handed-back = 好的，{ $number }号退回了，别的邻居还能认领。谢谢您！
wish-claim-reminder = 小提醒：{ $number }号心愿“{ $wish }”请在{ $until_day }前办。办好了吗？
    .short = 提醒：心愿“{ $brief }”请在{ $until_day }前办。
wish-claim-lapsed = { $number }号心愿“{ $wish }”到期了，先请别的邻居看看，您不用管了。谢谢您的心意！
    .short = 心愿“{ $brief }”到期，先请别的邻居看看，谢谢您的心意！
wish-confirmed-note = { $number }号心愿“{ $wish }”，对方说好了，让我谢谢您！给您记{ $points }分。
    .short = 心愿“{ $brief }”，对方说好了，谢谢您！记{ $points }分。
wish-thanks-note = { $number }号心愿的邻居对您说：{ $words }
wish-not-yet-note = { $number }号心愿“{ $wish }”还差一点，请您再看看。办好了告诉我。
    .short = 心愿“{ $brief }”还差一点，请再看看。
wish-withdrawn-note = { $number }号心愿对方不需要了，您不用再办。谢谢您的心意！

# --- 代为确认 ---
wish-check-ask = { $number }号：{ $whose }的心愿“{ $wish }”，{ $name }说办好了，本人还没有回音。请您问问本人：办好了吗？
    .short = { $whose }的心愿“{ $brief }”，{ $name }说办好了。请问本人，
wish-checked = 谢谢您！{ $number }号已记为办好。
wish-stuck-note = { $number }号心愿办没办好，一直没有人说得上来。请您问问，再发：心愿 确认 { $number } 或 心愿 还没 { $number }
    .short = { $number }号心愿没人说得上办没办好，请问问再发：心愿 确认 { $number }

# --- 审核 ---
wish-read-ask = 有{ $count }个小心愿等您看。发“心愿 审核”逐条看。
wish-unread-note = 有{ $count }个小心愿现在没有人能看（网格长或协调员自己的）。请再请一位同事来看，或补上网格长。
    .short = { $count }个心愿没有人能看，请补上网格长或再请一位协调员。
wish-read =
    { $number }号心愿（{ $grid }），等您看的共{ $count }个：
    { $words }
    { $lines }
    .short = { $number }号心愿：{ $words }。{ $lines }
wish-read-none = 现在没有等您看的心愿，谢谢您！
wish-read-fine = 发布时就是这些字，看不出是谁家的就行。
wish-read-leave-out = 发布前请改写，去掉：{ $pieces }
wish-read-long = 发布前请改写到{ $most }个字以内。
choice-wish-publish = ✅ 发布
    .short = 发布
choice-wish-reword = ✍️ 改写
    .short = 改写
choice-wish-return = ↩️ 退回
    .short = 退回
choice-wish-next = 下一个
wish-wording-ask = 请回{ $number }号发布时的说法（{ $most }个字以内，不写姓名、住处和难处）。
wish-reason-ask = 请回一句暖心的话：{ $number }号怎么改就好？
wish-published = 已发布：{ $wish }。等您看的还有{ $count }个。
wish-returned = 已退回，把您的话带到。等您看的还有{ $count }个。
error-wish-decided = 这个心愿别人看过了，或者本人改了、撤了。发“心愿 审核”看下一个。
error-wish-reveals = 这样会让人看出是谁或有什么难处，请去掉：{ $pieces }。点“改写”换个说法。
    .short = 请去掉：{ $pieces }，改写后再发布。
wish-progress =
    您管的地方的心愿：
    { $lines }
wish-progress-none = 您管的地方现在没有在办的心愿。
wish-progress-asking = 等本人说一声：{ $count }
wish-progress-submitted = 等着看：{ $count }（心愿 审核）
wish-progress-returned = 请改一改：{ $count }
wish-progress-published = 等人认领：{ $count }
wish-progress-claimed = 有人认领：{ $count }
wish-progress-fulfilled = 说办好了，等确认：{ $count }
wish-progress-unconfirmed = 久未确认：{ $numbers }号，问过后发“心愿 确认 编号”或“心愿 还没 编号”

# --- 网页 ---
page-wishes-title = 邻里微心愿
page-wishes-about = 这些小心愿正等着邻居。不写姓名和住处；认领以后，只有认领的人知道怎么联系。
page-wishes-none = 现在没有等人认领的心愿。
page-wishes-near = 另有{ $count }个心愿正先问同楼同院的邻居。
page-wishes-how = 想认领：给楼道机器人发“心愿”，或告诉您的楼长。
page-wishes-figures = 今年已实现{ $fulfilled }个，认领过{ $claimed }个。
