paper-percent = { $score }%
paper-date = { $date }
paper-month = { $month }
paper-yes = yes
paper-deputy = { $role } (deputy)
paper-nobody = Nobody yet
paper-in-area = { $grid } ({ $area })

paper-column-number = No.
paper-column-name = Name
paper-column-stairwell = Stairwell
paper-column-signature = Signature
paper-column-place = Place
paper-column-grid = Grid
paper-column-area = Part of
paper-column-score = Score
paper-column-level = Level
paper-column-code = Grid code
paper-column-points = Points
paper-column-units = Stairwells
paper-column-mean = Points a stairwell
paper-column-entry = Entry
paper-column-time = Time
paper-column-rule = Rule
paper-column-raw = Quantity
paper-column-reverses = Reverses entry
paper-column-reason = Reason
paper-column-award = Award
paper-column-state = State
paper-column-digest = Digest of the list
paper-column-role = Role
paper-column-member = Party member
paper-column-phone = Phone
paper-column-since = Since
paper-column-duty = Duty
paper-column-period = Period
paper-column-due = Due
paper-column-done = Done

paper-task-open = open
paper-task-done = done
paper-task-excused = excused
paper-task-impossible = not possible
paper-task-missed = missed
paper-task-told = told

paper-certificates = Certificates { $year }
paper-cert-title = Certificate of Honour
paper-cert-to = { $name }
paper-cert-to-grid = { $name }
paper-cert-lead = is awarded, for outstanding work in { $community } in { $year }, the title of
paper-cert-close = With the thanks of the whole community.
paper-cert-check = { $grid } · place { $place } · { $score } · list { $digest } · ledger { $head }. The list can be computed again from the records.
paper-cert-check-no-head = { $grid } · place { $place } · { $score } · list { $digest }. The list can be computed again from the records.

paper-list-title = { $community }: awards of { $year }
paper-list-under = { $state } · { $date }
paper-state-provisional = Provisional list
paper-state-posted = Posted for objections
paper-state-closed = Final list
paper-award-heading = { $name } ({ $count })
paper-list-foot = List { $digest } · ledger { $head }. To check: stairwell awards { $year } computes the list again; stairwell verify --head { $head } checks the ledger.
paper-list-foot-no-head = List { $digest }. To check: stairwell awards { $year } computes the list again.

paper-rank-title = { $level } ranking { $year }
paper-rank-under = { $community } · { $of } in all
paper-rank-under-mean = { $community } · { $of } in all, points a stairwell
paper-rank-mark = ← yours
paper-rank-label = { $place }. { $points } points
paper-rank =
    【{ $kind } ranking { $year }】{ $mine }
    .short = { $kind } ranking { $year }: { $mine }Top: { $top }

paper-trend-title = { $grid }, the last year
paper-trend-under = { $first } – { $last }
paper-trend-points = Points
paper-trend-points-mean = Points a stairwell
paper-trend-coverage = Done (%)
paper-trend =
    【{ $name }, the last year】The last three months:
    { $lines }
    .short = { $name }: { $short }
paper-trend-line = { $period }: { $done } of { $issued } done ({ $share }), { $points } points
paper-trend-line-mean = { $period }: { $done } of { $issued } done ({ $share }), { $points } points a stairwell
paper-trend-part = month { $month } { $share } done, { $points } pts

paper-certificate = 🎉 Congratulations! Your { $title } ({ $awards }), to keep or to print.
    .short = Congratulations on { $awards }! Please fetch your certificate from the community office.
paper-all-certificates = { $title }: { $count } pages, A4 landscape.
    .short = { $title }: { $count } pages. A file cannot go by SMS; please ask for it on Telegram.
paper-award-list = { $title } ({ $under }), to print on A4.
    .short = A file cannot go by SMS; please ask for { $title } on Telegram.
paper-sheet = Spreadsheet: { $name }
    .short = A spreadsheet cannot go by SMS; please ask for it on Telegram.
paper-sheet-private = Spreadsheet: { $name }. It has phone numbers: please use it for your work only and do not pass it on.
    .short = A spreadsheet cannot go by SMS; please ask for it on Telegram.
paper-sheet-title = { $name } { $period }
paper-sheet-ranking = Ranking
paper-sheet-points = Ledger of points
paper-sheet-awards = Award list
paper-sheet-people = People and posts
paper-sheet-tasks = Tasks
paper-sheet-usage =
    Which spreadsheet? Please write one of these:
    { $lines }
    .short = Please write: sheet ranking 2026, sheet points 2026-11, sheet awards 2026, sheet people, sheet tasks 2026-11

paper-failed = The file could not be made; that is not your fault. Please ask again in a few minutes, and tell the community if it fails again.
    .short = The file could not be made. Please ask again in a few minutes.
paper-no-glyph = Not made: “{ $mark }” in “{ $words }” is a rare character that our fonts lack; it would come out as an empty box. Please enter another way to write it in the roster, or write this one by hand.
    .short = There is a rare character in “{ $words }” that our fonts lack.
paper-no-glyph-own = There is a rare character in your name that our fonts cannot print yet. The coordinators know and will make you a certificate another way.
    .short = A rare character in your name cannot be printed yet. The coordinators will make yours.
paper-no-glyph-of = { $name }'s certificate cannot be printed: “{ $mark }” in the name is a rare character that our fonts lack. Please write one for { $name } by hand, or enter another way to write the name in the roster.
    .short = { $name }'s certificate cannot be printed: a rare character in the name. Please write one by hand.
paper-too-many = That spreadsheet would have more than { $most } rows. Please choose a shorter time, for example: sheet tasks 2026-11
    .short = That spreadsheet is too long. Please choose a shorter time.
paper-not-closed = The awards of { $year } are not final yet; certificates come after that. Send "awards" for the list as it is.
    .short = The awards of { $year } are not final yet; certificates come after that.
paper-no-list = There is no award list of { $year } yet; it is made after the year's end.
    .short = There is no award list of { $year } yet.
paper-no-list-yet = There is no award list yet; it is made after the year's end.
    .short = There is no award list yet; it is made after the year's end.
paper-by-hand =
    ⚠️ These have a rare character that our fonts lack; the file has a blank there, please fill it in by hand:
    { $lines }
paper-no-certificate = You are not on the list of { $year }. Thank you for all you did that year! Send "points" to see what you earned.
    .short = You are not on the list of { $year }. Thank you for all you did!

