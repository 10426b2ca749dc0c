reply-with = 回

guest-hello =
    您好！这里是社区志愿服务“楼道”。
    我还不认识您。请打开社区给您的加入链接，或者把加入码发给我，例如：加入 ABCD234567
    没有加入码？请向您的单元长或社区索取。
    .short = 您好，这里是社区“楼道”。请发“加入”和加入码，如：加入 ABCD234567。没有码请问单元长。
welcome-back = { $name }您好！发“帮助”看能做什么。
    .short = { $name }您好！发“帮助”看能做什么。

ask-again = “{ $said }”我没看明白，不敢乱记。请再选一次。
    .short = “{ $said }”没看懂，不敢乱记，请再回一次。
not-understood = “{ $said }”我没看懂。发“帮助”看能做什么。
    .short = “{ $said }”没看懂。发“帮助”看能做什么。
language-set = 好的，以后跟您说中文。
name-set = 记下了，{ $name }您好！
name-by-office = 您的姓名由社区名册登记。如果写错了，请告诉社区工作人员，我们马上改。
    .short = 姓名由社区名册登记，有误请告诉社区。
who =
    姓名：{ $name }
    身份：{ $roles }
    负责：{ $posts }
    { $consent }
    .short = { $name }，{ $roles }，{ $posts }。
consent-given = 已同意接收消息。发“退订”可随时停止。
consent-missing = 还没有同意接收消息。
stopped = 已退订，以后不再给您发消息。想恢复时发“恢复”。
resumed = 欢迎回来！我们会继续给您发消息。想停止时发“退订”。
cancelled = 好的，已取消，什么都没有发生。
nothing-to-cancel = 现在没有要取消的事。
you-are-welcome = 不客气，谢谢您为邻居们做的事！

role-resident = 居民
role-volunteer = 志愿者
role-unit-head = 单元长
role-building-head = 楼栋长
role-grid-head = 网格长
role-reviewer = 评议员
role-coordinator = 协调员
role-partner = 合作单位

choice-cancel = 取消
choice-undo = 撤销

error-unknown = 抱歉，这一步没有办成，什么都没有改动。请再试一次；还不行就告诉社区。
error-broken = 抱歉，您这条消息我没能处理好，已经留存，请工作人员查看。请换个说法再发一次。
    .short = 抱歉，这条消息没处理好，已留存待查。请换个说法再发。
error-not-found = 没有找到。请核对后再发一次。
error-grid-not-found = 没有找到网格“{ $what }”。请照名册写编号或全名，例如：HT0101
error-person-not-found = 没有找到“{ $what }”。请核对姓名或手机号；新来的人请先写进名册发给我。
error-entry-not-found = 没有第{ $what }笔积分。流水号是“积分”里每行开头的 # 号，请核对后再发一次。
error-no-community = 还没有网格。请先导入名册（stairwell import 名册.xlsx），再来一次。
error-not-allowed = 这件事不在您的职责内。发“帮助”看您能做什么。
error-settings = 设置有误，请联系管理员。
error-another-poller = 另一个 Stairwell 进程正在用同一个机器人令牌接收消息，本进程已退出。请先停掉另一个，再重新启动。
error-database-away = 数据库没有应答，本进程已退出，没有丢失任何消息。请检查 STAIRWELL_DATABASE_URL 和数据库服务，然后重新启动。原因：{ $why }
error-old-button = 这个按钮已经过期。楼道检索请发“打卡”重新打开，别的事请发“帮助”。
error-role-level = 这个职务不能设在这一级网格。请核对网格编号和职务。
error-year-not-published = { $year }年的放假调休安排还没有公布，日期暂时排不了。公布后请录入。
error-period = “{ $said }”看不出是哪一期。请写成 2026-11、2026-Q4 或 2026。
error-language = 目前会说中文和英文。请发：语言 中文 或 语言 en
error-name = 名字请写在“我叫”后面，不超过{ $most }个字，例如：我叫 张三

sent-again = 【重发】{ $text }
