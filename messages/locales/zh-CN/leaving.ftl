# 职务结束、迁出、离世。关于离世，说话要轻，不给那部手机发任何话。
usage-end-post =
    请写清网格编号、职务和姓名（或编号），例如：
    卸任 B3U1 单元长 王芳
    有人接任时请直接发“任命”，原来的任职会同时结束。
    .short = 请这样写：卸任 B3U1 单元长 王芳
end-post-preview =
    请核对：{ $name }（#{ $number }）从{ $day }起不再担任“{ $grid }”的{ $role }。
    { $lines }
    .short = { $name }自{ $day }起不再任{ $grid }的{ $role }？
end-post-tasks = 还没做完的{ $count }项任务先放着，代理或新任一到位就转过去。
end-post-cases = 正在办的{ $count }件事重新分派。
end-post-vacant = 这个职务空出来，会告诉上一级，并请邻居代理。
end-post-tells = 确认后我会告诉相关的人。弄错了可以再发“任命”。
end-post-nobody = 现在没有人担任。
choice-end-post = ✅ 确认
    .short = 确认
end-post-done = 好的，{ $name }不再担任“{ $grid }”的{ $role }。积分都保留。要任命新人请发：任命
end-post-over = { $name }已经不再担任“{ $grid }”的{ $role }了，没有改动。
post-vacant-note = “{ $grid }”的{ $role }从{ $day }起空缺，请您多留心那边的邻居；有合适的人选请告诉社区。
    .short = { $grid }的{ $role }自{ $day }起空缺，请您多留心。
posts-vacant-note =
    从{ $day }起有{ $count }个职务空缺，请您多留心那边的邻居；有合适的人选请告诉社区：
    { $posts }
    .short = { $grid }等{ $count }处自{ $day }起没有负责人，请您多留心。
posts-vacant-line = { $grid }的{ $role }
error-not-their-post = 没有找到要结束的这一条：{ $grid }的{ $role }现在是
    { $lines }
    .short = { $grid }的{ $role }现在是：{ $lines }
error-last-of-office = 自己的协调员职务不能由自己结束，这样社区不会没有人管。请另一位协调员来办。
error-posts-elsewhere = 这位在您的辖区以外还有职务，请社区一级的协调员来办。

usage-moved = 请写姓名或编号，例如：迁出 王伯（同名的请写编号，例如：迁出 #12）
usage-died = 请写姓名或编号，例如：离世 王伯（同名的请写编号，例如：离世 #12）
moved-preview =
    请核对：{ $name }（#{ $number }）{ $grids }已经搬走了？
    { $lines }
    .short = { $name }（#{ $number }）已经搬走了？职务、问候和消息都会停。
died-preview =
    请节哀。请核对是不是这一位：{ $name }（#{ $number }）{ $grids }
    { $lines }
    .short = 请核对：{ $name }（#{ $number }）已离世？职务、问候和消息都会停。
departs-post = “{ $grid }”的{ $role }结束，手上的事转给别人。
departs-care = 问候停止，正在等的回话不再等。
departs-events = 他们发起的活动（{ $titles }）转给您负责。
departs-messages = 不再发任何消息，生日祝福、认领和报名都收回；同一部手机上别的家人不受影响。
choice-depart = ✅ 确认
    .short = 确认
moved-done = 好的，{ $name }已登记为迁出，不再发消息。要是弄错了或又搬回来，请用名册重新登记，或发：登记住户
died-done = 记下了。{ $name }的一切消息都停了，不会再打扰家里人。要是弄错了，请用名册重新登记，或发：登记住户
departs-done-events =
    { $done }
    这些活动现在由您负责，不办的话请发“取消活动”加编号：
    { $lines }
    .short = { $done }活动{ $numbers }号现在由您负责。
