package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/intake"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/workbook"
)

// start founds the budget of a department and writes it as a draft file.
func (c *cli) start() *cobra.Command {
	cmd := &cobra.Command{Use: "start --name N --year Y [--lines F]", Short: c.say(message.CommandStart), Args: noArgs}
	name := cmd.Flags().String("name", "", c.say(message.FlagDepartment))
	year := cmd.Flags().String("year", "", c.say(message.FlagYear))
	code := cmd.Flags().String("code", "", c.say(message.FlagCode))
	lines := cmd.Flags().String("lines", "", c.say(message.FlagLines))
	unit := cmd.Flags().String("unit", "", c.say(message.FlagSheetUnit))
	cmd.RunE = func(*cobra.Command, []string) error {
		for _, must := range []string{"name", "year"} {
			if v, _ := cmd.Flags().GetString(must); v == "" {
				return message.FlagMissing.Error(must)
			}
		}
		choices := intake.Choices{Heads: -1}
		switch *unit {
		case "":
		case "wan":
			choices.Unit = money.Wan
		case "yuan":
			choices.Unit = money.Yuan
		default:
			return message.At("--unit", message.SheetUnitUnknown.Error(*unit))
		}
		own := &budget.Own{Department: budget.Unit{Code: *code, Name: *name}, Year: *year}
		var edits []budget.Edit
		if *lines != "" {
			text, err := c.sheet(*lines)
			if err != nil {
				return err
			}
			cells, err := intake.Split(text)
			if err != nil {
				return message.At(*lines, err)
			}
			var s *intake.Sheet
			if s, own, edits, err = intake.Found(cells, *own, published.Dataset(), choices); err != nil {
				return message.At(*lines, err)
			}
			if err := c.understood(*lines, s); err != nil {
				return err
			}
		}
		ds, err := own.Dataset(published.Dataset())
		if err != nil {
			return err
		}
		d := budget.NewDraft(ds)
		d.Edits, d.Cursor = edits, len(edits)
		_, err = c.out.Write(d.AppendJSON(nil))
		return err
	}
	return cmd
}

// understood says on the side what was understood; a row that is wrong refuses
// the sheet.
func (c *cli) understood(file string, s *intake.Sheet) error {
	if n := s.Wrong(); n > 0 {
		i := slices.IndexFunc(s.Rows, func(r intake.Row) bool { return r.Err != nil })
		err := s.Rows[i].Err
		if n > 1 {
			err = message.IntakeRowsWrong.Error(err, n)
		}
		return message.At(fmt.Sprintf("%s:%d", file, s.Rows[i].At), err)
	}
	for _, total := range s.Totals {
		if total.Added != total.Stated {
			fmt.Fprintf(c.errs, "%s:%d: %s\n", file, total.At, c.say(message.IntakeTotalDiffers, total.Name, total.Stated.GroupedExact(), total.Added.GroupedExact()))
		}
	}
	for i := range s.Rows {
		for _, doubt := range s.Rows[i].Doubts {
			fmt.Fprintf(c.errs, "%s:%d: %s\n", file, s.Rows[i].At, doubt.In(c.lang))
		}
	}
	if !s.Says { // what was guessed has to be seen
		in := message.UnitWan
		if s.Unit == money.Yuan {
			in = message.UnitYuan
		}
		fmt.Fprintln(c.errs, c.say(message.IntakeUnderstood, len(s.Rows), in, s.Sum.GroupedExact()))
	}
	return nil
}

func (c *cli) sheet(file string) (string, error) { return c.textFile("--lines", file) }

// cells reads a table: a text, or a workbook. flag is what named the file.
func (c *cli) cells(flag, file string) ([][]string, error) {
	if !strings.EqualFold(filepath.Ext(file), ".xlsx") {
		text, err := c.textFile(flag, file)
		if err != nil {
			return nil, err
		}
		cells, err := intake.Split(text)
		return cells, message.At(file, err)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, message.At(flag, message.FileCannotOpen.Error(file, reason(err)))
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, workbook.MaxBytes+1))
	if err != nil {
		return nil, message.At(flag, message.FileCannotOpen.Error(file, reason(err)))
	}
	return workbook.Read(data, file)
}

// textFile reads a text as offices save them: UTF-8, UTF-16 with its mark, or
// GB 18030. flag is what named the file.
func (c *cli) textFile(flag, file string) (string, error) {
	r := c.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return "", message.At(flag, message.FileCannotOpen.Error(file, reason(err)))
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, budget.MaxDraftBytes+1))
	if err != nil {
		return "", message.At(flag, message.FileCannotOpen.Error(file, reason(err)))
	}
	if len(data) > budget.MaxDraftBytes {
		return "", message.At(file, message.DraftTooLarge.Error(budget.MaxDraftBytes>>20))
	}
	if len(data) >= 2 && (data[0] == 0xff && data[1] == 0xfe || data[0] == 0xfe && data[1] == 0xff) {
		data, _, err = transform.Bytes(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder(), data)
	} else if !utf8.Valid(data) {
		data, _, err = transform.Bytes(simplifiedchinese.GB18030.NewDecoder(), data)
	}
	if err != nil {
		return "", message.At(file, message.TextNotUTF8.Error())
	}
	return string(data), nil
}
