ballot-ask =
    【民主测评】{ $name }（{ $grid }）的工作，您满意吗？
    不记名：票上没有您的名字，选了什么不留记录；交出后不能改。{ $day }截止。
    对谁保密、对谁不保密，发“测评”可看。
    .short = 民主测评：{ $name }（{ $grid }）的工作您满意吗？不记名，交后不能改，{ $day }止。
ballot-ask-more =
    【民主测评】请您评{ $left }位网格长，一位一位来。
    { $name }（{ $grid }）的工作，您满意吗？
    不记名：票上没有您的名字，选了什么不留记录；交出后不能改。{ $day }截止。
    对谁保密、对谁不保密，发“测评”可看。
    .short = 民主测评：{ $name }（{ $grid }）的工作您满意吗？不记名，交后不能改。
ballot-reminder-ask =
    【民主测评】您还没有投票，{ $day }截止。{ $name }（{ $grid }）的工作，您满意吗？
    不记名，交出后不能改。不想投也没关系，不会再催。
    .short = 测评提醒：{ $name }（{ $grid }）的工作您满意吗？不记名，交后不能改，{ $day }止。
ballot-reminder-ask-more =
    【民主测评】还有{ $left }位等您评，{ $day }截止。{ $name }（{ $grid }）的工作，您满意吗？
    不记名，交出后不能改。不想投也没关系，不会再催。
    .short = 测评提醒：{ $name }（{ $grid }）的工作您满意吗？不记名，交后不能改。
ballot-next =
    已投出。还有{ $left }位：{ $name }（{ $grid }）的工作，您满意吗？
    .short = 已投出。下一位{ $name }（{ $grid }）的工作您满意吗？
ballot-done = 已投出，谢谢您！您选了什么，这里不留记录，也不能再改。
    .short = 已投出，谢谢您！选了什么不留记录。
ballot-before =
    这一票之前已经投过，没有重复计。还有{ $left }位：{ $name }（{ $grid }）的工作，您满意吗？
    .short = 上一票已投过。{ $name }（{ $grid }）的工作您满意吗？
ballot-before-all = { $year }年的测评您都投过了，每人每位只投一次，没有重复计。谢谢您！
    .short = { $year }年测评您已投过，没有重复计。谢谢！
ballot-again = 测评您已经投过了，没有重复计。谢谢您！
ballot-unclear =
    没看明白，不敢乱记，您的话也没有留下。{ $name }（{ $grid }）的工作，您满意吗？请选一个。
    .short = 没看懂，没记。{ $name }（{ $grid }）的工作您满意吗？
ballot-hasty =
    刚才那条来得太快，像是发了两遍，没有计到这一位。{ $name }（{ $grid }）的工作，您满意吗？
    .short = 像是发了两遍，没计。{ $name }（{ $grid }）的工作您满意吗？
ballot-over = { $year }年民主测评已在{ $day } { $time }截止，这一票来晚了，没有计入。谢谢您的心意！
    .short = { $year }年测评已于{ $day } { $time }截止，这票没有计入，谢谢您！
ballot-secret =
    保密：票上不写谁投的、什么时候投的；各组不到5票的不公布也不计；收票期间谁也看不到票数分布，投了没有也只公布总人数。
    防不住的：管机器、有密钥、并在收票时盯着看的人；短信公司和Telegram看得到您发的内容；看得到您手机的人（可自己删短信）；一组人选得都一样时，结果就说明了。不放心可以投纸票。
choice-ballot-best = 😊 满意
    .short = 满意
choice-ballot-good = 🙂 较满意
    .short = 较满意
choice-ballot-fair = 😐 一般
    .short = 一般
choice-ballot-poor = 🙁 不满意
    .short = 不满意
choice-ballot-rest = 其余都选满意
    .short = 其余都1

appraisal-on =
    【{ $year }年民主测评】{ $day } { $time }截止。没有等您投的票。
    { $lines }
    .short = { $year }年测评{ $day } { $time }截止，没有等您投的票。
appraisal-on-ask =
    【{ $year }年民主测评】{ $day } { $time }截止，等您评的还有{ $left }位。
    { $lines }
    { $name }（{ $grid }）的工作，您满意吗？交出后不能改。
    .short = { $year }年测评：票上不写谁投的，交后不能改。防不住盯着机器的管理员、短信公司和看得到您手机的人，可改投纸票。{ $name }（{ $grid }）的工作您满意吗？
