package desk

import "suanpan/budgetcore/training"

// classroom is the class pack: composing, handing out, answering, collecting
// and summing up.
type classroom struct{}

func (r *classroom) view(d *Desk, c *course) []Node { return nil }

func (r *classroom) remembered(name string, data []byte) {}

// onTheWall is the set that is worked on, nil without one.
func (r *classroom) onTheWall() *training.Set { return nil }
