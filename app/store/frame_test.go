package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc64"
	"math/rand/v2"
	"testing"
)

// resum corrects the sum of a frame that was changed on purpose.
func resum(raw []byte) []byte {
	binary.LittleEndian.PutUint64(raw, crc64.Checksum(raw[8:], table64))
	return raw
}

func randomChain(rng *rand.Rand) []frame {
	var chain []frame
	prev, rev := rng.Uint64(), 1+rng.Uint64N(1<<40)
	for range rng.IntN(6) {
		b := make([]byte, rng.IntN(50))
		for i := range b {
			b[i] = byte(rng.Uint32())
		}
		f := seal(Record{Rev: rev, Snapshot: rng.IntN(3) == 0, Body: b}, prev)
		chain = append(chain, f)
		prev, rev = f.sum, rev+1
	}
	return chain
}

func TestScanReadsWhatWasSealedAndOfAnyPrefixAPrefix(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		chain := randomChain(rng)
		data := concat(chain)
		for n := 0; n <= len(data); n++ {
			got, rest, err := scan(data[:n])
			whole := 0
			for at := 0; whole < len(chain) && at+len(chain[whole].raw) <= n; whole++ {
				at += len(chain[whole].raw)
			}
			if len(got) != whole || len(concat(got))+len(rest) != n || (err == nil) != (len(rest) == 0) {
				t.Fatalf("prefix %d of %d: %d frames of %d, %d bytes over, %v", n, len(data), len(got), whole, len(rest), err)
			}
			for i, f := range got {
				w := chain[i]
				if f.head() != w.head() || f.prev != w.prev || f.snapshot != w.snapshot || !bytes.Equal(f.record().Body, w.record().Body) {
					t.Fatalf("frame %d: %+v, want %+v", i, f, w)
				}
			}
		}
	}
}

func TestAnyChangedByteEndsTheChainThere(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		chain := randomChain(rng)
		data := concat(chain)
		for at := range data {
			bad := bytes.Clone(data)
			bad[at] ^= byte(1 + rng.IntN(255))
			got, rest, err := scan(bad)
			if err == nil || len(concat(got)) > at || !bytes.Equal(rest, bad[len(concat(got)):]) {
				t.Fatalf("byte %d of %d changed: %d frames, %v", at, len(data), len(got), err)
			}
		}
	}
}

func TestScanRefuses(t *testing.T) {
	one := seal(Record{Rev: 1, Body: []byte("one")}, 0)
	two := seal(Record{Rev: 2, Body: []byte("two")}, one.sum)
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"zeros", make([]byte, 100), errDamaged},
		{"a revision twice", concat([]frame{one, one}), errSpliced},
		{"a gap", concat([]frame{one, seal(Record{Rev: 3}, one.sum)}), errSpliced},
		{"another history", concat([]frame{one, seal(Record{Rev: 2}, 9)}), errSpliced},
		{"a newer format", append(bytes.Clone(one.raw), reformat(two.raw)...), ErrNewer},
		{"half a frame", append(bytes.Clone(one.raw), two.raw[:30]...), errTorn},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, _, err := scan(c.data); !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
		})
	}
}

// Whatever the bytes, a scan ends, keeps them all, and gives only frames that
// are byte for byte what sealing their records gives.
func FuzzScan(f *testing.F) {
	one := seal(Record{Rev: 1, Body: []byte("one")}, 0)
	two := seal(Record{Rev: 2, Snapshot: true, Body: []byte("two")}, one.sum)
	f.Add([]byte{})
	f.Add(one.raw)
	f.Add(concat([]frame{one, two}))
	f.Add(concat([]frame{one, two})[:50])
	f.Add(flip(concat([]frame{one, two}), 20))
	f.Fuzz(func(t *testing.T, data []byte) {
		// Sums agree by luck too seldom to test what lies behind them.
		if len(data) > headerSize && data[0]%2 == 1 {
			size := int(binary.LittleEndian.Uint32(data[24:]))
			if size <= len(data)-headerSize {
				resum(data[: headerSize+size : headerSize+size])
			}
		}
		chain, rest, err := scan(data)
		var again []byte
		for _, f := range chain {
			again = append(again, seal(f.record(), f.prev).raw...)
		}
		if !bytes.Equal(append(again, rest...), data) {
			t.Fatal("bytes were lost or changed")
		}
		if (err == nil) != (len(rest) == 0) {
			t.Fatalf("%d bytes left over, error %v", len(rest), err)
		}
	})
}
