//! 分档, 累进 and 插值: their bounds become intervals.

use crate::formula::ast::{Band, BandForm, Bound, Comparison, Expr, ExprKind, RuleItem, Span, Unit};
use crate::formula::tree::{BandNode, Join, Node, Op, RuleRef, Slot, Target};
use crate::number::Exact;
use crate::scoring::cuts::{Cut, LINE, common, without};
use crate::scoring::faults;
use crate::tables::Kind;

use super::{Resolver, Role, Scope};

impl<'a> Resolver<'a> {
    pub(super) fn bands(
        &mut self,
        form: BandForm,
        on: &Expr,
        bands: &[Band],
        span: Span,
        scope: &Scope,
    ) -> Option<Node> {
        let on = self.expression(on, scope)?;
        self.number(&on, scope)?;
        let mut read = Vec::new();
        for band in bands {
            let mut inner = scope.clone();
            let rows = self.rows_of_band(band, &mut inner)?;
            let read_band = self.band(band, &on, &inner);
            read.push(read_band.map(|b| BandNode { rows, ..b }));
        }
        let read: Vec<BandNode> = read.into_iter().collect::<Option<_>>()?;
        // Bands from a table are held against each other when their figures are known.
        if form == BandForm::Bands && read.iter().all(|b| b.rows.is_none()) {
            self.gaps(&read, span, scope);
        }
        let values: Vec<&Node> = read.iter().map(|b| &b.value).collect();
        let mut kind = self.arms_kind(&values, span, scope);
        // A rate is a factor: what is taken by slices stays what it is, money at 10% is money.
        if form == BandForm::Marginal && matches!(kind, Some(Kind::Number(Unit::Bare | Unit::Percent))) {
            kind = on.kind;
        }
        Some(Node { op: Op::Bands(form, Box::new(on), read), kind, span })
    }

    /// A bound that names a column of a table stands for one band per row that belongs.
    fn rows_of_band(&mut self, band: &Band, scope: &mut Scope) -> Option<Option<(Slot, Join)>> {
        let ends: Vec<&Expr> = match &band.bound {
            Bound::Else => Vec::new(),
            Bound::At(e) | Bound::Than(_, e) | Bound::Range(e, None) => vec![e],
            Bound::Range(a, Some(b)) => vec![a, b],
        };
        let mut tables: Vec<usize> = Vec::new();
        for end in ends {
            if let ExprKind::Path(names) = &end.kind
                && let Some(table) = self.column_not_at_hand(names, scope)
                && !tables.contains(&table)
            {
                tables.push(table);
            }
        }
        match tables[..] {
            [] => Some(None),
            [table] => {
                let join = self.join(table, scope);
                let slot = scope.open(table, Role::Row);
                Some(Some((slot, join)))
            }
            _ => {
                let names: Vec<&str> = tables.iter().map(|t| &*self.table(*t).name).collect();
                let names = names.join("、");
                self.fault(faults::TWO_TABLES, band.span, scope, &[("found", &names)]);
                None
            }
        }
    }

    fn band(&mut self, band: &Band, on: &Node, scope: &Scope) -> Option<BandNode> {
        let value = self.expression(&band.value, scope);
        let end = |this: &mut Self, expr: &Expr| -> Option<Node> {
            let node = this.expression(expr, scope)?;
            this.like(on, &node, expr.span, scope);
            Some(node)
        };
        let (from, to) = match &band.bound {
            Bound::Else => (None, None),
            Bound::At(e) | Bound::Than(Comparison::Equal, e) => {
                let node = end(self, e)?;
                (Some((node.clone(), true)), Some((node, true)))
            }
            Bound::Than(Comparison::AtLeast, e) => (Some((end(self, e)?, true)), None),
            Bound::Than(Comparison::Greater, e) => (Some((end(self, e)?, false)), None),
            Bound::Than(Comparison::AtMost, e) => (None, Some((end(self, e)?, true))),
            Bound::Than(Comparison::Less, e) => (None, Some((end(self, e)?, false))),
            Bound::Than(Comparison::Unequal, _) => {
                self.fault(faults::BANDS_GAP, band.span, scope, &[("kind", "unequal"), ("found", "≠")]);
                return None;
            }
            // a..b holds a and not b, so that neighbours meet without overlap.
            Bound::Range(a, b) => {
                let from = end(self, a)?;
                let to = match b {
                    Some(b) => Some((end(self, b)?, false)),
                    None => None,
                };
                (Some((from, true)), to)
            }
        };
        Some(BandNode { from, to, value: value?, rows: None })
    }

