contacts =
    { $grid } 通联单
    { $lines }
    急事请打：110 报警，119 火警，120 急救。
    .short = { $grid }：{ $near }。急事110、119、120。
contacts-ask =
    { $grid } 通联单
    { $lines }
    急事请打：110 报警，119 火警，120 急救。
    您的电话可以写在本楼道的通联单和公示牌上，让邻居找得到您吗？
    .short = { $grid }：{ $near }。您的电话可以告诉本楼道邻居吗？
contacts-head = { $role } { $name } { $phone }（{ $grid }）
contacts-head-no-phone = { $role } { $name }，电话未公开（{ $grid }）
contacts-near = { $role }{ $name }{ $phone }
contacts-near-no-phone = { $role }{ $name }
contacts-deputy = 代理{ $role }
contacts-nobody = 暂时没有登记负责人，请联系社区
contacts-neighbours = 同意公开电话的邻居：
contacts-neighbour = · { $name } { $phone }
contacts-more = 另有{ $count }位邻居没有公开电话。
contacts-nowhere = 您还没有登记在哪个楼道。请把您的楼栋和单元告诉社区，我们登记好后再发“通联单”。
    .short = 您还没登记在哪个楼道，请告诉社区您的楼栋和单元。
choice-phone-yes = 可以
choice-phone-no = 不可以
phone-shared = 记下了，您的电话会写在本楼道的通联单和公示牌上。想撤下时发“不公开电话”。
    .short = 记下了，电话已写上本楼道通联单、公示牌。撤下请发“不公开电话”。
phone-none =
    记下了，不过这里还没有登记您的电话。请把号码告诉社区，登记后就会写在本楼道的通联单上。
    .short = 这里还没有登记您的电话，请告诉社区。
phone-kept = 好的，您的电话不会写在通联单上。想公开时发“公开电话”。
    .short = 好的，您的电话不公开。想公开时发“公开电话”。
residents-code = { $text }
code-proposal = 把居民公约改为：“{ $text }”
error-code-length = 公约请写10到{ $most }个字，这样一条短信就能看全。例如：改公约 邻里和睦，楼道畅通，电动车不上楼。
error-code-community-only = 公约是全社区的，要由社区协调员来改。
