join-ask-head =
    { $name }您好！社区名册上，您是“{ $grid }”的负责人。
    是您本人吗？同意我们在这里给您发社区工作的消息吗？随时发“退订”就停。
    .short = { $name }您好，您是{ $grid }负责人吗？同意收社区消息吗？可随时退订。
join-ask-volunteer =
    欢迎加入“{ $grid }”志愿者！
    同意我们在这里给您发志愿服务的消息吗？随时发“退订”就停。
    .short = 欢迎加入{ $grid }志愿者！同意收志愿服务消息吗？可随时退订。
choice-join-yes = ✅ 是我，同意
    .short = 同意
choice-join-no = ❌ 不是我/不同意
    .short = 不是我或不同意
choice-consent-yes = ✅ 同意
    .short = 同意
choice-consent-no = ❌ 不同意
    .short = 不同意
joined-head = { $name }您好，已登记好：{ $grid }。每月第一个工作日会请您做一次楼道检索。发“帮助”看能做什么。
    .short = { $name }您好，已登记：{ $grid }。每月初请您做一次楼道检索。
joined-post = { $name }您好，已登记好：{ $grid }。发“帮助”看您在这里能做什么。
    .short = { $name }您好，已登记：{ $grid }。发“帮助”看用法。
joined-head-task =
    { $name }您好，已登记好：{ $grid }。
    { $period }的楼道检索正等着您，请在{ $due }前看看这八项：楼道畅通、消防门、照明、垃圾、电动车、小广告、陌生人、邻居需帮助。
    .short = { $name }您好，已登记。{ $grid }{ $period }楼道检索请在{ $due }前做。
joined-volunteer = { $name }您好，您已是“{ $grid }”的志愿者，谢谢您！发“帮助”看能做什么。
    .short = { $name }您好，您已是{ $grid }志愿者，谢谢您！
joined-nameless = 您已是“{ $grid }”的志愿者，谢谢您！请告诉我怎么称呼您，例如：我叫 张三
    .short = 您已是{ $grid }志愿者，谢谢！请回“我叫 姓名”。
join-declined = 好的，没有登记任何东西。如果点错了，再打开一次链接就行。
join-declined-note = 有人打开了“{ $grid }”负责人的加入链接，但说不是本人或不同意。请核对链接发给了谁；链接仍然有效。
refused = 好的，我们不会再给您发消息。改变主意时发“恢复”。
consent-invitation = { $name }您好，社区请您同意接收楼道志愿服务的消息（{ $grid }）。随时可退订。
    .short = { $name }您好，社区请您同意接收{ $grid }志愿服务短信，可随时退订。
error-code-unknown = 这个加入码不对。请照原样再输一次，或向社区要一个新的。
error-code-expired = 这个加入码过期了（个人码24小时有效）。请向社区要一个新的。
error-code-used = 这个加入码已经用过了，一个码只能用一次。如果不是您用的，请马上告诉社区。
error-code-forwarded = 这个加入码是给别人的，不能转用。请向社区要您自己的加入码。
