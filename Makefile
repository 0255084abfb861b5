# Everything that a developer or a nightly job calls. Needs cargo; the fonts come by scripts/fonts.sh.

CARGO ?= cargo
PROJECT ?= inputs/shanghang
PERIOD ?= 2012
# Where cargo builds, whether it is told by CARGO_TARGET_DIR, by its configuration, or by nobody.
TARGET = $(shell $(CARGO) metadata --format-version 1 --no-deps | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')

.PHONY: help demo test recompute mutations check-office renew layout kills lint doc bench pictures ci fonts build clean

help:
	@echo 'make demo   run the example project and name the files to open'
	@echo 'make test   all tests'
	@echo 'make recompute  every workbook in two spreadsheet engines, every order of folders, every leaf; long'
	@echo 'make mutations  slips at every cell that the projects are read from; hours'
	@echo 'make check-office  every workbook in LibreOffice, where that is installed'
	@echo 'make renew  the hashes of pages and workbooks, where their layout was meant to change'
	@echo 'make layout the finished PDF against GB/T 9704 and PDF/A-2a, with every mutant'
	@echo 'make lint   format and lints, warnings denied'
	@echo 'make doc    the documentation of the code'
	@echo 'make bench  time every example project, and the rendering of notices'
	@echo 'make kills  stop runs at every step and at drawn moments; a table of what they leave (minutes)'
	@echo 'make pictures  renew docs/pictures from the examples'
	@echo 'make ci     what the nightly check runs'
	@echo 'make clean  remove what cargo built; fonts and outputs stay'

demo: fonts build
	$(TARGET)/release/kaohe run $(PROJECT) --period $(PERIOD)
	@echo
	@echo 'Open:'
	@find outputs/$(notdir $(PROJECT))/$(PERIOD) -maxdepth 1 -type f \( -name '*.xlsx' -o -name '*.pdf' \) | sort | sed 's/^/  /'

test: fonts
	@# By itself, so that its dependencies do not change the features of the program's.
	$(CARGO) build --release --package second-engine
	$(CARGO) test --release

# The whole of what `make test` takes samples from.
recompute: fonts
	KAOHE_ALL=1 $(CARGO) test --release --test suite -- --show-output engines changed same_bytes leaves

# Every cell; KAOHE_ALL=3 takes three of each column.
mutations: fonts
	KAOHE_ALL=1000000 $(CARGO) test --release --test suite -- --show-output no_slip_passes

# A third opinion on the workbooks of every project, with results.csv; LibreOffice must be there.
check-office: fonts
	KAOHE_ALL=1 $(CARGO) test --release --test suite -- --ignored --show-output office

renew: fonts
	KAOHE_RENEW=1 $(CARGO) test --release --test suite pins
	git diff --stat tests/expected

layout: fonts
	KAOHE_ALL=1 $(CARGO) test --release --test suite layout

lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --release --all-targets -- -D warnings
	@# By itself, so that its dependencies do not change the features of the program's.
	$(CARGO) clippy --release --package second-engine --all-targets -- -D warnings

doc:
	RUSTDOCFLAGS='-D warnings' $(CARGO) doc --release --no-deps --document-private-items

bench: fonts build
	$(CARGO) bench --bench stages --profile release
	$(CARGO) bench --bench notices --profile release
	$(CARGO) bench --bench documents --profile release

kills: fonts
	KAOHE_ALL=1 $(CARGO) test --release --test suite whole:: -- --nocapture

pictures: fonts build
	scripts/pictures.sh

ci:
	.ci/run

fonts:
	scripts/fonts.sh

build:
	@# With the tests: cargo then settles one set of features, and `make test` compiles nothing heavy again.
	$(CARGO) build --release --all-targets

clean:
	$(CARGO) clean
