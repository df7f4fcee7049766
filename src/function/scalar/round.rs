//! Rounding of floats to decimals as a person would on paper: on the shortest decimal text of the float.
//!
//! So `round(2.675, 2)` is 2.68, although the float is a little below. Knows nothing of functions.

/// What happens with what is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// Towards positive infinity.
    Ceiling,
    /// Towards negative infinity.
    Floor,
    /// To the nearest; halves away from zero.
    HalfUp,
    /// To the nearest; halves towards zero.
    HalfDown,
    /// To the nearest; halves to the even digit.
    HalfEven,
}

impl Mode {
    /// The mode of this name, whatever its case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_uppercase().as_str() {
            "UP" => Self::Up,
            "DOWN" => Self::Down,
            "CEILING" => Self::Ceiling,
            "FLOOR" => Self::Floor,
            "HALF_UP" => Self::HalfUp,
            "HALF_DOWN" => Self::HalfDown,
            "HALF_EVEN" => Self::HalfEven,
            _ => return None,
        })
    }
}

/// To the nearest whole number; halves up.
pub(super) fn half_up(value: f64) -> f64 {
    let down = value.floor();
    // `value + 0.5` would round the sum first.
    if value - down >= 0.5 {
        down + 1.0
    } else {
        down
    }
}

/// To so many decimals.
pub(super) fn to_decimals(value: f64, decimals: usize, mode: Mode) -> f64 {
    if !value.is_finite() {
        return value;
    }
    let text = format!("{:e}", value.abs());
    let Some((mantissa, exponent)) = text.split_once('e') else {
        return value;
    };
    let Ok(exponent) = exponent.parse::<i64>() else {
        return value;
    };
    let digits: Vec<u8> = mantissa
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|digit| digit - b'0')
        .collect();
    let decimals = i64::try_from(decimals).unwrap_or(i64::MAX);
    // The digits to keep: those before the point and so many behind it.
    let keep = exponent.saturating_add(1).saturating_add(decimals);
    if keep >= digits.len() as i64 {
        return value;
    }
    let (kept, cut) = match usize::try_from(keep) {
        Ok(keep) => digits.split_at(keep),
        Err(_) => (&[][..], &digits[..]),
    };
    // Below the first kept place there may be zeros that are not in the digits.
    let first = if keep < 0 {
        0
    } else {
        cut.first().copied().unwrap_or(0)
    };
    let rest = if keep < 0 {
        cut
    } else {
        cut.get(1..).unwrap_or(&[])
    };
    let beyond = rest.iter().any(|digit| *digit != 0);
    let any = first != 0 || beyond;
    let half = (first, beyond).cmp(&(5, false));
    let negative = value.is_sign_negative();
    let last_is_odd = kept.last().is_some_and(|digit| digit % 2 == 1);
    let away = match mode {
        Mode::Up => any,
        Mode::Down => false,
        Mode::Ceiling => any && !negative,
        Mode::Floor => any && negative,
        Mode::HalfUp => half.is_ge(),
        Mode::HalfDown => half.is_gt(),
        Mode::HalfEven => half.is_gt() || (half.is_eq() && last_is_odd),
    };
    let mut number: Vec<u8> = kept.to_vec();
    if away {
        add_one(&mut number);
    }
    let digits: String = number
        .iter()
        .map(|digit| char::from(b'0' + digit))
        .collect();
    let digits = if digits.is_empty() { "0" } else { &digits };
    let sign = if negative { "-" } else { "" };
    format!("{sign}{digits}e-{decimals}")
        .parse()
        .unwrap_or(value)
}

fn add_one(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
    digits.insert(0, 1);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn halves() {
        for (value, expected) in [
            (1.5, 2.0),
            (-1.5, -1.0),
            (0.49999999999999994, 0.0),
            (2.4, 2.0),
            (-2.6, -3.0),
        ] {
            assert_eq!(half_up(value), expected, "{value}");
        }
    }

    #[test]
    fn decimals() {
        #[track_caller]
        fn check(value: f64, decimals: usize, expected: [f64; 7]) {
            let modes = [
                "UP",
                "DOWN",
                "CEILING",
                "FLOOR",
                "HALF_UP",
                "HALF_DOWN",
                "HALF_EVEN",
            ];
            for (name, expected) in modes.into_iter().zip(expected) {
                let mode = Mode::named(name).unwrap();
                assert_eq!(
                    to_decimals(value, decimals, mode),
                    expected,
                    "{value} {name}"
                );
            }
        }
        check(1.249, 1, [1.3, 1.2, 1.3, 1.2, 1.2, 1.2, 1.2]);
        check(-1.251, 1, [-1.3, -1.2, -1.2, -1.3, -1.3, -1.3, -1.3]);
        check(1.25, 1, [1.3, 1.2, 1.3, 1.2, 1.3, 1.2, 1.2]);
        check(-1.25, 1, [-1.3, -1.2, -1.2, -1.3, -1.3, -1.2, -1.2]);
        check(1.35, 1, [1.4, 1.3, 1.4, 1.3, 1.4, 1.3, 1.4]);
        check(0.001, 1, [0.1, 0.0, 0.1, 0.0, 0.0, 0.0, 0.0]);
        check(9.99, 1, [10.0, 9.9, 10.0, 9.9, 10.0, 10.0, 10.0]);
        check(2.675, 2, [2.68, 2.67, 2.68, 2.67, 2.68, 2.67, 2.68]);
        check(0.5, 0, [1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0]);
        check(0.05, 0, [1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
        check(1e300, 3, [1e300; 7]);
    }

    proptest! {
        #[test]
        fn stays_near(value in -1e6..1e6_f64, decimals in 0..6_usize) {
            let step = 10_f64.powi(-(decimals as i32));
            for mode in [Mode::Up, Mode::Down, Mode::Ceiling, Mode::Floor, Mode::HalfUp, Mode::HalfDown, Mode::HalfEven] {
                prop_assert!((to_decimals(value, decimals, mode) - value).abs() <= step * 1.000_001);
            }
        }
    }
}
