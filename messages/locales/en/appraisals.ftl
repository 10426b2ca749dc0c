ballot-ask =
    Democratic appraisal: are you satisfied with the work of { $name } ({ $grid })?
    The ballot is secret: it does not bear your name, and what you choose is kept nowhere. It cannot be changed. Until { $day }.
    Send "appraisal" to read against whom it is secret, and against whom not.
    .short = Appraisal: are you satisfied with { $name } ({ $grid })? Secret, cannot be changed, until { $day }.
ballot-ask-more =
    Democratic appraisal of { $left } heads, one after the other.
    Are you satisfied with the work of { $name } ({ $grid })?
    The ballot is secret: it does not bear your name, and what you choose is kept nowhere. It cannot be changed. Until { $day }.
    Send "appraisal" to read against whom it is secret, and against whom not.
    .short = Appraisal: are you satisfied with { $name } ({ $grid })? Secret, cannot be changed.
ballot-reminder-ask =
    Democratic appraisal: you have not voted yet, it ends on { $day }. Are you satisfied with the work of { $name } ({ $grid })?
    Secret, and cannot be changed. You need not vote; we will not ask again.
    .short = Appraisal reminder: are you satisfied with { $name } ({ $grid })? Secret, until { $day }.
ballot-reminder-ask-more =
    Democratic appraisal: { $left } heads still wait for you, until { $day }. Are you satisfied with the work of { $name } ({ $grid })?
    Secret, and cannot be changed. You need not vote; we will not ask again.
    .short = Appraisal reminder: are you satisfied with { $name } ({ $grid })? Secret, cannot be changed.
ballot-next =
    Your vote is in. { $left } to go: are you satisfied with the work of { $name } ({ $grid })?
    .short = Your vote is in. Next: are you satisfied with { $name } ({ $grid })?
ballot-done = Your vote is in, thank you! What you chose is kept nowhere here, and cannot be changed.
    .short = Your vote is in, thank you! What you chose is kept nowhere.
ballot-before =
    That vote was in already and was not counted twice. { $left } to go: are you satisfied with the work of { $name } ({ $grid })?
    .short = That vote was in already. Are you satisfied with { $name } ({ $grid })?
ballot-before-all = You have voted on all in the appraisal of { $year }; each counts once. Thank you!
    .short = You have voted in the appraisal of { $year } already. Thank you!
ballot-again = You have voted already; each vote counts once. Thank you!
ballot-unclear =
    I could not read that, will not guess, and kept no word of it. Are you satisfied with the work of { $name } ({ $grid })? Please choose one.
    .short = I could not read that. Are you satisfied with { $name } ({ $grid })?
ballot-hasty =
    That came so fast that it looks like your last answer sent twice; it was not counted here. Are you satisfied with the work of { $name } ({ $grid })?
    .short = That looked like your last answer again, not counted. Are you satisfied with { $name } ({ $grid })?
ballot-over = The appraisal of { $year } ended on { $day } at { $time }; this vote came too late and was not counted. Thank you all the same!
    .short = The appraisal of { $year } ended on { $day } at { $time }; this vote was not counted. Thank you!
ballot-secret =
    Secret: a ballot says neither who cast it nor when. Groups of fewer than 5 votes are neither shown nor counted. Nobody sees how votes stand before the end, only how many people have voted.
    Not secret against: whoever runs the machine, holds its key and watches while votes come in; your phone company and Telegram, who see what you send; whoever sees your phone (you may delete the message); and when all of a group choose the same, the result says so. A paper slip is another way.
choice-ballot-best = 😊 Satisfied
    .short = satisfied
choice-ballot-good = 🙂 Fairly
    .short = fairly
choice-ballot-fair = 😐 So-so
    .short = so-so
choice-ballot-poor = 🙁 Not satisfied
    .short = not
choice-ballot-rest = The rest all “satisfied”
    .short = rest all 1

appraisal-on =
    Democratic appraisal of { $year }, until { $day }, { $time }. No vote waits for you.
    { $lines }
    .short = Appraisal of { $year } until { $day }, { $time }. No vote waits for you.
appraisal-on-ask =
    Democratic appraisal of { $year }, until { $day }, { $time }. Heads that wait for you: { $left }.
    { $lines }
    Are you satisfied with the work of { $name } ({ $grid })? It cannot be changed.
    .short = Not secret: who runs the machine, phone firms, your phone. Satisfied with { $name } ({ $grid })?
