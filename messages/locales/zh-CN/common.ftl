reply-with = { " " }
    .short = 回
