# A post ends; somebody has moved away, or died. Of a death little is said, and nothing to that phone.
usage-end-post =
    Please give the grid's code, the role and the name (or number), for example:
    end post B3U1 unit head Wang Fang
    Where somebody takes over, send "appoint": the post before ends with it.
    .short = For example: end post B3U1 unit head Wang Fang
end-post-preview =
    Please check: from { $day }, { $name } (#{ $number }) is no longer { $role } of { $grid }.
    { $lines }
    .short = { $name } no longer { $role } of { $grid } from { $day }?
end-post-tasks = { $count } open tasks wait, and go to whoever stands in or comes next.
end-post-cases = { $count } cases in hand are given out anew.
end-post-vacant = The post is vacant then: the next above is told, and neighbours are asked to stand in.
end-post-tells = When you confirm, I tell those concerned. If it was a mistake, "appoint" puts it right.
end-post-nobody = Nobody holds it now.
choice-end-post = ✅ Confirm
    .short = confirm
end-post-done = Done: { $name } is no longer { $role } of { $grid }. All points stay. To appoint somebody, send: appoint
end-post-over = { $name } is no longer { $role } of { $grid } already. Nothing was changed.
post-vacant-note = From { $day }, { $grid } has no { $role }. Please keep an eye on the neighbours there; if you know somebody, tell the office.
    .short = From { $day }, { $grid } has no { $role }. Please keep an eye on it.
posts-vacant-note =
    From { $day }, { $count } posts are vacant. Please keep an eye on the neighbours there; if you know somebody, tell the office:
    { $posts }
    .short = From { $day }, { $count } grids have no head ({ $grid } and others). Please keep an eye on them.
posts-vacant-line = { $role } of { $grid }
error-not-their-post = There is no such post to end. { $role } of { $grid } now:
    { $lines }
    .short = { $role } of { $grid } now: { $lines }
error-last-of-office = Nobody ends their own post as coordinator, so that there is always somebody in the office. Please ask a colleague.
error-posts-elsewhere = This person holds a post outside your grids, too. Please ask a coordinator of the community.

usage-moved = Please give the name or number, for example: moved away Wang Bo (of several: moved away #12)
usage-died = Please give the name or number, for example: passed away Wang Bo (of several: passed away #12)
moved-preview =
    Please check: has { $name } (#{ $number }) { $grids } moved away?
    { $lines }
    .short = Has { $name } (#{ $number }) moved away? Posts, check-ins and messages end.
died-preview =
    We are sorry. Please check that this is who it is: { $name } (#{ $number }) { $grids }
    { $lines }
    .short = Please check: has { $name } (#{ $number }) died? Posts, check-ins and messages end.
departs-post = { $role } of { $grid } ends, and what is in hand goes to others.
departs-care = The check-in ends, and no answer is waited for any more.
departs-events = The events they organise ({ $titles }) become yours.
departs-messages = No message is sent any more; birthday greetings, claims and sign-ups are withdrawn. Others on the same phone are not affected.
choice-depart = ✅ Confirm
    .short = confirm
moved-done = Done: { $name } is entered as moved away and gets no more messages. If it was a mistake, or they come back, enter them anew by the roster or send: resident
died-done = Noted. All messages to { $name } have ended, and the family is not disturbed any more. If it was a mistake, enter them anew by the roster or send: resident
departs-done-events =
    { $done }
    These events are yours now; to call one off, send "cancel event" and its number:
    { $lines }
    .short = { $done } Events { $numbers } are yours now.
