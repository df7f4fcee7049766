//! Instants with their zones, of one chunk: 8 bytes each where all are in one zone and at whole seconds.
//!
//! In: date-times by place. Out: the same date-times. Offset and name of a zone are kept apart from the instants, once
//! for all that share them; nanoseconds and zones take room only where they differ from 0 and from the first zone.
//! Knows nothing of validity.

use std::sync::Arc;

use crate::value::temporal::{DateTime, LocalDateTime};

/// More zones than this in one chunk are not kept apart.
const MOST_ZONES: usize = 64;

/// Date-times by place.
#[derive(Debug, Clone, Default)]
pub struct Moments {
    /// Seconds since 1970-01-01T00:00Z.
    seconds: Vec<i64>,
    /// Nanoseconds within the second; empty while all are 0.
    nanoseconds: Vec<u32>,
    /// Which of the zones; empty while all are in the first.
    codes: Vec<u16>,
    zones: Vec<Shown>,
}

/// How instants are shown: seconds ahead of UTC, and the name of the zone if it has one. A zone with summer time is
/// here twice.
pub(crate) type Shown = (i32, Option<Arc<str>>);

impl Moments {
    /// Seconds since 1970-01-01T00:00Z, by place.
    pub fn seconds(&self) -> &[i64] {
        &self.seconds
    }
    /// Nanoseconds within the second, by place; empty when all are 0.
    pub fn nanoseconds(&self) -> &[u32] {
        &self.nanoseconds
    }
    /// Are all shown in the same zone at the same offset, so that their order is that of seconds and nanoseconds?
    pub fn one_zone(&self) -> bool {
        self.codes.is_empty()
    }

    /// The date-time at `place`, which has one.
    pub fn get(&self, place: usize) -> DateTime {
        let nanoseconds = self.nanoseconds.get(place).copied().unwrap_or(0);
        let code = self.codes.get(place).copied().unwrap_or(0);
        let (offset, name) = &self.zones[usize::from(code)];
        // The local time was in range when it was put in.
        let local =
            LocalDateTime::from_epoch(self.seconds[place] + i64::from(*offset), nanoseconds)
                .unwrap_or(LocalDateTime::EPOCH);
        DateTime::shown(local, *offset, name.clone())
    }

    pub(super) fn put(&mut self, place: usize, time: &DateTime) -> bool {
        let same =
            |shown: &Shown| shown.0 == time.offset_seconds() && shown.1.as_ref() == time.name();
        let code = match self.zones.iter().position(same) {
            Some(code) => code,
            None if self.zones.len() >= MOST_ZONES => return false,
            None => {
                self.zones
                    .push((time.offset_seconds(), time.name().cloned()));
                self.zones.len() - 1
            }
        };
        let places = self.seconds.len().max(place + 1);
        self.seconds.resize(places, 0);
        self.seconds[place] = time.epoch_seconds();
        write_sparse(
            &mut self.nanoseconds,
            place,
            places,
            time.local().nanosecond(),
        );
        write_sparse(&mut self.codes, place, places, code as u16);
        true
    }

    pub(crate) fn len(&self) -> usize {
        self.seconds.len()
    }

    /// Seconds, nanoseconds, codes and zones.
    pub(crate) fn parts(&self) -> (&[i64], &[u32], &[u16], &[Shown]) {
        (&self.seconds, &self.nanoseconds, &self.codes, &self.zones)
    }

    /// Takes them as they are; `None` when they are not such that every place can be read.
    pub(crate) fn from_parts(
        seconds: Vec<i64>,
        nanoseconds: Vec<u32>,
        codes: Vec<u16>,
        zones: Vec<Shown>,
    ) -> Option<Self> {
        let fits = |length: usize| length == 0 || length == seconds.len();
        let highest = codes.iter().max().map_or(0, |&code| usize::from(code));
        if !fits(nanoseconds.len()) || !fits(codes.len()) || highest >= zones.len() {
            return None;
        }
        let readable = seconds.iter().enumerate().all(|(place, &seconds)| {
            let nanoseconds = nanoseconds.get(place).copied().unwrap_or(0);
            let offset = zones[usize::from(codes.get(place).copied().unwrap_or(0))].0;
            seconds
                .checked_add(i64::from(offset))
                .is_some_and(|local| LocalDateTime::from_epoch(local, nanoseconds).is_some())
        });
        readable.then_some(Self {
            seconds,
            nanoseconds,
            codes,
            zones,
        })
    }

    pub(super) fn shrink(&mut self) {
        self.seconds.shrink_to_fit();
        self.nanoseconds.shrink_to_fit();
        self.codes.shrink_to_fit();
    }

    pub(super) fn bytes(&self) -> usize {
        8 * self.seconds.capacity()
            + 4 * self.nanoseconds.capacity()
            + 2 * self.codes.capacity()
            + size_of::<Shown>() * self.zones.capacity()
    }
}

/// Writes into an array of `places` that stays empty while all of it is 0.
fn write_sparse<T: Copy + Default + PartialEq>(
    all: &mut Vec<T>,
    place: usize,
    places: usize,
    value: T,
) {
    if all.is_empty() && value == T::default() {
        return;
    }
    all.resize(places, T::default());
    all[place] = value;
}

#[cfg(test)]
mod tests {
    use super::Moments;
    use crate::value::temporal::DateTime;

    #[test]
    fn what_was_put_is_read() {
        let all = [
            "2010-01-01T00:27:39Z",
            "1969-12-31T23:59:59.000000001Z",
            "2017-07-29T02:30+02:00[Europe/Stockholm]",
            "2017-12-29T02:30+01:00[Europe/Stockholm]",
            "-999999999-01-01T00:00+18:00",
            "2010-01-01T00:27:39+00:00[Etc/UTC]",
        ];
        let all: Vec<DateTime> = all.iter().map(|text| text.parse().unwrap()).collect();
        for from in 0..all.len() {
            let mut moments = Moments::default();
            for (place, time) in all[from..].iter().enumerate() {
                assert!(moments.put(2 * place, time));
            }
            for (place, time) in all[from..].iter().enumerate() {
                assert_eq!(moments.get(2 * place), *time);
            }
        }
    }

    #[test]
    fn whole_seconds_in_one_zone_take_eight_bytes() {
        let mut moments = Moments::default();
        for place in 0..1000 {
            let text = format!("2010-01-01T00:00:{:02}Z", place % 60);
            assert!(moments.put(place, &text.parse().unwrap()));
        }
        moments.shrink();
        assert!(moments.bytes() < 8200 && moments.one_zone());
    }

    #[test]
    fn parts_that_cannot_be_read_are_refused() {
        let zone = || vec![(3600, None)];
        assert!(Moments::from_parts(vec![5], vec![], vec![], zone()).is_some());
        assert!(Moments::from_parts(vec![5], vec![], vec![], vec![]).is_none());
        assert!(Moments::from_parts(vec![5], vec![], vec![1], zone()).is_none());
        assert!(Moments::from_parts(vec![5], vec![1, 2], vec![], zone()).is_none());
        assert!(Moments::from_parts(vec![5], vec![1_000_000_000], vec![], zone()).is_none());
        assert!(Moments::from_parts(vec![i64::MAX], vec![], vec![], zone()).is_none());
    }
}
