# The one-line forms beneath the pages of the office; changing a text, entering slips

page-offer = What else can be done here
page-offer-resident = Enter a resident
page-offer-resident-hint = Name, phone, stairwell, for example: Wang Guihua 13900000001 B3U1
page-offer-birthday = Enter a birthday
page-offer-birthday-hint = Name and day, for example: Li Xiulan lunar 8-15
page-offer-newcomers = Show newcomers
page-offer-boards = All notice boards (to print)
page-offer-problem = Report a problem
page-offer-problem-hint = Where, and what is broken, for example: B3U2 the stairwell light is out
page-offer-wish-for = Enter a wish for somebody
page-offer-wish-for-hint = Who: what they wish, for example: Li Xiulan: reading glasses
page-offer-apply-for = Apply for somebody
page-offer-apply-for-hint = What for whom, for example: old-age allowance for Wang
page-offer-nominate = Nominate
page-offer-nominate-hint = Whom, for example: Li Xiulan
page-offer-charter = Propose a new charter (another has to agree)
page-offer-charter-hint = What it is to say
page-offer-sending = Show the sending rules

page-texts-edit = Change it
page-texts-edit-of = Change no. { $number }
page-texts-edit-about = The words of no. { $number } stand in the box below. Changed, they are a new draft, which another approves; then withdraw no. { $number }.
page-texts-any = any

page-awarding-slips-title = Enter slips
page-awarding-slips-about = Two people count and enter them, each apart; only what both say alike counts. At least { $least } at a time. The numbers are those of the roll above.
page-awarding-slips = Stairwell, group, numbers, slips by answer (satisfied, fairly, so-so, not), for example: B3U1 residents no 1 3 5 7 9 votes 3 1 1 0
page-awarding-slips-go = Enter

page-duty-texts = Its texts: write one or change one

page-offer-event = Hold an event
page-offer-event-hint = Title, day, time, place, people, for example: Spring cleaning 2026-12-05 9:00-11:00 small square 20 people
page-offer-training = Show trainings

page-events-invite = Send invitation
page-events-code = Check-in code
page-events-roll = Roll call
page-events-people = List of people
page-events-places = Change places
page-events-places-hint = How many places
page-events-hours = Note hours
page-events-hours-hint = Name and hours, for example: Wang Fang 2
page-events-judge = Ask a judge
page-events-judge-hint = Who is to score (name)
page-events-publish = Publish the result
page-events-close = Close the event
page-events-cancel = Call the event off