appraisal-turnout = 已投票{ $voted }人，名册共{ $voters }人。
appraisal-planned = { $year }年民主测评{ $day } { $time }开始，到时候会请您投票。
appraisal-over = { $year }年民主测评已经结束。发“测评 结果”看结果。
appraisal-nothing = 现在没有民主测评。
appraisal-off = 已取消{ $year }年民主测评，可以重新提议。
appraisal-proposal = { $year }年民主测评：评{ $level }，{ $day } { $time }开始，{ $until_day } { $until_time }截止，权重居民{ $resident }、网格长{ $head }、支部{ $branch }
appraisal-level-5 = 单元长
appraisal-level-4 = 楼栋长
appraisal-level-3 = 网格长
appraisal-group-resident = 居民
appraisal-group-head = 网格长
appraisal-group-branch = 支部
appraisal-opened-note =
    { $year }年民主测评开始了，名册{ $voters }人已定，之后搬来的不再加。已请{ $asked }人手机投票，{ $on_paper }人收不到消息，要用纸票。
    纸票：发“测评 名册 单元”看编号，收满5张起由两人各自发“纸票”录入。
appraisal-closed-note =
    { $year }年民主测评已截止并计票，{ $voters }人中{ $voted }人投了票，选票已销毁。发“测评 结果”查看。
    此刻账头 { $head }，请抄下保存。
appraisal-results =
    【{ $year }年民主测评结果】
    { $lines }
    .short = { $year }年测评：{ $lines }
appraisal-no-result = { $year }年民主测评没有您的结果。
result-line = { $grid } { $name }：{ $score }分
result-line-part = { $grid } { $name }：{ $score }分（{ $groups }不到5票，未计）
result-line-few = { $grid } { $name }：各组都不到5票，不计分
result-group = 其中{ $group }：满意{ $best }、较满意{ $good }、一般{ $fair }、不满意{ $poor }
appraisal-roll =
    【{ $year }年测评名册】{ $grid }
    { $lines }
    不显示谁投过。纸票录入例：纸票 { $grid } 居民 号 1 3 5 7 9 票 3 1 1 0（依次是满意、较满意、一般、不满意的张数）
roll-line = { $group }：{ $names }
usage-roll = 请写：测评 名册 单元，例如：测评 名册 B3U1
usage-appraisal =
    请写：测评 新建 年份 开始 至 截止，例如：
    测评 新建 { $year } 12月10日 9:00 至 12月20日 18:00
    可加“权重 40 30 30”（居民、网格长、支部）和“楼栋长”（默认评单元长）。要第二位同事同意。
usage-paper =
    请写：纸票 单元 组 号 编号… 票 满意 较满意 一般 不满意，例如：
    纸票 B3U1 居民 号 1 3 5 7 9 票 3 1 1 0
    一次至少{ $least }张，两人各自录入，一样才算。
    .short = 例：纸票 B3U1 居民 号 1 3 5 7 9 票 3 1 1 0，至少{ $least }张
paper-waiting = 收到{ $grid }{ $group }{ $slips }张。请另一位同事自己数一遍再录入，两次一样就计入。
paper-booked = 两次一样，{ $grid }{ $group }{ $slips }张已计入。
paper-again = 和另一位录入的不一样，两次都没有计入。请两位各自重新数一遍再录。
paper-booked-note = { $grid }{ $group }的纸票，另一位数得和您一样，已计入。
paper-again-note = { $grid }{ $group }的纸票，两位录的不一样，都没有计入。请各自重新数一遍再录。
error-appraisal-times = 这样不行：截止要晚于开始，中间{ $shortest }到{ $longest }天，截止不能已经过去；三项权重加起来要等于100。
error-appraisal-exists = { $year }年的民主测评已经有了。还没开始的可以发“测评 取消 { $year }”再提。
error-appraisal-none = 没有这样的测评：可能还没开始或还没结束，或者这个网格没有被评的人。
error-appraisal-begun = { $year }年的民主测评已经开始，不能取消。
error-appraisal-community-only = 民主测评是全社区的事，要由整个社区的协调员来办。
error-paper-few = 一次至少录{ $least }张，少了会看出谁选了什么。请和别的票一起录。
error-paper-sum = 编号有{ $numbers }个，票有{ $slips }张，对不上。请数一遍再录。
error-paper-number = 名册上这一组没有这些编号：{ $numbers }。
error-paper-voted = 编号{ $numbers }已经用手机投过票，这一批都没有计入。请把他们的票取出作废，两位再各自录一遍。
error-paper-own = 评您自己的票要请别的同事来录。
results-few = 另有{ $count }位各组都不到5票，不计分
error-appraisal-too-late = { $year }年的评选名单已经定案，不能再办这一年的民主测评。
