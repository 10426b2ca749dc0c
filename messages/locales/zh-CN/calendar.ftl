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
