package training

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
)

// ReadOwn reads questions of one's own from the cells of a table: heads 题目
// (question), 正确答案 (right), 错误答案 (wrong, as many columns as wanted) and
// 解释 (why). The right answer is given a place that follows from the seed.
func ReadOwn(cells [][]string, seed uint64) ([]Own, error) {
	if len(cells) == 0 {
		return nil, message.OwnHeads.Error()
	}
	ask, right, why := -1, -1, -1
	var wrong []int
	for i, head := range cells[0] {
		switch strings.ToLower(strings.TrimSpace(strings.TrimPrefix(head, "\ufeff"))) {
		case "question", "题目":
			ask = i
		case "right", "正确答案":
			right = i
		case "wrong", "错误答案":
			wrong = append(wrong, i)
		case "why", "解释":
			why = i
		}
	}
	if ask < 0 || right < 0 || wrong == nil {
		return nil, message.OwnHeads.Error()
	}
	var list []Own
	for n, row := range cells[1:] {
		at := func(i int) string {
			if i < 0 || i >= len(row) {
				return ""
			}
			return strings.TrimSpace(row[i])
		}
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		o := Own{Ask: at(ask), Why: at(why), Options: []string{at(right)}}
		for _, i := range wrong {
			if s := at(i); s != "" {
				o.Options = append(o.Options, s)
			}
		}
		o.Right = newDraws(seed, "own", o.Ask).below(len(o.Options))
		o.Options[0], o.Options[o.Right] = o.Options[o.Right], o.Options[0]
		if err := o.check(); err != nil {
			return nil, message.At(strconv.Itoa(n+2), err)
		}
		list = append(list, o)
	}
	if len(list) > maxQuestions {
		return nil, message.TrainingNumber.Error(len(list), 1, maxQuestions)
	}
	return list, nil
}
