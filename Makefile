# make test is the one command before a push: it installs what the tests need,
# checks the code, and runs every test, with the race detector.

GO ?= go

.PHONY: all run build test install check generate unit browser bench screenshots

all: build

run:
	$(GO) run .

build: generate
	$(GO) build -trimpath -o workfit .

test: install check unit

# What tests need beside Go and Node: a real Redis, a real Chromium and an R to
# hold our statistics against, from the distribution's packages, and the browser
# driver from npm at its locked version.
install:
	@command -v redis-server >/dev/null && command -v chromium >/dev/null && Rscript -e 'library(psych)' >/dev/null 2>&1 || { \
		echo "installing redis-server, chromium and R"; \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
			redis-server chromium r-base-core r-cran-psych >/dev/null; }
	@cd server/browser && { [ -d node_modules ] && cmp -s package-lock.json node_modules/.installed || { \
		npm ci --silent --no-audit --no-fund && cp package-lock.json node_modules/.installed; }; }

# Formatting, vet, staticcheck, and generated pages that are those of their
# templates.
check:
	@test -z "$$($(GO) tool gofumpt -l .)" || { echo "not formatted:"; $(GO) tool gofumpt -l .; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	@$(GO) tool templ generate -log-level error
	@git diff --exit-code --stat -- '*_templ.go' || { echo "generated pages differ from their templates: commit what make generate writes"; exit 1; }

generate:
	$(GO) tool templ generate -log-level error

# -shuffle finds tests that lean on one another. The browser test is among them.
unit:
	$(GO) test -race -shuffle=on ./...

browser: install
	$(GO) test -count=1 -v ./server/browser

screenshots: install
	WORKFIT_SCREENSHOTS=1 $(GO) test -count=1 ./server/browser

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...
