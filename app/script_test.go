package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"suanpan": func() { os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the program as its users do. Beside testscript's own commands:
//
//	done ARGS…              exit code 0 and nothing on stderr
//	refused ARGS…           exit code 2, nothing on stdout and one line on stderr, in
//	                        Chinese and in English; stderr is then the English one
//	bytes FILE QUOTED       writes a file from a Go string
//	draft FILE EDITS [MORE] writes a draft of one line from the inside of its list of
//	                        edits and more members; SHA256 stands for the base's hash
//	adds FILE N AMOUNT      writes a draft that adds N lines of AMOUNT
//	effect N DRAFT WANT …   rows of annex N, or of its --part, that a draft removes (-) and brings (+)
func TestScripts(t *testing.T) {
	printed, err := filepath.Abs("../budgetcore/published/testdata")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := os.ReadFile("../budgetcore/published/data/lines.csv")
	if err != nil {
		t.Fatal(err)
	}
	hash := fmt.Sprintf("%x", sha256.Sum256(lines))
	write := func(ts *testscript.TestScript, name, content string) {
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(content), 0o600))
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("PRINTED", printed)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"done": func(ts *testscript.TestScript, _ bool, args []string) {
				if code := exitCode(ts, args); code != 0 {
					ts.Fatalf("exit code %d, not 0", code)
				}
				if s := ts.ReadFile("stderr"); s != "" {
					ts.Fatalf("stderr should be empty")
				}
			},
			"refused": func(ts *testscript.TestScript, _ bool, args []string) {
				said := map[string]bool{}
				for _, lang := range []string{"zh", "en"} {
					if code := exitCode(ts, slices.Concat([]string{"--lang", lang}, args)); code != 2 {
						ts.Fatalf("exit code %d, not 2", code)
					}
					if ts.ReadFile("stdout") != "" {
						ts.Fatalf("stdout should be empty")
					}
					s := ts.ReadFile("stderr")
					if strings.Count(s, "\n") != 1 || !strings.HasSuffix(s, "\n") || strings.TrimSpace(s) == "" {
						ts.Fatalf("stderr should be one line")
					}
					if lang == "zh" && !strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
						ts.Fatalf("stderr should be in Chinese")
					}
					said[s] = true
				}
				if len(said) != 2 {
					ts.Fatalf("both languages say the same")
				}
			},
			"bytes": func(ts *testscript.TestScript, _ bool, args []string) {
				s, err := strconv.Unquote(`"` + strings.ReplaceAll(args[1], `"`, `\"`) + `"`)
				ts.Check(err)
				write(ts, args[0], s)
			},
			"draft": func(ts *testscript.TestScript, _ bool, args []string) {
				more := ""
				if len(args) > 2 {
					more = "," + strings.ReplaceAll(args[2], "SHA256", hash)
				}
				write(ts, args[0], fmt.Sprintf(
					`{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","name":"试算","edits":[%s]%s}`, args[1], more)+"\n")
			},
			"adds": func(ts *testscript.TestScript, _ bool, args []string) {
				n, err := strconv.Atoi(args[1])
				ts.Check(err)
				edits := make([]string, n)
				for i := range edits {
					edits[i] = fmt.Sprintf(`{"op":"add","line":{"id":"N%d","amount":%q}}`, i+1, args[2])
				}
				write(ts, args[0], `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","name":"",`+
					"\"edits\":[\n"+strings.Join(edits, ",\n")+"\n]}\n")
			},
			"effect": func(ts *testscript.TestScript, _ bool, args []string) {
				command := slices.Concat([]string{"tables", "--annex", args[0], "--draft", args[1]}, args[3:])
				if code := exitCode(ts, command); code != 0 {
					ts.Fatalf("exit code %d, not 0", code)
				}
				number, err := strconv.Atoi(args[0])
				ts.Check(err)
				names, err := filepath.Glob(filepath.Join(printed, fmt.Sprintf("annex%02d_%s*.csv", number, part(args[3:]))))
				ts.Check(err)
				before := strings.Split(ts.ReadFile(names[0]), "\n")
				after := strings.Split(ts.ReadFile("stdout"), "\n")
				var got strings.Builder
				for _, line := range before {
					if !slices.Contains(after, line) {
						got.WriteString("-" + line + "\n")
					}
				}
				for _, line := range after {
					if !slices.Contains(before, line) {
						got.WriteString("+" + line + "\n")
					}
				}
				want := ""
				if args[2] != "nothing" {
					want = ts.ReadFile(args[2])
				}
				if got.String() != want {
					ts.Fatalf("annex %s changed by\n%swant\n%s", args[0], got.String(), want)
				}
			},
		},
	})
}

func exitCode(ts *testscript.TestScript, args []string) int {
	err := ts.Exec("suanpan", args...)
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode()
	}
	ts.Check(err)
	return 0
}

// part is the value of --part among args, "" if there is none.
func part(args []string) string {
	if i := slices.Index(args, "--part"); i >= 0 {
		return args[i+1]
	}
	return ""
}
