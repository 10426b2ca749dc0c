nomination-due =
    Nomination, { $period }: who around you deserves a kind word?
    By { $due } please nominate somebody: just reply with a name, I will ask you the rest step by step.
    .short = { $period }: please nominate a model person by { $due }. Reply with a name.
nomination-late =
    Late: nomination of { $period }. It was due by { $due } and is still accepted: just reply with a name.
    .short = Nomination of { $period } was due { $due }, still accepted: reply with a name.
nomination-reminder = A gentle reminder: your nomination for { $period } has not come in. By { $due }, just reply with a name.
    .short = Reminder: please nominate somebody for { $period } by { $due }. Reply with a name.
nomination-reminder-late = A gentle reminder: your nomination for { $period } was due { $due } and is accepted until { $until_day }. Just reply with a name.
    .short = Reminder: nomination of { $period } accepted until { $until_day }. Reply with a name.
choice-nomination-nobody = Nobody this time
    .short = nobody this time
nomination-nobody-reason = nobody to nominate this quarter
nomination-nobody-noted = Noted: nobody to nominate for { $period }. That is fine. Tap “undo” if this was a mistake.
    .short = Noted: nobody to nominate for { $period }. A mistake?

nomination-name = Whom would you like to nominate? Please reply with a name; a family or a group will do, too.
    .short = Whom would you like to nominate? Reply with a name.
nomination-name-again = Please reply with the name only: at least two and at most { $most } characters, no digits.
    .short = Please reply with the name only, at most { $most } characters.
nomination-name-then = I have kept that for the story. Whom are you nominating? Please reply with the name.
nomination-who =
    The community knows these people called { $name }:
    { $lines }
    Which one is it? Please reply with the number; 0 if none of them. I do not guess.
    .short = Of that name: { $short }. Which number?
nomination-no-post = resident
choice-other = None of them, somebody else
    .short = none of them
nomination-category =
    For which honour do you nominate { $name }? Please reply with the number:
    { $lines }
    .short = For which honour? { $short }
nomination-story =
    Please tell the story of { $name }: when, what they did, whom it helped.
    Several messages are fine, photos too; then tap “that is all”.
    .short = Please tell what { $name } did, in several messages if you like. When done:
nomination-story-begun =
    There are { $length } characters and { $photos } photos already. Please go on about { $name }, then tap “that is all”.
    .short = { $length } characters so far. Go on; when done:
nomination-story-more = Noted, { $length } characters and { $photos } photos in all. Send more, or tap “that is all”.
    .short = Noted, { $length } characters. More, or when done:
nomination-story-full = That is as much as I can keep: { $room } characters and 5 photos. What is beyond was not kept.
    .short = Full: at most { $room } characters. When done:
nomination-story-short = A sentence or two more, please: what did { $name } do?
    .short = A sentence more, please: what did { $name } do? When done:
choice-story-done = ✍️ That is all
    .short = that is all
nomination-photo = Are there photos? Just send them, five at most. If not, tap “skip”.
    .short = Are there photos?
nomination-photo-more = Got it, { $photos } photos. Send more, or tap “skip”.
choice-photos-done = Skip / no more
    .short = skip
nomination-told =
    { $name } cannot get our messages. Please ask in person: may name and story be public on the honours wall?
    You can hand it in before you have asked; nothing is public until they agree.
    .short = Have you asked { $name }? May name and story be public?
choice-told-yes = ✅ Asked, they agree
    .short = asked, they agree
choice-told-no = Not asked yet
    .short = not yet
nomination-confirm =
    Please check; it then goes to the grid branch for review:
    { $name } as { $category }
    { $story }
    ({ $photos } photos)
    { $consent }
    .short = { $name } as { $category }: { $words } Hand it in?
choice-nomination-submit = ✅ Hand in
    .short = hand in
choice-nomination-rewrite = Tell it anew
    .short = tell it anew
choice-nomination-drop = Do not nominate
    .short = drop it
choice-nomination-improve = ✍️ Improve it
    .short = improve it
nomination-consent-asking = Public: not before they have agreed
nomination-consent-agreed = Public: they agreed
nomination-consent-refused = Public: no, they do not want that
nomination-consent-withdrawn = Public: no, they took it back
nomination-submitted =
    Thank you! Your nomination of { $name } for { $period } is with the grid branch; I will tell you the result. { $more }
    You can undo it within { $minutes } minutes.
    .short = Handed in: { $name }. You will hear the result, thank you! A mistake?
