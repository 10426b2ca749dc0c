board-title = Notice board
board-file = Notice board { $where } { $size }
board-many = { $count } stairwells
board-heads = Who looks after us
board-member = Party member
board-roles = The eight roles of a head
board-duties = What comes round
board-per-day = On the day
board-per-week = Weekly
board-per-month = Monthly
board-per-quarter = Quarterly
board-code = Residents' code
board-inspection = This month's inspection
board-inspection-done = Done on { $day }
board-inspection-open = Under way, not reported yet
board-inspection-excused = Excused this month
board-inspection-impossible = Not possible this month
board-inspection-missed = Not reported this month
board-inspection-none = Not asked yet this month
board-stands-in = { $role } (deputy)
board-vacant = Vacant; please ask the community
board-vacant-deputy = Vacant; { $name } stands in
board-vacant-instead = Vacant; please ask the { $role }, { $name }
board-join = Join us
board-join-said = Residents, volunteers
board-wish = Make a wish
board-wish-said = Tell us your need
board-text-join = join { $join }
board-text-wish = wish
board-by-sms = By SMS to { $number }
board-typed = No camera? Send on Telegram:
board-say-join = register: join { $join }
board-say-wish = wish: wish WHAT YOU WISH
board-ask-head = To register, or to make a wish: please tell your head or the community
board-emergency = Emergencies: 110 police · 119 fire · 120 ambulance
board-foot = Phones only as far as their owners agreed · printed { $date }

board-paper = { $title }: { $count } boards for { $size } paper, a page for each stairwell. Print at 100 % and put them up by the door.
    .short = An SMS carries no file. Send the same by Telegram to get the boards.
board-no-glyph =
    The boards were not made: our fonts lack some characters ({ $marks }), which would be printed as empty boxes. They are here:
    { $lines }
    Please choose a spelling in the roster that can be printed, then ask again.
    .short = The boards were not made: our fonts lack some rare characters. Telegram shows which.
board-glyph = { $where }: “{ $mark }” in “{ $words }”
board-glyph-name = “{ $mark }” in the stairwell's name “{ $words }”
board-glyph-shared = “{ $mark }” in “{ $words }”, which is on every board
board-usage =
    Whose notice board? Please write:
    noticeboard B3U1 – one stairwell
    noticeboard B3 A3 – a building, on A3
    noticeboard all – all your stairwells in one file
    noticeboard newcode B3U1 – another code, when the old one is passed around
    .short = Write: noticeboard B3U1, noticeboard B3 A3, noticeboard all, noticeboard newcode B3U1
board-renewed = The board of { $grid } has a new code; the old one is of no use from now on. Please print and put up the new board: noticeboard { $code }
    .short = The board of { $grid } has a new code; the old one is void. Print it: noticeboard { $code }
error-board-too-many = There are { $count } stairwells here; at most { $most } boards are printed at once. Please take them grid by grid, for example: noticeboard B3
    .short = There are { $count } stairwells here, at most { $most } at once. Take them grid by grid.
error-board-none = There is no stairwell here, so there is no board to print. Please name a stairwell, a building or a grid.
    .short = There is no stairwell here, so no board to print.

board-ask-join =
    Hello! This is the notice board of “{ $grid }”.
    Do you live here, and would you like to register? We then write to you here about your stairwell; send "stop" at any time to end it.
    .short = Board of { $grid }: do you live here? May we register and text you? You can stop any time.
board-ask-wish =
    Hello! Before you make a wish, please register, so that we know where you live.
    Do you live in “{ $grid }”, and may we write to you here about your stairwell? Send "stop" at any time to end it.
    .short = First register: do you live in { $grid }, and may we text you? You can stop any time.
choice-board-yes = ✅ Yes, register me
    .short = register
choice-board-volunteer = 🙋 Register; I'd volunteer, too
    .short = and volunteer
choice-board-no = ❌ No
    .short = no
board-ask-name = Good! What is your name? Please reply with it, for example: Li Xiuying
    .short = Good! What is your name? Please reply with it, e.g. Li Xiuying
board-ask-name-again = Please reply with your name, { $most } characters at most, for example: Li Xiuying
    .short = Please reply with your name, { $most } characters at most.
