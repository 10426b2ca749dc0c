roster-plan =
    名册核对好了，还没有改动任何东西。
    网格：新增 { $grids_new } 个，修改 { $grids_updated } 个。
    人员：新增 { $people_new } 人，修改 { $people_updated } 人；任命 { $appointed } 项，接替 { $replaced } 项。
    没有变化：{ $unchanged } 行；有问题：{ $errors } 行；要请您核对：{ $questions } 行。
roster-done =
    名册已导入。
    网格：新增 { $grids_new } 个，修改 { $grids_updated } 个。
    人员：新增 { $people_new } 人，修改 { $people_updated } 人；任命 { $appointed } 项，接替 { $replaced } 项。
    没有变化：{ $unchanged } 行；有问题未导入：{ $errors } 行；等您核对：{ $questions } 行。
roster-done-nothing = 名册和系统里的一样，没有要改的（0 项变化）。有问题：{ $errors } 行；等您核对：{ $questions } 行。
roster-more = 还有 { $more } 行。
roster-ignored = 工作表“{ $value }”不是网格表或人员表，没有读取。

roster-grid-new = { $sheet }第{ $row }行：新增网格 { $value } { $name }（{ $level }级）。
roster-grid-update = { $sheet }第{ $row }行：修改网格 { $value } { $name }：{ $changes }。
roster-person-new = { $sheet }第{ $row }行：新增 { $name }，任 { $value } { $role }。
roster-person-update = { $sheet }第{ $row }行：修改 { $name }：{ $changes }。
roster-appoint = { $sheet }第{ $row }行：{ $name } 任 { $value } { $role }。
roster-replace = { $sheet }第{ $row }行：{ $name } 接替 { $before }，任 { $value } { $role }。
roster-total-row = { $sheet }第{ $row }行：是合计行（{ $value }），已跳过。
roster-skipped = { $sheet }第{ $row }行：按您的意思跳过（{ $value }）。
roster-same-row = { $sheet }第{ $row }行：{ $name } 与第{ $first }行相同，只算一次。

roster-ask-grid = { $sheet }第{ $row }行：编号“{ $value }”（{ $name }）和已有的“{ $near }”很像，是同一个网格吗？请在“核对”一列写“同一个”或“新增”，再导入一次；这一行先不动。
roster-ask-renamed = { $sheet }第{ $row }行：电话 { $value } 登记的是 { $owner }，表里写的是 { $name }。是同一人改名请在“核对”一列写“同一人”；如果是另一个人，请改正电话，再导入一次。这一行先不动。
roster-ask-phone = { $sheet }第{ $row }行：{ $value } 已有一位 { $name }，电话不一样。是同一人换了号码，还是另一位？请在“核对”一列写“同一人”或“新人”，再导入一次；这一行先不动。
roster-ask-person = { $sheet }第{ $row }行：{ $value } 已有一位 { $name }。是同一人兼任{ $role }，还是另一位？请在“核对”一列写“同一人”或“新人”，再导入一次；这一行先不动。
roster-ask-head = { $sheet }第{ $row }行：{ $value } 的{ $role }是 { $owner }，表里写的是 { $name }。是同一人（名字写法不同）还是换了人？请在“核对”一列写“同一人”或“新人”，再导入一次；这一行先不动。
roster-ask-twin = { $sheet }第{ $row }行：{ $name } 在第{ $first }行也有（{ $value }）。是同一人吗？请在“核对”一列写“同一人”或“新人”，再导入一次；这一行先不动。
roster-waits = { $sheet }第{ $row }行（{ $name }）：与第{ $first }行是同一个电话，等那一行核对清楚再一起导入。

roster-blank = { $sheet }第{ $row }行：“{ $column }”是空的。请填上，再导入一次。
roster-formula = { $sheet }第{ $row }行：“{ $column }”是一个没有结果的公式。请改成具体的值，或在表格软件里打开并保存一次。
roster-date = { $sheet }第{ $row }行：“{ $column }”被表格软件变成了日期（{ $value }）。请把这一格设成“文本”，重新填写。
roster-control = { $sheet }第{ $row }行：“{ $column }”里有看不见的控制字符。请清空这一格，重新填写。
roster-too-long = { $sheet }第{ $row }行：“{ $column }”太长了（{ $value }…）。请写短一些。
roster-bad-cell = { $sheet }第{ $row }行：“{ $column }”读不懂（{ $value }）。请检查这一格。
roster-slash = { $sheet }第{ $row }行：“{ $column }”里不能有斜杠“/”（{ $value }）。请换成短横线“-”。
roster-bad-level-word = { $sheet }第{ $row }行：“{ $column }”应是 1 到 5，例如 3 或 三级，现在写的是“{ $value }”。
roster-negative = { $sheet }第{ $row }行：“{ $column }”不能是负数（{ $value }）。
roster-not-number = { $sheet }第{ $row }行：“{ $column }”应是一个整数，现在写的是“{ $value }”。
roster-bad-phone = { $sheet }第{ $row }行：电话“{ $value }”不对。手机请写 11 位，座机请带区号，一格只写一个号码；没有电话就空着。
roster-bad-role = { $sheet }第{ $row }行：不认识职务“{ $value }”。可以写：单元长、楼栋长、网格长、评议员、协调员、志愿者、居民、合作单位。
roster-bad-party = { $sheet }第{ $row }行：“{ $column }”请写“是”或“否”，现在写的是“{ $value }”。
roster-bad-language = { $sheet }第{ $row }行：“{ $column }”请写“中文”或“英文”，现在写的是“{ $value }”。
roster-bad-answer = { $sheet }第{ $row }行：“{ $column }”请写“同一人”、“新人”或“跳过”，现在写的是“{ $value }”。

