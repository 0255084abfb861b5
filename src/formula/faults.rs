//! Faults of the formula language, found before any name is looked up.

crate::codes! {
    /// A sign that has no meaning in a formula.
    UNKNOWN_SIGN = Error "unknown-sign";
    /// “ without ” on the same line.
    UNCLOSED_TEXT = Error "unclosed-text";
    /// 「 without 」 on the same line.
    UNCLOSED_NAME = Error "unclosed-name";
    /// { without }.
    UNCLOSED_ENTRY = Error "unclosed-entry";
    /// ( or [ that is never closed.
    UNCLOSED_BRACKET = Error "unclosed-bracket";
    /// A closing bracket that was never opened.
    UNOPENED_BRACKET = Error "unopened-bracket";
    /// 「」 or {} with nothing inside.
    EMPTY_NAME = Error "empty-name";
    /// A date that no calendar has.
    IMPOSSIBLE_DATE = Error "impossible-date";
    /// A decimal with a word behind it that is no measure.
    NUMBER_RUN_INTO_NAME = Error "number-run-into-name";
    /// A keyword written without blanks beside a name.
    WORDS_RUN_TOGETHER = Error "words-run-together";
    /// Something that cannot stand here.
    UNEXPECTED_WORD = Error "unexpected-word";
    /// The formula ends where something must follow.
    UNFINISHED_FORMULA = Error "unfinished-formula";
    /// Nothing right of = or ：.
    EMPTY_FORMULA = Error "empty-formula";
    /// 若 without 则.
    MISSING_THEN = Error "missing-then";
    /// A band without 得.
    MISSING_GETS = Error "missing-gets";
    /// A band without ≥, ≤, .. and the like.
    MISSING_BOUND = Error "missing-bound";
    /// 若 inside another formula without brackets.
    UNBRACKETED_CONDITION = Error "unbracketed-condition";
    /// 否则 or 否则若 behind the last 否则.
    ARM_AFTER_LAST = Error "arm-after-last";
    /// A comma where a semicolon belongs, or the reverse.
    WRONG_SEPARATOR = Error "wrong-separator";
    /// Two comparisons of different kinds without 且 between them.
    COMPARISON_CHAINED = Error "comparison-chained";
    /// A line of rules without = or ：.
    MISSING_EQUALS = Error "missing-equals";
    /// A line of rules with nothing left of = or ：.
    MISSING_RULE_NAME = Error "missing-rule-name";
    /// A keyword where a rule is named.
    KEYWORD_AS_NAME = Error "keyword-as-name";
    /// The first line of a block is indented.
    INDENTED_START = Error "indented-start";
    /// 须 or 宜 where only figures can stand.
    CHECK_NOT_HERE = Error "check-not-here";
    /// A method without its parameters in brackets.
    MISSING_PARAMETERS = Error "missing-parameters";
    /// Brackets, 非 or − nested beyond all use.
    NESTED_TOO_DEEP = Error "nested-too-deep";
}
