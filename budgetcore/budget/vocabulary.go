package budget

import "slices"

// Section says which list a line stands in.
type Section uint8

// The sections of lines.csv. Spending is the default of an added line.
const (
	Spending Section = iota
	Economic
	Income
	Transfer
	ThreePublic
	Sections // how many there are
)

// Kind is the kind of spending. Basic spending is Personnel and Public.
type Kind uint8

// The kinds; NoKind where it is not known.
const (
	NoKind Kind = iota
	Personnel
	Public
	Project
	Kinds // how many there are
)

// Source is a source of funds as annex 2 lists them: nine of the current
// year, then what was carried over.
type Source uint8

// The sources; NoSource where it is not known.
const (
	NoSource Source = iota
	GeneralPublicBudget
	GovernmentFund
	StateCapital
	FiscalSpecialAccount
	InstitutionIncome
	InstitutionBusinessIncome
	SuperiorSubsidy
	AffiliatedUnitRemittance
	OtherIncome
	CarryoverGeneralPublicBudget
	CarryoverGovernmentFund
	CarryoverStateCapital
	CarryoverFiscalSpecialAccount
	CarryoverUnitFunds
	SourceCount // how many there are
)

// SourceSet is a set of sources.
type SourceSet uint32

// SourcesOf returns the set of the given sources.
func SourcesOf(sources ...Source) (set SourceSet) {
	for _, s := range sources {
		set |= 1 << s
	}
	return set
}

// Has reports whether s is in the set.
func (set SourceSet) Has(s Source) bool { return set>>s&1 != 0 }

// Families of sources. Fiscal appropriation is general public budget,
// government fund and state capital, of this year or carried over.
var (
	GeneralPublicBudgetSources = SourcesOf(GeneralPublicBudget, CarryoverGeneralPublicBudget)
	FiscalSources              = GeneralPublicBudgetSources | SourcesOf(GovernmentFund, StateCapital, CarryoverGovernmentFund, CarryoverStateCapital)
	AllSources                 = SourceSet(1<<SourceCount - 1)
	CarryoverSources           = AllSources &^ (1<<CarryoverGeneralPublicBudget - 1)
	CurrentSources             = AllSources &^ CarryoverSources &^ SourcesOf(NoSource)
	NonfiscalSources           = AllSources &^ FiscalSources &^ SourcesOf(NoSource)
)

// words are the spellings of the published files, in the order of the
// constants.
type words []string

var (
	sectionWords = words{"spending", "economic", "income", "transfer", "three_public"}
	kindWords    = words{"", "personnel", "public", "project"}
	sourceWords  = words{
		"", "general_public_budget", "government_fund", "state_capital", "fiscal_special_account",
		"institution_income", "institution_business_income", "superior_subsidy", "affiliated_unit_remittance", "other_income",
		"carryover_general_public_budget", "carryover_government_fund", "carryover_state_capital",
		"carryover_fiscal_special_account", "carryover_unit_funds",
	}
	classWords        = words{"", "部门专项", "发展经费", "基建项目"}
	transferTypeWords = words{"", "一般性转移支付", "专项转移支付"}
)

func (w words) index(s string) (int, bool) {
	i := slices.Index(w, s)
	return max(i, 0), i >= 0
}

func (s Section) String() string { return sectionWords[s] }
func (k Kind) String() string    { return kindWords[k] }
func (s Source) String() string  { return sourceWords[s] }

// Basic reports whether k is basic spending.
func (k Kind) Basic() bool { return k == Personnel || k == Public }

// ProjectClasses returns the words for a project's class, "" first.
func ProjectClasses() []string { return classWords }

// TransferTypes returns the words for a transfer's type, "" first.
func TransferTypes() []string { return transferTypeWords }
