error-grid-unclear =
    “{ $said }” is not the one name of a grid, and I will not guess. Did you mean:
    { $lines }
    Please send it again with the code in front.
    .short = "{ $said }" is not one grid. Please send it again with the grid's code.
error-person-unclear =
    “{ $said }” is not the name of exactly one person, and I will not guess. Did you mean:
    { $lines }
    Please send it again with the # number, for example #12 in place of the name.
    .short = "{ $said }" is not one person. Please send it again with the phone number.
error-own-task = You cannot excuse yourself. If it is not possible, choose “not possible” in the inspection and say why.
error-own-entry = You cannot take back your own points. Please ask another coordinator.
error-already-settled = This was already done, cancelled or has expired; it was not done twice. Please send it anew if needed.

lines-more = … and { $more } more lines

missing-units =
    { $duty }, { $period }, { $label }: { $issued } { $kind }, { $open } have not reported (due { $due })
    { $lines }
    Send "remind" to remind those who have not.
    .short = { $label }, { $duty }, { $period }: { $open } of { $issued } not in. Send remind.
missing-grids =
    { $duty }, { $period }, { $label }: { $issued } { $kind }, { $open } have not reported (due { $due })
    { $lines }
    Send "missing GRID" for the names, "remind GRID" to remind them.
    .short = { $label }, { $duty }, { $period }: { $open } of { $issued } not in. Send remind.
missing-none =
    { $duty }, { $period }, { $label }: all { $issued } { $kind } have reported!
    { $lines }
    .short = { $label }, { $duty }, { $period }: all { $issued } { $kind } have reported!
missing-thanks = Thank you all!
missing-no-round = Nothing is due in { $label } now.
missing-grid-line = { $code } { $name }: { $open } not in (of { $issued })
missing-line-waiting = { $code } { $name }: { $person }
missing-line-read = { $code } { $name }: { $person } (has read it, not reported)
missing-line-unreachable = { $code } { $name }: { $person } (messages cannot reach them: phone, or send "invite { $code }")
missing-line-vacant = { $code } { $name }: nobody holds it (send "appoint")
missing-other = { $duty }: still missing: { $open }; send "missing { $duty }" for the names.
missing-kind-unit-head = units
missing-kind-building-head = buildings
missing-kind-grid-head = grids
missing-kind-reviewer = posts
missing-kind-coordinator = posts
missing-kind-partner = posts
missing-kind-volunteer = posts
missing-kind-resident = posts
missing-earlier = Also still missing of { $period }: { $open }; late reports are taken until { $until_day }.

reminded =
    { $label }:
    { $lines }
    .short = { $label }: { $lines }
reminded-sent = Reminded now, because they have not reported: { $count }. Who has reported hears nothing.
reminded-before = Reminded earlier today, so not again: { $count }.
reminded-unreachable = Units that messages cannot reach: { $count } (send "missing" to see which).
remind-nobody = Everybody in { $label } has reported; there is nobody to remind.
inspection-reminder-late = A gentle reminder: the inspection of { $grid } for { $period } has not come in (it was due { $due }). It is still accepted until { $until_day }; one tap is enough.
    .short = Reminder: { $grid }, inspection of { $period }, taken until { $until_day }.

usage-excuse = Please give the unit's code and the reason, for example: excuse HT0101 head in hospital
excused = Excused: { $grid }, { $duty }, { $period }. Reason: { $reason }. The head is told.
excused-vacant = Excused: { $grid }, { $duty }, { $period }, reason: { $reason }. That unit has no head yet.
excuse-nothing-open = Nothing is open at { $grid }, so there is nothing to excuse.
excuse-one = { $period } { $duty }
excuse-which =
    Several things are open at { $code }:
    { $lines }
    Which one? Please name it, for example:
    excuse { $code } { $example } { $duty } { $reason }
excused-note = You need not do this: { $duty }, { $grid }, { $period } ({ $reason }). It does not count against you.
    .short = { $grid }: { $duty } not needed for { $period }. It does not count against you.

usage-announce =
    Please say for whom and what, with a colon between, for example:
    announce unit heads HT0101: no water tomorrow morning
    Audiences: unit heads, building heads, grid heads, volunteers, reviewers, coordinators, partners, residents, all. The grid may be left out.
    .short = For example: announce unit heads HT0101: no water tomorrow morning
