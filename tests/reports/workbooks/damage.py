"""Ways in which a file is damaged between two offices, each decided by a seed."""

import io
import random
import re
import zipfile
import zlib

JUNK = (
    b"",
    b"\0" * 40,
    b"<a>",
    "乱码".encode("gbk"),
    b"<!DOCTYPE x [<!ENTITY y 'z'>]>",
    b"&#0;",
    b"]]>",
    b"<row r='9999999'>",
)
ADDRESS = re.compile(rb'r="([A-Z]+)(\d+)"')


def damaged(content, seed):
    """Return the file with one kind of damage, or a few together."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        content = chance.choice(KINDS)(content, chance)
    return content


def _truncated(content, chance):
    return content[: chance.randrange(len(content) + 1)]


def _overwritten(content, chance):
    place = chance.randrange(len(content) + 1)
    return content[:place] + chance.randbytes(chance.randrange(1, 64)) + content[place + 32 :]


def _prefixed(content, chance):
    return chance.choice(JUNK) + content


def _parts(content):
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, RuntimeError, OSError):
        return {}


def _packed(parts, compression=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()


def _of_parts(change):
    def damage(content, chance):
        parts = _parts(content)
        return _packed(change(parts, chance)) if parts else content

    return damage


def _renamed(parts, chance):
    name = chance.choice(list(parts))
    return {(f"{key}.bak" if key == name else key): part for key, part in parts.items()}


def _missing(parts, chance):
    name = chance.choice(list(parts))
    return {key: part for key, part in parts.items() if key != name}


def _swapped(parts, chance):
    one, other = chance.choice(list(parts)), chance.choice(list(parts))
    return parts | {one: parts[other], other: parts[one]}


def _broken_markup(parts, chance):
    name = chance.choice(list(parts))
    part = parts[name]
    place = chance.randrange(len(part) + 1)
    return parts | {name: part[:place] + chance.choice(JUNK) + part[place + chance.randrange(30) :]}


def _sheet(parts, chance):
    names = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    return chance.choice(names) if names else chance.choice(list(parts))


def _giant(parts, chance):
    name = _sheet(parts, chance)
    size = chance.choice((b'<dimension ref="A1:XFD1048576"/>', b""))
    rows = b"".join(b'<row r="%d"/>' % row for row in range(10_000, 10_000 + chance.randrange(30_000)))
    part = re.sub(rb"<dimension[^>]*/>", size, parts[name])
    return parts | {name: part.replace(b"</sheetData>", rows + b"</sheetData>")}


def _moved_cells(parts, chance):
    name = _sheet(parts, chance)

    def moved(found):
        if chance.random() > 0.05:
            return found[0]
        return b'r="%s%d"' % (
            chance.choice((b"A", b"ZZZ", b"XFD", b"C", b"")),
            chance.choice((0, 1, 7, 99_999, 1_048_577)),
        )

    return parts | {name: ADDRESS.sub(moved, parts[name])}


def _wrong_types(parts, chance):
    name = _sheet(parts, chance)
    kinds = (b't="s"', b't="b"', b't="e"', b't="n"', b't="str"', b't="zz"', b"")

    def retyped(found):
        return chance.choice(kinds) if chance.random() < 0.2 else found[0]

    return parts | {name: re.sub(rb't="(?:s|n|str|inlineStr)"', retyped, parts[name])}


def _wrong_values(parts, chance):
    name = _sheet(parts, chance)
    values = (b"1e999", b"-1", b"99999999999999999999", b"nan", b"", b"44927", b"0.1" * 30, "很多".encode())

    def revalued(found):
        return b"<v>%s</v>" % chance.choice(values) if chance.random() < 0.2 else found[0]

    return parts | {name: re.sub(rb"<v>[^<]*</v>", revalued, parts[name])}


def _wrong_keys(parts, chance):
    """Damage the hidden keys and marks, wherever the texts lie."""
    name = chance.choice([key for key in parts if key.endswith(".xml")])
    words = re.findall(rb"[a-z_]{4,}|[0-9a-f]{8,}", parts[name]) or [b"x"]
    return parts | {
        name: parts[name].replace(chance.choice(words), chance.choice((b"", b"x", b"{", b"|", b"-1", b"+")))
    }


def _added(parts, chance):
    names = ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "../../etc/passwd", "xl/workbook.xml/x", "/")
    return parts | {chance.choice(names): chance.choice(JUNK)}


KINDS = (
    _truncated,
    _overwritten,
    _prefixed,
    *map(
        _of_parts,
        (
            _renamed,
            _missing,
            _swapped,
            _broken_markup,
            _giant,
            _moved_cells,
            _wrong_types,
            _wrong_values,
            _wrong_keys,
            _added,
        ),
    ),
)
