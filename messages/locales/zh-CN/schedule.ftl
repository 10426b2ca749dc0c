awards-provisional =
    { $year }年的检索已全部截止，年底评选的暂定名单已算好。
    请发“评选 { $year }”查看；名单由积分记录和规则算出，谁都可以核对。
    .short = { $year }年评选暂定名单已算好，回“评选 { $year }”查看。
