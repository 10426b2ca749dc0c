procedures =
    What can be done here; answer with a number to see what is needed:
    { $lines }
    .short = What we can do, answer a number: { $short }
procedure-needs =
    { $name }: please bring
    { $lines }
    How it goes: { $steps } (mostly within { $days } days). The subdistrict's rules count; the station helps you.
    .short = Bring: { $needs }. About { $days } days.
procedure-needs-private =
    { $name }: please bring
    { $lines }
    How it goes: { $steps } (mostly within { $days } days). The subdistrict's rules count; the station helps you, and nobody else sees your application.
    .short = Please bring ID card and household register to the station; they tell you the rest.
choice-apply = ✅ I apply
    .short = apply
choice-not-now = Not now
    .short = not now
procedure-later = All right, nothing was written down. Send "services" whenever you like.
error-procedure = I did not find that. Send "services" to see what there is, and answer with a number.
error-applied = You have applied already: no. { $number } is being worked on. "my applications" says where it stands.
applied =
    We have your application: no. { $number }, { $name }. The station gets in touch by { $due }.
    "my applications" says where it stands; tap Undo within an hour if it was a mistake.
    .short = Application no. { $number } is in; we call by { $due }. "my applications" shows it. Mistake?
applied-private =
    We have your application: no. { $number }, { $name }. The station gets in touch by { $due }; only those who work on it see it.
    "my applications" says where it stands; tap Undo within an hour if it was a mistake.
    .short = Application no. { $number } is in; we call by { $due }. "my applications" shows it. Mistake?
applications-none = You have applied for nothing yet. Send "services" to see what there is.
applications-mine =
    Your applications:
    { $lines }
    To take one back: unapply NUMBER
    .short =
    Your applications:
    { $brief }
application-line = No. { $number } { $name }: step { $place } of { $count }, { $step }, by { $due }
    .short = No. { $number } { $name }: step { $place } of { $count }, by { $due }
application-line-private = No. { $number } { $name }: step { $place } of { $count }, { $step }, by { $due }
    .short = No. { $number }: step { $place } of { $count }, by { $due }
application-line-granted = No. { $number } { $name }: granted
application-line-granted-private = No. { $number } { $name }: granted
    .short = No. { $number }: over
application-line-refused = No. { $number } { $name }: not granted this time; the station tells you why
application-line-refused-private = No. { $number } { $name }: not granted this time; the station tells you why
    .short = No. { $number }: over, please ask the station
application-line-withdrawn = No. { $number } { $name }: taken back
application-line-withdrawn-private = No. { $number } { $name }: taken back
    .short = No. { $number }: taken back
application-withdrawn = Application no. { $number } is taken back. Send "services" whenever you like.
usage-withdraw-application = Please write its number, for example: unapply 3. "my applications" lists them.

queue-none = No application waits for you. Thank you!
queue =
    Applications that wait for you: { $count }
    { $lines }
    One of them: queue NUMBER
    .short = Applications for you: { $count }, no. { $numbers }. One of them: queue NUMBER
queue-line = No. { $number } { $name }, { $grid }, step { $place } of { $count }, by { $due }
queue-line-late = ❗No. { $number } { $name }, { $grid }, step { $place } of { $count }, was due { $due }
queue-line-private = No. { $number } step { $place } of { $count }, by { $due }
queue-line-private-late = ❗No. { $number } step { $place } of { $count }, was due { $due }
usage-queue = Please write a number, for example: queue 3. "queue" alone lists all.
application =
    Application no. { $number }: { $name } ({ $state })
    { $person }, { $grid }
    Step { $place } of { $count }: { $step }, by { $due }
    { $lines }
    .short = Application { $number } { $name }, { $person }, step { $place }, by { $due }.
application-private =
    Application no. { $number }: { $name } ({ $state })
    { $person }, { $grid }
    Step { $place } of { $count }: { $step }, by { $due }
    { $lines }
    Please keep it to yourself: every view is recorded.
    .short = Application { $number }, step { $place } of { $count }, by { $due }. Please see it at the station.
application-state-open = being worked on
application-state-granted = granted
application-state-refused = not granted
application-state-withdrawn = taken back
application-did-done = { $day } { $name } did "{ $step }": { $words }
application-did-asked = { $day } { $name } asked for more ({ $step }): { $words }
application-did-refused = { $day } { $name } did not grant it ({ $step }): { $words }
application-did-withdrawn = { $day } { $name } took it back
choice-step-done = ✅ This step is done
    .short = done
choice-ask-more = Ask for more
    .short = ask for more
choice-turn-down = Cannot be granted
    .short = turn down
application-words-done = No. { $number }: how was this step done? Answer in a sentence, it is kept.
application-words-asked = No. { $number }: what is missing? Answer in a sentence; the applicant gets it.
application-words-refused = No. { $number }: why can it not be granted? Answer in a sentence, it is kept.
application-noted-done = Noted: no. { $number } goes to the next step.
application-noted-asked = The applicant of no. { $number } is asked for more.
application-noted-refused = Noted: no. { $number } is not granted, and the applicant hears so. Please explain it in person, too.
application-granted-noted = Noted: no. { $number } is done, and the applicant hears so.
application-note-done = Your application no. { $number } ({ $name }) is at step { $place } of { $count }: { $step }.
    .short = Your application no. { $number } is at step { $place } of { $count }.
application-note-done-private = Your application no. { $number } ({ $name }) is at step { $place } of { $count }: { $step }.
    .short = Your application no. { $number } is at step { $place } of { $count }.
application-note-asked = Your application no. { $number } ({ $name }) still needs: { $words }
    .short = Your application no. { $number } still needs: { $brief }
application-note-asked-private = Your application no. { $number } ({ $name }) still needs: { $words }
    .short = Your application no. { $number } needs one more paper; please call the station.
application-note-refused = Your application no. { $number } ({ $name }) was not granted this time: { $words }. Please come to the station, we explain it in person.
    .short = There is a result for your application no. { $number }; please come to the station.
application-note-refused-private = Your application no. { $number } ({ $name }) was not granted this time: { $words }. Please come to the station, we explain it in person.
    .short = There is a result for your application no. { $number }; please come to the station.
application-granted-note = Good news: your application no. { $number } ({ $name }) is done!
    .short = Your application no. { $number } is done; please call the station.
application-granted-note-private = Good news: your application no. { $number } ({ $name }) is done on our side!
    .short = There is a result for your application no. { $number }; please call the station.
error-step-taken = Somebody was quicker with that step, or the application is over: nothing is changed. Send "queue" for the newest.
steps-new = Applications that wait for you: { $count } (no. { $numbers }). To see one, send "queue { $example }".
steps-late = Applications over their day: { $count } (no. { $numbers }). To see one, send "queue { $example }".
