review-open = The review of { $period } is open: { $count } heads of yours are to be scored by { $until_day }. Send “review” to see and score them one by one, or “review rest good” for all that are left.
    .short = Review of { $period }: { $count } heads to score by { $until_day }. Send “review”.
review-reminder = { $count } heads are still without a score in the review of { $period }; it is due on { $until_day }. Send “review” to go on.
    .short = Review of { $period }: { $count } left, due { $until_day }. Send “review”.
review-overdue = The review of { $period } is overdue: { $count } heads are left. It closes for good on { $until_day }. Send “review” to go on.
    .short = Review of { $period } is overdue, { $count } left; closes { $until_day }.
review-overdue-office = The review of { $period } is due: { $count } heads in { $grids } grids have no score. It closes on { $until_day }. “review progress” shows which.
    .short = Review of { $period }: { $count } heads in { $grids } grids unscored. Send “review progress”.
review-closed-office = The review of { $period } is closed: { $scored } of { $heads } heads have a score. Please keep this message: the head of the ledger is { $head }.
    .short = Review of { $period } closed: { $scored } of { $heads }. Ledger { $head }
review-nobody = There is nobody for you to review now. A review opens after each quarter, and you will be told.
review-list =
    Review of { $period }: { $count } heads, { $left } without a score.
    { $lines }
    “review 3” shows and scores the third; “review rest good” scores all that are left.
    .short = Review of { $period }: { $left } of { $count } left. Send “review 1”, or “review rest good”.
review-line = { $number } { $grid } { $name }
review-line-scored = { $number } { $grid } { $name }, { $score }
review-shown =
    { $name } ({ $grid }), { $period }:
    { $lines }
    How was this quarter? Choose, or write a number from 0 to 100.
    .short = { $name } ({ $grid }): { $done } of { $issued } done, { $missed } missed. Score?
review-duty = { $name }: { $issued } asked, { $on_time } on time, { $late } late, { $excused } excused or not possible, { $missed } missed
review-thanks = { $findings } hazards found ({ $solved } solved), { $honours } honours, { $helps } times help to neighbours, { $hours } volunteer hours
review-last = last review: { $score }
choice-review-excellent = excellent
choice-review-good = good
choice-review-fair = fair
choice-review-poor = poor
choice-review-later = next
choice-review-skip = no words
choice-review-rest = confirm
review-scored = { $name }: { $score }; it can be changed until the close. A few words to it? The head will read them.
    .short = { $name }: { $score }. A few words to it? The head will read them.
review-rest = All { $count } that are left ({ $names } …) get { $score }: is that right?
review-rest-done = Done: { $count } heads have { $score } in the review of { $period }. Until the close “review” lets you change any.
    .short = Done: { $count } heads have { $score }. You can change any until the close.
review-complete = All { $count } of { $period } are scored, thank you! Until the close “review” lets you look and change.
    .short = All { $count } of { $period } are scored, thank you!
review-some-left = { $count } of { $period } are still without a score; send “review” when you have time.
review-told = Review of { $period }: { $score } for { $grid }. In their words: { $text } If you would like to say something, just write it; the reviewer and the office will read it.
    .short = Review of { $period }: { $grid } { $score }. { $text } Reply to comment.
review-told-plain = Review of { $period }: { $score } for { $grid }. If you would like to say something, just write it; the reviewer and the office will read it.
    .short = Review of { $period }: { $grid } { $score }. Reply to comment.
review-heard = All right. If you would like to say something about it, just write it, once.
review-answered = Thank you, the reviewer and the office have your words.
review-answer-note = { $name } on the review of { $period }: { $text }
my-reviews =
    Your reviews:
    { $lines }
    .short = { $newest }
my-reviews-none = You have not been reviewed yet. A review follows each quarter, and you will be told.
my-review-line = { $period } { $grid }: { $score }, { $text }
review-no-words = no words
review-progress =
    Review of { $period }: { $scored } of { $heads } heads have a score.
    { $lines }
    .short = Review of { $period }: { $scored } of { $heads }.
review-progress-line = { $grid }: { $scored } of { $heads }
review-progress-above = above the grids
error-review-closed = That quarter's review is closed and cannot be changed. Please ask the office.
error-review-score = Please answer “excellent, good, fair, poor” or a number from 0 to 100, for example: good, or 88.
