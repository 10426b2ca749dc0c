duty-text = { $text }
    .short = { $text }
text-to = Hello { $name }! { $text }
text-some-name = neighbour
text-some-grid = our stairwell
text-some-community = the community
text-some-date = today

text-pool-weekly = weekly service
text-pool-greeting = holiday greetings
text-language-zh-cn = Chinese
text-language-en = English
occasion-new-years-day = New Year's Day
occasion-spring-festival = Spring Festival
occasion-qingming = Qingming
occasion-labour-day = Labour Day
occasion-dragon-boat = Dragon Boat Festival
occasion-mid-autumn = Mid-Autumn Festival
occasion-national-day = National Day
occasion-double-ninth = Double Ninth

texts =
    The pools of texts:
    { $lines }
    Add one: texts add weekly 内容 | English words
    See them: texts list weekly; texts drafts; texts history
    .short = Weekly texts: { $count } unused, { $until }; { $drafts } drafts wait.
texts-line-weekly = Weekly service: { $count } never used, { $until }
texts-line-greeting = Holiday greetings: { $count } never used; a greeting can be sent again on the same holiday of another year
texts-until = enough for { $weeks } weeks, until { $when }
texts-until-none = no new one is left
texts-bare = Holidays without a greeting: { $names }
texts-next = Next holiday: { $name } ({ $day })
texts-drafts = Waiting to be approved: { $count } ({ $numbers })
texts-label-drafts = Drafts
texts-list =
    { $label } ({ $count }):
    { $lines }
    The whole of one: texts show NUMBER. Out of use: texts withdraw NUMBER.
    .short = { $label }: { $count }; next is { $first }
texts-list-line = #{ $number } { $text } ({ $use })
texts-list-none = { $label }: there is none.
usage-texts =
    You can say:
    texts — how long they last
    texts add weekly 内容 | English words
    texts add greeting spring festival 内容 | English words
    texts list weekly / texts drafts / texts show 12
    texts approve 12-20 / texts withdraw 12
    texts plan 12 2026-W50 (or a holiday, or any)
    texts history / texts history 12
    .short = Send texts with: add, list, drafts, approve, withdraw, plan, history.
usage-text-add =
    Please say which pool and the words, Chinese first, for example:
    texts add weekly 防火门要常闭。| Fire doors stay closed.
    texts add weekly 2026-W50 天冷了，{ "{" }name{ "}" }多保重。| It is cold, take care.
    texts add greeting spring festival 过年好！ (for every holiday: any)
    .short = Please write: texts add weekly WORDS; or: texts add greeting HOLIDAY WORDS. Chinese first.
usage-text-plan = Please give the number and the week or holiday: texts plan 12 2026-W50; texts plan 12 qingming; for none: texts plan 12 any
text-preview =
    Please check; it goes into the pool only after you confirm.
    For: { $use }
    { $lines }
    { $more }
    .short = { $use }, { $segments } SMS segments. { $more }
text-as-telegram =
    ———— Telegram ({ $tongue })
    { $text }
text-as-sms =
    ———— SMS ({ $tongue }, segments: { $count })
    { $text }
text-sample = (counted with the longest name, { $name }, and the longest grid, { $grid })
text-next-other = It is a draft then, to be approved by { $names }.
text-next-alone = There is no other coordinator, so you approve it: it can be used once you confirm.
text-next-above = It is a draft then, to be approved by a coordinator of the community.
choice-text-yes = ✅ Put it into the pool
    .short = confirm
