case-tell = What is wrong, and where? Please answer in a sentence, with a photo if you like, for example: the stairwell light is broken
    .short = What is wrong? Answer in a sentence, e.g.: the stairwell light is broken
case-where = Please write the building and unit as well, for example: B3U2 the stairwell light is broken
case-which =
    Noted (no. { $number }, { $grid }). Which is it? Answer with a number:
    { $lines }
    .short = No. { $number } noted. Which? { $short }
case-which-again =
    I could not tell which. Please answer with one number, 12 if you are not sure:
    { $lines }
    .short = One number please, 12 if unsure: { $short }
case-same =
    { $category } at { $grid } was reported on { $day } (no. { $other }) and is being seen to. Is it the same?
    .short = { $category } at { $grid } was reported { $day } (no. { $other }). The same?
choice-case-same = The same
    .short = same
choice-case-other = No, another
    .short = another
case-same-noted = Joined to no. { $number } ({ $category }). You hear when it is done, too. Thank you!
case-reported =
    Noted: no. { $number }, { $grid }, { $category }. It is with whoever sees to it, until { $due }; you are asked when it is done.
    Send a sentence or a photo to add to it; tap Undo if it was a mistake.
    .short = Noted, no. { $number } { $category }, by { $due }. You are asked when it is done. Mistake?
case-already = No. { $number } ({ $category }) is noted already.
case-added = Added to no. { $number } ({ $category }). Thank you!
case-withdrawn = No. { $number } ({ $category }) is taken back.
case-undo-too-late = No. { $number } ({ $category }) is being seen to, or it is too late. Please tell the grid head.
case-none-reported = You have reported nothing yet. Send "problem" and a sentence, for example: problem the stairwell light is broken
case-reports =
    What you reported:
    { $lines }
    .short = You reported: { $short }
case-mine = No. { $number } { $place } { $category }: { $state }
case-state-open = waiting
case-state-taken = in hand
case-state-solved = to be confirmed
case-state-closed = solved
case-state-merged = joined to another
case-state-withdrawn = taken back

case-taken-note = No. { $number } that you reported ({ $grid }, { $category }) is in hand: { $words }.
case-taken-note-quiet = No. { $number } that you reported is in hand.
case-progress-note = News of no. { $number } ({ $grid }, { $category }): { $words }
    .short = News of no. { $number } { $category }: { $brief }
case-progress-note-quiet = There is news of no. { $number }. Please ask the grid head.
case-passed-note = No. { $number } ({ $category }) is now with the { $words }.
case-passed-note-quiet = No. { $number } is now with the level above.
case-solved-ask = No. { $number } ({ $grid }, { $category }) is said to be solved: { $words }. Is it?
    .short = No. { $number } { $category }: is it solved?
case-solved-ask-quiet = No. { $number } that you reported is said to be solved. Is it?
    .short = No. { $number }: is it solved?
choice-case-fixed = ✅ Yes, solved
    .short = solved
choice-case-not-yet = Not yet
    .short = not yet
case-check-ask = No. { $number } at { $grid } ({ $category }) is said to be solved, and whoever reported it has not answered. Please go and look: is it?
    .short = { $grid } no. { $number } { $category }: please look, is it solved?
case-check-ask-quiet = No. { $number } at { $grid } is said to be solved, and whoever reported it has not answered. Please go and look: is it?
    .short = { $grid } no. { $number }: please look, is it solved?
case-closed = Thank you! No. { $number } ({ $category }) is closed.
case-was-closed = No. { $number } ({ $category }) is closed already. Thank you!
case-at-work = No. { $number } ({ $category }) is being seen to again; you will be asked once more. Thank you!
case-reopened =
    No. { $number } ({ $category }) is open again, and whoever sees to it knows. What is not right yet? A sentence or a photo helps.
    .short = No. { $number } is open again. What is not right yet?
case-confirmed-note = No. { $number } ({ $grid }, { $category }) is confirmed as solved. Well done!
case-reopened-note = No. { $number } ({ $grid }, { $category }) is not solved, they say: it is open again.

case-new = New case no. { $number }: { $grid }, { $category }. Please see to it:
    .short = Case { $number }: { $grid } { $category }.
case-new-same = New case no. { $number }: { $grid }, { $category }. It may be the same as no. { $other }; if so, send: merge { $number } { $other }
    .short = Case { $number }: { $grid } { $category }, perhaps as { $other }.
