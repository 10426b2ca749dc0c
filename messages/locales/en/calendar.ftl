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