appraisal-turnout = { $voted } people have voted, of { $voters } on the roll.
appraisal-planned = The appraisal of { $year } opens on { $day } at { $time }; you will be asked then.
appraisal-over = The appraisal of { $year } is over. Send "appraisal results" to see what came of it.
appraisal-nothing = There is no appraisal at present.
appraisal-off = The appraisal of { $year } is called off; another one can be proposed.
appraisal-proposal = appraisal of { $year }: of { $level }, from { $day }, { $time }, until { $until_day }, { $until_time }; weights: residents { $resident }, heads { $head }, branches { $branch }
appraisal-level-5 = unit heads
appraisal-level-4 = building heads
appraisal-level-3 = grid heads
appraisal-group-resident = residents
appraisal-group-head = heads
appraisal-group-branch = branch
appraisal-opened-note =
    The appraisal of { $year } is open. The roll is fixed at { $voters } people; whoever moves in later is not on it. { $asked } were asked by message; { $on_paper } cannot be reached and need paper slips.
    Paper: "appraisal roll UNIT" shows the numbers; from 5 slips on, two people enter them with "slips", each for themselves.
appraisal-closed-note =
    The appraisal of { $year } is over and counted: { $voted } of { $voters } people voted; the ballots are destroyed. Send "appraisal results".
    The ledger's head is now { $head }; please keep it.
appraisal-results =
    Results of the appraisal of { $year }
    { $lines }
    .short = Appraisal of { $year }: { $lines }
appraisal-no-result = The appraisal of { $year } has no result of yours.
result-line = { $grid } { $name }: { $score }
result-line-part = { $grid } { $name }: { $score } ({ $groups }: fewer than 5 votes, not counted)
result-line-few = { $grid } { $name }: fewer than 5 votes in every group, no score
result-group = of these { $group }: satisfied { $best }, fairly { $good }, so-so { $fair }, not { $poor }
appraisal-roll =
    Roll of the appraisal of { $year }: { $grid }
    { $lines }
    Who has voted is not shown. To enter paper: slips { $grid } residents no 1 3 5 7 9 votes 3 1 1 0 (satisfied, fairly, so-so, not)
roll-line = { $group }: { $names }
usage-roll = Write: appraisal roll UNIT, for example: appraisal roll B3U1
usage-appraisal =
    Write: appraisal new YEAR FIRST to LAST, for example:
    appraisal new { $year } { $year }-12-10 9:00 to { $year }-12-20 18:00
    You may add "weights 40 30 30" (residents, heads, branches) and "building" (unit heads otherwise). A second person agrees.
usage-paper =
    Write: slips UNIT GROUP no NUMBERS votes SATISFIED FAIRLY SO-SO NOT, for example:
    slips B3U1 residents no 1 3 5 7 9 votes 3 1 1 0
    At least { $least } at a time; two people enter them, and only the same twice counts.
    .short = E.g.: slips B3U1 residents no 1 3 5 7 9 votes 3 1 1 0, at least { $least }
paper-waiting = { $slips } slips ({ $grid }, { $group }) noted. Another person must count and enter them too; the same twice counts.
paper-booked = The same twice: { $slips } slips ({ $grid }, { $group }) are counted.
paper-again = That differs from what the other person entered; neither counts. Please both count again, each for yourself, and enter.
paper-booked-note = The slips of { $grid }, { $group }: another person counted the same as you; they are counted.
paper-again-note = The slips of { $grid }, { $group }: the two of you entered different numbers, neither counts. Please count again, each for yourself, and enter.
error-appraisal-times = Not like that: it must end after it begins, { $shortest } to { $longest } days later, and not in the past; the three weights are 100 in all.
error-appraisal-exists = There is an appraisal for { $year } already. Before it opens, "appraisal cancel { $year }" takes it back.
error-appraisal-none = There is no such appraisal: it may not be open yet, or not over yet, or nobody is appraised for that grid.
error-appraisal-begun = The appraisal of { $year } has begun and cannot be called off.
error-appraisal-community-only = The appraisal is for the whole community, so it takes a coordinator of all of it.
error-paper-few = At least { $least } slips at a time: fewer would show who chose what. Please enter them with others.
error-paper-sum = { $numbers } numbers and { $slips } slips do not fit. Please count again.
error-paper-number = These numbers are not on the roll of that group: { $numbers }.
error-paper-voted = Number { $numbers } voted by phone already, so none of this batch was counted. Please take their slips out, then both enter again.
error-paper-own = Slips about yourself must be entered by somebody else.
results-few = { $count } more have fewer than five votes in every group and get no result
error-appraisal-too-late = The award list of { $year } is closed; no appraisal can be held for that year any more.