case-new-again = Case no. { $number } was not solved and is open again: { $grid }, { $category }.
    .short = Case { $number } is open again: { $grid } { $category }.
cases-new =
    New cases: { $count }
    { $lines }
    To see one, send "cases { $example }".
    .short =
    New cases: { $count }
    { $brief }
    Send "cases { $example }"
case-line = No. { $number } { $grid } { $category }
case-line-same = No. { $number } { $grid } { $category } (perhaps as { $other })
case-line-again = No. { $number } { $grid } { $category } (open again)
cases-late =
    Cases over their day: { $count }
    { $lines }
    To see one, send "cases { $example }".
    .short =
    Late cases: { $count }
    { $brief }
    Send "cases { $example }"
case-line-late = No. { $number } { $grid } { $category }, due { $due }
    .short = No. { $number } { $grid } { $category }

cases-none = There is no case to see to. Thank you!
cases =
    Cases: { $count }, late: { $late }
    { $lines }
    One of them: cases NUMBER; a stairwell: cases B3U2
    .short = Cases: { $count }, late { $late }: { $short }
case-listed = No. { $number } { $place } { $category }, by { $due }, { $state }
case-listed-late = ❗No. { $number } { $place } { $category }, was due { $due }, { $state }
case =
    Case no. { $number }: { $grid }, { $category } ({ $state }, by { $due })
    { $name } reports: { $words } (photos: { $photos })
    { $lines }
    .short = No. { $number } { $grid } { $category }, { $state }, by { $due }. { $said }
choice-case-take = I see to it
    .short = take
choice-case-progress = Write where it stands
    .short = progress
choice-case-up = Hand up
    .short = hand up
choice-case-done = ✅ Solved
    .short = solved
case-by = {" "}({ $name })
case-said = "{ $words }".
case-did-taken = { $day } { $name } took it { $words }
case-did-progress = { $day } { $name }: { $words }
case-did-passed = { $day } { $name } handed it on: { $words }
case-did-solved = { $day } { $name } solved it: { $words }
case-did-reopened = { $day } { $name } says it is not solved { $words }
case-did-confirmed = { $day } { $name } confirms it { $words }
case-did-checked = { $day } { $name } looked, it is solved { $words }
case-did-merged = { $day } { $name } joined it to { $words }
case-history-none = Nothing was reported at { $grid } in a year.
case-history =
    { $grid }: not over: { $count }
    { $lines }
    .short = { $grid }: not over: { $count }. In a year: { $short }
case-past = { $category }: { $count } in a year, { $open } not solved
case-past-recurring = 🔁 { $category }: { $count } in a year, { $open } not solved (again and again in { $days } days)
case-taken = No. { $number } ({ $category }) is yours; whoever reported it will know. Send a word when there is news, and "Solved" when it is.
    .short = No. { $number } is yours.
case-words-progress = Where does no. { $number } ({ $category }) stand? Answer in a sentence; whoever reported it gets it.
    .short = Where does no. { $number } stand? Answer in a sentence.
case-words-passed = Why is no. { $number } ({ $category }) beyond you? Answer in a sentence.
    .short = Why hand up no. { $number }? Answer in a sentence.
case-words-solved = How was no. { $number } ({ $category }) solved? Answer in a sentence; whoever reported it will be asked.
    .short = How was no. { $number } solved? Answer in a sentence.
case-progress-noted = Noted; people told of no. { $number }: { $count }.
case-passed = No. { $number } ({ $category }) is now with the { $where }.
case-solved-noted = Whoever reported no. { $number } ({ $category }) is asked; after { $days } days of silence somebody else looks. A "not yet" opens it again.
    .short = No. { $number }: its reporter is asked; "not yet" opens it again.
case-solved-checked = You reported no. { $number } ({ $category }) yourself, so somebody else is asked to look (every { $days } days).
    .short = No. { $number }: somebody else is asked to look.
case-merged = No. { $other } is part of no. { $number } ({ $category }) now; all who reported it will hear.
case-level-4 = building
case-level-2 = service station
case-level-1 = community
usage-case-merge = Please write two case numbers, the first becomes part of the second: merge 15 12
usage-case-number = Please write the number of the case, for example: progress 12 property management told. "cases" lists them.
error-case-moved = Somebody was quicker, or the case is over or joined to another: nothing is changed. Send "cases" for the newest.
error-case-own = Whoever solved it cannot confirm it. Somebody else has to look.
error-case-top = It is with the community already; there is nobody above.
error-case-level = No. { $number } is with the { $where } now; you need not see to it.
