package store

import (
	"cmp"
	"math/bits"
	"slices"
)

// longest joins the sound frames of all places and returns the chain with the
// highest last revision that can be followed back, record by record, to a
// snapshot or to the first record. Frames missing in one place are taken from
// another. Of two ends at the same revision the one in more places wins, then
// the one in the earlier place. The generation before the last snapshot comes
// along if it is complete.
func longest(places []loaded) []frame {
	type node struct {
		frame
		first  int
		places uint // one bit for each place that has it
	}
	pool := make(map[head]*node)
	for i := range places {
		for _, f := range places[i].frames {
			n := pool[f.head()]
			if n == nil {
				n = &node{frame: f, first: i}
				pool[f.head()] = n
			}
			n.places |= 1 << i
		}
	}
	ends := make([]*node, 0, len(pool))
	for _, n := range pool {
		ends = append(ends, n)
	}
	slices.SortStableFunc(ends, func(a, b *node) int {
		return cmp.Or(
			cmp.Compare(b.rev, a.rev),
			cmp.Compare(bits.OnesCount(b.places), bits.OnesCount(a.places)),
			cmp.Compare(a.first, b.first), cmp.Compare(a.sum, b.sum),
		)
	})
	// back follows the records before n to where a history can begin.
	dead := make(map[head]bool)
	back := func(n *node) []frame {
		var chain []frame
		for n != nil && !dead[n.head()] {
			chain = append(chain, n.frame)
			if n.starts() {
				slices.Reverse(chain)
				return chain
			}
			n = pool[n.before()]
		}
		for _, f := range chain {
			dead[f.head()] = true
		}
		return nil
	}
	for _, end := range ends {
		chain := back(end)
		if chain == nil {
			continue
		}
		if earlier := pool[chain[0].before()]; earlier != nil {
			chain = append(back(earlier), chain...)
		}
		return chain
	}
	return nil
}

// generation returns the index of the last record of chain that stands for
// everything before it.
func generation(chain []frame) int {
	for i := len(chain) - 1; i > 0; i-- {
		if chain[i].snapshot {
			return i
		}
	}
	return 0
}

// in tells whether chain, which has no gaps, holds the record h names.
func in(chain []frame, h head) bool {
	if len(chain) == 0 || h.rev < chain[0].rev || h.rev-chain[0].rev >= uint64(len(chain)) {
		return false
	}
	return chain[h.rev-chain[0].rev].sum == h.sum
}

// follows tells whether the records of chain after h continue what ends at h.
func follows(chain []frame, h head) bool {
	return len(chain) == 0 && h == head{} || in(chain, h) ||
		len(chain) > 0 && chain[0].before() == h
}

func end(chain []frame) head {
	if len(chain) == 0 {
		return head{}
	}
	return chain[len(chain)-1].head()
}
