figures-title = Figures
figures-period = Period
figures-association = Association
figures-place = Place
figures-every = All
figures-every-feminine = All
figures-show = Show
figures-more-filters = More filters
figures-from = From
figures-to = To
figures-months = Months
figures-quarters = Quarters
figures-years = Years
figures-last-year = Last 12 months
figures-dates = Chosen dates (more filters)
figures-quarter-first = 1st quarter { $year }
figures-quarter = { $quarter ->
    [2] 2nd
    [3] 3rd
   *[other] { $quarter }th
} quarter { $year }
figures-year = Year { $year }
figures-on = on { $day }
figures-from-to = from { $from } to { $to }
figures-until-today = up to today, { $time }
figures-coverage = { $share } of opening days have a record
figures-headline = { $visits } and { $requests } { $span }.
figures-headline-requests = { $requests } { $span }.
figures-the-visits = Visits
figures-the-requests = Requests
figures-rise = { $what } rose by { $percent } in a year, for equal opening days.
figures-fall = { $what } fell by { $percent } in a year, for equal opening days.
figures-still = { $what } are stable over a year, for equal opening days.
figures-n-visits = { $n ->
    [one] { $count } visit
   *[other] { $count } visits
}
figures-n-requests = { $n ->
    [one] { $count } request
   *[other] { $count } requests
}
figures-n-days = { $n ->
    [one] in { $count } day
   *[other] in { $count } days
}
figures-places = { $n ->
    [one] { $count } place
   *[other] { $count } places
}
figures-missing-days = { $n ->
    [one] { $count } opening day without a record
   *[other] { $count } opening days without a record
}
figures-others-in-table = { $n ->
    [one] { $count } more line in the data below.
   *[other] { $count } more lines in the data below.
}
figures-simulated = Simulated activity: { $share } of the visits and requests shown ({ $count }).
figures-imported = Imported from another tool: { $share } of the visits and requests shown ({ $count }).
figures-imported-counts = Imported daily counts, not detailed: { $share } of the visits and requests shown ({ $count }).
figures-nothing = Nothing is recorded in this period
figures-nothing-to-do = Choose another period or remove filters. What has just been recorded at the counter shows here within two seconds.
figures-visits = Visits
figures-visits-lower = visits
figures-requests = Requests
figures-requests-lower = requests
figures-requests-a-visit = Requests per visit
figures-for = { $requests } for { $visits }
figures-days-open = Opening days
figures-days-open-recorded = Opening days with a record
figures-days-recorded = Days with a record
figures-of = { $part } of { $whole }
figures-complete = No opening day without a record
figures-no-hours = Opening hours not known: nothing to compare with
figures-since-a-year = { $change } in a year, for equal opening days
figures-no-comparison = No comparable period a year ago
figures-why = Why this figure
figures-why-visits = A visit is somebody coming or getting in touch, however many requests it holds. The same person coming back counts twice: visits are not persons.
figures-why-requests = A request is one need dealt with during a visit. A visit may hold several, or none.
figures-why-requests-a-visit = The number of requests divided by the number of visits, visits without a request included.
figures-why-days = Days on which the place’s calendar (hours, public holidays, closures) says open, and those among them with at least one recorded visit. Each place counts its own days; today is not counted.
figures-why-trend = Each point counts the visits opened and the requests recorded during the week or month. A visit belongs to the day it begins, by the place’s clock.
figures-why-months = A visit belongs to the month it begins in. The hollow column is the present month, which is not over.
figures-why-branches = The branch follows the operator: “partner” if it had signed with the place’s association on that day. Without a known operator, it is the theme’s.
figures-why-families = A request counts in the family of its theme. A theme that left the catalogue counts under the one that replaces it, so that years remain comparable.
figures-why-themes = A request has one theme. A theme that left the catalogue counts under the one that replaces it.
figures-why-operators = The body the request concerns, under the name it bore at the end of the period. A request may concern none.
figures-why-acts = One request may count several acts: the lines add up to more than the requests, and the shares to more than 100%.
figures-why-support = Who did it: the person alone, with the mediator, or the mediator in their place. A request of which nothing is said stays in the total.
figures-why-outcomes = Where the request stood at the end of the visit. A request of which nothing is said stays in the total.
figures-why-places = Visits of the period, and the number of days with a record: two places open a different number of days do not compare directly.
figures-why-hours = The number of visits by the hour they begin, by the place’s clock, over the whole period.
figures-why-missing = The place’s calendar says open and no visit is recorded: a closure to add to the calendar, a forgotten record, or nobody came.
figures-method = How these figures are compared
figures-method-words = Each place is compared with itself: its figures of a year ago are brought to its number of open days of this year. An open day is a day with at least one visit. Places not open in both periods and the present day are left out. Under 30 visits or requests a year ago, no percentage is given.
figures-method-numbers = Here: { $now } in { $days } open days, against { $then } in { $before } open days a year earlier, in { $places } out of { $whole }.
figures-method-live = These figures follow the journal: a record received by the server shows within two seconds, and so does a correction.
figures-see-data = See the data
figures-export = Download this table (CSV)
figures-export-summary = Download the key figures (CSV)
figures-title-summary = Key figures
figures-title-trend = Visits and requests
figures-title-months = Month by month
figures-title-branches = Partners, public service, social bond
figures-title-families = Requests by family
figures-title-themes = Most frequent themes
figures-title-operators = Bodies concerned
figures-title-acts = What was done
figures-title-support = Who did it
figures-title-outcomes = Where requests stand
figures-title-hours = Busy hours and days
figures-title-places = By place
figures-title-missing = Days without a record
figures-title-sources = Where the data come from
figures-caption = { $title }, { $span }
figures-by-week = By week; the band marks the chosen period
figures-by-week-but-this = By week; the band marks the chosen period, without the present week
figures-by-month = By month
figures-visits-by-month = Visits by month, over thirteen months
figures-requests-by-month = Requests by month, over thirteen months
figures-by-family = Total of the period and change in a year; lines over 26 weeks, same scale
figures-visits-by-hour = Visits by the hour they begin
figures-requests-by-hour = Requests by the hour they were recorded
figures-acts-not-additive = A request may count several acts: the lines do not add up
figures-confirmed = { $share } of { $known } answers confirmed by the mediator; the others are the proposed value, which nobody touched.
figures-of-which-confirmed = of which confirmed by the mediator
figures-n = n = { $n }
figures-first = First: { $list }.
figures-trend-description = From { $from } to { $to }. Highest { $most }, { $when }; { $last } at the last point.
figures-months-description = { $n } in { $first }, { $m } in { $last }.
figures-spark-description = By week since { $from }: between { $least } and { $most } requests.
figures-hours-description = Busiest on { $day } at { $hour }: { $n }.
figures-week-of = Week of
figures-week-of-day = the week of { $day }
figures-month = Month
figures-day = Day
figures-hour-head = Hour
figures-hour = { $hour }:00
figures-figure = Figure
figures-number = Value
figures-records = Visits and requests
figures-share = Share
figures-share-of-requests = Share of requests
figures-change = In a year
figures-then = A year ago
figures-visits-a-day = Visits a day
figures-branch = Branch
figures-family = Family
figures-theme = Theme
figures-operator = Body
figures-act = Act
figures-support = Who did it
figures-outcome = Outcome
figures-channel = Contact
figures-age = Age
figures-source = Origin
figures-all = total
figures-undetailed = not detailed
figures-unknown = not known
figures-no-operator = no body
figures-formerly = { $name } (before: { $before })
figures-under-one = under 1%
figures-over-ninety-nine = over 99%
figures-code-partner = partner company
figures-code-public = public service
figures-code-social = social bond
figures-code-counter = recorded at the counter
figures-code-import = imported from another tool
figures-code-simulated = simulated
figures-code-first = first visit
figures-code-again = came before
figures-code-confirmed = confirmed
figures-code-default = proposed value
figures-definition-visits = Comings or contacts, however many requests they hold. Somebody who comes back counts each time.
figures-definition-requests = Needs dealt with during visits. A visit may hold several.
figures-definition-minutes = Sum of the known durations, in minutes; “known” says how many requests have one.
figures-definition-open-days = Pairs of a place and a day with at least one visit. Under a cut finer than the day they do not add up.
refusal-figures-no-such-period = There is no such period. Choose one in the list, or two dates of which the first comes before the second.
refusal-figures-unknown-value = “{ $value }” is no value of “{ $name }”. Those that fit: { $allowed }.
refusal-figures-unknown-filter = “{ $value }” is nothing in “{ $label }”: this filter is not applied.
refusal-figures-no-such-day = “{ $value }” is no day for “{ $name }”: write year, month, day, such as 2026-11-24.
refusal-figures-unknown-parameter = There is no parameter “{ $name }”. Those that exist: { $known }.
refusal-figures-too-many-groups = This question would give too many lines. Shorten the period or choose a coarser cut.
refusal-figures-cut-twice = Both cuts are the same. Keep one.
refusal-figures-two-cuts = Two cuts at the most.
refusal-figures-visits-have-none = Visits are not cut by “{ $name }”: only requests have one. Ask for measure=requests.
