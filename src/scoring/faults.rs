//! What can be wrong in a formula's meaning and in its figures.

crate::codes! {
    /// A name that nothing bears.
    UNKNOWN_NAME = Error "unknown-name";
    /// A column that the table has not.
    UNKNOWN_COLUMN = Error "unknown-column";
    /// An empty cell in a column of texts that decides.
    CLASS_EMPTY = Warning "class-empty";
    /// A text that decides and looks like a slip of another one.
    CLASS_RESEMBLES = Warning "class-resembles";
    /// A text by which a row is sought, and nobody seeks it.
    CLASS_UNMATCHED = Warning "class-unmatched";
    /// A function or method that does not exist.
    UNKNOWN_FUNCTION = Error "unknown-function";
    /// A name that two tables at hand bear.
    AMBIGUOUS_NAME = Error "ambiguous-name";
    /// A result of a unit that several schemes appraise, without saying whose.
    WHICH_SCHEME = Error "which-scheme";
    /// `表.条目` where the table has several columns.
    WHICH_COLUMN = Error "which-column";
    /// `甲.乙` where 甲 refers to nothing.
    NOT_A_REFERENCE = Error "not-a-reference";
    /// A family member that does not exist for some entry.
    NO_MEMBER = Error "no-member";
    /// A unit's rule where no unit is at hand.
    NO_UNIT = Error "no-unit";
    /// One name defined twice without clauses that divide the units.
    DEFINED_TWICE = Error "defined-twice";
    /// A condition was wanted.
    NOT_A_CONDITION = Error "not-a-condition";
    /// Kinds that do not go together.
    UNLIKE_KINDS = Error "unlike-kinds";
    /// A table whose derived columns round money is said by schemes that count it in different units.
    MONEY_AT_ODDS = Error "money-at-odds";
    /// The table of the units has no key of one column.
    UNITS_WITHOUT_KEY = Error "units-without-key";
    /// Two units of one scheme are printed alike.
    UNITS_ALIKE = Warning "units-alike";
    /// A number was wanted.
    NOT_A_NUMBER = Error "not-a-number";
    /// The wrong number of arguments.
    WRONG_ARGUMENTS = Error "wrong-arguments";
    /// An aggregate with nothing to add up.
    NOTHING_TO_FOLD = Error "nothing-to-fold";
    /// An aggregate over two tables.
    TWO_TABLES = Error "two-tables";
    /// An aggregate that adds up the whole table for each unit.
    WHOLE_TABLE = Warning "whole-table";
    /// An aggregate in a family that every entry of the family gets the same of.
    ENTRY_CHOOSES_NOTHING = Warning "entry-chooses-nothing";
    /// Rows that must be the same thing at hand in two of their columns.
    TWO_REFERENCES = Error "two-references";
    /// Rows that refer to what the unit refers to twice, and so are not chosen by it.
    WHICH_OF_TWO = Warning "which-of-two";
    /// Rows without a column for the unit, added up by what both refer to.
    BY_COMMON_REFERENCE = Note "by-common-reference";
    /// A nearer name hides a farther one.
    NAME_HIDDEN = Note "name-hidden";
    /// A rule is called like a table.
    TWO_MEANINGS = Warning "two-meanings";
    /// A text that is no entry of the table it is compared with.
    NO_SUCH_ENTRY = Error "no-such-entry";
    /// A result asked of an entry that the scheme does not appraise.
    NOT_APPRAISED = Error "entry-not-appraised";
    /// Rules that need each other.
    CYCLE = Error "cycle";
    /// Bands with a gap, an overlap, or none that can be reached.
    BANDS_GAP = Error "bands-gap";
    /// Bands from the rows of a table that leave a gap or overlap.
    BANDS_OF_ROWS = Error "bands-of-rows";
    /// A method that the data names and nobody defines.
    UNKNOWN_METHOD = Error "unknown-method";
    /// A figure of an earlier publication that is of another kind now.
    EARLIER_UNLIKE = Error "earlier-unlike";
    /// No publication of an earlier period that the scheme asks for.
    NO_PUBLICATION = Note "no-publication";
    /// A publication that cannot be trusted or read.
    PUBLICATION_UNUSABLE = Error "publication-unusable";
    /// The same, where no figure needs it: documents say nothing of changes.
    COMPARISON_LEFT_OUT = Warning "comparison-left-out";
    /// A division by zero.
    DIVISION_BY_ZERO = Error "division-by-zero";
    /// 若 or 满足 on a condition that is 不适用.
    CONDITION_NOT_APPLICABLE = Error "condition-not-applicable";
    /// A selecting condition that is 缺.
    CONDITION_MISSING = Error "condition-missing";
    /// No band fits.
    NO_BAND = Error "no-band";
    /// Several rows where one was meant.
    SEVERAL_ROWS = Error "several-rows";
    /// 取 over different values, 最近 over a draw.
    DIFFERENT_VALUES = Error "different-values";
    /// 限定 with its bounds exchanged.
    BOUNDS_EXCHANGED = Error "bounds-exchanged";
    /// An argument out of its range.
    OUT_OF_RANGE = Error "out-of-range";
    /// 归入 finds no entry.
    NOT_FOUND = Error "entry-not-found";
    /// Two definitions apply to one unit.
    TWO_APPLY = Error "two-definitions-apply";
    /// A value below 0 or above 满分.
    BEYOND_FULL_MARKS = Error "beyond-full-marks";
    /// A 须 that does not hold.
    CHECK_FAILED = Error "check-failed";
    /// A 须 that is 缺.
    CHECK_MISSING = Error "check-missing";
    /// A 宜 that does not hold.
    ADVICE_FAILED = Warning "advice-failed";
    /// 得分 is 缺.
    SCORE_MISSING = Error "score-missing";
    /// 得分 is 不适用 and nothing says why.
    SCORE_NOT_APPLICABLE = Error "score-not-applicable";
    /// A published value is 缺.
    VALUE_MISSING = Error "value-missing";
    /// A tie at the cut of a quota that people must decide.
    TIE_UNDECIDED = Error "tie-undecided";
    /// Decimal places of a score that cannot be.
    PLACES_NOT_WHOLE = Error "places-not-whole";
    /// A quota that is no number of units.
    QUOTA_NOT_WHOLE = Error "quota-not-whole";
    /// A quota that is not the same for all among whom it chooses.
    QUOTAS_DIFFER = Error "quotas-differ";
    /// A unit without a group.
    EMPTY_GROUP = Error "empty-group";
    /// A scheme without units.
    NO_UNITS = Error "no-units";
    /// Shares that cannot be divided.
    CANNOT_SHARE = Error "cannot-share";
    /// A last arm of 若 that goes on with + or −.
    LAST_ARM_SUM = Warning "last-arm-sum";
    /// 分 × a measured difference in %.
    POINTS_TIMES_DIFFERENCE = Warning "points-times-difference";
    /// 等次 or 奖项 compared with a name that no line bears.
    NO_SUCH_LINE = Warning "no-such-line";
    /// A tier, a prize or a reason that nobody can get.
    LINE_UNREACHABLE = Warning "line-unreachable";
    /// A part of a sum that is worth more than the whole.
    PART_ABOVE_WHOLE = Warning "part-above-whole";
    /// Parts of a sum that are not worth the whole together.
    PARTS_MISS_WHOLE = Warning "parts-miss-whole";
    /// Sub-items of a tree whose points are not those of their item.
    SUB_ITEMS_MISS_ITEM = Warning "sub-items-miss-item";
    /// A number of the text that no rule of its clause uses.
    NUMBER_NOT_USED = Note "number-not-used";
    /// A table that no formula uses.
    TABLE_UNUSED = Warning "table-unused";
    /// A column of figures or references that no formula uses.
    COLUMN_UNUSED = Warning "column-unused";
    /// Columns of texts that no formula uses.
    COLUMNS_ONLY_READ = Note "columns-only-read";
    /// Weights that do not sum to one.
    WEIGHTS_NOT_ONE = Warning "weights-not-one";
    /// The same error for more units.
    MORE_UNITS = Error "more-units";
    /// The same warning for more units.
    MORE_UNITS_ADVISED = Warning "more-units-advised";
}
