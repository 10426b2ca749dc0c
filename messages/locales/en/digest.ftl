digest =
    These { $count } things are asked of you this week; please take them one by one:
    { $lines }
    Tap or send a number to open one, for example: 1
    .short = { $count } things this week:
    { $brief }
    Send a number to open one.
digest-reminder =
    A gentle reminder: these { $count } things have not come in yet:
    { $lines }
    Tap or send a number to open one, for example: 1
    .short = Reminder, { $count } things are not in:
    { $brief }
    Send a number to open one.
digest-line = { $number }. { $duty } ({ $period }), { $grid }, by { $due }
    .short = { $number } { $duty }, { $due }
digest-line-at = { $number }. { $duty } ({ $period }), { $grid }, by { $due }
    .short = { $number } { $duty }, { $grid }
digest-more = … and { $more } more; send "tasks" to see all
    .short = and { $more } more: send tasks

digest-set = Noted: what is asked of you in a week will come together on { $weekday } at about { $hour }:00. Urgent things come at once.
digest-default = All right, the usual way again: what a week asks comes once, and the rest on Monday at 9:00. Urgent things come at once.
digest-now = What is asked of you in a week comes on { $weekday } at about { $hour }:00. To change it send, for example: digest mon 9; for the usual way: digest default
digest-now-default = What is asked of you in a week comes at the usual time. To choose your own send, for example: digest mon 9
error-digest-time = I could not read the day and the hour. Please send, for example: digest mon 9; for the usual way: digest default
error-digest-quiet = Nothing is sent at { $hour }:00, so as not to disturb you. Please choose a full hour from 9 to 19, for example: digest mon 9
digest-day-0 = Monday
digest-day-1 = Tuesday
digest-day-2 = Wednesday
digest-day-3 = Thursday
digest-day-4 = Friday
digest-day-5 = Saturday
digest-day-6 = Sunday

escalation =
    These { $count } have not come in; please ask at the door and lend a hand if you can:
    { $lines }
    .short = { $count } have not come in, please ask:
    { $brief }
escalation-line = { $place }, { $name }: { $duty } ({ $period }), by { $due }
    .short = { $place } { $name }
escalation-line-vacant = { $place } (nobody holds it): { $duty } ({ $period }), by { $due }
    .short = { $place } vacant
