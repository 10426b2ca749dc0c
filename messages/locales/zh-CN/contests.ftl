error-contest-none = 现在没有可以投稿的征集。发“活动”看近期的活动。
error-contest-early = “{ $title }”还没开始收作品，请到时再来。
error-contest-open = “{ $title }”还在收作品，截止以后再评。
error-contest-unjudged = “{ $title }”还差{ $left }个评分，评完再公布。发“评委 编号 姓名”可以加评委。
error-contest-no-judge = 您现在没有要评的作品。
contest-work-ask = 请把给“{ $title }”的作品发给我：文字、照片或语音都行（短信发文字）。截止前可以重发，以最后一次为准。
    .short = 请把给“{ $title }”的作品（文字）发给我。可重发，以最后一次为准。
contest-work-again = 没有收到作品。请发文字、照片或语音。
contest-work-kept = 收到了！您的作品是“{ $title }”的{ $work }号。截止前可以重发。谢谢您参加！
contest-work-replaced = 换好了，“{ $title }”的{ $work }号作品以这一次为准。
usage-contest-judge = 请写清征集的编号和评委姓名，例如：评委 3 王芳
contest-judge-named = 已请{ $name }做“{ $title }”的评委，截止后通知评分。
contest-judge-same = { $name }已经是“{ $title }”的评委，或评委满了。
contest-judge-ask = 请您评一评“{ $title }”：共{ $count }件作品，1到10分，不显示作者。现在就看请发“评分 { $number }”。
    .short = 请评“{ $title }”{ $count }件作品，1到10分。发“评分 { $number }”开始。
contest-score-ask =
    “{ $title }”还有{ $count }件要评。{ $work }号：
    { $lines }
    请回1到10分。改分请写：2号 9分
    .short = { $work }号：{ $lines } 请回1到10分
contest-score-noted =
    记下了。“{ $title }”还有{ $count }件。{ $work }号：
    { $lines }
    请回1到10分。
    .short = 记下了。{ $work }号：{ $lines } 请回1到10分
contest-score-again = 没看懂。请回1到10的数字，例如：8，或：2号 9分
contest-score-done = “{ $title }”您都评完了，谢谢您！
contest-kind-photo = （照片）{ $words }
contest-kind-voice = （语音）{ $words }
contest-place = 第{ $place }名 { $number }号 { $name } { $mean }分（{ $scores }位评委）
contest-place-tied = 第{ $place }名（并列）{ $number }号 { $name } { $mean }分（{ $scores }位评委）
contest-published =
    “{ $title }”的结果公布了，已告诉参加的{ $count }人。
    { $lines }
    .short = “{ $title }”的结果已告诉参加的{ $count }人。
contest-result = “{ $title }”评好了：{ $winners }。您的作品第{ $own }名，平均{ $mean }分。谢谢您参加！
    .short = “{ $title }”：您的作品第{ $own }名，平均{ $mean }分。谢谢参加！
