package articulation

import (
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// Kind says what sort of relation a rule states.
type Kind uint8

// The kinds of rules.
const (
	Balance Kind = iota
	Tree
	Across
	CrossTable
	Subset
	Mirror
	TextToTable
	TextToList
	Target
	UnitPrice
	Uniqueness
	Measure
	Scope
	Kinds // how many there are
)

// Verdict is what a comparison came to.
type Verdict uint8

// The verdicts. Tail: rounding alone explains the difference. OtherScope: the
// two sides are about different things and need not agree.
const (
	Exact Verdict = iota
	Tail
	Inconsistent
	OtherScope
	NotApplicable
	Verdicts // how many there are
)

// Rule is an entry of the register.
type Rule struct {
	ID    string
	Kind  Kind
	Title *message.Text
	// Source says where the rule comes from.
	Source *message.Text
	// When says what a document must be like for the rule to apply; nil: always.
	When *Condition
	// Equations are relations between amounts. At most tells that the left side
	// must not exceed the right.
	Equations []equation
	AtMost    bool
	// Check is a rule that compares words, names or targets.
	Check func(d *Document, r *Rule) []Finding
}

// Condition is what a rule presupposes. Holds returns false with the reason.
type Condition struct {
	Title *message.Text
	Holds func(d *Document) (bool, message.Message)
}

// equation is a relation for each row of a table and each of some columns.
type equation struct {
	of      name
	each    func(d *Document, t *table, r int) bool // which rows; nil: one relation, not by rows
	columns []string                                // "*": every column of the table
	left    []term
	right   []term
	stated  bool // only where the left side is printed
}

// term is what one side adds up: a column of chosen rows of a table. An empty
// column is the equation's.
type term struct {
	sign   int
	of     name
	rows   func(d *Document, t *table, from *row) []int
	column string
	text   string // a figure of the text instead
}

// Relation is an equation worked out for a document: indices of figures with
// signs, those on the left minus those on the right.
type Relation struct {
	Rule        *Rule
	Key         string
	Left, Right []Operand
	stated      bool
}

// Operand is a figure by its index, added or taken away.
type Operand struct{ Figure, Sign int }

// Side is one side of a finding.
type Side struct {
	Label message.Message // unless it follows from the operands
	// Operands are the figures it adds up, none where it is not a sum.
	Operands []Operand
	Amount   money.Amount
	Value    string // as printed, where it is no amount
}

// Finding is what a rule found at one place.
type Finding struct {
	Rule        *Rule
	Key         string
	Verdict     Verdict
	Left, Right Side
	// Amounts tells that the sides are amounts; Difference is then left minus
	// right, and Bound what its magnitude must stay below to be a tail.
	Amounts           bool
	Difference, Bound money.Amount
	// Why is the finding in one sentence, where it is not said by comparing
	// amounts; [Document.Explain] says either.
	Why message.Message
	// At are cells and figures to look at besides those of the sides.
	At []statement.Ref
}
