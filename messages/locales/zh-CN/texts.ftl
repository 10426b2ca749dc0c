duty-text = { $text }
    .short = { $text }
text-to = { $name }您好！{ $text }
text-some-name = 邻居
text-some-grid = 咱们楼道
text-some-community = 社区
text-some-date = 今天

text-pool-weekly = 每周服务
text-pool-greeting = 节日问候
text-language-zh-cn = 中文
text-language-en = 英文
occasion-new-years-day = 元旦
occasion-spring-festival = 春节
occasion-qingming = 清明
occasion-labour-day = 劳动节
occasion-dragon-boat = 端午
occasion-mid-autumn = 中秋
occasion-national-day = 国庆
occasion-double-ninth = 重阳

texts =
    文案池：
    { $lines }
    加一条：文案 添加 每周 内容｜English
    看全部：文案 列表 每周；文案 草稿；文案 记录
    .short = 每周文案还有{ $count }条没用过，{ $until }；等批准{ $drafts }条。
texts-line-weekly = 每周服务：{ $count }条没用过，{ $until }
texts-line-greeting = 节日问候：{ $count }条没用过；用过的问候，来年同一个节日还能用
texts-until = 够用{ $weeks }周，到{ $when }
texts-until-none = 新的已经用完
texts-bare = 还没有问候的节日：{ $names }
texts-next = 下一个节日：{ $name }（{ $day }）
texts-drafts = 等批准的有{ $count }条：{ $numbers }
texts-label-drafts = 草稿
texts-list =
    { $label }（{ $count }条）：
    { $lines }
    看一条：文案 看 编号。撤下：文案 撤下 编号。
    .short = { $label }共{ $count }条，先用的是{ $first }。
texts-list-line = #{ $number } { $text }（{ $use }）
texts-list-none = { $label }：现在一条也没有。
usage-texts =
    可以这样说：
    文案 ——看还够用多久
    文案 添加 每周 内容｜English
    文案 添加 问候 春节 内容
    文案 列表 每周 / 文案 草稿 / 文案 看 12
    文案 批准 12-20 / 文案 撤下 12
    文案 安排 12 2026-W50（或节日名、不定）
    文案 记录 / 文案 记录 12
    .short = 请发：文案 添加 / 列表 / 草稿 / 批准 / 撤下 / 安排 / 记录。
usage-text-add =
    请写清用途和内容，例如：
    文案 添加 每周 防火门要常闭，别用东西顶住。
    文案 添加 每周 2026-W50 天冷了，{ "{" }name{ "}" }多保重。｜It is cold, take care.
    文案 添加 问候 春节 过年好！（不限节日的写“通用”）
    .short = 请这样写：文案 添加 每周 内容；或：文案 添加 问候 春节 内容。
usage-text-plan = 请写清编号和哪一周、哪个节日，例如：文案 安排 12 2026-W50；文案 安排 12 春节；不限就写：文案 安排 12 不定
text-preview =
    请核对，确认后才放进文案池。
    用途：{ $use }
    { $lines }
    { $more }
    .short = { $use }，短信{ $segments }段。{ $more }
text-as-telegram =
    ———— Telegram（{ $tongue }）
    { $text }
text-as-sms =
    ———— 短信（{ $tongue }，{ $count }段）
    { $text }
text-sample = （按最长的姓名“{ $name }”、最长的网格名“{ $grid }”算的段数）
text-next-other = 确认后是草稿，由{ $names }批准后才会用。
text-next-alone = 社区现在没有别的协调员，由您自己批准：确认后就可以用。
text-next-above = 确认后是草稿，要由社区一级的协调员批准。
choice-text-yes = ✅ 放进文案池
    .short = 确认
text-added = 已放进文案池：#{ $number }，由您自己批准，可以用了。
text-drafted = 已存为草稿 #{ $number }，已请{ $names }批准。
text-drafted-above = 已存为草稿 #{ $number }，等社区一级的协调员批准。
texts-to-approve = { $name }写了{ $count }条文案（#{ $numbers }），请您看一看。看：文案 草稿。同意就发：文案 批准 { $numbers }
    .short = { $name }写了{ $count }条文案请您批准，同意请回：文案 批准 { $numbers }
