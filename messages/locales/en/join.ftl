join-ask-head =
    Hello { $name }! You are listed as responsible for “{ $grid }”.
    Is that you, and do you agree that we write to you here about community work? Send "stop" at any time to end it.
    .short = Hello { $name }, are you the head of { $grid } and may we text you? You can stop any time.
join-ask-volunteer =
    Welcome to the volunteers of “{ $grid }”!
    Do you agree that we write to you here about volunteer service? Send "stop" at any time to end it.
    .short = Welcome to the volunteers of { $grid }! May we text you? You can stop any time.
choice-join-yes = ✅ That's me, I agree
    .short = I agree
choice-join-no = ❌ Not me / I don't agree
    .short = not me or no
choice-consent-yes = ✅ I agree
    .short = I agree
choice-consent-no = ❌ I don't agree
    .short = no
joined-head = Hello { $name }, you are registered: { $grid }. On the first workday of each month we ask you for one stairwell inspection. Send "help" to see what you can do.
    .short = Hello { $name }, you are registered: { $grid }. One inspection a month.
joined-post = Hello { $name }, you are registered: { $grid }. Send "help" to see what you can do here.
    .short = Hello { $name }, you are registered: { $grid }. Send help for more.
joined-head-task =
    Hello { $name }, you are registered: { $grid }.
    The inspection of { $period } is waiting for you. By { $due } please look at eight points: corridor, fire door, lighting, litter, e-bikes, leaflets, strangers, neighbours in need.
    .short = Hello { $name }, registered. { $grid }: inspection of { $period } by { $due }.
joined-volunteer = Hello { $name }, you are a volunteer of “{ $grid }” now. Thank you! Send "help" to see what you can do.
    .short = Hello { $name }, you are a volunteer of { $grid } now. Thank you!
joined-nameless = You are a volunteer of “{ $grid }” now. Thank you! Please tell me your name, for example: name Zhang San
    .short = You are a volunteer of { $grid } now. Thank you! Please reply: name YOURNAME
join-declined = All right, nothing was registered. If that was a slip, just open the link again.
join-declined-note = Somebody opened the joining link for the head of “{ $grid }” and said it is not them, or did not agree. Please check whom it was sent to; the link still works.
refused = All right, we will not write to you again. Send "resume" if you change your mind.
consent-invitation = Hello { $name }, the community asks whether it may write to you about volunteer service ({ $grid }). You can stop any time.
    .short = Hello { $name }, may the community text you about { $grid }? You can stop any time.
error-code-unknown = This code is not right. Please type it exactly as given, or ask the office for a new one.
error-code-expired = This code has expired (personal codes live 24 hours). Please ask the office for a new one.
error-code-used = This code was used before; each works once. If that was not you, please tell the office at once.
error-code-forwarded = This code was made for somebody else and cannot be passed on. Please ask the office for your own.
