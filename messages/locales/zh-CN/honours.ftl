nomination-due =
    【{ $period }推荐】身边有没有值得夸一夸的人或事？
    { $due }前请推荐一位：直接回姓名就行，接下来我一步步问您。
    .short = { $period }请推荐一位身边的先进典型，{ $due }前直接回姓名。
nomination-late =
    【补报{ $period }推荐】已过{ $due }，还可以推荐一位身边的好人好事：直接回姓名就行。
    .short = { $period }推荐已过{ $due }，还可补报，直接回姓名。
nomination-reminder = 小提醒：{ $period }的推荐还没收到。{ $due }前想到谁，直接回姓名就行。
    .short = 提醒：{ $period }请推荐一位先进典型，{ $due }前直接回姓名。
nomination-reminder-late = 小提醒：{ $period }的推荐还没收到（{ $due }已到期），{ $until_day }前还可以推荐，直接回姓名就行。
    .short = 提醒：{ $period }推荐可补报到{ $until_day }，直接回姓名。
choice-nomination-nobody = 这次没有人选
    .short = 这次没有
nomination-nobody-reason = 本季度没有推荐人选
nomination-nobody-noted = 记下了：{ $period }没有推荐人选，不影响您。报错了点“撤销”。
    .short = 记下了：{ $period }没有推荐人选，不影响您。报错

nomination-name = 您想推荐谁？请回姓名。也可以是做好事的一家人或一个小组的名字。
    .short = 您想推荐谁？请回姓名。
nomination-name-again = 请只回姓名，两个字以上、{ $most }个字以内，不带数字，例如：李秀兰
    .short = 请只回姓名，{ $most }个字以内，如：李秀兰
nomination-name-then = 这一段先记下了。您推荐的是谁？请回姓名。
nomination-who =
    社区登记的“{ $name }”有：
    { $lines }
    是哪一位？请回编号。都不是请回 0，我不乱猜。
    .short = 叫这个名字的有：{ $short }。请回编号。
nomination-no-post = 居民
choice-other = 都不是，另一位同名的
    .short = 都不是
nomination-category =
    推荐{ $name }为哪一类？请回编号：
    { $lines }
    .short = 推荐为哪一类？请回编号：{ $short }
nomination-story =
    请讲讲{ $name }的事迹：什么时候、做了什么、帮到了谁。
    可以分几条发，照片也可以一起发；写完了点“写完了”。
    .short = 请讲讲{ $name }的事迹，可以分几条发。写好后
nomination-story-begun =
    已经记下{ $length }个字、{ $photos }张照片。请接着讲{ $name }的事迹，写完了点“写完了”。
    .short = 已记下{ $length }个字，可以接着写。写好后
nomination-story-more = 记下了，共{ $length }个字、{ $photos }张照片。还有就接着发，写完了点“写完了”。
    .short = 记下了，共{ $length }个字。写好后
nomination-story-full = 记满了：最多{ $room }个字、5张照片，多出来的没有记。
    .short = 记满了，最多{ $room }个字。写好后
nomination-story-short = 再多写一两句吧，让大家知道{ $name }做了什么好事。
    .short = 再多写一两句吧，{ $name }做了什么好事？写好后
choice-story-done = ✍️ 写完了
    .short = 写完了
nomination-photo = 有照片吗？直接发来，最多5张。没有就点“跳过”。
    .short = 有照片吗？
nomination-photo-more = 收到，共{ $photos }张照片。还有就接着发，没有了点“跳过”。
choice-photos-done = 跳过 / 没有了
    .short = 跳过
nomination-told =
    { $name }现在收不到我们的消息，请您当面问一声：同意在光荣榜上公布姓名和事迹吗？
    没问也可以先交上来，本人同意之前不会公布。
    .short = 您问过{ $name }本人吗？同意公布姓名和事迹吗？
choice-told-yes = ✅ 问过了，同意公布
    .short = 问过，同意
choice-told-no = 还没问
    .short = 还没问
nomination-confirm =
    请核对，提交后由网格支部审核：
    推荐{ $name }为“{ $category }”
    { $story }
    （照片{ $photos }张）
    { $consent }
    .short = 推荐{ $name }为{ $category }：{ $words }提交吗？
