package statement

// beyondPage is empty in the page's program.
var beyondPage []*Definition
