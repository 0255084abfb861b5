//! Numbers with their units, and dates.

use super::{Kind, Lexer, is_name_char};
use crate::formula::ast::{Date, Unit};
use crate::formula::faults;
use crate::number::Exact;

/// Words that may stand behind a number without changing what it is. 月, 日 and 年 are not among
/// them: `3月` is an entry of the table 月.
const MEASURE_WORDS: &str = "人 名 户 件 次 票 张 份 家 个 篇 期 台 字 条 项 例 起 岁 天 个月 小时 分钟 周 人次 户次 \
    位 辆 头 只 株 本 册 页 场 处 所 座 套 批 倍 吨 公斤 千克 亩 公顷 米 公里 千米 平方米 立方米 千瓦时";

/// May it stand behind a number without changing what it is? 人, 次, 件, 公里 …
pub fn is_measure_word(word: &str) -> bool {
    MEASURE_WORDS.split_ascii_whitespace().any(|w| w == word)
}

impl Lexer<'_> {
    /// What begins with a digit: a number, a date, or a name such as `65岁以上老年人数`.
    pub(super) fn number(&mut self) {
        let start = self.pos;
        // Behind a point stands a name, whatever it looks like: 月.3月, 期数.2期.
        if self.tokens.last().is_some_and(|t| t.kind == Kind::Sign('.')) {
            return self.name_run(start);
        }
        if self.date(start) {
            return;
        }
        let mut digits = self.digits();
        let broken = self.peek() == Some('.') && self.peek_second().is_some_and(|c| c.is_ascii_digit());
        if broken {
            self.skip();
            digits.push('.');
            digits.push_str(&self.digits());
        }
        let value = Exact::parse(&digits).unwrap_or_default();
        let behind_number = self.pos;
        let (value, unit) = match self.peek() {
            Some('%') => {
                self.skip();
                (hundredth(&value), Unit::Percent)
            }
            Some('‰') => {
                self.skip();
                (hundredth(&value) * Exact::decimal(1, 1), Unit::Percent)
            }
            _ => {
                while self.peek().is_some_and(|c| is_name_char(c) || c == '{') {
                    self.skip();
                }
                match &self.text[behind_number..self.pos] {
                    "" => (value, Unit::Bare),
                    "分" => (value, Unit::Points),
                    "元" => (value, Unit::Money),
                    "万元" => (value * Exact::from(10_000), Unit::Money),
                    "个百分点" => (hundredth(&value), Unit::Percent),
                    word if is_measure_word(word) => (value, Unit::Bare),
                    word if broken => {
                        let word = word.to_owned();
                        self.fault(start, faults::NUMBER_RUN_INTO_NAME, &[("number", &digits), ("name", &word)]);
                        (value, Unit::Bare)
                    }
                    _ => {
                        self.pos = start;
                        return self.name_run(start);
                    }
                }
            }
        };
        self.push(start, Kind::Number(value, unit));
    }

    /// The digits from here on, in half width.
    fn digits(&mut self) -> String {
        let mut digits = String::new();
        while let Some(c) = self.peek().filter(char::is_ascii_digit) {
            digits.push(c);
            self.skip();
        }
        digits
    }

    /// `2025年3月1日`, if that stands here and no name goes on behind it.
    fn date(&mut self, start: usize) -> bool {
        let parts = self.date_parts();
        let Some((year, month, day)) = parts.filter(|_| !self.peek().is_some_and(|c| is_name_char(c) || c == '{'))
        else {
            self.pos = start;
            return false;
        };
        if !(1..=12).contains(&month) || day < 1 || day > days_of(year, month) {
            let found = self.text[start..self.pos].to_owned();
            self.fault(start, faults::IMPOSSIBLE_DATE, &[("found", &found)]);
        }
        self.push(start, Kind::Date(Date { year, month, day }));
        true
    }

    fn date_parts(&mut self) -> Option<(i32, u8, u8)> {
        let mut part = |mark: char, least: usize, most: usize| {
            let digits = self.digits();
            let fits = (least..=most).contains(&digits.len()) && self.peek() == Some(mark);
            self.skip();
            digits.parse::<u16>().ok().filter(|_| fits)
        };
        let year = part('年', 4, 4)?;
        let month = part('月', 1, 2)?;
        let day = part('日', 1, 2)?;
        Some((i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?))
    }
}

fn hundredth(value: &Exact) -> Exact {
    value * Exact::decimal(1, 2)
}

/// How many days a month has in the Gregorian calendar.
fn days_of(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}
