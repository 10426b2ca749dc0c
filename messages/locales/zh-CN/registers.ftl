registers =
    登记册：
    { $lines }
    登记一条写：登记册 小区 X01 春晖小区 HT0101 恒安物业；登记册 业委会 X01 5 2（委员、党员）；登记册 单位/商户 编号 名称 网格编号；登记册 面积 5。多条请发表格，列名：类别、登记编号、登记名称、所在网格编号、物业公司、委员人数、党员委员。
    .short = 登记册请在Telegram上看，或发表格。
registers-entered =
    记下了，从今天起这样算。
    { $lines }
    .short = 登记好了，从今天起这样算。
register-compounds = 小区{ $compounds }个，有物业{ $managed }个，占{ $share }%
register-committees = 业委会委员{ $seats }人，党员{ $members }人，占{ $share }%
register-organisations = 单位{ $organisations }家，商户{ $shops }家
register-area = 面积{ $km2 }平方公里
register-area-none = 面积还没有登记
register-sheet =
    {"《"}{ $file }》登记了{ $count }条，{ $bad }条没有登记：
    { $lines }
    .short = {"《"}{ $file }》登记{ $count }条，{ $bad }条没登记。
register-row-bad = 第{ $row }行：{ $why }
register-rows-most = 一次最多登记{ $most }条，后面的请分开再发。
error-register-entry = 没看懂这一条。请写：登记册 小区 X01 春晖小区 HT0101 恒安物业；或 登记册 业委会 X01 5 2；或 登记册 面积 5。
error-register-compound = 没有编号是“{ $code }”的小区，请先登记小区。
error-register-committee = 业委会至少有1名委员，党员不能比委员多，请核对人数。
error-register-community-only = 登记册是全社区的，要由社区协调员来改。
