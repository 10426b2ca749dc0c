contacts =
    { $grid }, contact sheet
    { $lines }
    In an emergency call 110 (police), 119 (fire) or 120 (ambulance).
    .short = { $grid }: { $near }. Emergencies: 110, 119, 120.
contacts-ask =
    { $grid }, contact sheet
    { $lines }
    In an emergency call 110 (police), 119 (fire) or 120 (ambulance).
    May your phone number stand on the sheet and the notice board of your stairwell, so that neighbours can reach you?
    .short = { $grid }: { $near }. May the neighbours of your stairwell have your number?
contacts-head = { $role } { $name } { $phone } ({ $grid })
contacts-head-no-phone = { $role } { $name }, phone not shared ({ $grid })
contacts-near = { $role } { $name } { $phone }
contacts-near-no-phone = { $role } { $name }
contacts-deputy = deputy { $role }
contacts-nobody = nobody is named yet, please ask the office
contacts-neighbours = Neighbours who share their number:
contacts-neighbour = · { $name } { $phone }
contacts-more = { $count } more neighbours have not shared theirs.
contacts-nowhere = We do not know your stairwell yet. Please tell the office your building and unit, then send "contacts" again.
    .short = We do not know your stairwell yet. Please tell the office your building and unit.
choice-phone-yes = Yes
choice-phone-no = No
phone-shared = Noted: your number stands on the sheet and the notice board of your stairwell. To take it off, send "keep phone".
    .short = Noted: your number is on the sheet. To take it off, send "keep phone".
phone-none =
    Noted, but we do not have a phone number of yours. Give it to the office, and it will stand on the sheet.
    .short = We have no phone number of yours yet. Please give it to the office.
phone-kept = Fine, your number is on no sheet. To share it, send "share phone".
    .short = Fine, your number is not shared. To share it, send "share phone".
residents-code = { $text }
code-proposal = the residents' code shall read: “{ $text }”
error-code-length = Please write 10 to { $most } characters (twice as many in English), so that one message shows it all. For example: change charter en Keep the stairs clear.
error-code-community-only = The code is the whole community's, so it takes a coordinator of the whole community.
