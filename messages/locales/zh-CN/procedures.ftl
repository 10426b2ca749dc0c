procedures =
    可以在这里办的事，回数字看要带什么：
    { $lines }
    .short = 可以办，回数字：{ $short }
procedure-needs =
    【{ $name }】要带：
    { $lines }
    怎么走：{ $steps }（一般{ $days }天内）。具体以街道规定为准，服务站会帮您。
    .short = 要带：{ $needs }。约{ $days }天。
procedure-needs-private =
    【{ $name }】要带：
    { $lines }
    怎么走：{ $steps }（一般{ $days }天内）。具体以街道规定为准，服务站会帮您，别人看不到您的申请。
    .short = 请带身份证和户口簿到服务站，工作人员一一告诉您。
choice-apply = ✅ 我要申请
    .short = 申请
choice-not-now = 先不了
    .short = 先不了
procedure-later = 好的，什么也没有登记。想办随时发“办事”。
error-procedure = 没找到这件事。发“办事”看都能办什么，回数字就行。
error-applied = 您已经申请过了，是{ $number }号，正在办。发“我的申请”看到哪一步了。
applied =
    收到您的申请：{ $number }号，{ $name }。服务站会在{ $due }前联系您。
    看进度发“我的申请”；点错了一小时内点“撤销”。
    .short = 收到您的申请，{ $number }号，{ $due }前联系您。看进度发“我的申请”。点错了
applied-private =
    收到您的申请：{ $number }号，{ $name }。服务站会在{ $due }前联系您，只有经办的人能看到。
    看进度发“我的申请”；点错了一小时内点“撤销”。
    .short = 收到您的申请，{ $number }号，{ $due }前联系您。看进度发“我的申请”。点错了
applications-none = 您没有申请过什么。想办事发“办事”。
applications-mine =
    您的申请：
    { $lines }
    不办了发“撤回申请”加编号。
    .short =
    您的申请：
    { $brief }
application-line = { $number }号 { $name }：第{ $place }步（共{ $count }步）{ $step }，{ $due }前
    .short = { $number }号{ $name }：第{ $place }步，共{ $count }步，{ $due }前
application-line-private = { $number }号 { $name }：第{ $place }步（共{ $count }步）{ $step }，{ $due }前
    .short = { $number }号：第{ $place }步，共{ $count }步，{ $due }前
application-line-granted = { $number }号 { $name }：办好了
application-line-granted-private = { $number }号 { $name }：办好了
    .short = { $number }号：办完了
application-line-refused = { $number }号 { $name }：这次没有办成，原因请问服务站
application-line-refused-private = { $number }号 { $name }：这次没有办成，原因请问服务站
    .short = { $number }号：办完了，请问服务站
application-line-withdrawn = { $number }号 { $name }：已撤回
application-line-withdrawn-private = { $number }号 { $name }：已撤回
    .short = { $number }号：已撤回
application-withdrawn = 已撤回{ $number }号申请。想再办随时发“办事”。
usage-withdraw-application = 请写上编号，例如：撤回申请 3。编号在“我的申请”里看。

queue-none = 现在没有等您办的申请，谢谢！
queue =
    等您办的申请{ $count }件：
    { $lines }
    看一件请发“待办 编号”。
    .short = 等您办的申请{ $count }件：{ $numbers }号。看一件发“待办 编号”
queue-line = { $number }号 { $name }，{ $grid }，第{ $place }步（共{ $count }步），{ $due }前
queue-line-late = ❗{ $number }号 { $name }，{ $grid }，第{ $place }步（共{ $count }步），{ $due }已到期
queue-line-private = { $number }号 第{ $place }步（共{ $count }步），{ $due }前
queue-line-private-late = ❗{ $number }号 第{ $place }步（共{ $count }步），{ $due }已到期
usage-queue = 请写编号，例如：待办 3。只发“待办”看全部。
application =
    申请{ $number }号：{ $name }（{ $state }）
    { $person }，{ $grid }
    第{ $place }步（共{ $count }步）：{ $step }，{ $due }前
    { $lines }
    .short = 申请{ $number }号{ $name }，{ $person }，第{ $place }步，{ $due }前。
application-private =
    申请{ $number }号：{ $name }（{ $state }）
    { $person }，{ $grid }
    第{ $place }步（共{ $count }步）：{ $step }，{ $due }前
    { $lines }
    请保密：每次查看都有记录。
    .short = 申请{ $number }号，第{ $place }步（共{ $count }步），{ $due }前。内容请到服务站看。
application-state-open = 正在办
application-state-granted = 办好了
application-state-refused = 没有办成
application-state-withdrawn = 本人撤回
application-did-done = { $day } { $name } 办完“{ $step }”：{ $words }
application-did-asked = { $day } { $name } 请补材料（{ $step }）：{ $words }
application-did-refused = { $day } { $name } 没有批准（{ $step }）：{ $words }
application-did-withdrawn = { $day } { $name } 自己撤回
choice-step-done = ✅ 本步办完
    .short = 办完
choice-ask-more = 请补材料
    .short = 补材料
choice-turn-down = 不能批准
    .short = 不批准
application-words-done = { $number }号：这一步怎么办的？请回一句，会留底。
application-words-asked = { $number }号：要补什么？请回一句，申请人会收到。
application-words-refused = { $number }号：为什么不能批准？请回一句，会留底。
application-noted-done = 记下了，{ $number }号进到下一步。
application-noted-asked = 已请申请人补材料（{ $number }号）。
application-noted-refused = 记下了，{ $number }号没有批准，已告诉申请人。请再当面说明一下。
application-granted-noted = 记下了，{ $number }号办好了，已告诉申请人。
application-note-done = 您的申请{ $number }号（{ $name }）进到第{ $place }步（共{ $count }步）：{ $step }。
    .short = 您的申请{ $number }号进到第{ $place }步，共{ $count }步。
application-note-done-private = 您的申请{ $number }号（{ $name }）进到第{ $place }步（共{ $count }步）：{ $step }。
    .short = 您的申请{ $number }号进到第{ $place }步，共{ $count }步。
application-note-asked = 您的申请{ $number }号（{ $name }）还要补一点材料：{ $words }
    .short = 您的申请{ $number }号请补：{ $brief }
application-note-asked-private = 您的申请{ $number }号（{ $name }）还要补一点材料：{ $words }
    .short = 您的申请{ $number }号还要补一点材料，请联系服务站。
application-note-refused = 您的申请{ $number }号（{ $name }）这次没有办成：{ $words }。有疑问请到服务站，我们当面说明。
    .short = 您的申请{ $number }号有结果了，请到服务站，当面向您说明。
application-note-refused-private = 您的申请{ $number }号（{ $name }）这次没有办成：{ $words }。有疑问请到服务站，我们当面说明。
    .short = 您的申请{ $number }号有结果了，请到服务站，当面向您说明。
application-granted-note = 好消息：您的申请{ $number }号（{ $name }）办好了！
    .short = 您的申请{ $number }号办好了，请联系服务站。
application-granted-note-private = 好消息：您的申请{ $number }号（{ $name }）社区这边办好了！
    .short = 您的申请{ $number }号有结果了，请联系服务站。
error-step-taken = 这一步刚刚有人办过，或者申请已经结束，没有改动。发“待办”看最新的。
steps-new = 有{ $count }件申请等您办：{ $numbers }号。看一件请发“待办 { $example }”。
steps-late = 有{ $count }件申请过了期限：{ $numbers }号。看一件请发“待办 { $example }”。
