"""LibreOffice as an independent calculator: workbooks in, the values of their cells out."""

import re
import subprocess
from io import BytesIO
from zipfile import ZipFile

import openpyxl

TARGET = "xlsx:Calc MS Excel 2007 XML"


def recalculated(folder, workbooks):
    """Return the recalculated workbooks by name, all from one start of LibreOffice.

    Our files hold no values of formulas, so that whatever comes back was worked out by LibreOffice.
    """
    sources, results = folder / "sources", folder / "results"
    sources.mkdir()
    for name, content in workbooks.items():
        assert not has_cached_values(content)
        (sources / f"{name}.xlsx").write_bytes(content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--norestore",
            "--convert-to",
            TARGET,
            "--outdir",
            str(results),
            *map(str, sorted(sources.iterdir())),
        ],
        check=True,
        capture_output=True,
        timeout=3600,
    )
    return {name: openpyxl.load_workbook(results / f"{name}.xlsx", data_only=True) for name in workbooks}


def has_cached_values(content):
    with ZipFile(BytesIO(content)) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
    return any(re.search("</f><v>[^<]", sheet) for sheet in sheets)
