error-rhythm-words =
    I cannot tell for sure when “{ $said }” is, and I will not guess. For example:
    every Monday at 9:00; every Monday, Wednesday; on day 1 of every month; the same with “, or the next workday”; on the first workday of every month; on the last Friday of every month; on the first workday of every quarter; lunar 8/15; Qingming; every public holiday at 8:30
error-rhythm-no-such-day = Some months have no day { $number } and would be left out. Please write “on the last day of every month”, or a day from 1 to 28.


duties =
    The duties:
    { $lines }
    For one of them send: duty NAME
    .short = Duties: { $names }. For one: duty NAME
duties-line = { $duty } ({ $code }): { $rhythm }; next { $next }
duties-line-off = { $duty } ({ $code }): off; { $rhythm }; would be next { $next }
duty-show =
    { $duty } ({ $code }), { $state }
    { $lines }
    To change it, for example: duty { $duty } when every Wednesday at 10:00
    .short = { $duty }, { $state }: { $rhythm }; next { $next }
duty-state-on = on
duty-state-off = off
duty-preview =
    Please look. Once changed, { $duty } is:
    { $lines }
    What has been issued stays as it is. Change it?
    .short = { $duty }: { $rhythm }, next { $next }. Change it?
duty-preview-off =
    With { $duty } off nothing new is issued; what has been issued stays as it is:
    { $lines }
    Switch it off?
    .short = Switch { $duty } off? What has been issued stays.
duty-preview-new =
    Please look. The new duty { $duty } is:
    { $lines }
    Add it?
    .short = New: { $duty }, { $rhythm }, first { $next }. Add it?
choice-duty-yes = ✅ Yes
    .short = yes
duty-changed = Changed: { $duty } ({ $code }). Next { $next }; what has been issued stays as it is.
    .short = Changed: { $duty }, next { $next }.
duty-added = Added: { $duty } ({ $code }). First { $next }. To change reminders and so on, for example: duty { $duty } remind 2 days before
    .short = Added { $duty } ({ $code }), first { $next }.
duty-off = Off: { $duty }. What has been issued stays as it is. To bring it back: duty { $code } on
duty-same = { $duty } is like that already; nothing was changed.
duty-name-taken = There is a duty called “{ $duty }” already. Please choose another name.
usage-duty =
    I cannot tell from “{ $said }” what to change. It can be: when, due, remind, escalate, audience, name, text, items, on, off. For example:
    duty { $code } when every Wednesday at 10:00
    duty { $code } due end of the month, late 10 days
    duty { $code } remind after 3 days, 2 days before
    duty { $code } escalate 2 days late building head, 5 days late station
    .short = Not clear. E.g.: duty { $code } when every Wednesday at 10:00
usage-duty-new =
    Please write the name, whom it asks and when, with semicolons between, for example:
    duty new Stairwell cleaning; unit heads; on the last Friday of every month at 16:00
    .short = E.g.: duty new Cleaning; unit heads; on the last Friday of every month

duty-line-rhythm = When: { $rhythm }
duty-line-audience = Audience: { $audience }
duty-line-window = Due: { $window }
duty-line-remind = Reminders: { $rules }
duty-line-escalate = Escalation: { $rules }
duty-line-points = Points: { $points }
duty-line-texts = Text: from the pool “{ $pool }”
duty-line-items = List: { $points }
duty-line-dates = Coming:
duty-dates-unknown = Later dates wait for the workday calendar of { $year } to be published.
duty-next-unknown = once the workday calendar is published
duty-date = { $weekday }, { $period }, { $time }
duty-date-name = {" "}({ $name })
duty-date-why = , { $why }
duty-audience-levels = { $role } (grids of level { $levels })
duty-due-week-end = Sunday of that week
duty-due-month-end = end of the month
duty-due-quarter-end = end of the quarter
duty-due-same-day = the same day
duty-due-days = { $days } days later
duty-late-days = , then { $days } days late
duty-rules-none = none
duty-remind-after = after { $days } days
duty-remind-before = { $days } days before it is due
duty-escalate-after = { $days } days late: the { $to }
duty-escalate-before = { $days } days before it is due: the { $to }
duty-to-building-head = building head
duty-to-grid-head = grid head
duty-to-coordinator = coordinator
duty-to-station = station

error-duty-not-found = There is no duty called “{ $what }”. Send "duties" for all of them.
error-duty-community-only = Duties are the same for the whole community, so one of its coordinators must change them. Please ask them.
error-duty-changed = Somebody has just changed this duty. Please look at it again.
error-duties-many = There are { $most } duties already. Rename and change one that is not used.
error-duty-no-list = This duty does not ask for a list, so it has no points to write down.
error-duty-window = I cannot tell from “{ $said }” until when. For example: due 7 days; due end of the month, late 10 days; due end of the quarter; due same day. At most 90 days.
error-duty-remind = I cannot tell from “{ $said }” when to remind. For example: remind after 3 days, 2 days before; or: remind none. At most 5 times and 90 days.
error-duty-escalate = I cannot tell from “{ $said }” who is told when. For example: escalate 2 days late building head, 5 days late station; or: escalate none. It can be the building head, grid head, station or coordinator.
error-duty-audience = I cannot tell from “{ $said }” whom it asks, or nobody holds that post at that level. For example: audience unit heads; audience grid heads level 3; audience coordinators level 1
error-duty-name = A name has 1 to 24 characters and may have both languages, for example: name 楼道清扫 / Stairwell cleaning
error-duty-texts = “{ $said }” is no pool of texts. For example: text weekly; without one: text none
error-duty-items = Please write 2 to 10 points, at most 40 characters each, with semicolons between, for example: items home visits; safety check; policy talk
