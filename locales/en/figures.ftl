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
figures-tabs = Pages of figures
figures-tab-dashboard = Dashboard
figures-tab-explore = Explore
figures-tab-watch = Watch
figures-tab-needs = Needs
figures-tab-quality = Data quality
figures-minutes-from-to = { $first } to { $last } min
figures-minutes-from = { $first } min and more
figures-under-one-minute = under one minute
figures-n-minutes = { $n } min
figures-definition-service = Time at the desk of visits, in minutes: from the moment somebody is received to the end, without the wait and without the time set aside in the hall while the desk serves others. A visit without a ticket did not wait: all its time counts. A visit taken up the next day, or left without being received, has no known time.
figures-definition-waiting = Time between the arrival and the call, or between calls for whoever is handed over, in minutes. Only visits whose ticket ended the same day have one, those that left without being received included. Each wait counts for the middle of its class (fifteen classes, from “under one minute” to “90 min and more”): the mean is an approximation, in finished minutes.
refusal-figures-requests-have-none = Requests cannot be cut by “{ $name }”: only visits have one. Ask for measure=visits.
explore-title = Explore
explore-measure = Measure
explore-measure-visits = Visits
explore-measure-requests = Requests
explore-measure-minutes = Minutes of requests
explore-measure-open-days = Distinct open days
explore-measure-service = Time at the desk
explore-measure-waiting = Waiting
explore-cut-one = By
explore-cut-two = And by
explore-by-nothing = Nothing: the total
explore-by-place = Place
explore-by-day = Day
explore-by-week = Week
explore-by-month = Month
explore-by-year = Year
explore-by-weekday = Day of the week
explore-by-hour = Hour
explore-by-slot = Half-hour
explore-by-family = Family
explore-by-theme = Theme
explore-by-operator = Body
explore-by-branch = Branch
explore-by-act = Act
explore-by-acts-confirmed = Acts confirmed
explore-by-support = Who did it
explore-by-support-confirmed = Who did it, confirmed
explore-by-outcome = Outcome
explore-by-outcome-confirmed = Outcome confirmed
explore-by-channel = Contact
explore-by-age = Age
explore-by-origin = Home
explore-by-language = Language
explore-by-first = First visit
explore-by-waited = Class of wait
explore-by-source = Origin of the data
explore-compare = Compare with
explore-compare-nothing = Nothing
explore-compare-previous = The previous period
explore-compare-year = A year earlier
explore-compare-network = All the places I see
explore-value = Total
explore-total-minutes = Minutes in all
explore-n = n
explore-known = Known time
explore-mean = Mean (min)
explore-then = Before
explore-change = Change
explore-share-there = Share, all places
explore-mean-there = Mean, all places
explore-now = chosen period
explore-before = previous period
explore-a-year-ago = a year earlier
explore-colon = :
explore-span-compared = { $now }, compared { $then }: the same days elapsed
explore-changed = { $change }; { $then } before
explore-then-was = { $then } before; no change worked out
explore-network-mean = { $there } on average over all the places you see
explore-network-part = { $share } of the { $there } of all the places you see
explore-coverage = Coverage
explore-coverage-words = { $missing } opening days without a record out of { $open }
explore-imported = Imported
explore-undetailed = Undetailed counts
explore-simulated = Simulated
explore-n-days = { $n ->
    [one] { $count } day
   *[other] { $count } days
}
explore-to-quality = See the quality of the data
explore-why-open-days = Each place is compared with itself, for equal opening days; the day that is not over is left out.
explore-why-network = “All places”: those you may see, the ones of the filter included, under the same filters and over the same days.
explore-why-no-change = No change is worked out: under 30 visits or requests before, or for undetailed counts, it would only show chance.
explore-hours-description = Hours across, days down; each cell bears its number.
explore-same-scale = From { $from } to { $to }, one scale for all lines
explore-spark-description = Between { $least } and { $most }.
explore-last-point = at the last point
explore-left-out = The smallest rows and columns ({ $rows } and { $columns }) are in the data only.
explore-map-heading = On the map
explore-map-title = { $measure } by place, on a map of France
explore-map-about = A dot a place, the larger its number the larger; lozenge: bus. Overseas territories have a scale each.
explore-map-absent = { $n ->
    [one] { $count } place without a known position is not on it.
   *[other] { $count } places without a known position are not on it.
}
explore-map-source = Outlines: ANCT, Licence Ouverte 2.0, simplified.
explore-holidays = Bands: school holidays of the zone.
explore-more-notes = { $n ->
    [one] { $count } other event is not shown.
   *[other] { $count } other events are not shown.
}
explore-note-version = new version of the catalogue, { $code }
explore-note-opening = opening of { $place }
explore-note-end = { $place } closes for good
explore-note-closure = { $place } closed: { $reason }
explore-rows-in-file = { $n ->
    [one] { $count } more row in the file.
   *[other] { $count } more rows in the file.
}
explore-api = The same question to the API
explore-views = Saved questions
explore-no-view = Nothing saved. Give the question shown a name to find it here again.
explore-view-name = Name of this question
explore-save-view = Save
explore-remove-view = Remove “{ $name }”
explore-share = The address of this page holds the whole question: send it. Everybody sees in it what they may see.
refusal-explore-out-of-scope = This question is about places that you do not see. Ask whoever sent you the link, or ask it of your own places.
refusal-explore-part-of-scope = This link names { $named } places, of which you see { $seen }: the figures are about those only.
refusal-explore-no-network = You see no other places than these: there is nothing to compare them with.
refusal-explore-too-many-views = You already have { $most } saved questions. Remove one first.
quality-title = Data quality
quality-about = What is missing or comes late, { $span }, place by place, and how to mend it.
quality-nothing = Nothing to report.
quality-how = How it is counted
quality-more = and { $n } others.
quality-part = { $share }: { $part } out of { $whole }
quality-silent = Opening days without a record
quality-how-silent = The calendar of the place says it was open and no visit is recorded: a closure to add to the calendar, records forgotten, or nobody came. Days before the place's first record do not count.
quality-last-day = the last, { $day }
quality-see-day = See that day
quality-add-closure = Add the closure to the calendar
quality-others = Requests under “Other”
quality-how-others = Share of the requests recorded under the theme “Other”. The words that come back tell which theme the catalogue lacks, or under what name people look for it.
quality-explore = See these requests
quality-words = See the words that come back
quality-minutes = Requests without a duration
quality-how-minutes = Share of the requests of which nobody said how long they took. It is recorded at the counter, or completed by correcting the request; minutes count only those that have it.
quality-late = Records that came late
quality-how-late = Visits and requests of the last 7 days that the server received more than 24 hours after they happened: mostly a counter left without a network. What is imported or simulated is not counted.
quality-too-many-places = More than 60 places: this count is read association by association.
quality-see-activity = See the activity
quality-see-devices = See the devices
quality-see-place = See the place
quality-devices = Counters without news
quality-how-devices = What waits on a device is known to it alone: the server cannot count those records. It knows when each enrolled counter last showed itself; beyond 24 hours, go and see whether it has a network, and open the counter on it: everything is sent by itself.
quality-no-device = No counter is enrolled.
quality-devices-silent = { $silent } enrolled counters out of { $all } have not shown themselves for more than 24 hours.
quality-never-seen = never showed itself
quality-last-seen = last seen on { $day }
quality-no-record = Nothing was recorded in these places on these days.
explore-method-numbers = Here: { $now } in { $days } open days, against { $then } in { $before } open days before, in { $places } out of { $whole }.

