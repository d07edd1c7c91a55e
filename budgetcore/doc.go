// Package budgetcore is what Suanpan knows, in pure Go: the same code runs
// under go test, on the command line and, compiled to WebAssembly, in the page.
//
// A tour, in the order a figure travels:
//
//   - published holds a budget as lines, each with an id, its dimensions, an
//     amount and what rounding left out of the print;
//   - budget is the vocabulary: Dataset, Line, Edit, and the Draft file that
//     carries edits from one person to another;
//   - ledger applies edits. It keeps every total as a running sum, so a figure
//     typed into one of 100,000 lines is a handful of additions;
//   - statement turns the ledger into the statutory annexes. An annex is data;
//     one interpreter fills them all, and only there is anything rounded;
//   - transfer splits money so that the parts add, standard costs it from
//     headcounts;
//   - money underlies them all: exact amounts in 分;
//   - message holds what people read.
//
// Nothing here knows a browser, the clock or chance, and no sum of money is
// ever a floating-point number.
package budgetcore
