package desk

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/training"
)

// inCourse turns to a part of 培训.
func inCourse(t *testing.T, query string) (*office, *course) {
	t.Helper()
	o := newOffice(t)
	o.Turn(Training, query)
	return o, o.pages[Training].(*course)
}

func TestDrillsAreExplainedAndComeAgain(t *testing.T) {
	o, c := inCourse(t, "")
	o.do("click", "drill-begin", "")
	if o.focused != "drill-ask" || len(c.round.questions) != roundLength {
		t.Fatalf("%d questions, the focus is on %q", len(c.round.questions), o.focused)
	}
	var missed []string
	for i := range c.round.questions {
		q := &c.round.questions[i]
		answer := q.Right
		if i%3 == 0 {
			answer = (q.Right + 1) % len(q.Options)
			missed = append(missed, q.Card)
		}
		page := o.do("hotkey", "drill-key", strconv.Itoa(answer+1))
		o.wants(page, q.Options[q.Right].Why.In(o.lang), q.Options[answer].Why.In(o.lang))
		o.do("hotkey", "drill-key", training.Letter(q.Right)) // an answer stands
		if c.round.answers[i] != answer {
			t.Errorf("question %d was answered twice", i)
		}
		if i+1 == roundLength {
			o.wants(o.do("click", "drill-next", ""), "这一轮答对 6 / 10 道")
		} else {
			o.do("click", "drill-next", "")
		}
	}
	o.do("click", "drill-again", "")
	for _, card := range missed {
		if !slices.ContainsFunc(c.round.questions, func(q training.Question) bool { return q.Card == card }) {
			t.Errorf("%s was missed and does not come again", card)
		}
	}

	again, other := inCourse(t, "")
	again.Remembered(progressName, o.memory[progressName])
	again.do("click", "drill-begin", "")
	for i, q := range c.round.questions {
		if other.round.questions[i].Card != q.Card {
			t.Fatalf("the next visit goes on with %s, not %s", other.round.questions[i].Card, q.Card)
		}
	}
}

func TestRecordThatCannotBeReadIsLeftAlone(t *testing.T) {
	o, _ := inCourse(t, "")
	o.Remembered(progressName, []byte("{"))
	o.wants(o.settle(), "上次的练习记录读不出来")
	if o.memory[progressName] != nil {
		t.Error("it was written over")
	}
	o.do("file", "drill-load", "mine.json\n[]")
	o.wants(o.settle(), "mine.json")
	o.Kept(progressName, "QuotaExceededError")
	o.wants(o.settle(), "QuotaExceededError")
}

func TestLessonOnTailsIsTakenStepByStep(t *testing.T) {
	o, c := inCourse(t, "part=lesson")
	o.wants(o.settle(), "1 / 8", "131,297.24")
	o.do("hotkey", "lesson-key", "PageDown")
	o.wants(o.settle(), "131,297.27", "0.03")
	for range 20 {
		o.do("hotkey", "lesson-key", "ArrowRight")
	}
	if c.lesson.at != 7 {
		t.Errorf("the lesson ends at step %d", c.lesson.at+1)
	}
	o.do("click", "lesson-show", "")
	o.do("hotkey", "present-key", "Home")
	page := o.do("hotkey", "present-key", "ArrowRight")
	o.wants(page, "2 / 8", "131,297.27")
	o.wants(o.do("hotkey", "present-key", "Escape"), "投影")
}

