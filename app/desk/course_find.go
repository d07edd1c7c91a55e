package desk

// find is a copy of the budget with an error in it, to be found.
type find struct{}

func (f *find) view(d *Desk, c *course) []Node { return nil }
