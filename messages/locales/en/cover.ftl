usage-away =
    Please say from when to when, for example:
    away 1 Dec to 10 Dec
    away 5 days
    away 5 days by Li Hua
    If you stay after all, send "away cancel"; if you are back early, send "back".
    .short = Please say when, e.g.: away 1 Dec to 10 Dec, or: away 5 days
error-away-days = I cannot note these days: they must begin today or later and be { $most } days at most. For longer, please tell the office.
away-noted =
    Noted: you are away from { $day } to { $until_day }.
    { $lines }
    To have somebody else stand in, send "by Li Hua"; if you are back early, send "back". Have a good journey!
    .short = Noted: away { $day } to { $until_day }; a neighbour will be asked to stand in. Back early? Send: back
away-noted-plain = Noted: you are away from { $day } to { $until_day }. If you are back early, send "back". Have a good journey!
away-line-asked = · { $grid }: asking { $name } to stand in; I will tell you when they agree.
away-line-agreed = · { $grid }: { $name } stands in.
away-line-later = · { $grid }: from { $day } on I will ask the neighbours who can stand in.
away-line-nobody = · { $grid }: no neighbour could be found for now; the office knows. What is not done meanwhile is not counted against you.
away-line-waiting = · { $grid }: the neighbours are thinking about another stairwell; I will ask in some days.
away-line-not-named = · "{ $said }" cannot be asked now, or was not found. You can name somebody else.
away-called-off = All right, the absence from { $day } is called off.
usage-deputy = Please name somebody, for example: by Li Hua
error-cannot-stand-in = This neighbour cannot be asked now (away, not reachable, covering enough already, or asked before). You can name somebody else.
    .short = This neighbour cannot be asked now. You can name somebody else.
back-not-away = You were not noted as away, so nothing changes. Thank you for saying so!
back-planned = Your absence begins only on { $day }. If you stay after all, send "away cancel".
away-over =
    Welcome back! { $names } stood in for you: { $done } reported, { $findings } hazards found, { $open } still open.
    From now on it is yours again. Send "checkin" to go on, "handover" for the details.
    .short = Welcome back! { $names } stood in: { $done } reported, { $open } open. Send "checkin" to go on.
away-over-alone =
    Welcome back! Nobody could stand in: { $done } reported, { $open } still open; no hurry.
    Send "checkin" to go on, "handover" for the details.
    .short = Welcome back! { $done } reported, { $open } still open; no hurry. Send "checkin" to go on.

stand-in-ask =
    { $name }, head of { $grid }, is away from { $day } to { $until_day }. Would you look after that stairwell meanwhile?
    What there is to do is sent to you and the points are yours. If it does not suit you, that is fine: I will ask somebody else.
    .short = { $name } is away { $day } to { $until_day }. Would you look after { $grid }? The points are yours.
stand-in-ask-vacant =
    { $grid } has no head at present. Would you look after it until there is one?
    What there is to do is sent to you and the points are yours. If it does not suit you, that is fine: I will ask somebody else.
    .short = { $grid } has no head. Would you look after it for now? The points are yours.
choice-stand-in-yes = ✅ I will
    .short = I will
choice-stand-in-no = 🙏 Not now
    .short = not now
stand-in-thanks = Wonderful, thank you! From now on you look after { $grid }; the handover page comes at once.
stand-in-thanks-later = Wonderful, thank you! You will look after { $grid } then; the handover page comes on the first day.
stand-in-declined = All right, no harm done; I will ask somebody else. Thank you for telling me!
stand-in-needless = That is settled already, or not needed any more. Thank you!
stand-in-found = { $name } has agreed to look after { $grid } for you.
stand-in-dropped = { $grid } need not be looked after after all. Thank you!
stand-in-over = You need not look after { $grid } any more. Thank you for all you did!
stand-in-nobody = { $name }, head of { $grid }, is away, and no neighbour could be found to stand in. Please keep an eye on it.
    .short = { $name } is away and nobody stands in at { $grid }. Please keep an eye on it.
vacancy-nobody = Some stairwells have no head and no neighbour who would stand in, for example { $grid }. Send "vacancies" for the list; to appoint: appoint CODE unit head NAME
    .short = { $grid } and others have no head and no deputy. Send "vacancies".

vacancies =
    Empty posts: { $count }; heads away: { $away }
    { $lines }
    To appoint: appoint CODE unit head NAME
    .short = Empty posts: { $count }; heads away: { $away }. The list is on Telegram.
vacancies-none = No post in your grids is empty, and no head is away.
vacancies-line = · { $code } { $grid }: no { $role } since { $day }; { $state }
vacancies-line-ever = · { $code } { $grid }: no { $role } in the roster so far; { $state }
vacancies-line-away = · { $code } { $grid }: { $role } { $name } away until { $until_day }; { $state }
vacancies-deputy = { $name } stands in
vacancies-asking = a neighbour is being asked
vacancies-nobody = nobody stands in

handover =
    Handover: { $grid }
    { $lines }
    .short = { $grid }: { $households } homes; building head { $building }; open { $open }; last inspection { $last }; found: { $items }. Send "tasks".
handover-place = Where: { $place }
handover-size = Households: { $households }, residents: { $residents }
handover-head = Unit head: { $name }
handover-head-away = Unit head: { $name } (away until { $until_day })
handover-head-vacant = Unit head: vacant
handover-building = Building head: { $name } (whom to ask first)
handover-nobody = none at present
handover-none = none
handover-open = Still to do:
handover-open-none = Nothing is to be done just now.
handover-task = · { $what }, by { $due }
handover-last = Last inspection: { $last }
handover-found = Found in the last three months and not settled: { $items }
usage-handover = Please give the unit's code, for example: handover HT010101 ("vacancies" and "missing" show codes)

page-board-vacant = Stairwells without a head, or whose head is away: { $vacant }; of these, neighbours look after { $covered }.
