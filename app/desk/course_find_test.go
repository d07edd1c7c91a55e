package desk

import (
	"strconv"
	"strings"
	"testing"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

func learner(t *testing.T, part string) (*office, *course) {
	t.Helper()
	o := newOffice(t)
	o.Turn(Training, "part="+part)
	o.settle()
	return o, o.pages[Training].(*course)
}

// begin begins an exercise of a kind, -1 for any.
func begin(o *office, kind int, seed string) string {
	o.do("change", "find-kind", strconv.Itoa(kind))
	o.do("input", "find-seed", seed)
	return o.do("click", "find-begin", "")
}

// walk goes to a cell by arrow keys.
func walk(o *office, f *find, to place) {
	for range 500 {
		key := ""
		switch {
		case f.at.row < to.row:
			key = "ArrowDown"
		case f.at.row > to.row:
			key = "ArrowUp"
		case f.at.column < to.column:
			key = "ArrowRight"
		case f.at.column > to.column:
			key = "ArrowLeft"
		default:
			return
		}
		o.do("keydown", "find-grid", key)
	}
	o.t.Fatal("the cell is not reached")
}

func TestAnErrorIsFoundWithArrowKeys(t *testing.T) {
	for p := range training.Plantings {
		if p.Claims() {
			continue
		}
		t.Run(p.String(), func(t *testing.T) {
			o, c := learner(t, "find")
			page := begin(o, int(p), "7")
			f := &c.find
			o.wants(page, f.exercise.Ask.In(message.ZH), "种子 7", "答了 0 次")
			if o.focused != "find-grid" {
				t.Errorf("the focus is on %s", o.focused)
			}
			for _, told := range append([]message.Message{f.exercise.Told}, f.exercise.Why...) {
				if strings.Contains(page, told.In(message.ZH)) {
					t.Error("the answer is told before it is found")
				}
			}
			row, columns := f.exercise.Answer()
			to := place{row, 0}
			for i, id := range f.columns {
				if id == columns[len(columns)-1] {
					to.column = i
				}
			}
			// first in the same row, beside it
			beside := place{row, (to.column + 2) % len(f.columns)}
			walk(o, f, beside)
			o.wants(o.do("keydown", "find-grid", "Enter"), message.MarkedRow.In(message.ZH), "答了 1 次", message.FindMarkNear.In(message.ZH))
			walk(o, f, to)
			page = o.do("keydown", "find-grid", "Enter")
			o.wants(page, "找到了："+p.Name().In(message.ZH), f.exercise.Told.In(message.ZH), message.FindMarkRight.In(message.ZH), "答了 2 次",
				p.Name().In(message.ZH)+" | 1 | 1 | 1 | 2")
			for _, w := range f.exercise.Why {
				o.wants(page, w.In(message.ZH))
			}
			if o.focused != "find-next" {
				t.Errorf("the focus is on %s", o.focused)
			}
			o.do("click", to.id(), "") // what is over is not answered again
			if f.tries != 2 {
				t.Error("a try after the end is counted")
			}
			o.wants(o.do("hotkey", "find-next-key", "n"), "种子 8", "答了 0 次")
		})
	}
}

// A name says what its code says: it is the same answer.
func TestTheNameOfAWrongCodeIsTheAnswerToo(t *testing.T) {
	o, c := learner(t, "find")
	begin(o, int(training.WrongCode), "3")
	row, _ := c.find.exercise.Answer()
	o.wants(o.do("click", "find name "+strconv.Itoa(row), ""), "找到了：编码写错")
}

func TestHelpComesInSteps(t *testing.T) {
	o, c := learner(t, "find")
	page := begin(o, int(training.UnitSlip), "5")
	f := &c.find
	for i, w := range f.exercise.Why {
		if strings.Contains(page, w.In(message.ZH)) {
			t.Errorf("sentence %d is there before it is asked for", i)
		}
		page = o.do("click", "find-help", "")
		o.wants(page, w.In(message.ZH))
		if strings.Contains(page, f.exercise.Told.In(message.ZH)) {
			t.Error("help tells the answer")
		}
	}
	page = o.do("click", "find-reveal", "")
	o.wants(page, "答案：把元写成了万元", f.exercise.Told.In(message.ZH), message.FindMarkRight.In(message.ZH), "把元写成了万元 | 1 | 0 | 0 | 0")
	if row, _ := f.exercise.Answer(); f.at.row != row {
		t.Error("the cell is not pointed at")
	}
}

func TestAStatementIsJudged(t *testing.T) {
	for p, right := range map[training.Planting]string{training.ErrorCalledTail: "1", training.TailCalledError: "2"} {
		o, c := learner(t, "find")
		page := begin(o, int(p), "2")
		o.wants(page, c.find.exercise.Ask.In(message.ZH), "是错误", "是尾差")
		if strings.Contains(page, "find-help") {
			t.Error("the help would be the answer")
		}
		wrong := map[string]string{"1": "2", "2": "1"}[right]
		o.wants(o.do("hotkey", "find-claim", wrong), message.MarkedWrong.In(message.ZH))
		o.wants(o.do("hotkey", "find-claim", right), "答对了："+p.Name().In(message.ZH), c.find.exercise.Why[0].In(message.ZH), p.Name().In(message.ZH)+" | 1 | 1 | 1 | 2")
	}
}

// Any kind is told only once it is found.
func TestAnyKindIsNotTold(t *testing.T) {
	o, c := learner(t, "find")
	for seed := uint64(1); ; seed++ {
		if p := training.PlantingOf(seed); !p.Claims() {
			page := begin(o, -1, strconv.FormatUint(seed, 10))
			if c.find.exercise.Planting != p || strings.Contains(page, p.Name().In(message.ZH)) {
				t.Errorf("the page tells %s", p)
			}
			o.wants(o.do("click", "find-reveal", ""), p.Name().In(message.ZH))
			return
		}
	}
}

// The keys stay within the table, and a seed that is none begins nothing.
func TestTheEdgesOfTheGrid(t *testing.T) {
	o, c := learner(t, "find")
	o.do("input", "find-seed", "x")
	o.wants(o.do("change", "find-seed", "x"), "种子“x”")
	begin(o, int(training.EditedTotal), "4")
	f := &c.find
	rows, columns := len(f.exercise.Table.Lines), len(f.columns)
	for _, step := range []struct {
		key  string
		want place
	}{
		{"ArrowUp", place{}},
		{"ArrowLeft", place{}},
		{"End", place{0, columns - 1}},
		{"ArrowRight", place{0, columns - 1}},
		{"PageDown", place{min(pageRows, rows-1), columns - 1}},
		{"Home", place{min(pageRows, rows-1), 0}},
		{"PageUp", place{}},
	} {
		o.do("keydown", "find-grid", step.key)
		if f.at != step.want {
			t.Errorf("%s leads to %v, want %v", step.key, f.at, step.want)
		}
	}
	for range rows {
		o.do("keydown", "find-grid", "PageDown")
	}
	if f.at.row != rows-1 {
		t.Errorf("the last row is %d, want %d", f.at.row, rows-1)
	}
	o.wants(o.do("click", "find-leave", ""), "出一题")
}
