import re
import subprocess
import tomllib
from itertools import chain

import pytest
from django.conf import settings

PROJECT = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
LOCKED = tomllib.loads((settings.BASE_DIR / "uv.lock").read_text(encoding="utf-8"))["package"]
README = (settings.BASE_DIR / "README.md").read_text(encoding="utf-8")
EXTRAS = PROJECT["project"]["optional-dependencies"].values()
REQUIREMENTS = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"], *chain.from_iterable(EXTRAS)]


def named_in_settings():
    source = (settings.BASE_DIR / "perfeval" / "settings.py").read_text(encoding="utf-8")
    return set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))


def test_every_variable_is_documented_and_every_documented_one_exists():
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))

    assert documented == named_in_settings()


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_the_upper_bound_is_the_tested_release(requirement):
    name, bound = re.fullmatch(r"([\w-]+)(?:\[[\w,]+\])?>=[\d.]+,<=([\d.]+)", requirement).groups()
    [locked] = [package["version"] for package in LOCKED if package["name"] == name]

    assert bound == locked


def test_the_lock_can_be_used_anywhere():
    sources = {package["source"].get("registry") for package in LOCKED if package["name"] != "perfeval"}

    assert sources == {"https://pypi.org/simple"}


@pytest.mark.files
@pytest.mark.parametrize("purpose", ["run", "test"])
def test_the_packages_of_debian_are_documented(purpose):
    script = f"source deploy/system-packages; debian_packages {purpose}"
    packages = subprocess.run(["bash", "-c", script], cwd=settings.BASE_DIR, capture_output=True, check=True, text=True)
    [row] = re.findall(r"^\| Debian, Ubuntu \|.*$", README, re.MULTILINE)

    assert set(packages.stdout.split()) <= set(re.findall(r"[a-z0-9][\w.+-]+", row))