nomination-settled = That settles your nomination of this quarter.
nomination-asks-nominee = I am asking them whether it may be public.
nomination-was-submitted = This one was handed in already.
nomination-undone = Your nomination of { $name } is taken back; nothing will be public.
nomination-undo-too-late = This one was reviewed or taken back already. Please tell the community if something changed.
nomination-dropped = All right, no nomination; what you wrote is deleted.
nomination-told-ask =
    You nominated { $name }. Please ask in person: may name and story be public on the honours wall? Nothing is public before.
    .short = You nominated { $name }. Do they agree that name and story are public? Please ask.
nomination-told-noted = Noted: { $name } agrees. Thank you for asking!
nomination-told-later = No hurry. Nothing is public before { $name } agrees.
nomination-consent-no = { $name } has said no to that, or it is settled already. Nothing was changed.

nomination-public-ask =
    Hello! { $by } nominates you as { $category }. The story:
    { $story }
    Once approved, may your name and story be public on the honours wall? Send “private” at any time to take it back.
    .short = { $by } nominates you as { $category }. May name and story be public?
honour-public-ask =
    Hello! The community honours you as { $category } (entered by { $by }). { $story }
    May your name and story be public on the honours wall? Send “private” at any time to take it back.
    .short = You are honoured as { $category }. May name and story be public?
choice-public-yes = ✅ Yes, public
    .short = public
choice-public-no = Not public
    .short = not public
public-agreed = Thank you! The honours wall will show your name and story. Send “private” at any time to take it back.
public-refused = All right, your name and story stay private. Thank you for what you do for your neighbours!
public-withdrawn = All right, your name and story are not public from now on. Tell the community if you change your mind.
public-over = This is settled already. Thank you!

review-ask = Nominations waiting for your review: { $count }. Send “nominations” to see them one by one.
review-overdue-note = { $count } nominations have waited for three weeks or have nobody to review them. Send “nominations”, or remind the grid branches.
    .short = { $count } nominations are overdue or have no reviewer. Please remind the branches.
reviews-none = No nomination waits for your review. Thank you!
review =
    Nominations waiting for your review: { $count }. This one:
    { $by } ({ $grid }) nominates { $name } as { $category }
    { $story }
    ({ $photos } photos)
    { $consent }
    { $lines }
    .short = { $count } waiting. { $by }: { $name } as { $category }: { $words }
review-quota = { $year }: { $given } given of { $most } planned
choice-review-approve = ✅ Approve
    .short = approve
choice-review-return = ↩️ Send back
    .short = send back
choice-review-reject = Turn down
    .short = turn down
choice-review-next = Next one first
    .short = next
review-words = { $what } (the nominator will see it)
review-words-again = A sentence, please. { $what }
review-words-returned = What is to be added? For example: please say on which day it was
review-words-rejected = Why not? For example: honoured last quarter already
review-approved =
    Approved: { $name }, entered on the honours wall (public once they agree). The nominator is told.
    { $lines }
    .short = Approved: { $name }. { $lines }
review-returned =
    Sent back to the nominator: { $name }.
    { $lines }
    .short = Sent back: { $name }. { $lines }
review-rejected =
    Turned down: { $name }. The nominator is told.
    { $lines }
    .short = Turned down: { $name }. { $lines }
review-left = { $count } left; send “nominations” to go on.
nomination-approved-note = Good news: your nomination of { $name } ({ $category }) was approved. Thank you for noticing!
    .short = Your nomination of { $name } ({ $category }) was approved. Thank you!
nomination-returned-note =
    Your nomination of { $name } ({ $category }) came back: { $reason }
    Tap “improve it” to go on, then hand it in again.
    .short = Your nomination of { $name }: please add: { $reason }.
nomination-rejected-note = Your nomination of { $name } ({ $category }) was not approved this time: { $reason }. Thank you, and do nominate again!
    .short = Your nomination of { $name } was not approved: { $reason }. Thank you!
nomination-approved-nominee = Congratulations, you are honoured as { $category }! Thank you for what you do for your neighbours.
nomination-rejected-nominee = The nomination as { $category } was not approved this time; nothing will be public. Thank you for what you do for your neighbours!
error-own-nomination = You cannot nominate yourself. Please nominate a neighbour: send “nominate” to go on.
error-nomination-fit = { $name } does not fit that honour (party members, or who holds the post). Please choose another.
error-nominations-many = At most { $most } nominations a quarter; yours are used up. Thank you, see you next quarter!
error-already-decided = This one was reviewed, taken back or changed already. Nothing was done twice; send “nominations” for the newest.

honours =
    Honours wall { $year } ({ $count } in all)
    { $lines }
    .short = Honours wall { $year }: { $count }. { $short }
honours-none = The honours wall of { $year } is still empty. Send “nominate” to nominate a neighbour!
honours-heading = { $name }:
honours-line = { $name }
honours-line-story = { $name }: { $story }
honours-number = { " " }(no. { $number })
honours-names = { $names } …
honours-unnamed = and { $count } more who are not named
usage-honour =
    Please write name, honour and year, and a story if you like, for example:
    honour Li Xiulan Good Neighbour 2026 brings lunch upstairs every day
    Honours: { $names }
    .short = For example: honour Li Xiulan Good Neighbour 2026
