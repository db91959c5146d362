# What the commands of the watch say, and the signals.
watch-unread = { $file }, line { $line }: not the form expected of a folder of cases.
watch-scored = { $series } series, { $nights } nights, { $signals } signals in { $seconds } s.
watch-fault-date = line { $line } left out: “{ $what }” is no date.
watch-fault-count = line { $line } left out: “{ $what }” is no number of visits.
watch-fault-future = line { $line } left out: { $what } has not come yet.
watch-fault-long-ago = line { $line } left out: { $what } is too long ago to be a true date.
watch-fault-twice = line { $line } left out: { $what } has its count further up.
watch-more-faults = { $n ->
    [one] … and one more line left out.
   *[other] … and { $count } more lines left out.
}
watch-nothing-read = no line of this file gives a date and a number of visits. For example: 2026-03-02,41.
watch-days-read = { $n ->
    [one] One day read,
   *[other] { $count } days read,
}
watch-span = from { $first } to { $last }.
watch-missing-days = { $n ->
    [one] One day that is usually open has no line: it is taken for a closed day.
   *[other] { $count } days that are usually open have no line: they are taken for closed days.
}
watch-zeros = { $n ->
    [one] One day that is usually open counts 0 visits: it is taken as it stands, not for a closed day.
   *[other] { $count } days that are usually open count 0 visits: they are taken as they stand, not for closed days.
}
watch-no-zone = Without a school zone (--zone), holidays are not taken into account.
watch-too-young = { $n ->
    [0] No open day: there is nothing to say.
    [one] One open day only: before the sixtieth the watch tells of outages alone.
   *[other] { $count } open days only: before the sixtieth the watch tells of outages alone.
}
watch-calm = Nothing to tell: no gap is larger than chance explains.
watch-kind-spike = Far more visits than expected
watch-kind-drop = Far fewer visits than expected
watch-kind-outage = Nothing was counted
watch-kind-outage-partial = Fewer than half of the visits expected were counted
watch-kind-shift-up = Visits went up
watch-kind-shift-down = Visits went down
watch-kind-drift-up = Visits are going up little by little
watch-kind-drift-down = Visits are going down little by little
watch-kind-emergence = A need that rises
watch-kind-weekday = The days of the week share visits differently
watch-episode = { $what } (seen on { $seen }). Since { $since } ({ $n ->
    [one] 1 open day
   *[other] { $n } open days
  }): { $observed } visits where { $expected } were expected ({ $change }).
watch-episode-weekday = { $what } (seen on { $seen }), since { $since } at least.
watch-foreseen-total = { $n ->
    [one] On the next open day: { $total } visits expected.
   *[other] Over the next { $n } open days: { $total } visits expected.
}
watch-foreseen = { $day }: { $expected } (from { $low80 } to { $high80 } four times in five; from { $low95 } to { $high95 } nineteen times in twenty)

watch-up-to-date = Every day that is over has been looked at.
watch-elsewhere = Another server is looking.
watch-nothing-recorded = Nothing has been recorded yet.
watch-nights-run = Nights looked at: { $nights }, up to { $day }. { $series } series, { $signals } signals in the last night, in { $seconds } s.