choice-nomination-submit = ✅ 提交
    .short = 提交
choice-nomination-rewrite = 重写事迹
    .short = 重写
choice-nomination-drop = 不推荐了
    .short = 不推荐了
choice-nomination-improve = ✍️ 补充修改
    .short = 补充修改
nomination-consent-asking = 公布：还没征得本人同意，同意之前不公布
nomination-consent-agreed = 公布：本人同意
nomination-consent-refused = 公布：本人不公布姓名和事迹
nomination-consent-withdrawn = 公布：本人要求不公布
nomination-submitted =
    谢谢您！{ $period }推荐{ $name }，已交网格支部审核，有结果我会告诉您。{ $more }
    { $minutes }分钟内可以点“撤销”。
    .short = 已提交：推荐{ $name }，审核后告诉您，谢谢！交错了
nomination-settled = 本季度的推荐任务也完成了。
nomination-asks-nominee = 我这就去问本人同不同意公布。
nomination-was-submitted = 这一条已经交过了，不用再交。
nomination-undone = 已撤回对{ $name }的推荐，什么都不会公布。
nomination-undo-too-late = 这一条已经审核或撤回过了，现在不能撤销。有变动请告诉社区。
nomination-dropped = 好的，这次不推荐了，写的内容已经删掉。
nomination-told-ask =
    您推荐了{ $name }。请您得空当面问一声：同意在光荣榜上公布姓名和事迹吗？同意之前不会公布。
    .short = 您推荐的{ $name }，本人同意公布姓名和事迹吗？请问一声。
nomination-told-noted = 记下了：{ $name }同意公布，谢谢您跑这一趟！
nomination-told-later = 好的，不着急。{ $name }同意之前不会公布。
nomination-consent-no = { $name }本人已经说了不公布，或者这一条已有结果，没有改动。

nomination-public-ask =
    您好！{ $by }推荐您为“{ $category }”，事迹是：
    { $story }
    审核通过后，同意在光荣榜上公布您的姓名和事迹吗？随时可以发“不公布”撤回。
    .short = { $by }推荐您为{ $category }。同意公布姓名和事迹吗？
honour-public-ask =
    您好！社区授予您“{ $category }”（登记人：{ $by }）。{ $story }
    同意在光荣榜上公布您的姓名和事迹吗？随时可以发“不公布”撤回。
    .short = 社区授予您{ $category }。同意公布姓名和事迹吗？
choice-public-yes = ✅ 同意公布
    .short = 同意公布
choice-public-no = 不公布
    .short = 不公布
public-agreed = 谢谢您！登上光荣榜时会写您的姓名和事迹。想撤回，随时发“不公布”。
public-refused = 好的，不公布您的姓名和事迹。谢谢您为邻居们做的事！
public-withdrawn = 好的，您的姓名和事迹从现在起都不公布。想再公布请告诉社区。
public-over = 这件事已经有结果了，不用再回。谢谢您！

review-ask = 有{ $count }条推荐等您审核。发“推荐审核”逐条看。
review-overdue-note = 有{ $count }条推荐等了三周以上，或者找不到能审核的人。请发“推荐审核”看看，或提醒网格支部。
    .short = { $count }条推荐等了三周以上或没人能审核，请提醒网格支部。
reviews-none = 现在没有等您审核的推荐，谢谢您！
review =
    等您审核的推荐共{ $count }条。这一条：
    { $by }（{ $grid }）推荐{ $name }为“{ $category }”
    { $story }
    （照片{ $photos }张）
    { $consent }
    { $lines }
    .short = { $count }条待审。{ $by }推荐{ $name }为{ $category }：{ $words }
review-quota = { $year }年已给出{ $given }个，计划{ $most }个
choice-review-approve = ✅ 通过
    .short = 通过
choice-review-return = ↩️ 退回补充
    .short = 退回
choice-review-reject = 不予
    .short = 不予
choice-review-next = 先看下一条
    .short = 下一条