announce-too-long = That is { $length } characters; at most { $most } are possible. Please shorten it.
announce-nobody = { $audience }: nobody can be reached now ({ $unreachable } have not agreed or have no working address). Nothing was sent.
audience-all = everybody
announce-preview =
    Please check; nothing is sent before you confirm.
    To: { $audience }; people: { $recipients }
    { $lines }
    ————
    { $text }
    .short = To { $audience }; people: { $recipients }, SMS segments: { $total }, { $currency } { $cost }. Send?
announce-by-telegram = Telegram: { $count }
announce-by-sms = SMS: { $count }; segments: { $segments } each, { $total } in all; about { $currency } { $cost }
announce-unreachable = Not reached: { $count } (have not agreed, or no working address)
announce-warn-long = Note: this is too long for the SMS gateway; people who get SMS only and would not get it: { $count }. Please shorten it.
announce-warn-link = Note: carriers often block SMS with web addresses; better leave them out.
usage-announce-groups =
    Please say for the groups of which grid and what, with a colon between, for example:
    announce groups HT03: no water tomorrow morning
    Without a grid it goes to all groups.
    .short = For example: announce groups HT03: no water tomorrow morning
announce-no-groups = { $place }: no group robot is registered. Nothing was sent. How to: send "group".
announce-groups-preview =
    Please check; nothing is sent before you confirm.
    To the WeCom groups of { $place }: { $count }. Everybody in a group sees it.
    ————
    { $text }
    .short = To the WeCom groups of { $place }: { $count }. Send?
announce-sent-groups = { $when }; groups: { $recipients }. To call it off, press the button or answer 0.
    .short = { $when }; groups: { $recipients }.
role-group = WeCom groups
choice-send = ✅ Send
    .short = send
broadcast-text = [Community notice] { $text }
leaves-soon = It leaves in { $minutes } minutes
leaves-quiet = These are quiet hours: it leaves { $ways }
leaves-way = by { $ways } on { $day } at { $time }
way-telegram = Telegram
way-sms = SMS
way-wecom = WeCom groups
announce-sent = { $when }; people: { $recipients }. To call it off, press the button or answer 0.
    .short = { $when }; people: { $recipients }.
announce-sent-partly = { $when }; people: { $recipients }, and { $unreachable } who cannot be reached. To call it off, press the button or answer 0.
    .short = { $when }; people: { $recipients }, not reached: { $unreachable }.

usage-group =
    Please give the grid's code and the robot's webhook address, for example:
    group HT03 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…
    In the WeCom group, open the menu, add a group robot and copy its address. Who has it can speak there: keep it to yourself.
    How many there are: group HT03    No longer: group HT03 off
    .short = In chat, send: group, the grid's code, the robot's address.
group-address-wrong = That is not the address of a WeCom group robot. Please copy the whole of it; it begins with https://qyapi.weixin.qq.com
    .short = That is not a WeCom robot's address. Please copy the whole of it.
group-added = Registered: the group robot of { $grid }. It has just said hello; please have a look. To send: announce groups { $code }: words
    .short = Registered the robot of { $grid }. Please look for its hello.
group-same = That robot of { $grid } was registered before. Nothing was changed.
group-removed = The robots of { $grid } are removed; nothing more goes to their groups. Please delete them in WeCom, too.
group-none = { $grid } has no group robot. How to: send "group".
group-count = Groups registered in { $grid } and below: { $count }.
group-hello = Hello! I am the voice of Stairwell, the community's volunteer service; news of { $grid } comes here. I can only speak and see nothing of this chat; please turn to your unit head or the office.
error-group-taken = That robot is registered for another grid. Please remove it there first.

usage-appoint =
    Please give the grid's code, the role and the name (or phone), for example:
    appoint HT0101 unit head Wang Fang
    Roles: unit head, building head, grid head, reviewer, coordinator, volunteer, partner.
    .short = For example: appoint HT0101 unit head Wang Fang
