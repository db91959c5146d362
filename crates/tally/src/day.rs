//! Civil days of a place, and the weeks, months and years they belong to.

/// Days since 2000-01-01, in the place's own calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    /// 1900-01-01: nothing earlier is believed.
    pub const MIN: Day = Day(-36_524);
    /// 2199-12-31: nothing later is believed.
    pub const MAX: Day = Day(73_048);

    /// 0 for Monday … 6 for Sunday (2000-01-01 was a Saturday).
    pub const fn weekday(self) -> i32 {
        (self.0 + 5).rem_euclid(7)
    }

    /// The Monday of the ISO week.
    pub const fn monday(self) -> Day {
        Day(self.0 - self.weekday())
    }

    /// The proleptic Gregorian year.
    pub const fn year(self) -> i32 {
        self.month().div_euclid(12)
    }

    /// `year × 12 + month − 1`. Howard Hinnant's `civil_from_days`, from an era starting on 2000-03-01.
    pub const fn month(self) -> i32 {
        let shifted = self.0 - 60;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let months_since_march = (5 * day_of_year + 2) / 153;
        (2000 + era * 400 + year_of_era) * 12 + months_since_march + 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar() {
        for (day, year, month, weekday) in [
            (0, 2000, 1, 5),
            (59, 2000, 2, 1),
            (60, 2000, 3, 2),
            (-1, 1999, 12, 4),
            (366, 2001, 1, 0),
            (9_823, 2026, 11, 0),
            (Day::MIN.0, 1900, 1, 0),
            (Day::MAX.0, 2199, 12, 1),
        ] {
            let day = Day(day);
            assert_eq!((day.month(), day.year(), day.weekday()), (year * 12 + month - 1, year, weekday), "{day:?}");
        }
    }

    #[test]
    fn months_and_weeks_only_go_forward() {
        for number in Day::MIN.0..Day::MAX.0 {
            let (today, tomorrow) = (Day(number), Day(number + 1));
            assert!((0..=1).contains(&(tomorrow.month() - today.month())));
            assert_eq!(today.monday().weekday(), 0);
            assert!((0..7).contains(&(number - today.monday().0)));
        }
    }
}
