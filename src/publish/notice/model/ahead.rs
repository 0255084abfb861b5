//! What lies ahead of a unit: the next place and award, whom to ask, and the drawing against its group.

use serde::{Deserialize, Serialize};

/// What is missing to the next place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextPlace {
    /// The place above; absent for the first.
    pub rank: Option<String>,
    /// How many points lie between; absent for the first, and where the scores are the same and something else decided.
    pub gap: Option<String>,
}

/// What is missing to the next award.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextAward {
    /// 等次 or 奖项.
    pub kind: String,
    /// The next one; absent where there is nothing above that a better score or place could bring.
    pub name: Option<String>,
    /// The unit has the highest there is.
    pub top: bool,
    /// Each condition that is not met; empty with a name: only the quota decides.
    pub missing: Vec<Missing>,
    /// So many can have it, and that decides too.
    pub quota: bool,
}

/// A condition that is not met.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Missing {
    /// So many points of score.
    #[serde(rename = "分")]
    Points {
        /// What is asked for.
        wanted: String,
        /// It must be better than that, not only as good.
        strict: bool,
        /// How far the score is from one that will do.
        by: String,
    },
    /// So many places.
    #[serde(rename = "名次")]
    Places {
        /// The place asked for, or better.
        wanted: String,
        /// How many places up.
        by: String,
    },
    /// Another condition, in the scheme's words.
    #[serde(rename = "条件")]
    Other {
        /// Its text.
        text: String,
    },
}

/// How to ask and to object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// To whom: the scheme's `contact`, else the office; absent: 考核工作机构.
    pub contact: Option<String>,
    /// Its telephone.
    pub telephone: Option<String>,
    /// How many working days after receipt.
    pub days: String,
}

/// The blocks against mean and best of the group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// What is drawn: 得分率 (in %) of the blocks with full marks, else 得分 of all.
    pub measure: String,
    /// Its unit.
    pub unit: String,
    /// At least one.
    pub bars: Vec<Bar>,
}

/// A block drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// The unit's figure, not negative, for drawing.
    pub own: f64,
    /// The group's mean, for drawing.
    pub mean: f64,
    /// The group's best, for drawing.
    pub best: f64,
    /// The unit's figure as printed.
    pub own_text: String,
    /// The group's mean as printed.
    pub mean_text: String,
    /// The group's best as printed.
    pub best_text: String,
}
