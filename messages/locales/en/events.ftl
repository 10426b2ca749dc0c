
error-event-not-found = There is no event { $number }. Send "events" to see what is coming.
error-event-over = "{ $title }" is over, or was called off.
error-event-not-yet = "{ $title }" has not begun yet.
error-event-past = The time of "{ $title }" has passed. Please send it again with another day.
error-event-where = You look after more than one grid. Please add whom it is for, for example: audience everyone HT0101
error-event-which =
    You have several events. Which one? Please add its number, for example: roll 3
    { $lines }
    .short = You have several events. Please add the number, for example: roll 3
error-event-nothing = You have no event that is open. Send "event new" to see how to hold one.
error-event-code = The code "{ $said }" is not right; it may just have changed. Please look again and send the new one.
error-event-codes = Too many wrong codes. Please try again in { $minutes } minutes, or ask the organiser to tick you.
error-event-qr = This QR code is over. Please scan the one at the door once more.
error-event-far = You are still { $metres } metres away from "{ $title }". Send your place again when you are there, or use the code.
    .short = You are { $metres } m away from "{ $title }". Please use the code.
error-event-no-spot = Nobody entered where "{ $title }" is, so a place does not check you in. Please use the code.
error-event-own-hours = Nobody enters their own hours. Please ask a coordinator.

event-kind-volunteer = volunteer event
event-kind-training = training
event-kind-meeting = meeting
event-kind-partner = partner event
event-kind-contest = contest
event-weekday-0 = Monday
event-weekday-1 = Tuesday
event-weekday-2 = Wednesday
event-weekday-3 = Thursday
event-weekday-4 = Friday
event-weekday-5 = Saturday
event-weekday-6 = Sunday
event-short-line = { $number } { $title } { $day } { $time }
event-line = { $number }. { $title } { $day } { $time } { $place }
event-places = { $taken } of { $capacity } places taken
event-places-open = no limit, { $taken } signed up
event-state-going = ✓ you are signed up
event-state-waiting = you are on the waiting list
event-is-closed = It is over. Thank you, everybody.
event-is-cancelled = It was called off.
event-is-over = Its time has passed.
event-calendar = For your calendar: { $page }
event-see-you = See you there!
event-with = With: { $partner }
event-course = Course: { $course }

events-none = Nothing is coming that you could go to.
events-list =
    Coming:
    { $lines }
    Send "signup NUMBER" to come, "withdraw NUMBER" to give your place back.
    .short = { $count } coming, the next: { $first }. Send: signup NUMBER
event-one =
    { $number }, { $kind }: { $title }
    { $day } { $time } { $place }
    { $lines }
    .short = { $number }: { $title }, { $day } { $time }, { $place }.
event-invitation = [Invitation] { $title }: { $day } { $time }, { $place }. Will you come? (event { $number })
    .short = { $title }: { $day } { $time }, { $place }. Will you come?
choice-event-join = ✅ I come
    .short = yes
choice-event-skip = Not this time
    .short = no
choice-event-come = ✅ I come
    .short = yes
event-joined =
    You are signed up: { $title }, { $day } { $time }, { $place }.
    { $lines }
    If you cannot come, send "withdraw { $number }": your place then goes to somebody who waits.
    .short = Signed up: { $title }, { $day } { $time }, { $place }. To cancel: withdraw { $number }
event-joined-again =
    You are signed up already: { $title }, { $day } { $time }, { $place }.
    { $lines }
    If you cannot come, send "withdraw { $number }".
    .short = You are signed up already: { $title }, { $day } { $time }.
event-waiting = "{ $title }" is full. You are on the waiting list, { $before } before you, and hear as soon as a place is free. To stop waiting: withdraw { $number }
    .short = "{ $title }" is full. You are on the waiting list, { $before } before you.
event-waiting-again = You are on the waiting list of "{ $title }" already, { $before } before you. To stop waiting: withdraw { $number }
    .short = You are on the waiting list of "{ $title }", { $before } before you.
event-declined = All right, not "{ $title }" this time. We will not ask again.
event-left = You are not signed up for { $title } any more. Changed your mind? Send "signup { $number }".
event-not-signed-up = You are not signed up for "{ $title }". To come, send "signup { $number }".
event-place-free = Good news: a place at "{ $title }" is free, and it is yours! { $day } { $time }, { $place }. Will you come?
    .short = A place at "{ $title }" is yours: { $day } { $time }, { $place }. Will you come?
event-place-kept = Good. See you: { $title }, { $day } { $time }, { $place }!
event-no-place = We are sorry, no place came free at "{ $title }" this time. Thank you for wanting to come.
event-coming = A reminder: { $title }, { $day } { $time }, { $place }. Will you come?
event-coming-soon = { $title } is today { $time }, { $place }. When you are there, send me the code (4 digits).
    .short = { $title } today { $time }, { $place }. There, send the 4-digit code.
event-coming-soon-place = { $title } is today { $time }, { $place }. When you are there, send me the code (4 digits) or your place.
    .short = { $title } today { $time }, { $place }. There, send the 4-digit code.

