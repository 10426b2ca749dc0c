sending-paused =
    已暂停发送：从现在起只回答来信，别的消息都先留着，一条也不丢。
    正在发出的几条可能还会送到。发“恢复发送”接着发。
    .short = 已暂停发送，只回答来信，其余先留着。发“恢复发送”接着发。
sending-paused-before =
    { $day } { $time }起已经暂停发送（{ $name }，原因：{ $reason }）。发“恢复发送”接着发。
    .short = { $day } { $time }已由{ $name }暂停发送。发“恢复发送”接着发。
sending-paused-note = { $name }暂停了全部发送（原因：{ $reason }），只回答来信。发“恢复发送”接着发。
    .short = { $name }暂停了全部发送：{ $reason }。发“恢复发送”接着发。
sending-resumed = 已恢复发送：{ $waiting }条接着发出；{ $expired }条在暂停时过了时效，不再发出。
sending-resumed-note = { $name }恢复了发送。
sending-not-paused = 现在没有暂停，消息照常发送。

budget =
    { $period }短信：已发{ $segments }段，每段{ $currency }{ $price }，约{ $currency }{ $spent }。
    { $limit }
    照这样到月底约{ $currency }{ $forecast }。
    .short = { $period }短信{ $segments }段约{ $currency }{ $spent }，月底预计{ $forecast }。{ $limit }
budget-set =
    记下了。{ $limit }
    { $period }已发{ $segments }段，约{ $currency }{ $spent }，照这样到月底约{ $currency }{ $forecast }。
    .short = 记下了。{ $limit }本月已用{ $currency }{ $spent }。
budget-none = 没有设每月预算。
budget-limit = 每月预算{ $currency }{ $budget }，已用{ $percent }%。
price-set =
    记下了，短信每段按{ $currency }{ $price }算。{ $limit }
    { $period }已发{ $segments }段，约{ $currency }{ $spent }，照这样到月底约{ $currency }{ $forecast }。
    .short = 记下了，短信每段{ $currency }{ $price }。{ $limit }
usage-price = 请写清一段短信的价格，例如：短信单价 0.05；按自带的价目请发：短信单价 默认
usage-budget = 请写清每月的金额，例如：短信预算 500；不设限请发：短信预算 不限
error-budget-community-only = 短信费用是整个社区的，预算和单价请由社区一级的协调员来定。
budget-nearly-note = 本月短信费已用{ $percent }%：{ $currency }{ $spent }，预算 { $budget }。用完后只发警报和回答。发“预算”看明细。
    .short = 本月短信费已用{ $percent }%（预算{ $budget }）。用完后只发警报和回答。
budget-spent-note = 本月短信预算{ $currency }{ $budget }已用完，现在只发警报和回答，其余等下月或改走别的渠道。需要时发“短信预算 金额”调整。
    .short = 本月短信预算{ $budget }已用完，只发警报和回答。可发“短信预算 金额”调整。

cap-note = { $day }发给{ $name }的消息超过了每天的上限（同一种{ $same }条，一共{ $all }条），多出的没有发。请看看是不是重复安排了；今天不再提醒。
    .short = { $day }发给{ $name }的消息超过每天上限，多出的没有发。请查是否重复安排。
loop-note = { $name }在{ $minutes }分钟内把同样的话发了{ $times }遍（“{ $said }”），可能是自动回复，我不再回答。请联系看看。
    .short = { $name }把同样的话发了{ $times }遍，可能是自动回复，已不再回答。请联系看看。

rules =
    发送规则：
    { $state }
    短信（长辈）：{ $sms }之间送达；别的渠道：{ $other }。其余时间只发警报和回答。
    每人每天：同一种消息最多{ $same }条，一共最多{ $all }条（每个单元一条的检索通知另算）。
    同一个人{ $minutes }分钟内说{ $times }遍一样的话，就不再回答，并告诉您。
    { $limit }用到{ $percent }%会告诉您。
    .short = 短信{ $sms }送达，别的{ $other }；每人每天同一种{ $same }条、共{ $all }条。{ $limit }
rules-running = 现在照常发送。
rules-paused = 已暂停发送：{ $day } { $time }，{ $name }，原因：{ $reason }

