network-title = The network
network-places = { $n ->
    [one] { $number } place
   *[other] { $number } places
}
network-associations = { $n ->
    [one] { $number } association
   *[other] { $number } associations
}
network-new-association = Association
network-new-place = Place
network-search = Search
network-search-example = Name, town, postcode
network-association = Association
network-all-associations = All
network-department = Department
network-all-departments = All
network-kind = Kind
network-all-kinds = All
network-kind-fixed = Fixed place
network-kind-outpost = Outpost
network-kind-bus = Mobile
network-find = Search
network-see-all = See all
network-empty = No place yet
network-empty-words = Places are added one by one, or all at once by importing a list.
network-not-found = No place matches
network-not-found-words = Try fewer words, or the name of the town alone.
network-pages = Pages
network-previous = Previous
network-next = Next
network-source = Source:
network-stage-project = Project
network-stage-opening = Opening in preparation
network-stage-ramp-up = Ramping up
network-stage-mature = Established
network-stage-closed = Closed for good
network-no-hours = Hours unknown
network-uncertain = Hours to be confirmed
network-open = Open
network-open-until = Open until { $time }
network-open-until-tomorrow = Open until tomorrow, { $time }
network-open-until-day = Open until { $day }, { $time }
network-closed = Closed
network-opens-at = Opens at { $time }
network-opens-tomorrow = Opens tomorrow at { $time }
network-opens-weekday = Opens { $weekday } at { $time }
network-opens-day = Opens on { $day } at { $time }
network-at-stop = { $state } · { $stop }
network-day-closed = closed
network-day-long = round the clock
network-to-confirm = to be confirmed
