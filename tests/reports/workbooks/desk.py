"""LibreOffice as a person at the desk: it opens a workbook, types into cells, moves rows, and saves it."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from xml.sax.saxutils import escape

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Desk" script:language="StarBasic">{code}
</script:module>"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Desk"/></library:library>"""
LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
<library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple"
 library:link="false"/></library:libraries>"""
CODE = """
Sub Note(what)
  Dim n
  n = FreeFile
  Open ConvertFromURL(NOTES) For Append As #n
  Print #n, what
  Close #n
End Sub

Sub Work(orders As String)
  Dim filesystem, stream, said, words, doc, page
  On Error GoTo Failed
  Dim options(0) As New com.sun.star.beans.PropertyValue
  filesystem = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  stream = createUnoService("com.sun.star.io.TextInputStream")
  stream.setInputStream(filesystem.openFileRead(orders))
  stream.setEncoding("UTF-8")
  Do While Not stream.isEOF()
    said = stream.readLine()
    words = Split(said, Chr(9))
    If said <> "" Then
      Select Case words(0)
        Case "open"
          options(0).Name = "Hidden"
          options(0).Value = True
          doc = StarDesktop.loadComponentFromURL(words(1), "_blank", 0, options())
        Case "type"
          page = doc.Sheets.getByName(words(1))
          page.unprotect("")
          page.getCellRangeByName(words(2)).setFormula(words(3))
        Case "move"
          MoveRow(doc.Sheets.getByName(words(1)), CLng(words(2)) - 1, CLng(words(3)) - 1)
        Case "save"
          options(0).Name = "FilterName"
          options(0).Value = "Calc MS Excel 2007 XML"
          doc.storeToURL(words(1), options())
          doc.close(True)
      End Select
    End If
  Loop
  stream.closeInput()
  Note("done")
  Exit Sub
Failed:
  Note(Erl & ": " & Error$)
End Sub

Sub MoveRow(page, fromRow, toRow)
  Dim spot
  page.unprotect("")
  page.Rows.insertByIndex(toRow, 1)
  If fromRow >= toRow Then fromRow = fromRow + 1
  spot = page.getCellByPosition(0, toRow).getCellAddress()
  page.moveRange(spot, page.Rows.getByIndex(fromRow).getRangeAddress())
  page.Rows.removeByIndex(fromRow, 1)
End Sub
"""
PATIENCE = 180


def work(folder, content, steps):
    """Return the workbook after the steps.

    Steps are tuples: ("type", sheet, cell, text) and ("move", sheet, from row, to row).
    """
    (folder / "given.xlsx").write_bytes(content)
    orders = [("open", (folder / "given.xlsx").as_uri()), *steps, ("save", (folder / "saved.xlsx").as_uri())]
    (folder / "orders").write_text("\n".join("\t".join(map(str, order)) for order in orders), encoding="utf-8")
    _install(folder)
    _start(folder, f'macro:///Standard.Desk.Work("{(folder / "orders").as_uri()}")', folder / "notes")
    assert (folder / "notes").read_text() == "done\n"
    return (folder / "saved.xlsx").read_bytes()


def _start(folder, order, wait_for=None):
    """Start LibreOffice; its launcher may end before it does, and what hangs is killed with all that it started."""
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--norestore", order]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        office.wait(PATIENCE)
        until = time.monotonic() + PATIENCE
        while wait_for and not wait_for.exists() and time.monotonic() < until:
            time.sleep(0.1)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)


def _install(folder):
    """Let LibreOffice make its profile, and put our macro into it."""
    _start(folder, "--terminate_after_init")
    basic = folder / "profile" / "user" / "basic"
    shutil.rmtree(basic, ignore_errors=True)
    (basic / "Standard").mkdir(parents=True)
    (basic / "script.xlc").write_text(LIBRARIES, encoding="utf-8")
    (basic / "Standard" / "script.xlb").write_text(LIBRARY, encoding="utf-8")
    code = CODE.replace("NOTES", f'"{(folder / "notes").as_uri()}"')
    (basic / "Standard" / "Desk.xba").write_text(MODULE.format(code=escape(code)), encoding="utf-8")
