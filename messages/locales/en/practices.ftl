practice-due =
    { $duty }, { $period }: { $grid }
    Please do it by { $due }; then one tap is enough.
    .short = { $grid }: { $duty }, { $period }, by { $due }.
report-late =
    Late: { $duty }, { $period }: { $grid }
    It was due by { $due } and is still accepted. Has it been done?
    .short = { $grid }: { $duty }, { $period }, late but still accepted.
report-reminder = A gentle reminder: { $duty } of { $grid } for { $period } has not come in. Please do it by { $due }; one tap is enough.
    .short = Reminder: { $grid }, { $duty }, { $period }, by { $due }.
report-reminder-late = A gentle reminder: { $duty } of { $grid } for { $period } was due by { $due } and is accepted until { $until_day }.
    .short = Reminder: { $grid }, { $duty }, { $period }, accepted until { $until_day }.
task-day = { $duty }, { $period }: { $grid }, done on { $day }. Is that so?
    .short = { $duty }, { $grid }: done on { $day }?

wednesday-visit-due =
    Wednesday visits, { $period }: { $grid }
    Please sit down with residents at their homes today: hear what troubles them, settle what you can, note the rest for the office.
    Tap by { $due } when you have been there, then add whom you saw and what you heard.
    .short = { $grid }: Wednesday visits, { $period }, by { $due }.
joint-meeting-due =
    Joint meeting, { $period }: { $grid }
    Please call partner units, property managers, owners' committees and residents together. Tap by { $due } when it has been held, then add what was agreed, or a photo.
    .short = { $grid }: joint meeting, { $period }, by { $due }.
owners-meeting-due =
    Owners' committee meeting, { $period }: { $grid }
    Please sit in on the meeting of your grid's owners' committee. Tap by { $due } when it has been held, then add what it was about. If your grid has no committee, choose “not possible” and say so.
    .short = { $grid }: owners' committee, { $period }, by { $due }.
pairing-due =
    Paired residents, { $period }: { $grid }
    Please visit the residents you are paired with: health, daily life, worries. Tap by { $due } when you have been there, then add how they are.
    .short = { $grid }: visit your paired residents, { $period }, by { $due }.
elder-day-due =
    Elder day, { $period }: { $grid }
    Please hold the birthday party of this month's elders, with a doctor at hand. Tap by { $due } when it has been held, then add how many came, or a photo.
    .short = { $grid }: elder day, { $period }, by { $due }.
children-activity-due =
    Children's activity, { $period }: { $grid }
    Please hold an activity for the children of the community. Tap by { $due } when it has been held, then add how many came, or a photo.
    .short = { $grid }: children's activity, { $period }, by { $due }.

event-due =
    Volunteer event, { $period }: { $grid }
    Please do something together with your neighbours this quarter: helping, cleaning, mending. Tap by { $due } when it has been held, then add how many came and what was done, or a photo.
    .short = { $grid }: one volunteer event in { $period }, by { $due }.
event-late =
    Late: volunteer event, { $period }: { $grid }
    It was due by { $due } and is still accepted. Was it held?
    .short = { $grid }: volunteer event, { $period }, late but still accepted.
event-reminder = A gentle reminder: the volunteer event of { $grid } for { $period } has not come in. A small one counts too: please hold it by { $due }; one tap is enough.
    .short = Reminder: { $grid }, volunteer event, { $period }, by { $due }.
event-reminder-late = A gentle reminder: the volunteer event of { $grid } for { $period } was due by { $due } and is accepted until { $until_day }.
    .short = Reminder: { $grid }, volunteer event, { $period }, accepted until { $until_day }.

items-due =
    { $duty }, { $period }: { $grid }
    Please work through it by { $due }. Send the numbers of what is done, for example: 1 3 5, or tap “all of it”.
    .short = { $grid }: { $duty }, { $period }, by { $due }. Send what is done, e.g. 1 3 5.
items-late =
    Late: { $duty }, { $period }: { $grid }
    It was due by { $due } and is still accepted. Send the numbers of what is done, for example: 1 3 5
    .short = { $grid }: { $duty }, { $period }, late but accepted. Send what is done, e.g. 1 3 5.
items-reminder = A gentle reminder: { $duty } of { $grid } for { $period } is not complete. Please finish by { $due } and send the numbers, for example: 1 3 5
    .short = Reminder: { $grid }, { $duty }, { $period }, by { $due }.
items-reminder-late = A gentle reminder: { $duty } of { $grid } for { $period } was due by { $due } and is accepted until { $until_day }. Send the numbers of what is done.
    .short = Reminder: { $grid }, { $duty }, { $period }, accepted until { $until_day }.
items-ask =
    { $duty }, { $period }: { $grid }, by { $due }, { $count } of { $most } done:
    { $lines }
    Send the numbers of what is done, for example: 1 3 5; tap “all of it”, or “that is all” when nothing more will be done.
    .short = { $left }. Send what is done, e.g. 1 3, or "all", or "that's all".
items-left =
    Noted, { $count } of { $most } done. Left:
    { $lines }
    Send more numbers when they are done; tap “that is all” when nothing more will be done.
    .short = { $count } noted. Left: { $left }. Nothing more? "that's all".
items-again =
    I could not read which points, and I will not guess. Please send numbers from 1 to { $most }, for example: 1 3 5, or "all". Left:
    { $lines }
    .short = Numbers from 1 to { $most } please, e.g. 1 3 5, or "all".
items-none =
    Nothing is noted as done yet. Please send numbers first, for example: 1 3 5. If none was possible, choose “not possible”. Left:
    { $lines }
    .short = Nothing is noted yet. Numbers please, e.g. 1 3 5, or "not possible".

recorded-practice =
    Recorded: { $duty }, { $grid }, { $period }, +{ $points } points. Thank you!
    To add words, a photo or a place, just send them within 30 minutes; tap “undo” if this was a mistake.
    .short = Recorded: { $duty }, { $grid }, { $period }, +{ $points }. Thank you!
recorded-no-points =
    Recorded: { $duty }, { $grid }, { $period }. Thank you!
    To add words, a photo or a place, just send them within 30 minutes; tap “undo” if this was a mistake.
    .short = Recorded: { $duty }, { $grid }, { $period }. Thank you!
choice-done = ✅ Done
    .short = done
choice-held = ✅ It was held
    .short = held
choice-list = 📋 Show the list
    .short = list
choice-whole = ✅ All of it
choice-rest = 📨 That is all

tasks =
    { $all } things are waiting for you; send a number to open one:
    { $lines }
    .short = { $all } things wait; send a number: { $names }
tasks-line = { $number }. { $duty } ({ $period }) { $grid }, by { $due }
tasks-again =
    I could not read which one you mean by “{ $said }”. Please send one number:
    { $lines }
    .short = Which one? Send a number: { $names }
