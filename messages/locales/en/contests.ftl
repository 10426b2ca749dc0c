error-contest-none = No contest takes works now. Send "events" to see what is coming.
error-contest-early = "{ $title }" does not take works yet.
error-contest-open = "{ $title }" still takes works; they are judged afterwards.
error-contest-unjudged = "{ $title }" still lacks { $left } scores. To add a judge: judge NUMBER NAME
error-contest-no-judge = There is nothing for you to judge now.
contest-work-ask = Please send me your work for "{ $title }": words, a photo or a voice message (by SMS: words). You can send another until it ends; the last one counts.
    .short = Please send me your work (words) for "{ $title }". The last one counts.
contest-work-again = There was no work in that. Please send words, a photo or a voice message.
contest-work-kept = Thank you! Your work is number { $work } of "{ $title }". You can send another until it ends.
contest-work-replaced = Done: number { $work } of "{ $title }" is now the one you just sent.
usage-contest-judge = Please write the contest's number and the judge's name, for example: judge 3 Ann
contest-judge-named = { $name } judges "{ $title }" and is asked when it has ended.
contest-judge-same = { $name } judges "{ $title }" already, or there are enough judges.
contest-judge-ask = Would you judge "{ $title }"? { $count } works, 1 to 10 points, authors are not shown. To begin: score { $number }
contest-score-ask =
    { $count } works of "{ $title }" are left. Number { $work }:
    { $lines }
    Please send 1 to 10. To change another: 2: 9
    .short = { $work }: { $lines } Please send 1 to 10
contest-score-noted =
    Noted. { $count } works of "{ $title }" are left. Number { $work }:
    { $lines }
    Please send 1 to 10.
    .short = Noted. { $work }: { $lines } Please send 1 to 10
contest-score-again = I could not read that. Please send a number from 1 to 10, for example: 8, or: 2: 9
contest-score-done = You have judged all of "{ $title }". Thank you!
contest-kind-photo = (photo) { $words }
contest-kind-voice = (voice message) { $words }
contest-place = { $place }. number { $number } { $name } { $mean } ({ $scores } judges)
contest-place-tied = { $place }. (shared) number { $number } { $name } { $mean } ({ $scores } judges)
contest-published =
    The result of "{ $title }" is out; { $count } people who took part are told.
    { $lines }
    .short = The result of "{ $title }" is out; { $count } people are told.
contest-result = The result of "{ $title }": { $winners }. Your work came { $own }., with { $mean } on average. Thank you for taking part!
    .short = "{ $title }": your work came { $own }., { $mean } on average. Thank you!
