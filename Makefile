# make demo    builds what users run and checks and prices real requests
# make test    proves it
# The rest is listed by `make help`.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
APT_PACKAGES = libcurl4-openssl-dev libre2-dev libssl-dev libxml2-dev libyajl-dev libyaml-dev pkg-config python3 zlib1g-dev

# The release build is what users run: the Swift and C++ standard libraries, RE2, libyaml, zlib and libcrypto are linked
# statically, since each shared library takes time to load. SwiftPM asks for the C++ library as `-lstdc++`, so the static one
# stands alone in a folder where the linker looks first. Nothing looks a symbol of the programs up, so that none is exported.
# Nothing reads debugging information either; without it the programs are 0.6 MB smaller, even stripped. Functions of the same
# code are one, unless their addresses are compared. What must be relocated is packed, which saves a fifth of the instructions
# of a start and a megabyte; the loader of glibc 2.36 or later understands it. A package may bring libraries in `lib` beside the
# companion. Without a build id, the same sources give the same bytes in every folder.
STATIC = .build/static
RELEASE = -c release --static-swift-stdlib -debug-info-format none -Xswiftc -use-ld=lld \
	-Xlinker -L$(CURDIR)/$(STATIC) -Xlinker --no-export-dynamic -Xlinker --icf=safe -Xlinker --build-id=none \
	-Xlinker -z -Xlinker pack-relative-relocs -Xlinker --disable-new-dtags -Xlinker '-rpath=$$ORIGIN/lib' \
	-Xswiftc -Xclang-linker -Xswiftc -static-libgcc
DIST = dist
# Everything that a build says.
LOG = .build/make.log
BENCHMARKS = Benchmarks/cel/Package.swift Benchmarks/cel/Sources Benchmarks/gate/Package.swift Benchmarks/gate/Sources Benchmarks/simulation/Package.swift Benchmarks/simulation/Sources

.PHONY: all help setup demo test test-peers test-hostile test-threads conformance docs fuzz catalog bench-start bench-cel bench-gate bench-search bench-simulation bench-catalog lint format golden examples install uninstall package clean

all: $(DIST)/bin/tollgate

help:
	@sed -n 's/^## //p' Makefile

## make              build the release program into dist/
## make setup        install what the build needs (apt), and check the Swift toolchain
setup:
	@./Tools/setup.sh $(APT_PACKAGES)

$(STATIC)/libstdc++.a: | setup
	@mkdir -p $(STATIC)
	@ln -sf "$$("$$(dirname "$$(readlink -f "$$(command -v $(SWIFT))")")/clang" -print-file-name=libstdc++.a)" $@

.PHONY: $(DIST)/bin/tollgate
$(DIST)/bin/tollgate: setup $(STATIC)/libstdc++.a
	@./Tools/build.sh $(LOG) $(SWIFT) build $(RELEASE) -- --target Programs
	@$(MAKE) --no-print-directory stage STAGE=$(DIST)
	@echo "$@ is $$($@ --version)"

