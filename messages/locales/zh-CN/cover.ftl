usage-away =
    请写清外出的日子，例如：
    外出 12月1日到12月10日
    外出 5天
    外出 到月底 由 李华 代
    计划有变请发“外出 取消”；提前回来请发“回来了”。
    .short = 请写清日子，如：外出 12月1日到12月10日，或：外出 5天
error-away-days = 这个日子我记不了：要从今天或以后开始，最多{ $most }天。更久的请告诉社区。
away-noted =
    记下了：{ $day }到{ $until_day }您外出。
    { $lines }
    想请别的邻居代看，请发“由 李华 代”；提前回来请发“回来了”。一路平安！
    .short = 记下了：{ $day }到{ $until_day }外出，我会请邻居代看楼道。回来早了请发：回来了。一路平安！
away-noted-plain = 记下了：{ $day }到{ $until_day }您外出。提前回来请发“回来了”。一路平安！
away-line-asked = · { $grid }：正在问{ $name }愿不愿意代看，答应了就告诉您。
away-line-agreed = · { $grid }：{ $name }代看。
away-line-later = · { $grid }：{ $day }起我去问邻居谁方便代看。
away-line-nobody = · { $grid }：暂时没有找到方便代看的邻居，已经告诉社区。您放心，这段时间没做的不算您漏报。
away-line-waiting = · { $grid }：邻居们正在考虑别的楼道，过几天我再问。
away-line-not-named = · “{ $said }”现在请不了，或者没找到。可以换一位，例如：由 李华 代
away-called-off = 好的，{ $day }起的外出取消了。
usage-deputy = 请写上姓名，例如：由 李华 代
error-cannot-stand-in = 这位邻居现在不方便请（可能外出、收不到消息、已经代看了别处，或者问过了）。可以换一位，例如：由 李华 代
    .short = 这位邻居现在请不了，可以换一位，如：由 李华 代
back-not-away = 没有记您外出，不用改什么。谢谢您说一声！
back-planned = 您还没到外出的日子（{ $day }起）。不去了请发“外出 取消”。
away-over =
    欢迎回来！您外出期间由{ $names }代看：报了{ $done }项，发现问题{ $findings }处，还没做完的{ $open }项。
    从现在起又由您照看了。发“打卡”接着做，发“交接”看详情。
    .short = 欢迎回来！{ $names }代看，报了{ $done }项，还有{ $open }项没做完。发“打卡”接着做。
away-over-alone =
    欢迎回来！您外出期间没有人代看：报了{ $done }项，还没做完的{ $open }项，不用急。
    发“打卡”接着做，发“交接”看详情。
    .short = 欢迎回来！报了{ $done }项，还有{ $open }项没做完，不用急。发“打卡”接着做。

stand-in-ask =
    { $grid }的单元长{ $name }{ $day }到{ $until_day }外出，想请您这段时间顺手代看一下这个楼道。
    要做的事会发给您，积分记在您名下；不方便也没关系，我去问别的邻居。
    .short = { $name }{ $day }到{ $until_day }外出，想请您代看{ $grid }，积分归您。
stand-in-ask-vacant =
    { $grid }现在没有单元长，想请您先代看一下，到有新单元长为止。
    要做的事会发给您，积分记在您名下；不方便也没关系，我去问别的邻居。
    .short = { $grid }没有单元长，想请您先代看，积分归您。
choice-stand-in-yes = ✅ 愿意
    .short = 愿意
choice-stand-in-no = 🙏 不便
    .short = 不便
stand-in-thanks = 太好了，谢谢您！从现在起{ $grid }由您代看，交接单马上发给您。
stand-in-thanks-later = 太好了，谢谢您！到时候{ $grid }由您代看，开始那天发交接单给您。
stand-in-declined = 好的，没关系，我去问别的邻居。谢谢您告诉我！
stand-in-needless = 已经安排好了，或者不需要了，不用您操心。谢谢您！
stand-in-found = { $name }答应代看{ $grid }，您放心。
stand-in-dropped = 前面说的代看{ $grid }不需要了，不用您操心。谢谢您！
stand-in-over = { $grid }不用您代看了。这段时间辛苦您，谢谢！
stand-in-nobody = { $grid }的单元长{ $name }外出，问过邻居，暂时没有人方便代看，请您留意一下。
    .short = { $name }外出，{ $grid }暂时没人代看，请您留意。
vacancy-nobody = 有的楼道没有单元长，也没有问到愿意代看的邻居，例如{ $grid }。发“空缺”看名单，任命请发：任命 编号 单元长 姓名
    .short = { $grid }等楼道没有单元长，也没人代看。发“空缺”看名单。

vacancies =
    空缺{ $count }个，外出{ $away }位：
    { $lines }
    任命请发：任命 编号 单元长 姓名
    .short = 空缺{ $count }个，外出{ $away }位，名单请在Telegram里看。
vacancies-none = 您负责的范围里没有空缺，也没有人外出。
vacancies-line = · { $code } { $grid }：{ $role }空缺，{ $day }起，{ $state }
vacancies-line-ever = · { $code } { $grid }：{ $role }空缺，名册里一直没有，{ $state }
vacancies-line-away = · { $code } { $grid }：{ $role }{ $name }外出到{ $until_day }，{ $state }
vacancies-deputy = { $name }代看
vacancies-asking = 正在问邻居
vacancies-nobody = 无人代看

handover =
    【交接单】{ $grid }
    { $lines }
    .short = 交接：{ $grid }，{ $households }户，楼栋长{ $building }。未做完{ $open }项；上次检索{ $last }，隐患：{ $items }。发“任务”看要做的。
handover-place = 位置：{ $place }
handover-size = 住户：{ $households }户，{ $residents }人
handover-head = 单元长：{ $name }
handover-head-away = 单元长：{ $name }（外出到{ $until_day }）
handover-head-vacant = 单元长：空缺
handover-building = 楼栋长：{ $name }（有难处先找他们）
handover-nobody = 暂缺
handover-none = 无
handover-open = 还没做完的：
handover-open-none = 没有待做的事。
handover-task = · { $what }，{ $due }前
handover-last = 上次检索：{ $last }
handover-found = 近三个月发现、还没解决的：{ $items }
usage-handover = 请写单元编号，例如：交接 HT010101（可以在“空缺”“未报”里看编号）

page-board-vacant = 现有{ $vacant }个单元没有单元长或单元长外出，其中{ $covered }个有邻居代看。