# The pages of the watch
watch-title = Watch
watch-lead = Each night, what each of your places received is compared with what it usually receives. What differs by more than chance explains is here, waiting for your answer.
watch-lead-board = Each night, what each place received is compared with what it usually receives. Here is what differs most clearly, in places and over the whole network.
watch-method = Our method
watch-back = The whole watch
watch-not-yet = The watch has not looked yet
watch-not-yet-words = It looks each night at the day that has just ended, as soon as visits are recorded. Come back tomorrow.
watch-replays = The watch is reading the whole history again, because somebody asked for it or its method changed. Its signals come back once it is done.
watch-late = The watch has not looked for some days: what follows dates from the last night it saw.
watch-calm-title = Nothing unusual
watch-calm-words = No gap is larger than chance explains, or everything has been answered.
watch-to-read = { $n ->
    [one] One signal to read
   *[other] { $count } signals to read
}
watch-more = { $n ->
    [one] One more signal to read
   *[other] { $count } more signals to read
}
watch-following = { $n ->
    [one] One theme goes with the visits of its place
   *[other] { $count } themes go with the visits of their place
}
watch-of-directors = { $n ->
    [one] One less certain signal, shown to the place’s director
   *[other] { $count } less certain signals, shown to each place’s director
}
watch-answered = { $n ->
    [one] One signal was answered
   *[other] { $count } signals were answered
}
watch-silent = { $n ->
    [one] One place no longer records, or hardly
   *[other] { $count } places no longer record, or hardly
}
watch-silent-words = By their hours the doors were open, and hardly anything came in: a counter that broke, a network that is cut, a closing that was not announced…
watch-carried = Mostly:
watch-carrier = { $name } ({ $n })
watch-carriers = What carries the difference
watch-carriers-words = Beside the usual share of each over the twelve weeks before.
watch-carried-words = { $counted } where { $expected } are usual
watch-read = Read and answer
watch-looked = Last day looked at: { $day }. { $places } open, { $series } series followed, in { $seconds } s.
watch-look-now = Look now
watch-visits = Visits
watch-theme-up = { $what }: more requests
watch-theme-down = { $what }: fewer requests
watch-theme-spike = { $what }: a peak of requests
watch-theme-drop = { $what }: a trough of requests
watch-theme-weekday = { $what }: other days of the week
watch-gap = { $n ->
    [one] On { $since }: { $counted } where { $expected } were expected ({ $change }).
   *[other] Since { $since }, over { $n } open days: { $counted } where { $expected } were expected ({ $change }).
}
watch-gap-weekday = Since { $since } at least, the week keeps its total but its days share it otherwise.
watch-new = hardly ever seen before
watch-times = { $count } times what was expected
watch-network-stable = The network is stable.
watch-network-moves = On the same days the network is { $change } beside what was expected; the gap takes that into account.
watch-calendar-silent = The calendar does not explain the gap.
watch-calendar-says = The calendar says: { $what }.
watch-certain = Almost certain
watch-very-likely = Very likely
watch-likely = Likely, to be confirmed
watch-seen-still = Seen since the night of { $first }, and still there
watch-seen-once = Seen on the night of { $night }
watch-seen-until = Seen from the night of { $first } to that of { $last }
watch-marked = the gap
watch-usual = usual variation
watch-expected = expected
watch-counted = Counted
watch-usual-from = Usual, from
watch-usual-to = to
watch-chart = A point an open day. The band shows the usual variation, nineteen days in twenty; a lozenge is a day outside it.
watch-earlier = Earlier, here
watch-answers = Answers
watch-answer = Answer
watch-answer-again = Add an answer
watch-verdict = What do you say of it?
watch-verdict-explained = Explained
watch-verdict-explained-hint = It is known why.
watch-verdict-acted = Acted on
watch-verdict-acted-hint = Something was done.
watch-verdict-irrelevant = Of no interest
watch-verdict-irrelevant-hint = Nothing to say of it.
refusal-watch-verdict-missing = Choose what you say of it.
watch-words = In a few words
watch-words-hint = What explains it, or what was done. Without anybody’s name.
refusal-watch-words-missing = Write in a few words what explains it, or what was done.
refusal-watch-words-long = A thousand letters at most: shorten it.
watch-event = Note it in the calendar, { $days }, as
watch-event-none = Do not note it
refusal-watch-event-words = Write in a few words what is to be noted in the calendar.
watch-say = Keep the answer
watch-method-lead = Sustained attention to any fluctuation, without crying wolf: how the watch compares, how often it is wrong, and what it does not promise.
watch-method-what = What is compared
watch-method-what-1 = Each night we compare the last 1 to 42 open days with what this place, on those weekdays, hours and holidays, usually receives, corrected for what the whole network is doing. We speak up when the gap is larger than chance explains.
watch-method-what-2 = Followed are the visits of each place, its requests theme by theme, and the same for the whole network, operator by operator too. A public holiday or an announced closing is no count of zero; half a day is no drop. A place counts in the whole network once its first sixty open days are over: that it opens or closes is neither a rise nor a fall of demand.
watch-method-when = When it speaks
watch-method-when-1 = During the first sixty open days of a place it learns and stays silent, unless nothing is recorded any more. After that, a rise or a fall of 40% is usually seen within a week or two, one of 15% within a month or two.
watch-method-when-2 = The director of a place sees all its signals. The Union sees the clearest, and those of the whole network. An answer stays with the series, whatever the nights after say.
watch-method-wrong = How often it is wrong
watch-method-wrong-1 = On thousands of simulated places of which we knew the truth, the visits of a place give about 0.8 false signals a year, and a theme 0.15, about one in six years. A place that follows eighty themes will thus see a dozen a year that mean nothing: the price of seeing early those that count.
watch-method-wrong-2 = These figures were measured on { $seeds } simulated networks that had not served to tune it; the command “parvis watch score” measures them again.
watch-method-wrong-3 = We announce no “rate of false discoveries”: the same comparisons are made again night after night, and no honest computation guarantees one.
watch-method-sees = What it sees well
watch-method-sees-1 = A place that no longer records, from the first night. A lasting rise or fall. A slow drift. A weekday that takes another’s place. A new need.
watch-method-sees-2 = A tax season that comes back each year is no news the second time.
watch-method-limits = What it does not promise
watch-method-limits-1 = A peak of 60% or a halving on one single day often drowns in ordinary variation.
watch-method-limits-2 = It only knows the calendar it is given: a closing that is not announced looks like a failure, a school year without a table leaves holidays unknown, and the margin widens accordingly.
watch-method-limits-3 = In a network of fewer than eight places, a change common to all reads as a change of each.
watch-method-limits-4 = A gap is not a cause. The themes, operators and dates shown beside it are leads; the answer comes from those who are there.
watch-method-people = And people?
watch-method-people-1 = The watch knows nobody who was received: it reads counts.
watch-method-people-2 = No agent is watched: a series counts what a place received, never what somebody did.

