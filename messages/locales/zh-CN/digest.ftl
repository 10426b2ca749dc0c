digest =
    这周请您看看这{ $count }件事，有空时一件一件来：
    { $lines }
    点编号或回编号打开，例如：1
    .short = 这周请您看看{ $count }件事：
    { $brief }
    回编号打开，如1
digest-reminder =
    小提醒：这{ $count }件事还没收到，方便时请看看：
    { $lines }
    点编号或回编号打开，例如：1
    .short = 提醒，{ $count }件事还没收到：
    { $brief }
    回编号打开，如1
digest-line = { $number }. { $duty }（{ $period }）{ $grid }，{ $due }前
    .short = { $number }{ $duty }{ $due }前
digest-line-at = { $number }. { $duty }（{ $period }）{ $grid }，{ $due }前
    .short = { $number }{ $duty }{ $grid }
digest-more = ……还有{ $more }件，发“任务”看全部
    .short = 另{ $more }件，发“任务”

digest-set = 记下了：每周的事以后在{ $weekday }{ $hour }点左右一次发给您。特别急的会马上发。
digest-default = 好的，恢复默认：每周的事有了就发一次，之后的攒到下周一早上9点。特别急的会马上发。
digest-now = 您每周的事现在在{ $weekday }{ $hour }点左右发。想改，请发例如：汇总 周一 9点；改回默认，请发：汇总 默认
digest-now-default = 您每周的事现在按默认的时间发。想自己定，请发例如：汇总 周一 9点
error-digest-time = 没看懂是哪天几点。请发例如：汇总 周一 9点；改回默认，请发：汇总 默认
error-digest-quiet = { $hour }点不方便打扰您，到时也送不到。请选早上9点到晚上7点之间的整点，例如：汇总 周一 9点
digest-day-0 = 周一
digest-day-1 = 周二
digest-day-2 = 周三
digest-day-3 = 周四
digest-day-4 = 周五
digest-day-5 = 周六
digest-day-6 = 周日

escalation =
    这{ $count }处还没有收到，方便的话请上门问一声、帮一把：
    { $lines }
    .short = { $count }处还没收到，请帮忙问一声：
    { $brief }
escalation-line = { $place } { $name }：{ $duty }（{ $period }），{ $due }前
    .short = { $place }{ $name }
escalation-line-vacant = { $place }（没有负责人）：{ $duty }（{ $period }），{ $due }前
    .short = { $place }空缺
