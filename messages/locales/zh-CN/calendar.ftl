calendar-unpublished =
    请留意：程序里还没有{ $year }年的放假和调休安排，{ $year }年的任务暂时排不了，不会自动猜。
    国务院办公厅的通知发布后，请逐条录入，例如：放假 { $year }-01-01..{ $year }-01-03 元旦，调休上班的日子：上班 { $year }-02-14。录入1月1日后，任务会自动接着发。
    .short = 还没有{ $year }年放假调休安排，任务暂停排期。请录入，如：放假 { $year }-01-01..{ $year }-01-03 元旦
holidays-entered = 已录入放假：{ $days }。{ $more }
workdays-entered = 已录入上班：{ $days }。{ $more }
calendar-known = { $year }年的日历可以用了，任务会按它排期。
calendar-still-unknown = { $year }年还差1月1日，录入后任务才会排期。
error-holiday-dates = 请写明日期，例如：放假 2027-01-01..2027-01-03 元旦；上班 2027-02-14。一次最多31天，限今年和以后两年。

named-new-years-day = 元旦
named-spring-festival = 春节
named-qingming = 清明
named-labour-day = 劳动节
named-dragon-boat = 端午
named-national-day = 国庆节
named-mid-autumn = 中秋
named-victory-day = 抗战胜利70周年纪念日
named-lantern = 元宵
named-dragon-head = 龙抬头
named-qixi = 七夕
named-zhongyuan = 中元
named-double-ninth = 重阳
named-laba = 腊八
named-little-new-year = 小年
named-new-years-eve = 除夕
named-xiaohan = 小寒
named-dahan = 大寒
named-lichun = 立春
named-yushui = 雨水
named-jingzhe = 惊蛰
named-chunfen = 春分
named-guyu = 谷雨
named-lixia = 立夏
named-xiaoman = 小满
named-mangzhong = 芒种
named-xiazhi = 夏至
named-xiaoshu = 小暑
named-dashu = 大暑
named-liqiu = 立秋
named-chushu = 处暑
named-bailu = 白露
named-qiufen = 秋分
named-hanlu = 寒露
named-shuangjiang = 霜降
named-lidong = 立冬
named-xiaoxue = 小雪
named-daxue = 大雪
named-dongzhi = 冬至

weekday-mon = 周一
weekday-tue = 周二
weekday-wed = 周三
weekday-thu = 周四
weekday-fri = 周五
weekday-sat = 周六
weekday-sun = 周日

rhythm-daily = 每天 { $time }{ $shift ->
        [next_workday] ，遇休息日顺延到下一个工作日
        [previous_workday] ，遇休息日提前到上一个工作日
       *[none] {""}
    }
rhythm-weekly = 每{ $weekdays } { $time }{ $shift ->
        [next_workday] ，遇休息日顺延到下一个工作日
        [previous_workday] ，遇休息日提前到上一个工作日
       *[none] {""}
    }
rhythm-days = { $months ->
        [every] 每月
       *[other] 每年{ $months }月
    }{ $days }日 { $time }{ $shift ->
        [next_workday] ，遇休息日顺延到下一个工作日
        [previous_workday] ，遇休息日提前到上一个工作日
       *[none] {""}
    }
rhythm-last-day = { $months ->
        [every] 每月
       *[other] 每年{ $months }月
    }最后一天 { $time }{ $shift ->
        [next_workday] ，遇休息日顺延到下一个工作日
        [previous_workday] ，遇休息日提前到上一个工作日
       *[none] {""}
    }
rhythm-nth-weekday = { $months ->
        [every] 每月
       *[other] 每年{ $months }月
    }{ $nth ->
        [first] 第一个
        [second] 第二个
        [third] 第三个
        [fourth] 第四个
        [fifth] 第五个
       *[last] 最后一个
    }{ $weekday } { $time }{ $shift ->
        [next_workday] ，遇休息日顺延到下一个工作日
        [previous_workday] ，遇休息日提前到上一个工作日
       *[none] {""}
    }
rhythm-workday = { $of ->
        [week] 每周
        [month] 每月
       *[quarter] 每季度
    }{ $nth ->
        [first] 第一个
       *[last] 最后一个
    }工作日 { $time }
rhythm-holidays = 每个法定节假日第一天 { $time }{ $shift ->
        [next_workday] ，遇休息日顺延到下一个工作日
        [previous_workday] ，遇休息日提前到上一个工作日
       *[none] {""}
    }
rhythm-festival = 每年{ $festival } { $time }{ $shift ->
        [next_workday] ，遇休息日顺延到下一个工作日
        [previous_workday] ，遇休息日提前到上一个工作日
       *[none] {""}
    }