review-words = { $what }（会告诉推荐人，请写一句）
review-words-again = 请写一句话。{ $what }
review-words-returned = 请写明要补充什么，例如：请写清是哪一天的事
review-words-rejected = 请写明不予的理由，例如：上季度已经表彰过
review-approved =
    已通过：{ $name }，记入光荣榜（本人同意才公布），已告诉推荐人。
    { $lines }
    .short = 已通过：{ $name }。{ $lines }
review-returned =
    已退回推荐人补充：{ $name }。
    { $lines }
    .short = 已退回：{ $name }。{ $lines }
review-rejected =
    已记下不予：{ $name }，已告诉推荐人。
    { $lines }
    .short = 已记下不予：{ $name }。{ $lines }
review-left = 还有{ $count }条，发“推荐审核”接着看。
nomination-approved-note = 好消息：您推荐的{ $name }（{ $category }）审核通过了，谢谢您发现身边的好人好事！
    .short = 您推荐的{ $name }（{ $category }）审核通过了，谢谢您！
nomination-returned-note =
    您推荐的{ $name }（{ $category }）被退回补充：{ $reason }
    点“补充修改”接着写，写好再提交就行。
    .short = 您推荐的{ $name }请补充：{ $reason }。
nomination-rejected-note = 您推荐的{ $name }（{ $category }）这次没有通过：{ $reason }。谢谢您的热心，欢迎再推荐！
    .short = 您推荐的{ $name }这次没有通过：{ $reason }。谢谢您！
nomination-approved-nominee = 恭喜您被评为“{ $category }”！谢谢您为邻居们做的事。
nomination-rejected-nominee = 这次“{ $category }”的推荐没有通过，什么都不会公布。谢谢您为邻居们做的事！
error-own-nomination = 不能推荐自己。请推荐一位身边的人，发“推荐”接着来。
error-nomination-fit = { $name }不符合这一类的条件（党员或现任职务）。请另选一类。
error-nominations-many = 一个季度最多推荐{ $most }次，这一季度已经满了。谢谢您的热心，下个季度再来！
error-already-decided = 这一条已经有人审核、撤回或修改过了，没有再办第二次。发“推荐审核”看最新的。

honours =
    { $year }年光荣榜（共{ $count }位）
    { $lines }
    .short = { $year }年光荣榜共{ $count }位。{ $short }
honours-none = { $year }年的光荣榜还没有人，欢迎发“推荐”推荐身边的好人好事！
honours-heading = 【{ $name }】
honours-line = { $name }
honours-line-story = { $name }：{ $story }
honours-number = （{ $number }号）
honours-names = { $names }等
honours-unnamed = 另有{ $count }位没有公布姓名
usage-honour =
    请写清姓名、称号和年份，后面可以写一段事迹，例如：
    授予 李秀兰 好邻居 2026 每天给楼上老人送饭
    称号有：{ $names }
    .short = 请这样写：授予 李秀兰 好邻居 2026
honour-preview =
    请核对：{ $year }年授予{ $name }“{ $category }”
    { $story }
    { $consent }
    .short = { $year }年授予{ $name }{ $category }？{ $consent }
honour-will-ask = 登记后我会问本人同不同意公布。
honour-have-asked = 本人收不到消息：选公布就是您已当面征得同意。
choice-honour-yes = ✅ 登记并公布（本人同意）
    .short = 登记公布
choice-honour-unnamed = 登记，不公布
    .short = 登记不公布
honour-given = 已登记（{ $number }号）：{ $name }，已上光荣榜。
honour-given-asked = 已登记（{ $number }号）：{ $name }。已去问本人，同意后上光荣榜。
honour-given-unnamed = 已登记（{ $number }号）：{ $name }，不公布姓名。
usage-take-down = 请写清编号和原因，例如：撤下 12 本人要求（编号在“光荣榜”里看）
honour-taken-down = 已撤下{ $number }号：{ $name }，光荣榜和统计里都不再有。
error-own-honour = 不能授予自己，请另一位协调员来办。

birthday-greeting-1 = { $name }，今天是您的生日，社区的邻居们祝您生日快乐、身体硬朗、天天开心！
    .short = { $name }，今天是您的生日，邻居们祝您生日快乐、天天开心！