roster-double-code = { $sheet }第{ $row }行：编号“{ $value }”与第{ $first }行重复，这一行没有导入。请改正其中一个。
roster-cycle = { $sheet }第{ $row }行：上级编号绕成了一圈（{ $codes }）。请改正“{ $value }”的上级编号。
roster-bad-parent = { $sheet }第{ $row }行：上级编号“{ $value }”不存在。请改正，或先在表里加上这个网格。
roster-bad-parent-near = { $sheet }第{ $row }行：上级编号“{ $value }”不存在。是不是“{ $near }”？请改正。
roster-parent-bad = { $sheet }第{ $row }行：上级网格“{ $value }”（第{ $first }行）还没能导入，所以这一行也要等。请先改好第{ $first }行。
roster-bad-level = { $sheet }第{ $row }行：写的是 { $level } 级，但上级“{ $value }”是 { $parent_level } 级，这一行应是 { $right } 级。请改正级别或上级编号。
roster-level-fixed = { $sheet }第{ $row }行：网格“{ $value }”已登记为 { $level } 级，级别不能改。如果是另一个网格，请用新的编号。
roster-root-parent = { $sheet }第{ $row }行：社区（1级）上面没有上级，上级编号“{ $value }”请删掉。
roster-second-root = { $sheet }第{ $row }行：社区（1级）只能有一个，已经有“{ $root }”，“{ $value }”没有导入。
roster-bad-grid = { $sheet }第{ $row }行（{ $name }）：网格编号“{ $value }”不存在。请改正，或先在网格表里加上。
roster-bad-grid-near = { $sheet }第{ $row }行（{ $name }）：网格编号“{ $value }”不存在。是不是“{ $near }”？请改正。
roster-grid-bad = { $sheet }第{ $row }行（{ $name }）：网格“{ $value }”（网格表第{ $first }行）还没能导入。请先改好那一行。
roster-role-level = { $sheet }第{ $row }行（{ $name }）：{ $role }不能设在 { $level } 级网格“{ $value }”。请改正职务或网格编号。
roster-phone-twice = { $sheet }第{ $row }行（{ $name }）：电话 { $value } 在第{ $first }行写的是另一个人。请核实电话是谁的，另一位可以空着。
roster-phone-taken = { $sheet }第{ $row }行（{ $name }）：电话 { $value } 登记的是 { $owner }。请核实；没有自己的电话可以空着，以后用链接加入。
roster-same-name = { $sheet }第{ $row }行（{ $name }）：{ $value } 有不止一位叫这个名字的人。请填上电话，好分清是哪一位。
roster-head-twice = { $sheet }第{ $row }行（{ $name }）：“{ $value }”的{ $role }在第{ $first }行写的是另一个人。一个网格只有一位{ $role }，请留一行。
roster-conflict = { $sheet }第{ $row }行（{ $name }）：“{ $column }”与第{ $first }行的同一个人不一致。请改成一样的。

roster-error-too-big = 这个文件太大（最多 { $most } MB），没有读取。请只留网格和人员两张表，另存后再发。
roster-error-too-many-rows = 表里超过 { $most } 行，没有读取。请检查后面有没有多余的行，删掉再发。
roster-error-not-workbook = 这个文件读不了。请用 .xlsx 或 .csv 格式另存，再发一次。
roster-error-old-format = 这是旧的 .xls 格式。请打开后另存为 .xlsx，再发一次。
roster-error-bomb = 这个文件解压后大得不正常，为了安全没有打开。请新建一个表格，把内容复制过去再发。
roster-error-encrypted = 这个文件有密码，打不开。请去掉密码另存，再发一次。
roster-error-no-sheet = 文件里没有找到“网格”“人员”或“日历”表。请把工作表命名为“网格”和“人员”（放假调休安排命名为“日历”），第一行写列名，再发一次。
roster-error-no-column = 工作表“{ $sheet }”缺少这些列：{ $columns }。请加上列名，再发一次。