# The weeks ahead
rota-title = Desks forecast
rota-lead = The four weeks ahead, half-hour by half-hour: how many visits to expect, and how many desks keep waits short.
rota-nothing = No forecast yet
rota-nothing-words = The watch must have looked at this place for a night at least. Come back tomorrow.
rota-minutes = { $n ->
    [one] { $count } minute
   *[other] { $count } minutes
}
rota-share = Received in time
rota-wait = Longest wait
rota-headline = { $visits } expected over the next { $n } open days.
rota-no-past = There are too few tickets to tell how many desks are needed: only expected visits are shown.
rota-past = Desks for { $share } of people to wait { $minutes } at the most. From { $n } tickets of the last six months: { $service } minutes at a desk on average.
rota-week = Week of { $day }
rota-expected = Expected visits
rota-desks = Desks
rota-range = from { $low } to { $high }
rota-cell = { $visits } visits expected
rota-how = A day’s visits come from the watch’s forecast; four days in five lie in the range. Its half-hours share them as those of the same weekday did over six months.
rota-how-desks = The number of desks comes from the Erlang-A model (C. Palm, 1957; O. Garnett, A. Mandelbaum and M. Reiman, 2002): arrivals at random, varying times at a desk, people who leave when the wait is too long. Times and patience are those of the place’s tickets. It is a landmark, not an order: it knows nothing of appointments, nor of who can do what. A desk is taken to be held without a break: add breaks and absences. Measured on 180 simulated days of 15 places: with the number proposed, 5.5% of visits wait longer than ten minutes when every desk is held (10% at most were aimed at), and 15% with breaks and absences.

# The week's letter
watch-week-subject = Watch, { $week }: { $signals } to read
watch-week-title = The watch, { $week }
watch-week-n = { $n ->
    [one] { $count } signal
   *[other] { $count } signals
}
watch-week-lead = { $n ->
    [one] This week one gap waits for your answer.
   *[other] This week { $count } gaps wait for your answer.
}
watch-week-finding = { $place }: { $what }. { $gap }
watch-week-more = { $n ->
    [one] And one more, less certain, in Parvis.
   *[other] And { $count } more, less certain, in Parvis.
}
watch-week-simulated = Demonstration: this activity is simulated.
watch-week-bars = Visits of each day, and what was expected
watch-week-bar = { $counted } (expected { $expected })
