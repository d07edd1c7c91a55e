package training

// draws are numbers that follow from a seed alone (SplitMix64), so that a class
// sees the same questions on every machine.
type draws struct{ state uint64 }

// newDraws mixes what is drawn for into the seed.
func newDraws(seed uint64, words ...string) *draws {
	d := &draws{seed}
	for _, w := range words {
		for i := range len(w) {
			d.state = (d.state ^ uint64(w[i])) * 0x100000001b3
		}
		d.next()
	}
	return d
}

func (d *draws) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	z := d.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below draws a number from 0 up to n, which must be positive.
func (d *draws) below(n int) int { return int(d.next() % uint64(n)) }

func shuffle[T any](d *draws, list []T) {
	for i := len(list) - 1; i > 0; i-- {
		j := d.below(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}
