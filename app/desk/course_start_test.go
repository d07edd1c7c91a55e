package desk

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"suanpan/app/session"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/training"
)

// lab is an office whose browser remembers, and turns to fresh budgets.
type lab struct {
	*office
	memory  map[string]string
	full    error // why nothing can be remembered
	unsaved bool
	follows []string
}

func newLab(t *testing.T) *lab {
	t.Helper()
	l := &lab{office: newOffice(t), memory: map[string]string{}}
	l.office.carry = l.carry
	l.Documents([]Document{{Doc: "draft", Title: "一"}, {Doc: "draft-2", Title: "二"}, {Doc: "draft-3", Title: "三", Away: true}}, "draft")
	l.Turn(Training, "part=start")
	l.settle()
	return l
}

func (l *lab) carry(r Request) {
	switch r.Kind {
	case "remember":
		switch {
		case l.full != nil:
			l.Kept(r.Name, l.full.Error())
			return
		case r.Data == nil:
			delete(l.memory, r.Name)
		default:
			l.memory[r.Name] = string(r.Data)
		}
		l.Kept(r.Name, "")
	case "fresh":
		if l.unsaved {
			l.Acted("还有没保存的")
			return
		}
		l.opened, l.said = r.Data, r.Name
		l.Documents([]Document{{Doc: "draft", Away: true}, {Doc: "draft-2", Away: true}, {Doc: "draft-3", Away: true}, {Doc: "draft-4"}}, "draft-4")
		l.Acted("")
	case "follow":
		l.follows = append(l.follows, r.Name)
	}
}

// opened is the draft that was asked to be opened.
func (l *lab) draft() *session.Session {
	l.t.Helper()
	s, err := session.New(published.Dataset(), nil)
	if err != nil {
		l.t.Fatal(err)
	}
	if err := s.Open(l.opened, "sample"); err != nil {
		l.t.Fatal(err)
	}
	return s
}

// practise answers a question, so that there is something to forget.
func (l *lab) practise() string {
	l.t.Helper()
	l.Turn(Training, "")
	l.do("click", "drill-begin", "")
	l.do("hotkey", "drill-key", "a")
	if l.memory[progressName] == "" {
		l.t.Fatal("nothing is remembered")
	}
	return l.memory[progressName]
}

func TestSamplesAreOpenedBesideTheBudget(t *testing.T) {
	l := newLab(t)
	for i := range training.Samples {
		x := &training.Samples[i]
		l.wants(l.do("click", "start-open "+x.ID, ""), x.Name.In(message.ZH), x.About.In(message.ZH))
		if got := l.draft().Now().Name(); got != x.Name.In(message.ZH) || !strings.Contains(l.said, got) {
			t.Errorf("%s was opened as %q, said %q", x.ID, got, l.said)
		}
	}
	if n, _ := l.writer.Now().Edits(); n != 0 {
		t.Error("the budget that was open was changed")
	}
}

// What the text of a sample sends people to see is there.
func TestSamplesShowWhatTheySay(t *testing.T) {
	for id, c := range map[string]struct {
		page  Page
		query string
		wants string
	}{
		"transfer-split": {page: Transfers, wants: "行里是 16,000.00，测算现为 15,245.00"},
		"stale-estimate": {page: Estimates, wants: message.EstimateStale.In(message.ZH)},
	} {
		o := newOffice(t)
		if err := o.writer.Open(training.FindSample(id).Draft(o.home, message.ZH).AppendJSON(nil), id); err != nil {
			t.Fatal(err)
		}
		o.Turn(c.page, c.query)
		o.wants(o.settle(), c.wants)
	}
}