rhythm-lunar = 每年农历{ $leap ->
        [leap] 闰
       *[plain] {""}
    }{ $month }月{ $number }日 { $time }{ $shift ->
        [next_workday] ，遇休息日顺延到下一个工作日
        [previous_workday] ，遇休息日提前到上一个工作日
       *[none] {""}
    }
rhythm-solar-term = 每年{ $term }（节气） { $time }{ $shift ->
        [next_workday] ，遇休息日顺延到下一个工作日
        [previous_workday] ，遇休息日提前到上一个工作日
       *[none] {""}
    }
rhythm-fields = 按规则（{ $fields }）{ $shift ->
        [next_workday] ，遇休息日顺延到下一个工作日
        [previous_workday] ，遇休息日提前到上一个工作日
       *[none] {""}
    }

moved-holiday = 因{ $holiday }放假调休，{ $way ->
        [later] 延至
       *[earlier] 提前到
    }{ $day }（原定{ $planned }）
moved-weekend = 因周末，{ $way ->
        [later] 延至
       *[earlier] 提前到
    }{ $day }（原定{ $planned }）
moved-weekend-holiday = 因周末和{ $holiday }放假调休，{ $way ->
        [later] 延至
       *[earlier] 提前到
    }{ $day }（原定{ $planned }）
moved-day-off = 因当天休息，{ $way ->
        [later] 延至
       *[earlier] 提前到
    }{ $day }（原定{ $planned }）

error-rhythm = 这样的时间排不出日子，请看看“{ $what }”这一项。可以是每周几、每月几日、每月最后一个周五、第一个工作日、法定节假日、农历某月某日或节气；时间写到整点或几点几分。
error-lunar-year = { $year }年的农历不在历表里（能查1901年到2100年）。

calendar-wanted =
    { $year }年的放假和调休安排，程序里还没有。国务院办公厅通常在11月前后发布通知，发布后请录入，{ $year }年的任务才能排期；程序不会自己猜。
    可以把表格（列名：日期、上班/放假、名称）直接发给我，也可以逐条录入，例如：放假 { $year }-01-01..{ $year }-01-03 元旦，调休上班：上班 { $year }-02-14。
    .short = { $year }年放假调休安排还没录入，通知发布后请录入，如：放假 { $year }-01-01..{ $year }-01-03 元旦

day-sheet-year = { $year }年：放假{ $off }天，上班{ $on }天。
day-sheet-off = 放假：{ $day } { $name }
day-sheet-off-span = 放假：{ $day }至{ $until_day } { $name }
day-sheet-on = 上班：{ $day } { $name }
day-sheet-on-span = 上班：{ $day }至{ $until_day } { $name }
day-sheet-lacking = 没看到{ $year }年的：{ $names }。录入后这一年就算齐了，请先对照通知核对。
day-sheet-same = 和已经录入的一样。
day-sheet-refused = 有{ $count }行读不懂。日历要整份录入，所以一天都没有录入：
day-sheet-formula = { $sheet }第{ $row }行：有公式或者不是文字的内容，请直接写日期和文字。
day-sheet-date = { $sheet }第{ $row }行：日期“{ $value }”看不懂，请写成 2027-01-01，或 2027-01-01..2027-01-03（一次最多31天）。
day-sheet-kind = { $sheet }第{ $row }行：“{ $value }”不知道是上班还是放假，请写“上班”或“放假”。
day-sheet-far = { $sheet }第{ $row }行：{ $value }太远了，只能录入今年和以后两年。
day-sheet-twice = { $sheet }第{ $row }行：{ $value }前面已经写过，内容不一样，请只留一行。
day-sheet-done = 已录入{ $count }天。{ $years }年的日历可以用了，任务会按它排期。
day-sheet-done-unknown = 已录入{ $count }天。{ $years }年还差1月1日，录入后任务才会排期。
import-days-nothing =
    “{ $file }”：
    { $lines }
    没有要录入的。
import-days-checked =
    “{ $file }”：
    { $lines }
    请对照国务院办公厅的通知核对，确认后录入。
    .short = 日历核对完了，确认录入吗？

almanac-kind-workday = 工作日
almanac-kind-weekend = 周末
almanac-kind-holiday = 节假日
almanac-kind-make-up = 调休上班
almanac-unpublished = { $year }年的放假和调休安排还没有公布（或还没有录入），类型写的是“未公布”。公布后请录入：把表格发给机器人，或发“放假 { $year }-01-01..{ $year }-01-03 元旦”。
almanac-kind-unpublished = 未公布
almanac-column-date = 日期
almanac-column-weekday = 星期
almanac-column-kind = 类型
almanac-column-holiday = 节假日
almanac-column-festival = 农历节日
almanac-column-term = 节气
almanac-column-lunar = 农历