board-waiting = Thank you, { $name }! The head of { $grid } was asked to confirm that you are a neighbour; an answer usually takes up to three days. Until then you cannot use anything else here.
    .short = Thank you, { $name }. The head of { $grid } was asked to confirm; it takes up to 3 days.
board-waiting-known = Thank you, { $name }! The head of “{ $grid }” was asked to confirm that you live there as well; an answer usually takes up to three days.
    .short = Thank you, { $name }. The head of { $grid } was asked to confirm; it takes up to 3 days.
choice-board-withdraw = ↩️ Withdraw
    .short = withdraw
board-still-waiting = Your registration still waits to be confirmed. If it is urgent, please speak to your head or the community.
    .short = Your registration still waits to be confirmed. If urgent, speak to your head.
board-withdrawn = All right, it is taken back, and our register keeps nothing about you.
board-declined = All right, nothing was registered. To register later, scan the board again.
    .short = All right, nothing was registered. To register later, send it again.
board-at-home = Hello { $name }, you are registered in “{ $grid }”. Send "help" to see what you can do.
    .short = Hello { $name }, you are registered in { $grid }. Send help for more.
board-wish-how = Hello { $name }! To wish, just say it, for example: wish somebody to show me how to use my phone. It is published without your name and door, and a volunteer takes it on.
    .short = Hello { $name }! To wish, send: wish WHAT YOU WISH
error-board-busy = Too many people registered at “{ $grid }” today. Please come back tomorrow, or speak to your head or the community.
    .short = Too many registered at { $grid } today. Come back tomorrow or speak to your head.

newcomer-ask =
    { $name } scanned the notice board of “{ $grid }” and would like to be registered as a resident{ $volunteer ->
        [yes] , and to volunteer
       *[no] {""}
    }. Do you know them, are they a neighbour here?
    .short = { $name } would like to register in { $grid }{ $volunteer ->
        [yes] {" "}and volunteer
       *[no] {""}
    }. Are they a neighbour here?
choice-newcomer-yes = ✅ A neighbour
    .short = a neighbour
choice-newcomer-no = ❌ I don't know them
    .short = unknown
newcomer-agreed = All right, { $name } is registered as a resident of “{ $grid }” and was told. { $volunteer ->
        [yes] They would like to volunteer; a coordinator will see to it.
       *[no] {""}
    }
    .short = All right, { $name } is registered in { $grid } and was told.
newcomer-refused = All right, { $name } was not registered, and our register keeps nothing about them. If that was a mistake, ask them to scan again.
    .short = All right, { $name } was not registered. If that was a mistake, ask them to scan again.
newcomer-over = Somebody has answered about this one before, or they took it back.
newcomer-volunteer-note = { $name } ({ $number }) is registered in “{ $grid }” and would like to volunteer. If you agree, send: appoint { $code } volunteer { $number }
    .short = { $name } would volunteer in { $grid }. If you agree, send: appoint { $code } volunteer { $number }
board-welcome = Hello { $name }, it is confirmed: you are registered as a resident of “{ $grid }”. To wish, send "wish WHAT YOU WISH"; to see who looks after your stairwell, send "contacts".
    .short = Hello { $name }, you are registered in { $grid }. To wish, send: wish WHAT YOU WISH
board-turned-down = Hello, the head of “{ $grid }” did not know you, so you were not registered. Please speak to your head or the community, then scan the board again.
    .short = Hello, the head of { $grid } did not know you; nothing was registered. Please speak to your head.
board-lapsed = Hello, nobody confirmed your registration in “{ $grid }” for two weeks, so it was taken down; our register keeps nothing about you. Please register with your head or the community in person.
    .short = Hello, nobody confirmed your registration in { $grid } for two weeks; it was taken down. Please speak to your head.
newcomers =
    Waiting to be confirmed:
    { $lines }
    The first: { $name }, { $grid }. Are they a neighbour here?
    .short = { $count } wait to be confirmed. { $name }, { $grid }: a neighbour here?
newcomers-line = { $day } { $name } ({ $grid })
newcomers-none = Nobody waits to be confirmed.
