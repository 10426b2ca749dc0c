duty-text = { $text }
    .short = { $text }
text-to = { $name }您好！{ $text }
text-some-name = 邻居
text-some-grid = 咱们楼道
text-some-community = 社区
text-some-date = 今天