.PHONY: stage
stage:
	@install -d $(STAGE)/bin $(STAGE)/libexec/tollgate $(STAGE)/share/tollgate/Catalog/regions
	@install -s -m 755 .build/release/tollgate $(STAGE)/bin/tollgate
	@install -s -m 755 .build/release/tollgate-remote $(STAGE)/libexec/tollgate/
	@objcopy --remove-section=.swift_modhash $(STAGE)/bin/tollgate
	@objcopy --remove-section=.swift_modhash $(STAGE)/libexec/tollgate/tollgate-remote
	@install -m 644 Catalog/*.xml Catalog/catalog.rng Catalog/cost-profile.yaml $(STAGE)/share/tollgate/Catalog/
	@rm -f $(STAGE)/share/tollgate/Catalog/regions/*.xml
	@install -m 644 Catalog/regions/*.xml $(STAGE)/share/tollgate/Catalog/regions/
	@$(STAGE)/bin/tollgate catalog compile --catalog $(STAGE)/share/tollgate/Catalog >/dev/null
	@./Tools/revision.sh >$(STAGE)/share/tollgate/revision
	@./Tools/licenses.sh $(STAGE)/share/tollgate/licenses $(SWIFT)
	@install -d $(STAGE)/share/tollgate/Policies
	@install -m 644 Policies/* $(STAGE)/share/tollgate/Policies/
	@install -d $(STAGE)/share/tollgate/Schemas
	@install -m 644 Schemas/*.json $(STAGE)/share/tollgate/Schemas/
	@python3 Tools/completions.py $(STAGE)/bin/tollgate $(STAGE)/share/tollgate/completions

# A control plane for tests and the demonstration, built with the programs; never installed.
FAKE = .build/release/FakeControlPlane
.PHONY: $(FAKE)
$(FAKE): $(DIST)/bin/tollgate

# Evaluates expressions for the comparison with another engine; never installed.
CEL_BATCH = .build/release/CELBatch
.PHONY: $(CEL_BATCH)
$(CEL_BATCH): setup $(STATIC)/libstdc++.a
	@./Tools/build.sh $(LOG).batch $(SWIFT) build $(RELEASE) -- --product CELBatch

## make demo         build, then check, price and submit real requests, the last to a fake control plane
demo: $(DIST)/bin/tollgate $(FAKE)
	@./Tools/demo.sh $(DIST)/bin/tollgate $(FAKE)

## make test         run every test and print the line coverage of Sources
test: setup
	@./Tools/test.sh

## make test-peers   compare with other people's programs (fetched from PyPI)
test-peers: $(DIST)/bin/tollgate $(FAKE) $(CEL_BATCH) package
	@./Tools/test-peers.sh $(DIST)/bin/tollgate $(FAKE) $(CEL_BATCH)

## make test-hostile try what hostile files, names, arguments and servers do on the release build
test-hostile: $(DIST)/bin/tollgate
	@./Tools/test-hostile.sh $(DIST)/bin/tollgate

## make conformance  run the CEL specification's own tests, from the folder that CEL_CONFORMANCE_DIR names
conformance: setup $(STATIC)/libstdc++.a
	@./Tools/build.sh $(LOG).conformance $(SWIFT) build $(RELEASE) -- --product CELConformance
	@.build/release/CELConformance

## make fuzz         fuzz the readers, or those of FUZZ_TARGETS, with libFuzzer, FUZZ_SECONDS each (60)
fuzz: setup
	@./Tools/fuzz.sh $(or $(FUZZ_SECONDS),60)

## make test-threads evaluate CEL programs in eight tasks under the thread sanitizer
test-threads: setup
	@./Tools/test-threads.sh

## make bench-start  count the instructions of a start, and time it and 10,000 files in turn with ruff and ryl
bench-start: $(DIST)/bin/tollgate
	@./Benchmarks/start.sh $(DIST)/bin/tollgate

## make bench-cel    measure the CEL engine on a policy of six rules, against the same written by hand
bench-cel: setup
	@./Benchmarks/cel.sh

## make bench-gate   measure rules, cost and policies on one request, batches of requests, and reports on many
bench-gate: $(DIST)/bin/tollgate
	@./Benchmarks/gate.sh $(DIST)/bin/tollgate

## make bench-search  time suggestions, and the prices of policies over 10,000 requests
bench-search: $(DIST)/bin/tollgate
	@python3 Benchmarks/policy_price.py $(DIST)/bin/tollgate

## make bench-simulation  measure the simulation against other programs; TRACE names a trace for a part of it
bench-simulation: setup
	@./Benchmarks/simulation.sh

## make bench-catalog  measure imports of large files, which INPUTS names, against other programs
bench-catalog: $(DIST)/bin/tollgate
	@./Benchmarks/catalog.sh $(DIST)/bin/tollgate

## make docs         build the documentation of the CEL module (DocC)
docs: setup
	@./Tools/docs.sh

## make lint         check the formatting and style of every Swift file, and what modules import
lint:
	@./Tools/setup.sh python3
	$(SWIFT) format lint --recursive --strict Package.swift Sources Tests Fuzz $(BENCHMARKS)
	$(SWIFT) package dump-package | python3 Tools/check_modules.py

## make format       apply the formatting
format:
	$(SWIFT) format --recursive --in-place Package.swift Sources Tests Fuzz $(BENCHMARKS)

## make examples     run the commands that README and Docs show, and write what they print into the pages
examples: $(DIST)/bin/tollgate
	@python3 Tools/examples.py $(DIST)/bin/tollgate --write

## make golden       write the golden files of the tests anew; review the diff
golden: setup
	@./Tools/golden.sh

## make catalog      rebuild Catalog/ from its sources; review the diff
catalog: $(DIST)/bin/tollgate
	@./Tools/catalog.sh $(DIST)/bin/tollgate

## make install      install the program and its catalog under PREFIX (/usr/local)
install: $(DIST)/bin/tollgate
	@$(MAKE) --no-print-directory stage STAGE=$(DESTDIR)$(PREFIX)
	@echo "installed $(DESTDIR)$(PREFIX)/bin/tollgate, libexec/tollgate and share/tollgate"

## make uninstall    remove what `make install` installed
uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/tollgate
	rm -rf $(DESTDIR)$(PREFIX)/libexec/tollgate $(DESTDIR)$(PREFIX)/share/tollgate

## make package      make a tarball, a Debian package and two wheels, with their digests, in .build/package
package: $(DIST)/bin/tollgate
	@./Tools/setup.sh python3 binutils
	@python3 Tools/package.py $(DIST) .build/package

## make clean        remove everything that was built
clean:
	rm -rf .build $(DIST) Fuzz/.build Fuzz/.build-thread Benchmarks/cel/.build Benchmarks/gate/.build Benchmarks/simulation/.build
