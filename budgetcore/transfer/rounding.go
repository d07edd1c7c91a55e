package transfer

import (
	"fmt"
	"math/big"
)

// network is a graph through which the units flow that were lost by cutting
// cells: from the source through rows, cells and columns to the sink. An arc
// and its reverse are 2k and 2k+1. Whole capacities have whole flows of least
// cost, which is why both ways always add.
type network struct {
	to   []int
	room []int64 // capacity left
	cost []*big.Int
	out  [][]int // arcs of a node
}

func (g *network) arc(from, to int, room int64, cost *big.Int) int {
	g.to = append(g.to, to, from)
	g.room = append(g.room, room, 0)
	g.cost = append(g.cost, cost, new(big.Int).Neg(cost))
	a := len(g.to) - 2
	g.out[from] = append(g.out[from], a)
	g.out[to] = append(g.out[to], a+1)
	return a
}

// distances are the least costs from a node to all others over arcs with
// room, or from all nodes at once when from is negative; via is the last arc.
func (g *network) distances(from int) (dist []big.Int, via []int) {
	n := len(g.out)
	dist, via = make([]big.Int, n), make([]int, n)
	reached, queued := make([]bool, n), make([]bool, n)
	var queue []int
	for v := range n {
		via[v] = -1
		if from < 0 || v == from {
			reached[v], queued[v] = true, true
			queue = append(queue, v)
		}
	}
	var d big.Int
	for head := 0; head < len(queue); head++ {
		v := queue[head]
		queued[v] = false
		for _, a := range g.out[v] {
			w := g.to[a]
			if g.room[a] == 0 {
				continue
			}
			if d.Add(&dist[v], g.cost[a]); reached[w] && d.Cmp(&dist[w]) >= 0 {
				continue
			}
			dist[w].Set(&d)
			reached[w], via[w] = true, a
			if !queued[w] {
				queued[w] = true
				queue = append(queue, w)
			}
		}
	}
	return dist, via
}

// push sends up to n units from source to sink at least cost and returns how
// many went.
func (g *network) push(source, sink int, n int64) (sent int64) {
	for sent < n {
		_, via := g.distances(source)
		if via[sink] < 0 {
			return sent
		}
		step := n - sent
		for v := sink; v != source; v = g.to[via[v]^1] {
			step = min(step, g.room[via[v]])
		}
		for v := sink; v != source; v = g.to[via[v]^1] {
			g.room[via[v]] -= step
			g.room[via[v]^1] += step
		}
		sent += step
	}
	return sent
}

// prefer turns to the one flow of least cost that uses the earlier arcs of the
// list, each of capacity 1: an arc is taken up wherever a cycle of cost 0 leads
// through it that leaves alone what has been decided.
func (g *network) prefer(arcs []int) {
	dist, _ := g.distances(-1)
	var d big.Int
	tight := make([]bool, len(g.to)) // on some shortest path: cycles of these cost 0
	for a, w := range g.to {
		d.Add(&dist[g.to[a^1]], g.cost[a])
		tight[a] = d.Cmp(&dist[w]) == 0
	}
	decided := make([]bool, len(g.to))
	via := make([]int, len(g.out))
	for _, a := range arcs {
		decided[a], decided[a^1] = true, true
		if g.room[a] == 0 || !tight[a] {
			continue
		}
		for v := range via {
			via[v] = -1
		}
		start, goal := g.to[a], g.to[a^1]
		via[start] = a
		queue := []int{start}
		for head := 0; head < len(queue) && via[goal] < 0; head++ {
			for _, b := range g.out[queue[head]] {
				if w := g.to[b]; via[w] < 0 && tight[b] && !decided[b] && g.room[b] > 0 {
					via[w] = b
					queue = append(queue, w)
				}
			}
		}
		if via[goal] < 0 {
			continue
		}
		for v := goal; ; v = g.to[via[v]^1] {
			g.room[via[v]]--
			g.room[via[v]^1]++
			if v == start {
				break
			}
		}
	}
}

// controlled rounds a table of exact cells in 1/den to whole units that add to
// total, to the rows' and to the columns' totals (nil: these are rounded along),
// rules T2 and T3 of docs/transfer.md. Given totals must be next to the exact
// ones.
func controlled(exact [][]*big.Int, den *big.Int, total int64, rows, columns []int64) ([][]int64, error) {
	n, m := len(exact), len(exact[0])
	got := make([][]int64, n)
	g := &network{out: make([][]int, n+m+2)}
	source, sink := n+m, n+m+1

	cells := int64(n * m)
	unit := new(big.Int).Lsh(den, 1)
	perTotal := new(big.Int).Mul(unit, big.NewInt(cells)) // more than all cells weigh
	perTotal.Add(perTotal, big.NewInt(1))
	must := new(big.Int).Mul(new(big.Int).Mul(perTotal, unit), big.NewInt(int64(n+m+1))) // more than all else
	must.Neg(must)
	// what rounding up adds to the distance
	added := func(rest *big.Int) *big.Int {
		c := new(big.Int).Lsh(rest, 1)
		return c.Sub(den, c)
	}

	cut := make([]int64, n+m) // sums of cut cells
	sums := make([]big.Int, n+m)
	var cellArcs []int
	at := make([][2]int, 0, cells)
	left := total
	for i, row := range exact {
		got[i] = make([]int64, m)
		for j, x := range row {
			whole, rest := new(big.Int).DivMod(x, den, new(big.Int))
			v := whole.Int64()
			got[i][j] = v
			left -= v
			cut[i] += v
			cut[n+j] += v
			sums[i].Add(&sums[i], x)
			sums[n+j].Add(&sums[n+j], x)
			if rest.Sign() > 0 {
				cellArcs = append(cellArcs, g.arc(i, n+j, 1, added(rest)))
				at = append(at, [2]int{i, j})
			}
		}
	}
	var musts, totalArcs []int
	for k := range n + m {
		whole, rest := new(big.Int).DivMod(&sums[k], den, new(big.Int))
		low, up := whole.Int64(), rest.Sign() > 0
		switch {
		case k < n && rows != nil:
			low, up = rows[k], false
		case k >= n && columns != nil:
			low, up = columns[k-n], false
		}
		if low < cut[k] {
			return nil, fmt.Errorf("rounding a table: total %d is %d, below its cells %d", k, low, cut[k])
		}
		from, to := source, k
		if k >= n {
			from, to = k, sink
		}
		musts = append(musts, g.arc(from, to, low-cut[k], must))
		if up {
			totalArcs = append(totalArcs, g.arc(from, to, 1, new(big.Int).Mul(added(rest), perTotal)))
		}
	}
	sent := g.push(source, sink, left)
	for _, a := range musts {
		if g.room[a] > 0 {
			return nil, fmt.Errorf("rounding a table: a total lacks %d units", g.room[a])
		}
	}
	if sent != left {
		return nil, fmt.Errorf("rounding a table: %d of %d units placed", sent, left)
	}
	g.prefer(append(totalArcs, cellArcs...))
	for k, a := range cellArcs {
		if g.room[a] == 0 {
			got[at[k][0]][at[k][1]]++
		}
	}
	return got, nil
}
