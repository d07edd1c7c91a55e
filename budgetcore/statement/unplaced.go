package statement

import (
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// unplaced says what an annex holds in its totals, or would hold, but in none
// of its columns, because a line names no source of funds or no kind. It is
// empty for the published budget.
func unplaced(def *Definition, l *ledger.Ledger) []message.Message {
	section := budget.Spending
	switch def.Annex {
	case 2:
		section = budget.Income
	case 1, 3, 4, 5:
	default:
		return nil
	}
	var source, kind money.Amount
	for x := range l.Facts(section) {
		if x.Source == budget.NoSource {
			source += x.Amount
		}
		if x.Kind == budget.NoKind && section == budget.Spending {
			kind += x.Amount
		}
	}
	var said []message.Message
	if source != 0 {
		said = append(said, message.SourceUnknownNote.With(source.GroupedExact()))
	}
	if kind != 0 && (def.Annex == 3 || def.Annex == 5) {
		said = append(said, message.KindUnknownNote.With(kind.GroupedExact()))
	}
	return said
}
