inspection-due =
    Stairwell inspection, { $period }: { $grid }
    By { $due } please look at eight points:
    1 corridor clear 2 fire door 3 lighting 4 litter 5 e-bikes 6 leaflets 7 strangers 8 neighbours in need
    Then one tap is enough.
    .short = { $grid }: stairwell inspection, { $period }, by { $due }.
inspection-late =
    Late: stairwell inspection, { $period }: { $grid }
    It was due by { $due } and is still accepted. How was it?
    .short = { $grid }: inspection of { $period }, late but still accepted.
inspection-day = Stairwell inspection, { $period }: { $grid }, done on { $day }. How was it?
    .short = { $grid }: done on { $day }. How was it?
inspection-reminder = A gentle reminder: the inspection of { $grid } for { $period } has not come in. Please look by { $due }; one tap is enough.
    .short = Reminder: { $grid }, inspection of { $period }, by { $due }.
choice-all-clear = ✅ All clear
    .short = all clear
choice-findings = ⚠️ Found something
    .short = found something
choice-cannot = 🚫 Not possible
    .short = not possible
choice-submit = 📨 Done, hand in

findings-ask = Which points? Tap them, or reply with numbers, for example: 1 4
    .short = Which? 1corridor 2fire door 3light 4litter 5e-bike 6leaflets 7strangers 8neighbour. Several: 1 4
findings-marked = Marked: { $items }. Tap again to change, then “hand in”.
findings-none-marked = Nothing is marked yet. Tap the points, then “hand in”.
findings-again = I could not read which points. Please reply with numbers from 1 to 8, for example: 1 4. Tapped by mistake? Send "checkin" to choose anew.
    .short = Numbers please, e.g. 1 4: 1corridor 2fire door 3light 4litter 5e-bike 6leaflets 7strangers 8neighbour
item-corridor = corridor
item-fire-door = fire door
item-lighting = lighting
item-litter = litter
item-e-bike = e-bikes
item-leaflets = leaflets
item-strangers = strangers
item-neighbour = neighbour in need

recorded-clear =
    Recorded: { $grid }, inspection of { $period }, all clear, +{ $points } points. Thank you!
    To add words, a photo or a place, just send them within 30 minutes; tap “undo” if this was a mistake.
    .short = Recorded: { $grid }, { $period }, all clear, +{ $points }. Thank you!
recorded-findings =
    Recorded: { $grid }, inspection of { $period }, found: { $items }, +{ $points } points. Thank you!
    Please add a few words or a photo within 30 minutes; tap “undo” if this was a mistake.
    .short = Recorded: { $grid }, found { $items }, +{ $points }.
late-day-ask = { $duty }, { $grid }, { $period }: late but still accepted. On which day was it done? For example: 28
    .short = { $duty }, { $grid }, { $period }: on which day was it done? E.g. 28
reason-ask = { $duty }, { $grid }: why is it not possible this time? A few words, for example: away until the end of the month
    .short = { $duty }, { $grid }: why not? A few words, e.g. away this month
reason-again = Please give a reason in a few words, for example: away until the end of the month
cannot-recorded = Recorded: { $duty }, { $grid }, was not possible for { $period }. The office has your reason; it does not count against you.
    .short = Recorded: { $duty }, { $grid }, { $period }, not possible. The office has your reason.
read-noted = Good, you have read it. { $duty } does not count as done yet: please do it by { $due } and then report.
    .short = Read, not yet done: { $duty }. Please report by { $due }.
already-recorded = It is recorded, no need to report again. Send words or a photo to add something; undo if it was a mistake.
    .short = It is recorded, no need to report again.
already-done = { $duty }, { $grid }, { $period }: it has been reported. Thank you!
already-impossible = { $duty }, { $grid }, { $period }: recorded as not possible. Send "undo" to change that.
already-excused = { $duty }, { $grid }, { $period }: excused; nothing to do.
already-missed = { $duty }, { $grid }, { $period }: no longer accepted. If there was a special reason, tell the office.
already-told = { $duty } was only to tell you; there is nothing to report. Thank you!
nothing-open = Nothing is waiting for you. Thank you for thinking of it!
detail-added = Added to this report. Thank you!
undone = Taken back: { $duty }, { $grid }, { $period }, is open again. Please report by { $due }:
    .short = Taken back: { $duty }, { $grid }, { $period } is open again.
undo-too-late = There is nothing to take back (only reports of the last { $minutes } minutes). Please ask the office to correct it.
    .short = Nothing from the last { $minutes } minutes to undo. Please ask the office.
error-too-late = It is too late to report this for { $period }. If there was a special reason, tell the office.
error-bad-date = That day does not fit. Please give today or an earlier day of this period, for example: 28
