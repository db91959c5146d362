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
