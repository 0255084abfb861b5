//! What a number format makes of a number: a plain one, a percent, a date or a time.

/// How a number cell is shown, as far as its meaning goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a number.
    #[default]
    Plain,
    /// As a percent.
    Percent,
    /// As a date, with or without a time.
    Date,
    /// As a time of day or a duration.
    Time,
}

/// The formats that a file does not spell out, ECMA-376-1 18.8.30.
pub(super) fn builtin(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        14..=17 | 22 => Shown::Date,
        18..=21 | 45..=47 => Shown::Time,
        // East Asian formats: years, months and days as in yyyy"年"m"月", and a few times of day. Which is
        // which depends on the language of the system; a time of day alone is below 1 and so is no date.
        27..=36 | 50..=58 => Shown::Date,
        _ => Shown::Plain,
    }
}

/// The meaning of a format code; its first section decides.
pub(super) fn of_code(code: &str) -> Shown {
    let (mut date, mut time, mut month, mut percent) = (false, false, false, false);
    let mut chars = code.chars().peekable();
    let mut weekday = 0;
    while let Some(c) = chars.next() {
        weekday = if matches!(c, 'a' | 'A') { weekday + 1 } else { 0 };
        match c {
            // The next one is a literal, a width or a filler.
            '\\' | '_' | '*' => _ = chars.next(),
            '"' => _ = chars.by_ref().find(|c| *c == '"'),
            // Colours, conditions, languages; an elapsed time such as [h] is a time.
            '[' => {
                let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                time |= !inside.is_empty() && inside.chars().all(|c| matches!(c, 'h' | 'H' | 'm' | 'M' | 's' | 'S'));
            }
            ';' => break,
            '%' => percent = true,
            'y' | 'Y' | 'd' | 'D' => date = true,
            'm' | 'M' => month = true,
            'h' | 'H' | 's' | 'S' => time = true,
            // `General` holds letters that are no tokens; `AM/PM` holds an M.
            'G' | 'g' if starts(&chars, "eneral") => _ = chars.by_ref().nth(5),
            'A' | 'a' if starts(&chars, "m/pm") => {
                time = true;
                _ = chars.by_ref().nth(3);
            }
            'A' | 'a' if weekday >= 3 => date = true,
            _ => (),
        }
    }
    match (date, month, time, percent) {
        (true, ..) | (_, true, false, _) => Shown::Date,
        (_, _, true, _) => Shown::Time,
        (.., true) => Shown::Percent,
        _ => Shown::Plain,
    }
}

fn starts(rest: &std::iter::Peekable<std::str::Chars<'_>>, word: &str) -> bool {
    let mut rest = rest.clone();
    word.chars().all(|w| rest.next().is_some_and(|c| c.eq_ignore_ascii_case(&w)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_chinese_and_other_forms() {
        for code in [
            "yyyy\"年\"m\"月\"",
            "yyyy年m月d日",
            "[DBNum1][$-804]yyyy\"年\"m\"月\"d\"日\";@",
            "m\"月\"d\"日\"",
            "yyyy/m/d h:mm",
            "[$-804]aaaa",
            "*-yyyy-mm-dd",
            "mmm-yy",
        ] {
            assert_eq!(of_code(code), Shown::Date, "{code}");
        }
        assert!((27..=36).chain(50..=58).chain(14..=17).all(|id| builtin(id) == Shown::Date));
    }

    #[test]
    fn times_and_durations_are_no_dates() {
        for code in ["h:mm", "[h]:mm:ss", "h:mm AM/PM", "[mm]", "mm:ss.0", "上午/下午h\"时\"mm\"分\""] {
            assert_eq!(of_code(code), Shown::Time, "{code}");
        }
    }

    #[test]
    fn percents_by_their_first_section() {
        for code in ["0%", "0.00%", "#,##0.0%;[Red]-0.0%", "0.0\" \"%"] {
            assert_eq!(of_code(code), Shown::Percent, "{code}");
        }
        assert_eq!(builtin(9), Shown::Percent);
        assert_eq!(builtin(10), Shown::Percent);
    }

    #[test]
    fn letters_in_quotes_brackets_and_words_mean_nothing() {
        for code in [
            "General",
            "GENERAL\"分\"",
            "G/通用格式",
            "0.00\"d\"",
            "0\\%",
            "[Red]0.00",
            "[$￥-804]#,##0.00",
            "0.00E+00",
            "0_d",
            "0;yyyy",
            "@",
            "",
            "\"未闭合",
        ] {
            assert_eq!(of_code(code), Shown::Plain, "{code}");
        }
    }
}