honour-preview =
    Please check: { $year }, { $name } as { $category }
    { $story }
    { $consent }
    .short = { $name } as { $category } { $year }? { $consent }
honour-will-ask = Once entered, I ask them whether it may be public.
honour-have-asked = No messages reach them: "public" says you asked them.
choice-honour-yes = ✅ Enter, public (they agree)
    .short = public
choice-honour-unnamed = Enter, not public
    .short = not public
honour-given = Entered (no. { $number }): { $name } is on the honours wall.
honour-given-asked = Entered (no. { $number }): { $name }. They are asked, and shown once they agree.
honour-given-unnamed = Entered (no. { $number }): { $name }, not named in public.
usage-take-down = Please write number and reason, for example: unhonour 12 their wish (numbers: “honours”)
honour-taken-down = No. { $number }, { $name }, is taken down and counts no more.
error-own-honour = You cannot honour yourself; please ask another coordinator.

birthday-greeting-1 = { $name }, today is your birthday. All your neighbours wish you joy and many good days!
birthday-greeting-2 = Happy birthday, { $name }! May everything go well. Your neighbours are thinking of you.
birthday-greeting-3 = { $name }, it is your day today! The community wishes you luck and laughter.
birthday-greeting-4 = Happy birthday, { $name }! Do have a bowl of long-life noodles; we are here whenever you need us.
birthday-eve-note = Tomorrow is the birthday of { $name } (who agreed that you know). A kind word at the door would be lovely.
birthday-solar = { $day }
birthday-lunar = lunar { $written }
birthday-lunar-leap = lunar leap { $written }
birthday-kept =
    Noted: { $birthday }. You get a greeting that morning.
    The year is not kept. To stop, send “birthday delete”.
    .short = Noted: { $birthday }. You get a greeting that day. To stop: birthday delete
birthday-kept-head =
    Noted: { $birthday }. You get a greeting that morning; the year is not kept. To stop, send “birthday delete”.
    May your unit head know the day before, to wish you well in person? (Only that it is your birthday.)
    .short = Noted: { $birthday }. May your unit head know the day before?
choice-head-yes = Yes, tell them
    .short = yes
choice-head-no = No need
    .short = no need
birthday-head-yes = All right, your unit head hears of it the day before. Changed your mind? Send “birthday delete”.
birthday-head-no = All right, nobody is told; you get your greeting.
birthday-shown = Your birthday is noted as { $birthday }. To change: birthday lunar 8-15. To stop: birthday delete
birthday-none =
    Your birthday is not noted. For a greeting, send “birthday” and the day, for example:
    birthday 3-5
    birthday lunar 8-15
    Born in a leap month, it is kept in the plain month of years without one; born on a 30th, on the 29th of a short month.
    .short = Your birthday is not noted. Send: birthday 3-5, or birthday lunar 8-15
birthday-deleted = Deleted: no more greetings, and nothing is kept.
birthday-ask =
    Hello! { $by } would like the community to greet you on your birthday ({ $birthday }). Is that welcome? You can change or stop it at any time.
    .short = { $by } would like us to greet you on your birthday ({ $birthday }). Welcome?
choice-birthday-yes = ✅ Yes
    .short = yes
choice-birthday-no = No, thanks
    .short = no, thanks
birthday-refused = All right, no greeting, and no more questions. The day is deleted.
birthday-over = This is settled already. To see or change your birthday, send “birthday”.
usage-birthday-enter = Please write name and birthday, for example: enterbirthday Li Xiulan lunar 8-15. They are asked first.
birthday-asked = { $name } is being asked; the greeting comes once they agree.
birthday-waiting = { $name } was asked already and has not answered yet.
birthday-known = The greeting for { $name } is noted already; to change it they send “birthday”.
birthday-unreachable = { $name } gets no messages, so they cannot be asked and nothing was noted. Please have them join first.
error-birthday =
    I could not read that day and would not guess. Month and day please, and “lunar” where it is, for example:
    birthday 3-5
    birthday lunar 8-15
    birthday lunar leap 4-8
    .short = I could not read that. Send: birthday 3-5, or birthday lunar 8-15
error-birthday-refused = They said no to that and are not asked again. If they want it, they send “birthday” themselves.

page-board-honours = Honours wall { $year }
page-board-unnamed = And { $count } more who are not named.
report-nominations = Nominations: { $made }; approved { $approved }, sent back { $returned }, turned down { $rejected }, waiting { $waiting }
report-honours = Honours: { $items }
