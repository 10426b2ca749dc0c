calendar-unpublished =
    Please note: the public holidays and make-up workdays of { $year } are not known to the program yet, so nothing of { $year } can be scheduled. It never guesses.
    Once the State Council's notice is out, please enter it line by line, for example: holiday { $year }-01-01..{ $year }-01-03 New Year, and make-up workdays: workday { $year }-02-14. With 1 January entered the tasks go on by themselves.
    .short = Workdays of { $year } are not known yet: tasks are on hold. Please enter them, e.g. holiday { $year }-01-01..{ $year }-01-03 New Year
holidays-entered = Entered as holidays: { $days }. { $more }
workdays-entered = Entered as workdays: { $days }. { $more }
calendar-known = The calendar of { $year } can be used now; tasks follow it.
calendar-still-unknown = 1 January { $year } is still missing; tasks are scheduled once it is entered.
error-holiday-dates = Please write dates, for example: holiday 2027-01-01..2027-01-03 New Year; workday 2027-02-14. At most 31 days at once, from this year to two years on.

named-new-years-day = New Year's Day
named-spring-festival = Spring Festival
named-qingming = Qingming
named-labour-day = Labour Day
named-dragon-boat = Dragon Boat Festival
named-national-day = National Day
named-mid-autumn = Mid-Autumn Festival
named-victory-day = 70th Victory Day
named-lantern = Lantern Festival
named-dragon-head = Dragon Head
named-qixi = Qixi
named-zhongyuan = Zhongyuan
named-double-ninth = Double Ninth
named-laba = Laba
named-little-new-year = Little New Year
named-new-years-eve = Lunar New Year's Eve
named-xiaohan = Lesser Cold
named-dahan = Greater Cold
named-lichun = Start of Spring
named-yushui = Rain Water
named-jingzhe = Awakening of Insects
named-chunfen = Spring Equinox
named-guyu = Grain Rain
named-lixia = Start of Summer
named-xiaoman = Grain Buds
named-mangzhong = Grain in Ear
named-xiazhi = Summer Solstice
named-xiaoshu = Lesser Heat
named-dashu = Greater Heat
named-liqiu = Start of Autumn
named-chushu = End of Heat
named-bailu = White Dew
named-qiufen = Autumn Equinox
named-hanlu = Cold Dew
named-shuangjiang = Frost's Descent
named-lidong = Start of Winter
named-xiaoxue = Lesser Snow
named-daxue = Greater Snow
named-dongzhi = Winter Solstice

weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday

rhythm-daily = every day at { $time }{ $shift ->
        [next_workday] , or the next workday
        [previous_workday] , or the workday before
       *[none] {""}
    }
rhythm-weekly = every { $weekdays } at { $time }{ $shift ->
        [next_workday] , or the next workday
        [previous_workday] , or the workday before
       *[none] {""}
    }
rhythm-days = on day { $days } { $months ->
        [every] of every month
       *[other] of the months { $months }
    } at { $time }{ $shift ->
        [next_workday] , or the next workday
        [previous_workday] , or the workday before
       *[none] {""}
    }
rhythm-last-day = on the last day { $months ->
        [every] of every month
       *[other] of the months { $months }
    } at { $time }{ $shift ->
        [next_workday] , or the next workday
        [previous_workday] , or the workday before
       *[none] {""}
    }
rhythm-nth-weekday = on the { $nth ->
        [first] first
        [second] second
        [third] third
        [fourth] fourth
        [fifth] fifth
       *[last] last
    } { $weekday } { $months ->
        [every] of every month
       *[other] of the months { $months }
    } at { $time }{ $shift ->
        [next_workday] , or the next workday
        [previous_workday] , or the workday before
       *[none] {""}
    }
rhythm-workday = on the { $nth ->
        [first] first
       *[last] last
    } workday of every { $of ->
        [week] week
        [month] month
       *[quarter] quarter
    } at { $time }
rhythm-holidays = on the first day of each public holiday at { $time }{ $shift ->
        [next_workday] , or the next workday
        [previous_workday] , or the workday before
       *[none] {""}
    }
rhythm-festival = every year on { $festival } at { $time }{ $shift ->
        [next_workday] , or the next workday
        [previous_workday] , or the workday before
       *[none] {""}
    }