usage-event =
    Please write the event in one message, for example:
    event Stairwell clean-up / 5 December 9:00-11:00 / small square / 20 people
    It may begin with what it is: volunteer, training, meeting, partner, contest. You may add: audience volunteers HT0101.
    .short = Please write: event Clean-up / 5 December 9:00-11:00 / square / 20 people
event-unclear = I could not read "{ $words }" and do not want to guess. Please separate with /: event Clean-up / 5 December 9:00-11:00 / square / 20 people
    .short = I could not read "{ $words }". Please separate title, time, place with /
event-ask-title = What is the event called? (30 characters at most)
event-ask-day = On which day is "{ $title }"? For example: 5 December
event-ask-time = From when to when is "{ $title }"? For example: 9:00-11:00
event-ask-until = Until which day does "{ $title }" take works? For example: 20 December
event-ask-place = Where is "{ $title }"? (30 characters at most)
event-ask-course =
    Which of the eight courses is "{ $title }"? Please send its number:
    1 facilities 2 emergency information 3 policy publicity 4 resident service 5 dispute mediation 6 volunteer liaison 7 hygiene 8 civility
    .short = Course of "{ $title }"? 1facilities 2emergency 3policy 4service 5mediation 6liaison 7hygiene 8civility
event-preview =
    Please check: { $kind } "{ $title }"
    { $weekday } { $day } { $year }, { $time }, { $place }
    For: { $audience }
    { $lines }
    .short = { $kind } "{ $title }", { $weekday } { $day } { $time }, { $place }. Right?
choice-event-new = ✅ That is it
    .short = yes
choice-event-quiet = Tell nobody yet
    .short = not yet
event-open =
    Event { $number } "{ $title }" is open. Send an invitation? Nothing leaves before you confirm.
    To: { $audience }, { $recipients } people
    { $lines }
    ————
    { $text }
    .short = Event { $number } is open. Invite { $recipients } people, { $total } SMS parts, about { $currency }{ $cost }?
event-invite-preview =
    Send an invitation to "{ $title }"? Whoever has signed up gets none.
    To: { $audience }, { $recipients } people
    { $lines }
    ————
    { $text }
    .short = Invite { $recipients } people to "{ $title }", { $total } SMS parts, about { $currency }{ $cost }?
event-invite-preview-nobody = There is nobody left to invite to "{ $title }" ({ $unreachable } have not agreed or have no working address).
event-open-nobody = Event { $number } "{ $title }" is open. There is nobody an invitation would reach ({ $unreachable } have not agreed or have no working address).
    .short = Event { $number } "{ $title }" is open. Nobody can be invited now.
event-quiet = All right, nobody is told yet. "{ $title }" is open all the same. To invite later: invitation { $number }; to call it off: cancel event { $number }

event-none-on = There is no event now that you could check in to.
event-here-ask = "{ $title }": please send me the code (4 digits) that is shown there.
event-here-ask-place = "{ $title }": please send me the code (4 digits) that is shown there, or your place.
    .short = "{ $title }": please send the 4-digit code.
event-here-ask-many =
    Several events are on:
    { $lines }
    Please send me the code (4 digits) of yours.
    .short = Please send the 4-digit code of your event.
event-here-again = That is not a code. Please send the 4 digits that are shown there, or your place.
event-here = You are checked in: { $title }. Thank you for coming! If you leave early, send "check out".
    .short = Checked in: { $title }. Thank you for coming!
event-here-already = You were checked in already: { $title }.
event-away = Noted: "{ $title }" until now, { $hours } hours. Thank you!
event-code-not-yet = "{ $title }" is { $day } { $time }. Checking in begins { $minutes } minutes before; send "code" then.
event-code =
    "{ $title }", code: { $code } (a new one at { $until })
    Everybody may send me these 4 digits, by SMS too.
    { $lines }
    .short = "{ $title }", code { $code }, a new one at { $until }.
event-code-page = Screen and QR code (for the organiser only): { $page }
event-code-came = { $count } checked in. Send "roll" to tick people.
event-roll =
    Roll call: { $title } ({ $came } here of { $going })
    { $lines }
    Send the numbers of those who are here, for example: 1 3 5 here. To take one back: 3 absent.
    .short = Roll: { $title }, { $came }/{ $going }. Send numbers, for example: 1 3 5 here
event-roll-noted =
    Noted. { $title }: { $came } here of { $going }
    { $lines }
    Send more numbers, or "close event" when all is done.
    .short = Noted, { $came }/{ $going }. When done: close event
event-roll-again =
    I could not read that. Please send numbers of the list only, for example: 1 3 5 here, or: all.
    { $title } ({ $came } here of { $going })
    { $lines }
    .short = Not clear. { $title } { $came }/{ $going }. Numbers only, for example: 1 3 5 here
event-roll-empty = Nobody has signed up for "{ $title }" ({ $came } checked in). For those who came all the same: hours { $number } NAME HOURS
    .short = Nobody has signed up for "{ $title }" ({ $came } checked in).