day-title = Figures of the day
day-label = Day
day-before = Day before
day-after = Day after
day-headline = { $visits } and { $requests }.
day-headline-until = { $visits } and { $requests } until { $time }.
day-usual = usually { $count }
day-usually = Usually
day-usual-unknown = Not enough such days yet to say what is usual.
day-compared = { $n ->
    [one] Usually: the same weekday, the last time that something was recorded.
   *[other] Usually: the mean of the last { $count } such weekdays on which something was recorded, within eight weeks.
}
day-minutes = { $count } min
day-waiting = Mean wait
day-waiting-words = of the visits whose wait is known
day-open = Places that recorded
day-open-words = of those that opened that day
day-hours = Hour by hour
day-hour = Hour
day-families = Families
day-family = Family
day-places = Places
day-state = Remark
day-silent = open, nothing recorded
day-closed = closed
day-unexpected = activity on a closed day
figures-tab-day = Day
figures-letter-subject = { $month }: { $visits }, { $change } on a year
figures-letter-subject-new = { $month }: { $visits }
figures-letter-rising = Rising on a year: { $families }.
figures-letter-falling = Falling on a year: { $families }.
figures-letter-family = { $family } ({ $change }, { $requests })
figures-letter-simulated = Simulated activity: these figures describe nobody.
figures-letter-more-places = { $n ->
    [one] { $count } other place is not in the table.
   *[other] { $count } other places are not in the table.
}
figures-tab-letter = Letters