text-added = In the pool as #{ $number }, approved by yourself; it can be used.
text-drafted = Kept as draft #{ $number }; { $names } were asked to approve it.
text-drafted-above = Kept as draft #{ $number }; it waits for a coordinator of the community.
texts-to-approve = { $name } wrote { $count } texts (#{ $numbers }); please look at them: texts drafts. If you agree: texts approve { $numbers }
    .short = { $name } wrote { $count } texts. If you agree, send: texts approve { $numbers }
texts-decided = { $lines }
texts-approved = Approved, ready to be used: { $count } ({ $numbers })
texts-own = Your own are somebody else's to approve ({ $names }): { $numbers }
texts-no-draft = No drafts that wait: { $numbers }
texts-withdrawn = Withdrawn: { $numbers }. They are not used any more; their history stays.
text-planned = #{ $number } is planned: { $use }. { $more }
text-planned-any = #{ $number } is for any time again. { $more }
text-still-draft = It is a draft still and is used once it is approved.
text-whole =
    #{ $number } ({ $use }) { $state }
    { $lines }
    .short = #{ $number } ({ $use }) { $state }, { $segments } SMS segments.
text-state-draft = a draft that waits
text-state-approved = approved, never used
text-state-used = used, last for { $when }
texts-history =
    Used last:
    { $lines }
    .short = Used last: { $first }
texts-use = { $use }: #{ $number } { $text }
texts-use-again = { $use }: #{ $number } { $text } (again)
texts-use-none = { $use }: none fitted, none was sent
texts-no-history = No text has been used yet.
text-story =
    #{ $number }:
    { $lines }
    .short = #{ $number }, last: { $first }
text-by-program = the program
text-add-line = { $day }: written by { $name }
text-approve-line = { $day }: approved by { $name }
text-withdraw-line = { $day }: withdrawn by { $name }
text-plan-line = { $day }: planned by { $name }: { $when }
text-use-line = { $day }: used for { $when }
error-text-variable = I have nothing to put in for "{ $said }". In braces there can be: { $known }
    .short = Nothing can be put in for "{ $said }". There is: { $known }
error-text-plan = "{ $said }" is no day I know here. Weekly texts take a week like 2026-W50; greetings a holiday (new year, spring festival, qingming, labour day, dragon boat, mid-autumn, national day, double ninth) or a day like 2026-10-01; still to come, within three years.
    .short = "{ $said }" is no day I know here. Write 2026-W50, qingming or 2026-10-01.
error-text-too-long = As an SMS this takes { $segments } segments; { $most } is the most (with the longest name; 70 Chinese characters each). Please shorten it.
error-text-known = The pool has those very words as #{ $number }.
error-text-not-found = There is no text #{ $what }, or it was withdrawn. "texts list" shows the numbers.
error-text-period-taken = { $when } has had its text; please plan for a later one.
error-text-numbers = Please give the numbers: texts approve 12 14-20. At most { $most } at once.
error-text-community-only = Texts go to the whole community: please ask a coordinator of the community.

texts-reused = Please note: { $pool } has no new text, so { $when } used #{ $number } again. Please add some: texts add
    .short = No new { $pool } text: { $when } used #{ $number } again. Please add some.
texts-none = Please note: { $pool } has no text that fits { $when }, so nothing was sent. Please add one: texts add
    .short = No { $pool } text fits { $when }; nothing was sent. Please add one.
texts-low =
    A reminder: { $lines }
    Add some by "texts add", or send a sheet (headers: 用途, 内容, 英文, 节日/周次).
    .short = A reminder: { $lines }
texts-low-weekly = new weekly texts last only { $count } more weeks.
texts-low-holiday = { $name } on { $day } has no greeting yet.

texts-sheet =
    "{ $file }":
    { $lines }
    { $more }
    .short = The sheet of texts: { $count } kept as drafts, { $bad } not.
texts-sheet-saved = Row { $row }: draft #{ $number } ({ $use }), SMS segments: { $count }
texts-sheet-link = Row { $row }: links in an SMS are often blocked
texts-sheet-bad = Row { $row } was not kept: { $why }
texts-sheet-usage = the use is "weekly" or "greeting", and the Chinese words must not be empty
texts-sheet-cell = a formula or an error; please put text there
texts-sheet-most = At most { $most } rows at once; the rest was not looked at
texts-sheet-next-other = { $names } were asked to approve the drafts.
texts-sheet-next-self = Please look at the drafts; if they are good: texts approve { $numbers }
texts-sheet-next-none = Nothing new was kept.

