package narrative

import (
	"html"
	"strconv"
	"strings"
)

// Nothing stands in Run.Was for a figure that the publication does not have.
const Nothing = "—"

// HTML writes the text as a page of its own, to be printed or opened in a word
// processor: what differs from the publication is marked as inserted, behind
// what was published, struck out.
func (t *Text) HTML(title string) string {
	var b strings.Builder
	b.WriteString("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + html.EscapeString(title) + "</title>\n")
	b.WriteString("<style>body{max-width:42em;margin:2em auto;line-height:1.8;font-family:serif}p{text-indent:2em;margin:.4em 0}" +
		"ins{background:#fff3c4;text-decoration:underline}del{color:#8a1c1c}@page{size:A4;margin:25mm}</style>\n</head>\n<body>\n")
	b.WriteString("<h1>" + html.EscapeString(title) + "</h1>\n")
	for _, x := range t.Blocks {
		element := "p"
		if x.Level > 0 {
			element = "h" + strconv.Itoa(min(x.Level+1, 6))
		}
		b.WriteString("<" + element + ">")
		for _, r := range x.Runs {
			if r.Was != "" && r.Was != Nothing {
				b.WriteString("<del>" + html.EscapeString(r.Was) + "</del>")
			}
			text := html.EscapeString(r.Text)
			if r.Was != "" && text != "" {
				text = "<ins>" + text + "</ins>"
			}
			b.WriteString(text)
		}
		b.WriteString("</" + element + ">\n")
	}
	b.WriteString("</body>\n</html>\n")
	return b.String()
}