appoint-preview =
    Please check: from { $day }, { $name } (#{ $number }) is { $role } of { $grid }.
    The post of { $before } ends then, and what is still open goes to { $name }.
    { $lines }
    .short = { $name } to be { $role } of { $grid } from { $day }, after { $before }?
appoint-preview-new =
    Please check: from { $day }, { $name } (#{ $number }) is { $role } of { $grid }.
    { $lines }
    .short = { $name } to be { $role } of { $grid } from { $day }?
appoint-tells = When you confirm, I tell those concerned.
appoint-hint-invite = Messages cannot reach { $name } yet; after this, send "invite { $code }".
appoint-same = { $name } is { $role } of { $grid } already. Nothing was changed.
choice-appoint = ✅ Appoint
    .short = confirm
appointed = Done: { $name } is { $role } of { $grid }. Those concerned are told.
appointed-tasks = Done: { $name } is { $role } of { $grid } and takes over { $tasks } open tasks. Those concerned are told.
appointed-note = From { $day } you are { $role } of { $grid }. Thank you for what you do for your neighbours! Send "help" to see what you can do.
    .short = From { $day } you are { $role } of { $grid }. Thank you! Send help for more.
relieved-note = From { $day } you are no longer { $role } of { $grid }. Thank you for all you have done; your points stay yours.
    .short = From { $day } you are no longer { $role } of { $grid }. Thank you! Your points stay.

usage-reverse = Please give the entry's number and the reason, for example: reverse 12 reported twice (numbers are shown by "points")
reversed-note = A correction of your points: entry { $entry }, { $points } points. Reason: { $reason }. If you have questions, ask the office.
    .short = Points corrected: entry { $entry }, { $points }. { $reason }. Questions? Ask the office.

usage-invite =
    Please give the grid's code, for example:
    invite HT0101 (a personal link for its head, 24 hours)
    invite HT0101 volunteers (a link for volunteers)
    invite HT0101 sms (ask the head's consent by SMS)
    .short = For example: invite HT0101, or invite HT0101 volunteers
invite-head =
    A joining link for { $name } ({ $grid }), good once, until { $until_day }, { $time }. Please give it to nobody else:
    { $lines }
    Without internet, they can text the community's number: join { $join }
    .short = { $name }'s code: { $join }, until { $until_day } { $time }. They text here: join { $join }
invite-volunteers =
    A joining link for volunteers of { $grid }, for everybody:
    { $lines }
    Without internet, text the community's number: join { $join }
    .short = Volunteers of { $grid } text here: join { $join }
invite-page = QR page: { $page }
invite-no-link = Joining code: { $join }
invite-vacant = { $grid } has no head yet. Please appoint one first, for example: appoint { $code } unit head Wang Fang
invite-sms-nobody = No head in { $grid } is left to ask: they agreed, have no phone number, were asked this month or unsubscribed.
invite-sms-sent = An SMS asks { $name } ({ $grid }) for consent; once they agree, messages reach them.
invite-sms-later = These are quiet hours: on { $day } at { $time } an SMS asks { $name } ({ $grid }) for consent; once they agree, messages reach them.
invite-sms-preview =
    Please check; nothing is sent before you confirm.
    An SMS asks the heads in { $place } who have not agreed yet for consent. People: { $recipients }; segments: { $segments } each at most, { $total } in all; about { $currency } { $cost }.
    For example: { $text }
    .short = Ask { $recipients } heads in { $place } for consent by SMS: { $total } segments, { $currency } { $cost }?

import-kind = Please send the roster as an .xlsx or .csv file, with the sheets 网格 (grids) and 人员 (people); a calendar of days off likewise, with the columns 日期 (date), 上班/放假 (workday or holiday) and 名称 (name). Just send me the file.
import-too-big = This file is too big; a roster has { $most } MB at most. Please remove other sheets and pictures and send it again.
import-received = Got “{ $file }”, checking it. You will see the result first; nothing changes before you confirm.
import-unavailable = The file could not be fetched, and nothing was changed. Please send it again.
import-broken = The file could not be checked, and nothing was changed. Please save it as a new .xlsx and send it again; if that fails, tell the administrator.
import-nothing =
    “{ $file }”:
    { $lines }
    There is nothing to import. Where rows are wrong, please correct them and send the file again.
import-checked =
    “{ $file }”:
    { $lines }
    Good rows are imported when you confirm; wrong ones are left out, and can be corrected and sent again.
    .short = The roster is checked. Import it?
choice-import-yes = ✅ Import
    .short = import
error-import-community-only = A roster concerns the whole community; only a coordinator of the community may import it.
error-calendar-community-only = Holidays hold for the whole community; please ask a coordinator of the community to enter them.
error-beyond-your-grids = This person holds a post outside your grids, too; please ask a coordinator of the community to invite them.