choice-roll-all = All are here
choice-roll-close = Close the event
event-people =
    { $number } "{ $title }" { $day }: { $taken } signed up, { $came } came
    { $lines }
    .short = { $number } "{ $title }": { $taken } signed up, { $came } came.
event-nobody-yet = Nobody yet.
event-person-came = { $name }: came
event-person-came-hours = { $name }: came, { $hours } hours
event-person-absent = { $name }: did not come
event-person-excused = { $name }: did not come ({ $reason })
event-person-going = { $name }: signed up
event-person-waiting = { $name }: waiting

event-close-ask =
    Close "{ $title }"? { $came } came.
    { $lines }
    Hours and points are booked then, and everybody is thanked.
    .short = Close "{ $title }"? { $came } came, { $missing } did not.
event-close-missing = Signed up and not here: { $names } (they are asked why)
event-close-all = Everybody who signed up is here.
event-close-due =
    "{ $title }" is over, is it not? { $came } came, { $missing } did not. To tick people first: roll { $number }
    Close it now? It closes by itself tomorrow.
    .short = "{ $title }": { $came } came, { $missing } did not. Close it?
choice-event-close = ✅ Close
    .short = close
choice-wait = Not yet
    .short = not yet
choice-event-stays = It stays
    .short = it stays
event-stays = All right, "{ $title }" stays as it is. Nothing has changed.
event-closed =
    "{ $title }" is closed. { $came } came and were thanked.
    { $lines }
    .short = "{ $title }" is closed. { $came } came; hours and points are booked.
event-closed-empty =
    "{ $title }" is closed. Nobody was checked in.
    { $lines }
    .short = "{ $title }" is closed. Nobody was checked in.
event-closed-no-points = No hours and no points were booked.
event-closed-hours = { $hours } hours and { $points } points in all.
event-closed-held = { $points } points for you, for holding it.
event-closed-absent = { $count } did not come and were asked why; send "people" to see their answers.
event-closed-photos = Are there photos? Send me up to { $most }, and those who came get them.
event-closed-itself = "{ $title }" closed by itself: { $came } came, { $missing } did not. If that is not right: hours { $number } NAME HOURS
event-thanks = Thank you for coming to "{ $title }"! { $hours } hours, +{ $points } points.
event-thanks-plain = Thank you for coming to "{ $title }"! It was good to have you.
event-photo = A photo of "{ $title }": { $caption }
event-photo-plain = A photo of "{ $title }". Thank you for coming!
event-photo-sent = The photo went to { $count } people who came to "{ $title }".
event-photo-again = Please send a photo (up to { $most }); if there is none, never mind.
event-photo-enough = { $most } were sent, that is enough. Thank you!
event-absent-ask = We did not see you at "{ $title }" on { $day }. Is all well? Would you tell us why? For example: my child was ill.
    .short = We missed you at "{ $title }" on { $day }. All well? Please answer why.
choice-was-there = I was there
event-absent-again = Please write a few words, for example: we had visitors.
event-absent-thanks = Thank you for telling us. For "{ $title }" you are excused.
event-absent-over = There is nothing left to say about "{ $title }". Thank you!
event-absent-note = { $name } did not come to "{ $title }" ({ $number }) and says: { $reason }
event-was-there = says they were there
event-claim-thanks = We are sorry, we may have missed you at "{ $title }". The organiser was asked to put it right.
event-claim-note = { $name } says they came to "{ $title }" ({ $number }). If so, send: hours { $number } { $name } HOURS
event-cancel-ask = Call off "{ $title }" ({ $day })? { $count } people who signed up or wait are told.
choice-event-cancel = Call it off
    .short = call off
event-cancelled = "{ $title }" is called off. { $count } people are told.
event-cancelled-note = We are sorry: "{ $title }" on { $day } { $time } is called off. Thank you, and see you next time!
    .short = Sorry: "{ $title }" on { $day } is called off. See you next time!
usage-event-hours = Please write the event's number, the name and the hours, for example: hours 3 Ann 2
event-hours-noted = Noted: { $name }, "{ $title }", { $hours } hours.
event-hours-capped = Noted: { $name }, "{ $title }", { $hours } hours (not more than the event lasted).
event-hours-booked = Put right: { $name }, "{ $title }", { $hours } hours, { $points } points. They are told.
event-hours-note = Your hours at "{ $title }" were put right: { $hours } hours, { $points } points. Questions? Ask the organiser.
usage-event-places = Please write the event's number and the places, for example: places 3 30 (no limit: places 3 no limit)
event-places-set = "{ $title }" now has { $places } places; { $placed } from the waiting list have one.
event-places-unlimited = "{ $title }" now has no limit; { $placed } from the waiting list have a place.

page-event-door = Check in
page-event-door-lead = Scan with Telegram, or send the 4 digits to the Stairwell bot (by SMS: here and the digits).
page-event-door-qr = QR code to check in
page-event-came = { $count } checked in
page-event-closed = Checking in is not open now.