rhythm-lunar = every year on day { $number } of the { $leap ->
        [leap] leap month
       *[plain] lunar month
    } { $month } at { $time }{ $shift ->
        [next_workday] , or the next workday
        [previous_workday] , or the workday before
       *[none] {""}
    }
rhythm-solar-term = every year on the solar term { $term } at { $time }{ $shift ->
        [next_workday] , or the next workday
        [previous_workday] , or the workday before
       *[none] {""}
    }
rhythm-fields = by the rule ({ $fields }){ $shift ->
        [next_workday] , or the next workday
        [previous_workday] , or the workday before
       *[none] {""}
    }

moved-holiday = { $way ->
        [later] put off
       *[earlier] brought forward
    } to { $day } for { $holiday } (planned for { $planned })
moved-weekend = { $way ->
        [later] put off
       *[earlier] brought forward
    } to { $day } for the weekend (planned for { $planned })
moved-weekend-holiday = { $way ->
        [later] put off
       *[earlier] brought forward
    } to { $day } for the weekend and { $holiday } (planned for { $planned })
moved-day-off = { $way ->
        [later] put off
       *[earlier] brought forward
    } to { $day }, as that day is free (planned for { $planned })

error-rhythm = No dates come of that; please look at “{ $what }”. It can be days of the week, days of the month, the last Friday, the first workday, the public holidays, a lunar day or a solar term, at an hour or at hours and minutes.
error-lunar-year = The lunar calendar of { $year } is not in the tables (they go from 1901 to 2100).

calendar-wanted =
    The public holidays and make-up workdays of { $year } are not known to the program yet. The State Council mostly publishes them by November; please enter them then, for nothing of { $year } can be scheduled before, and the program never guesses.
    Just send me a sheet with the columns 日期 (date), 上班/放假 (workday or holiday) and 名称 (name), or enter it line by line, for example: holiday { $year }-01-01..{ $year }-01-03 New Year, and make-up workdays: workday { $year }-02-14.
    .short = Holidays of { $year } are not entered yet. Once published, please send e.g. holiday { $year }-01-01..{ $year }-01-03 New Year

day-sheet-year = { $year }: { $off } days off, { $on } days worked.
day-sheet-off = Off: { $day } { $name }
day-sheet-off-span = Off: { $day } to { $until_day } { $name }
day-sheet-on = Worked: { $day } { $name }
day-sheet-on-span = Worked: { $day } to { $until_day } { $name }
day-sheet-lacking = Not seen for { $year }: { $names }. Once entered the year counts as complete, so please compare with the notice first.
day-sheet-same = It is the same as what is entered already.
day-sheet-refused = { $count } rows could not be read. A calendar is entered whole, so nothing was entered:
day-sheet-formula = { $sheet }, row { $row }: there is a formula or something that is not text. Please write dates and words.
day-sheet-date = { $sheet }, row { $row }: the date “{ $value }” is not clear. Please write 2027-01-01, or 2027-01-01..2027-01-03 (31 days at most).
day-sheet-kind = { $sheet }, row { $row }: is “{ $value }” worked or off? Please write “workday” or “holiday”.
day-sheet-far = { $sheet }, row { $row }: { $value } is too far away; only this year and the next two can be entered.
day-sheet-twice = { $sheet }, row { $row }: { $value } stands above already, and differently. Please keep one row.
day-sheet-done = { $count } days entered. The calendar of { $years } can be used now; tasks follow it.
day-sheet-done-unknown = { $count } days entered. 1 January of { $years } is still missing; tasks are scheduled once it is entered.
import-days-nothing =
    “{ $file }”:
    { $lines }
    There is nothing to enter.
import-days-checked =
    “{ $file }”:
    { $lines }
    Please compare it with the State Council's notice; it is entered when you confirm.
    .short = The calendar is checked. Enter it?

almanac-kind-workday = workday
almanac-kind-weekend = weekend
almanac-kind-holiday = holiday
almanac-kind-make-up = make-up workday
almanac-unpublished = The workdays of { $year } are not published (or not entered) yet; the kind says “unpublished”. Enter them once they are: send the sheet to the bot, or “holiday { $year }-01-01..{ $year }-01-03 New Year”.
almanac-kind-unpublished = unpublished
almanac-column-date = date
almanac-column-weekday = weekday
almanac-column-kind = kind
almanac-column-holiday = holiday
almanac-column-festival = lunar festival
almanac-column-term = solar term
almanac-column-lunar = lunar date