birthday-greeting-2 = { $name }，生日快乐！愿您事事顺心，日日舒坦。您的邻居们都惦记着您。
    .short = { $name }，生日快乐！愿您事事顺心，邻居们都惦记着您。
birthday-greeting-3 = { $name }，又到您的好日子啦！社区祝您福气满满、笑口常开。
    .short = { $name }，今天是您的好日子，祝您福气满满、笑口常开！
birthday-greeting-4 = { $name }，祝您生日快乐！记得吃碗长寿面，有事随时找单元长，我们都在。
    .short = { $name }，祝您生日快乐！记得吃碗长寿面，有事找我们。
birthday-eve-note = 明天是{ $name }的生日（本人同意告诉您），方便的话当面道声祝福吧。
birthday-solar = { $day }
birthday-lunar = 农历{ $written }
birthday-lunar-leap = 农历闰{ $written }
birthday-kept =
    记下了：{ $birthday }。到那天早上给您送上祝福。
    年份我们不记。不想要了，发“生日 删除”。
    .short = 记下了：{ $birthday }，到那天给您祝福。不要了发“生日 删除”。
birthday-kept-head =
    记下了：{ $birthday }。到那天早上给您送上祝福，年份我们不记。不想要了，发“生日 删除”。
    要不要提前一天告诉您的单元长，让她或他当面道声祝福？（只说您过生日，别的都不说）
    .short = 记下了：{ $birthday }。提前一天告诉单元长好吗？
choice-head-yes = 可以告诉单元长
    .short = 可以
choice-head-no = 不用告诉
    .short = 不用
birthday-head-yes = 好的，前一天会告诉您的单元长。改主意了发“生日 删除”。
birthday-head-no = 好的，谁也不告诉，只给您发祝福。
birthday-shown = 您的生日记的是{ $birthday }。要改，发：生日 农历八月十五；不想要了，发：生日 删除
    .short = 生日记的是{ $birthday }。不要了发“生日 删除”。
birthday-none =
    还没有记您的生日。想收到祝福，发“生日”加日期，例如：
    生日 3月5日
    生日 农历八月十五
    闰月出生的，没有闰月的年份按平月过；三十出生的，逢小月按廿九过。
    .short = 没有记您的生日。请发：生日 3月5日，或 生日 农历八月十五
birthday-deleted = 已删除，以后不再发生日祝福，什么也没留下。
birthday-ask =
    您好！{ $by }想请社区在您生日（{ $birthday }）那天给您送一句祝福，您愿意吗？日子不对或以后不想要，都可以随时改。
    .short = { $by }想请社区在您生日（{ $birthday }）时送祝福，愿意吗？
choice-birthday-yes = ✅ 同意
    .short = 同意
choice-birthday-no = 不用
    .short = 不用
birthday-refused = 好的，不发，也不再问。日子已经删掉了。
birthday-over = 这件事已经有结果了。看或改您的生日，发“生日”。
usage-birthday-enter = 请写清姓名和生日，例如：登记生日 李秀兰 农历八月十五。会先问本人同不同意。
birthday-asked = 已经去问{ $name }了，同意后才会发祝福。
birthday-waiting = 已经问过{ $name }，还在等回复。
birthday-known = { $name }的生日祝福已经登记好了，要改请本人发“生日”。
birthday-unreachable = { $name }现在收不到消息，没法征求同意，所以没有登记。请先请本人加入。
error-birthday =
    这个日子我没看明白，不敢乱记。请写月和日，农历请写明“农历”，例如：
    生日 3月5日
    生日 农历八月十五
    生日 农历闰四月初八
    .short = 没看明白。请写：生日 3月5日，或 生日 农历八月十五
error-birthday-refused = 本人说过不用，就不再问了。本人想要时自己发“生日”就行。

page-board-honours = { $year }年光荣榜
page-board-unnamed = 另有{ $count }位没有公布姓名。
report-nominations = 推荐：{ $made }条，通过{ $approved }，退回{ $returned }，不予{ $rejected }，待审{ $waiting }
report-honours = 光荣榜：{ $items }