func TestWallWalksFromATotalToALine(t *testing.T) {
	o, c := inCourse(t, "part=show&at=2:403:total")
	o.wants(o.settle(), "131,297.24", "由 10 个部分组成")
	page := o.do("hotkey", "present-key", "PageDown")
	o.wants(page, "16,852", "1 / 10")
	page = o.do("hotkey", "present-key", "End")
	o.wants(page, "10 / 10", "准确数 131,297.2449，四舍五入就是 131,297.24")
	page = o.do("hotkey", "present-key", "6")
	o.wants(page, "437.68", "131,297.24") // the start stays pinned
	o.do("hotkey", "present-key", "End")
	page = o.do("hotkey", "present-key", "Enter")
	if len(c.show.walk) != 3 || !strings.HasPrefix(c.show.walk[2].point.String(), "line:") {
		t.Errorf("the walk ends at %v:\n%s", c.show.walk, page)
	}
	o.do("hotkey", "present-key", "Home")
	if len(c.show.walk) != 1 || c.show.walk[0].named != 0 {
		t.Error("Home does not lead back to the start")
	}
	o.do("hotkey", "present-key", "b")
	o.lacks(o.settle(), "131,297.24")
	o.wants(o.do("hotkey", "present-key", "b"), "131,297.24")
	o.do("hotkey", "present-key", "Escape")
	if c.show.on {
		t.Error("Esc does not leave the wall")
	}
}

// Every figure that adds up others is shown with parts that add to it exactly,
// whatever the draft.
func TestPartsOnTheWallAddToTheFigure(t *testing.T) {
	o, c := inCourse(t, "part=show")
	o.edit(set("L28", 12_345_678_9), set("L45", -1_205_000_0), budget.Edit{Op: budget.Delete, Line: "L59"})
	o.settle()
	x, err := o.session.Disclosed()
	if err != nil {
		t.Fatal(err)
	}
	levels := 0
	for _, table := range x.Book.Tables {
		for i := range table.Lines {
			row := &table.Lines[i]
			for j, cell := range row.Cells {
				if cell.Blank() || row.Input {
					continue
				}
				c.show.turned(strconv.Itoa(table.Annex) + dot(table.Part) + ":" + row.Path + ":" + table.Columns[j].ID)
				figure, parts, err := c.show.here(o.Desk)
				if err != nil {
					t.Fatal(err)
				}
				if len(parts) == 0 || !parts[0].Amounts {
					continue
				}
				if parts[0].Line == "" {
					levels++
				}
				var sum money.Amount
				for _, p := range parts {
					sum += p.Now
				}
				if sum != cell.Now.Amount {
					t.Errorf("%s: the parts add to %s, the figure is %s", figure.Point, sum, cell.Now.Amount)
				}
			}
		}
	}
	if levels < 100 {
		t.Errorf("only %d figures are taken apart by level", levels)
	}
}

func dot(part string) string {
	if part == "" {
		return ""
	}
	return "." + part
}

func TestAnyFigureCanBePutOnTheWall(t *testing.T) {
	o, c := inCourse(t, "part=show")
	o.do("change", "show-annex", "3")
	o.do("change", "show-row", "208")
	page := o.do("click", "show-go", "")
	if !c.show.on || c.show.walk[0].point.Cell.Row != "208" {
		t.Errorf("on the wall is %v:\n%s", c.show.walk, page)
	}
	o.Turn(Training, "part=show&at=99:x:y")
	o.wants(o.settle(), "99:x:y")
	o.Turn(Training, "part=show&at=nonsense")
	o.wants(o.settle(), "nonsense")
}

func TestRoomAnswersQuestionsOnTheWall(t *testing.T) {
	o, c := inCourse(t, "part=show")
	o.do("click", "show-questions", "")
	if len(c.show.of) != roundLength {
		t.Fatalf("%d questions", len(c.show.of))
	}
	q := c.show.of[0]
	page := o.do("hotkey", "present-key", "PageDown")
	o.wants(page, q.Options[q.Right].Why.In(o.lang))
	o.do("hotkey", "present-key", "PageDown")
	if c.show.at != 1 {
		t.Errorf("question %d is on the wall", c.show.at+1)
	}
	wrong := (c.show.of[1].Right + 1) % len(c.show.of[1].Options)
	page = o.do("hotkey", "present-key", training.Letter(wrong))
	o.wants(page, "不对，应选 "+training.Letter(c.show.of[1].Right))
	if len(c.round.progress.AppendJSON(nil)) != len((&training.Progress{}).AppendJSON(nil)) {
		t.Error("what a room answers is nobody's progress")
	}
}
