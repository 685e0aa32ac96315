# Every target works from a fresh clone; what it needs is installed first. See README.md.

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n auto --dist worksteal

.PHONY: run test demo bench screenshots soak lint

run: ## start the site with the demo data on 127.0.0.1:8000
	@deploy/run

test: ## run the whole test suite
	@deploy/setup test
	@$(PYTEST) $(ARGS)

demo: ## load the demo into an empty database and write the report, without a server
	@deploy/setup run
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py demo $(ARGS)

bench: ## measure everything that has to be fast, each beside what a user would use instead
	@deploy/setup test
	@$(PYTHON) bench/checks.py
	@$(PYTHON) bench/entry.py
	@$(PYTHON) bench/likeness.py
	@$(PYTHON) bench/lists.py
	@$(PYTHON) bench/pages.py
	@$(PYTHON) bench/publishing.py
	@$(PYTHON) bench/rescore.py
	@$(PYTHON) bench/scoring.py
	@$(PYTHON) bench/workbooks.py
	@$(PYTHON) bench/render.py

screenshots: ## write a picture of every screen at 1366x768 and 390x844 into screenshots/
	@deploy/setup test
	@SCREENSHOTS=screenshots $(PYTHON) -m pytest -q -n 0 tests/screens

soak: ## run the long proofs whole
	@deploy/setup test
	@$(PYTEST) --hypothesis-profile=soak $(ARGS)

lint: ## read the code: style, templates, imports, types
	@deploy/setup test
	@deploy/lint
