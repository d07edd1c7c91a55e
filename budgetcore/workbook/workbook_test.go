package workbook_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/workbook"
)

// book packs a workbook of one sheet as Excel and WPS do.
func book(t testing.TB, sheet string, more ...string) []byte {
	t.Helper()
	parts := []string{
		"[Content_Types].xml", `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="目录" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
		"xl/styles.xml", `<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>编码</t></si><si><r><t>名</t></r><r><t>称</t></r></si></sst>`,
		"xl/worksheets/sheet1.xml", `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + sheet + `</sheetData></worksheet>`,
	}
	parts = append(parts, more...)
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestCellsAreReadAsTheyStand(t *testing.T) {
	cells, err := workbook.Read(book(t, `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>`+
		`<row r="3"><c r="A3"><v>2080501</v></c><c r="C3" t="inlineStr"><is><t>行政单位离退休</t></is></c></row>`), "目录.xlsx")
	want := [][]string{{"编码", "名称"}, nil, {"2080501", "", "行政单位离退休"}}
	if err != nil || !reflect.DeepEqual(cells, want) {
		t.Errorf("%q, %v", cells, err)
	}
}

func TestWorkbooksAreRefusedWithTheReason(t *testing.T) {
	bomb := strings.Repeat("0", 65<<20)
	for name, test := range map[string]struct {
		data []byte
		want *message.Text
	}{
		"no zip at all":             {[]byte("编码,名称"), message.WorkbookUnreadable},
		"an empty file":             {nil, message.WorkbookUnreadable},
		"cut off":                   {book(t, `<row r="1"><c r="A1"><v>1</v></c></row>`)[:300], message.WorkbookUnreadable},
		"no cells":                  {book(t, ""), message.WorkbookEmpty},
		"a shared text it lacks":    {book(t, `<row r="1"><c r="A1" t="s"><v>9</v></c></row>`), message.WorkbookUnreadable},
		"broken markup":             {book(t, `<row r="1"><c r="A1"><v>1</c></row>`), message.WorkbookUnreadable},
		"a cell a million rows off": {book(t, `<row r="1048576"><c r="A1048576"><v>1</v></c></row>`), message.WorkbookTooLong},
		"a cell in the last column": {book(t, `<row r="1"><c r="XFD1"><v>1</v></c></row>`), message.WorkbookTooLong},
		"65 MB in a small file":     {book(t, `<row r="1"><c r="A1"><v>1</v></c></row>`, "xl/media/x.xml", bomb), message.WorkbookTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			cells, err := workbook.Read(test.data, "a.xlsx")
			var e *message.Error
			if !errors.As(err, &e) || e.Message.Text != test.want {
				t.Errorf("read %q, %v", cells, err)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`)
	f.Add(`<row r="0"><c r="" t="b"><v>1</v></c></row><row><c r="B2" s="7"><v>4.5e3</v></c></row>`)
	f.Fuzz(func(t *testing.T, sheet string) {
		cells, err := workbook.Read(book(t, sheet), "f.xlsx")
		if (err == nil) == (len(cells) == 0) {
			t.Errorf("%q, %v", cells, err)
		}
	})
}
