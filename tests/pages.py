"""Reading a page as a browser does: what its form would send, and what it says."""

import re
from html import unescape
from html.parser import HTMLParser


class _Form(HTMLParser):
    """Collects the successful controls of the entry form; what stands in a template is not part of it."""

    def __init__(self):
        super().__init__()
        self.values, self.templates, self.is_inside = {}, 0, False
        self.select = self.textarea = None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.is_inside = "data-entry" in given
        if tag == "template":
            self.templates += 1
        if not self.is_inside or self.templates or "disabled" in given:
            return
        if tag == "input":
            self._input(given)
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and self.select and ("selected" in given or self.select not in self.values):
            self.values[self.select] = given.get("value", "")
        elif tag == "textarea":
            self.textarea = given["name"]
            self.values[self.textarea] = ""

    def _input(self, given):
        kind, name = given.get("type", "text"), given.get("name")
        if not name or kind == "file" or (kind in ("checkbox", "radio") and "checked" not in given):
            return
        if kind == "checkbox" and name in self.values:
            self.values[name] = [*_listed(self.values[name]), given.get("value", "on")]
        else:
            self.values[name] = given.get("value", "on" if kind in ("checkbox", "radio") else "")

    def handle_endtag(self, tag):
        if tag == "template":
            self.templates -= 1
        if tag == "select":
            self.select = None
        if tag == "textarea":
            self.textarea = None

    def handle_data(self, data):
        if self.textarea:
            self.values[self.textarea] += data.removeprefix("\n")


def _listed(value):
    return value if isinstance(value, list) else [value]


def form_values(response):
    """Return what the entry form on the page would send."""
    form = _Form()
    form.feed(response.content.decode())
    return form.values


def text_of(response):
    """Return what the page says, without markup."""
    bare = re.sub(r"<(script|style|template)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", bare)).split())


def described(response, name):
    """Return the words that are tied to the input `name` for those who hear the page."""
    page = response.content.decode()
    tag = next(found for found in re.findall(r"<(?:input|select|textarea)[^>]*>", page) if f'name="{name}"' in found)
    ids = re.search(r'aria-describedby="([^"]*)"', tag)
    parts = [re.search(rf'id="{key}"[^>]*>(.*?)</div>\s', page, re.DOTALL) for key in ids[1].split()] if ids else []
    return " ".join(re.sub(r"<[^>]+>", " ", part[1]).strip() for part in parts if part)