texts-decided = { $lines }
texts-approved = 已批准{ $count }条，可以用了：{ $numbers }
texts-own = 自己写的要请别人批准（{ $names }）：{ $numbers }
texts-no-draft = 不是等批准的草稿：{ $numbers }
texts-withdrawn = 已撤下：{ $numbers }。以后不会再用，记录还在。
text-planned = #{ $number } 已安排：{ $use }。{ $more }
text-planned-any = #{ $number } 不再限定时间，轮到就用。{ $more }
text-still-draft = 它还是草稿，批准后才会用。
text-whole =
    #{ $number }（{ $use }）{ $state }
    { $lines }
    .short = #{ $number }（{ $use }）{ $state }，短信{ $segments }段。
text-state-draft = 草稿，等批准
text-state-approved = 已批准，没用过
text-state-used = 用过，最近一次：{ $when }
texts-history =
    最近用过的文案：
    { $lines }
    .short = 用过的文案，最近：{ $first }
texts-use = { $use }：#{ $number } { $text }
texts-use-again = { $use }：#{ $number } { $text }（重复用的）
texts-use-none = { $use }：没有合适的，没有发
texts-no-history = 还没有用过文案。
text-story =
    #{ $number } 的记录：
    { $lines }
    .short = #{ $number } 最近：{ $first }
text-by-program = 程序
text-add-line = { $day } { $name }写的
text-approve-line = { $day } { $name }批准
text-withdraw-line = { $day } { $name }撤下
text-plan-line = { $day } { $name }安排：{ $when }
text-use-line = { $day } 用于 { $when }
error-text-variable =
    “{ $said }”我填不出来。花括号里可以写：{ $known }
    （姓名、网格、社区、日期，也可以写中文）
    .short = “{ $said }”填不出来，可以用：{ $known }
error-text-plan = “{ $said }”我没对上日子。每周服务写周次，例如 2026-W50；节日问候写节日名（元旦、春节、清明、劳动节、端午、中秋、国庆、重阳）或日期 2026-10-01；要在今天以后、三年以内。
    .short = “{ $said }”没对上日子。请写如 2026-W50、春节、2026-10-01。
error-text-too-long = 这条短信要{ $segments }段，最多{ $most }段（按最长的姓名算，一段70个字）。请缩短后再发。
error-text-known = 文案池里已经有一模一样的：#{ $number }。
error-text-not-found = 没有 #{ $what } 这条文案，或者已经撤下。发“文案 列表”看编号。
error-text-period-taken = { $when } 已经用过一条文案了，请安排后面的。
error-text-numbers = 请写文案的编号，例如：文案 批准 12 14-20。一次最多{ $most }条。
error-text-community-only = 文案是发给整个社区的，请由社区一级的协调员来办。

texts-reused = 请留意：{ $pool }没有新文案了，{ $when } 只好重复用 #{ $number }。请发“文案 添加”补几条。
    .short = { $pool }没有新文案，{ $when } 重复用了#{ $number }。请补几条。
texts-none = 请留意：{ $pool }里没有适合 { $when } 的文案，这一期什么都没有发。请发“文案 添加”补上。
    .short = { $pool }没有适合 { $when } 的文案，没有发。请补上。
texts-low =
    提醒：{ $lines }
    发“文案 添加”补几条，或直接把表格发来（表头：用途、内容、英文、节日/周次）。
    .short = 提醒：{ $lines }
texts-low-weekly = 每周服务的新文案只够{ $count }周了。
texts-low-holiday = { $day }{ $name }还没有问候。

texts-sheet =
    “{ $file }”：
    { $lines }
    { $more }
    .short = 文案表看完了：存为草稿{ $count }条，没存{ $bad }条。
texts-sheet-saved = 第{ $row }行：草稿 #{ $number }（{ $use }），短信{ $count }段
texts-sheet-link = 第{ $row }行：注意，短信里的网址常被拦截
texts-sheet-bad = 第{ $row }行没存：{ $why }
texts-sheet-usage = 用途要写“每周”或“问候”，内容不能空
texts-sheet-cell = 有公式或错误，请改成文字
texts-sheet-most = 一次最多{ $most }行，后面的没有看
texts-sheet-next-other = 存好的草稿已请{ $names }批准。
texts-sheet-next-self = 草稿请看一看，同意就发：文案 批准 { $numbers }
texts-sheet-next-none = 没有存下新的。

