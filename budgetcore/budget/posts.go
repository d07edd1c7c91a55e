package budget

import (
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Posts is what a unit's public spending is set by: 定员定额, so much a year for
// each approved post. It stands beside the lines and moves none by itself.
type Posts struct {
	Unit string
	// Posts are approved (编制), Staff in service (在职); the quota goes by posts.
	Posts, Staff int
	// Quota is a year's public spending for one post.
	Quota money.Amount
}

const (
	maxPosts = 1_000_000
	maxQuota = 10_000 * money.Wan
)

// Amount is what the quota gives the unit: standard × posts. It cannot
// overflow within what Check allows.
func (p *Posts) Amount() money.Amount { return p.Quota * money.Amount(p.Posts) }

// CheckPosts refuses posts of units that the budget does not have or that are
// there twice, and counts or quotas that are none.
func (d *Dataset) CheckPosts(list []Posts) error {
	seen := make(map[string]bool)
	for _, p := range list {
		if d.UnitName(p.Unit) == "" || p.Unit == d.Department.Code {
			return message.At("posts", message.UnitUnknown.Error(clip(p.Unit)))
		}
		if seen[p.Unit] {
			return message.At("posts", message.OwnUnitTwice.Error(p.Unit))
		}
		seen[p.Unit] = true
		if p.Posts < 0 || p.Posts > maxPosts || p.Staff < 0 || p.Staff > maxPosts {
			return message.At(p.Unit, message.PostsCount.Error(maxPosts))
		}
		if p.Quota < 0 || p.Quota > maxQuota {
			return message.At(p.Unit, message.PostsQuota.Error(maxQuota.Grouped()))
		}
	}
	return nil
}

// AppendPosts appends posts as they stand in a draft file.
func AppendPosts(b []byte, list []Posts) []byte {
	b = append(b, '[')
	for i, p := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = quote(append(b, `{"unit":`...), p.Unit)
		b = strconv.AppendInt(append(b, `,"posts":`...), int64(p.Posts), 10)
		b = strconv.AppendInt(append(b, `,"staff":`...), int64(p.Staff), 10)
		b = quote(append(b, `,"quota":`...), p.Quota.String())
		b = append(b, '}')
	}
	return append(b, ']')
}

var postMembers = []string{"unit", "posts", "staff", "quota"}

// posts reads what AppendPosts writes.
func (r *draftReader) posts() ([]Posts, error) {
	var list []Posts
	err := r.array('{', message.TypeObject, func() error {
		var p Posts
		err := r.object(postMembers, func(name string) error {
			switch name {
			case "unit":
				return r.text(&p.Unit)
			case "posts":
				return r.integer(&p.Posts)
			case "staff":
				return r.integer(&p.Staff)
			}
			var quota string
			if err := r.text(&quota); err != nil {
				return err
			}
			return parseInto(&p.Quota, quota)
		})
		list = append(list, p)
		return err
	})
	return list, err
}