func TestOneKeyPutsTheLaptopBack(t *testing.T) {
	l := newLab(t)
	was := l.practise()
	l.Remembered("class-answers", []byte("answers"))
	l.Remembered("class-sheet", []byte("sheet"))
	l.memory["class-answers"], l.memory["class-sheet"] = "answers", "sheet"
	l.Turn(Training, "part=start")
	l.do("click", "start-use unit-slip", "")
	if l.memory[startName] != "unit-slip" {
		t.Fatalf("remembered: %v", l.memory)
	}
	l.wants(l.settle(), "打开一份新的“把元填成了万元”", "收起现在的 2 份预算")
	l.Turn(Training, "part=find")
	page := l.do("hotkey", "fresh", "F9")
	l.wants(page, "已恢复。打开了新的“把元填成了万元”，收起了 2 份预算", "练习记录和课堂答卷已清掉", "拿回恢复前的记录")
	i, _ := l.draft().Now().Find("L07")
	if a, _ := l.draft().Now().Amount(i); a.Grouped() != "830,000.00" {
		t.Errorf("the fresh budget has %s", a.Grouped())
	}
	if l.memory[progressName] != "" || l.memory["class-answers"] != "" || l.memory["before-"+progressName] != was || l.memory["before-class-answers"] != "answers" || l.memory["class-sheet"] != "sheet" {
		t.Errorf("remembered: %v", l.memory)
	}
	if len(l.follows) != 1 || l.focused != "start-report" {
		t.Errorf("led to %v, %s", l.follows, l.focused)
	}
	l.Turn(Training, "")
	l.wants(l.settle(), "练了 0 轮，见过 0 /")

	// what is answered since and what was answered before change places
	since := l.practise()
	l.do("click", "start-bring", "")
	if l.memory[progressName] != was || l.memory["before-"+progressName] != since || l.memory["class-answers"] != "answers" {
		t.Errorf("remembered: %v", l.memory)
	}
	l.wants(l.settle(), "见过 1 /", "换下来留了底")
	l.do("click", "start-bring", "")
	if l.memory[progressName] != since || l.memory["before-class-answers"] != "answers" {
		t.Errorf("remembered: %v", l.memory)
	}
	l.do("click", "start-close", "")
	if strings.Contains(l.settle(), "已恢复") {
		t.Error("the report stays")
	}
	// another visit knows of the copy
	again := newOffice(t)
	for name, data := range l.memory {
		again.Remembered(name, []byte(data))
	}
	again.Turn(Training, "part=start")
	again.wants(again.settle(), "有一份上次恢复前的记录", "打开一份新的“把元填成了万元”")
}

// Nothing answered: an earlier copy stays what it is.
func TestACopyIsNotReplacedByNothing(t *testing.T) {
	l := newLab(t)
	was := l.practise()
	l.do("hotkey", "fresh", "F9")
	l.wants(l.do("hotkey", "fresh", "F9"), "没有要清的")
	if l.memory["before-"+progressName] != was {
		t.Errorf("remembered: %v", l.memory)
	}
}

func TestNothingIsForgottenUnlessAllElseIsDone(t *testing.T) {
	l := newLab(t)
	was := l.practise()
	l.unsaved = true
	page := l.do("hotkey", "fresh", "F9")
	l.wants(page, "还有没保存的")
	if strings.Contains(page, "已恢复") || l.memory[progressName] != was || l.memory["before-"+progressName] != "" {
		t.Error("it was refused and something was done")
	}
	l.unsaved, l.full = false, errors.New("full")
	l.wants(l.do("hotkey", "fresh", "F9"), "已恢复", "没有清：full")
	if l.memory[progressName] != was {
		t.Error("what could not be copied was forgotten")
	}
	l.Turn(Training, "")
	l.wants(l.settle(), "见过 1 /")
}

// The key is heard on the wall, too, and leaves it.
func TestTheKeyIsHeardOnTheWall(t *testing.T) {
	l := newLab(t)
	l.Turn(Training, "part=show")
	l.do("click", "show-lesson", "")
	if page := l.do("hotkey", "fresh", "F9"); !strings.Contains(page, "已恢复。打开了新的“公布的预算”") {
		t.Error(page)
	}
	if !bytes.Equal(l.opened, training.Samples[0].Draft(l.home, message.ZH).AppendJSON(nil)) {
		t.Error("it is not the publication")
	}
}