    /// Bands that leave a gap, overlap, or can never be reached.
    fn gaps(&mut self, bands: &[BandNode], span: Span, scope: &Scope) {
        let bounded = bands.iter().all(|b| b.from.is_some() && b.to.is_some());
        let mut left = vec![LINE];
        for band in bands {
            let (Some(from), Some(to)) = (self.lower(&band.from), self.upper(&band.to)) else {
                return self.open_ended(bands, span, scope);
            };
            let taken: Vec<(Cut, Cut)> = left.iter().filter_map(|piece| common(piece, (&from, &to))).collect();
            let shown = format!("{}..{}", from.shown(), to.shown());
            if taken.is_empty() {
                self.fault(faults::BANDS_GAP, band.value.span, scope, &[("kind", "unreachable"), ("found", &shown)]);
            } else if bounded && taken != [(from.clone(), to.clone())] {
                self.fault(faults::BANDS_GAP, band.value.span, scope, &[("kind", "overlap"), ("found", &shown)]);
            }
            left = left.into_iter().flat_map(|piece| without(piece, &from, &to)).collect();
        }
        // Closed bands say which numbers there are; single values leave nothing out between them.
        let single =
            bands.iter().all(|b| self.lower(&b.from).zip(self.upper(&b.to)).is_some_and(|(a, z)| a.is_single(&z)));
        let open = |piece: &(Cut, Cut)| piece.0 == Cut::Low || piece.1 == Cut::High;
        left.retain(|piece| !(single || bounded && open(piece)));
        if let Some(piece) = left.first() {
            let kind = if open(piece) { "open" } else { "gap" };
            let shown = format!("{}..{}", piece.0.shown(), piece.1.shown());
            self.fault(faults::BANDS_GAP, span, scope, &[("kind", kind), ("found", &shown)]);
        }
    }

    /// Where a band begins; none where its bound is neither a number nor a constant.
    fn lower(&self, end: &Option<(Node, bool)>) -> Option<Cut> {
        let Some((node, inside)) = end else { return Some(Cut::Low) };
        self.fixed(node).map(|n| Cut::At(n, !inside))
    }

    /// Where a band ends.
    fn upper(&self, end: &Option<(Node, bool)>) -> Option<Cut> {
        let Some((node, inside)) = end else { return Some(Cut::High) };
        self.fixed(node).map(|n| Cut::At(n, *inside))
    }

    /// The number that a node always is: a literal, or a rule that is one.
    fn fixed(&self, node: &Node) -> Option<Exact> {
        match &node.op {
            Op::Number(n) => Some(n.clone()),
            Op::Negate(x) => self.fixed(x).map(|n| -n),
            Op::Rule(RuleRef { scheme, target: Target::One { rule, .. }, .. }) => {
                match self.schemes[*scheme].rules[*rule].definitions[..] {
                    [(_, RuleItem { formula: Expr { kind: ExprKind::Number(n, _), .. }, .. })] => Some(n.clone()),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Bounds that are no literals: only bands that all look the same way are sure to leave numbers out.
    fn open_ended(&mut self, bands: &[BandNode], span: Span, scope: &Scope) {
        let up = bands.iter().any(|b| b.to.is_none());
        let down = bands.iter().any(|b| b.from.is_none());
        let bounded = bands.iter().all(|b| b.from.is_some() && b.to.is_some());
        if !(bounded || up && down) {
            self.fault(faults::BANDS_GAP, span, scope, &[("kind", "open"), ("found", "其余")]);
        }
    }
}
