SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

goflags := -trimpath -buildvcs=false -ldflags="-s -w -buildid="
wasmenv := GOOS=js GOARCH=wasm
# Calls that are copied into their callers make the page a thirtieth larger;
# only where edits are counted is that worth it.
outofline := $(foreach p,app/ui app/store app/session $(addprefix budgetcore/,articulation budget classification disclosure intake narrative published standard scenario statement transfer),-gcflags=suanpan/$(p)=-l) -gcflags=github.com/go-json-experiment/json/...=-l
# Nothing else runs beside anything, or keeps what it made once.
beside := ./app/serve ./app/store ./app/ui ./budgetcore/loan ./budgetcore/published ./budgetcore/standard
# Native tests make many small drafts: a third of their time went into collecting
# them. In the browser fresh memory costs more than collecting does.
roomy := GOGC=400
core := ./budgetcore/... ./app/session/... ./app/desk/... ./app/store/...

gosrc := go.mod go.sum $(shell find budgetcore app wasm web -type f -not -path 'web/dist/*' -not -path 'web/src/*' -not -name '*_test.go' -not -path '*/testdata/*')
websrc := web/build.mjs web/compress.mjs $(shell find web/src web/icons -type f)

.PHONY: dist dist-test help run build test deps vet test-go test-race test-wasm test-cases test-browser screenshots size bench clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: build ## build what is stale and open the calculator
	bin/suanpan serve

build: bin/suanpan ## build bin/suanpan, the page inside

test: deps vet test-go test-race test-wasm test-cases test-browser size ## everything CI runs

node_modules/.package-lock.json: package-lock.json package.json
	npm ci --no-audit --no-fund
	@touch $@

.cache/app.wasm: $(filter-out app/serve/% app/desk/% wasm/desk/% web/%,$(gosrc))
	@mkdir -p $(@D)
	$(wasmenv) go build $(goflags) $(outofline) -o $@ ./wasm

.cache/desk.wasm: $(filter-out app/serve/% app/ui/% app/store/% web/%,$(gosrc))
	@mkdir -p $(@D)
	$(wasmenv) go build $(goflags) -o $@ ./wasm/desk

.cache/dist.stamp: .cache/app.wasm .cache/desk.wasm $(websrc) node_modules/.package-lock.json
	node web/build.mjs
	@touch $@

bin/suanpan: .cache/dist.stamp web/src/worker-template.js $(gosrc)
	@mkdir -p $(@D)
	CGO_ENABLED=0 go build $(goflags) -o $@ ./app

# one file a system, the page inside, nothing to install
targets := windows-amd64 windows-arm64 linux-amd64 linux-arm64 linux-loong64 darwin-amd64 darwin-arm64

dist: .cache/dist.stamp web/src/worker-template.js $(gosrc) ## one program for each system in dist/, to be carried on a stick
	@mkdir -p dist
	@for target in $(targets); do \
		name=dist/suanpan-$$target; \
		case $$target in windows-*) name=$$name.exe;; esac; \
		echo "$$name"; \
		CGO_ENABLED=0 GOOS=$${target%-*} GOARCH=$${target#*-} go build $(goflags) -o $$name ./app; \
	done
	@cd dist && sha256sum suanpan-* > SHA256SUMS

dist-test: dist ## run programs of dist/ from an empty folder, without a network
	test/dist.sh

deps: ## check for Go, Node and Chromium; install Chromium where apt can
	@command -v go >/dev/null || { echo "Go 1.26 or newer is needed: https://go.dev/dl" >&2; exit 1; }
	@command -v node >/dev/null || { echo "Node.js 20 or newer is needed: https://nodejs.org" >&2; exit 1; }
	@node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' || { echo "Node.js 20 or newer is needed, this is $$(node --version)" >&2; exit 1; }
	@if [ -x "$${SUANPAN_CHROMIUM:-}" ] || command -v chromium google-chrome >/dev/null; then exit 0; fi; \
	as=; if [ "$$(id -u)" != 0 ]; then as="sudo -n"; fi; \
	if command -v apt-get >/dev/null && $$as true 2>/dev/null; then \
		$$as apt-get update -q; \
		DEBIAN_FRONTEND=noninteractive $$as apt-get install -qy chromium fonts-noto-cjk; \
	else \
		echo "Chromium is needed for the browser tests: install the package chromium (and fonts-noto-cjk), or set SUANPAN_CHROMIUM to its program" >&2; exit 1; \
	fi

vet: ## formatting, go vet, staticcheck
	@unformatted=$$(go tool gofumpt -l app budgetcore test wasm web); \
	if [ -n "$$unformatted" ]; then echo "run go tool gofumpt -w on:" >&2; echo "$$unformatted" >&2; exit 1; fi
	go vet ./...
	$(wasmenv) go vet ./wasm/... ./app/ui/... $(core)
	go tool staticcheck ./...

test-go: ## tests of the native program and the core
	$(roomy) go tool gotestsum --format pkgname -- ./...

test-race: ## where things run side by side, with the race detector, if there is a C compiler
	@if [ "$$(go env CGO_ENABLED)" = 1 ] && command -v "$$(go env CC)" >/dev/null; then \
		go tool gotestsum --format pkgname -- -race -short $(beside); \
	else echo "no C compiler: the race detector is left out"; fi

test-wasm: ## the core's tests compiled for the browser, run by Node
	$(wasmenv) go test -exec "$$(go env GOROOT)/lib/wasm/go_js_wasm_exec" $(core)

test-cases: ## the worked cases, by second programs that know only the rules in docs
	node test/cases/reckon.mjs
	node test/cases/loans.mjs
	node test/cases/transfer.mjs

test-browser: build ## the page in Chromium
	node --test test/browser/*.test.mjs

screenshots: build ## pictures of each page, for the README
	node test/browser/screenshots.mjs

.cache/empty.wasm.br: go.mod go.sum test/size/empty/main.go web/compress.mjs
	@mkdir -p $(@D)
	$(wasmenv) go build $(goflags) -o .cache/empty.wasm ./test/size/empty
	node web/compress.mjs .cache/empty.wasm

size: .cache/empty.wasm.br .cache/dist.stamp ## the page's program against an empty one of the same framework
	@node test/size/compare.mjs .cache/empty.wasm.br web/dist/app.wasm.br 1.6

.cache/%-test.wasm: FORCE
	@mkdir -p $(@D)
	$(wasmenv) go test -c $(outofline) -o $@ ./budgetcore/$*

bench: build .cache/ledger-test.wasm .cache/disclosure-test.wasm .cache/scenario-test.wasm .cache/loan-test.wasm .cache/classification/edition-test.wasm size ## what an edit costs, in Chromium, held to the bars themselves
	node test/bench/wasm-test.mjs .cache/ledger-test.wasm -test.v -test.run 'Cost|Columns' -test.bench . -strict
	node test/bench/wasm-test.mjs .cache/disclosure-test.wasm -test.v -test.run Cost -test.bench . -strict
	node test/bench/wasm-test.mjs .cache/scenario-test.wasm -test.v -test.run Cost -strict
	node test/bench/wasm-test.mjs .cache/loan-test.wasm -test.v -test.run Cost -strict
	node test/bench/wasm-test.mjs .cache/classification/edition-test.wasm -test.v -test.run Cost -strict
	node test/bench/enter.mjs
	node test/bench/large.mjs
	node test/bench/desk.mjs

FORCE:

clean: ## remove what was built
	rm -rf bin dist .cache node_modules
	find web/dist -mindepth 1 -not -name .keep -delete
