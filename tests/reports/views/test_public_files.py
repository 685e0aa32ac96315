import pytest

pytestmark = [pytest.mark.files, pytest.mark.django_db]


@pytest.fixture
def root(settings):
    folder = settings.PUBLIC_ROOT / "2022" / "101"
    folder.mkdir(parents=True)
    (settings.PUBLIC_ROOT / "index.html").write_text("首页", encoding="utf-8")
    (folder / "index.html").write_text("报告", encoding="utf-8")
    (folder / "status.json").write_text("{}", encoding="utf-8")
    (folder / "report.pdf").write_bytes(b"%PDF-1.7")
    (settings.VAR_DIR / "secret_key").write_text("secret", encoding="utf-8")
    return settings.PUBLIC_ROOT


@pytest.mark.parametrize(
    ("path", "kind", "content"),
    [
        pytest.param("/public/", "text/html; charset=utf-8", "首页", id="first page"),
        pytest.param("/public/2022/101/", "text/html; charset=utf-8", "报告", id="page of a folder"),
        pytest.param("/public/2022/101/index.html", "text/html; charset=utf-8", "报告", id="page by name"),
        pytest.param("/public/2022/101/status.json", "application/json; charset=utf-8", "{}", id="data"),
        pytest.param("/public/2022/101/report.pdf", "application/pdf", "%PDF-1.7", id="PDF"),
    ],
)
def test_everybody_reads_what_is_published(client, root, path, kind, content):
    response = client.get(path)

    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert b"".join(response).decode() == content
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_folder_without_slash_leads_to_its_page(client, root):
    response = client.get("/public/2022/101")

    assert response.status_code == 302
    assert response["Location"] == "/public/2022/101/"


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/public/2022/", id="folder without a page is not listed"),
        pytest.param("/public/2022/101/nothing.pdf", id="no such file"),
        pytest.param("/public/../secret_key", id="up"),
        pytest.param("/public/%2e%2e/secret_key", id="up, encoded"),
        pytest.param("/public/2022/../../secret_key", id="down and up"),
        pytest.param("/public//etc/passwd", id="absolute"),
        pytest.param("/public/%00", id="null character"),
        pytest.param("/public/2022/%00/index.html", id="null character inside"),
        pytest.param("/public/" + "a" * 300, id="name that is too long"),
        pytest.param("/public/" + "%E7%9C%81" * 100 + "/index.html", id="folder that is too long"),
        pytest.param("/public/" + "a/" * 2500, id="path that is too long"),
        pytest.param("/public/2022/101/report.pdf/index.html", id="below a file"),
        pytest.param("/public/2022%5c..%5c..%5csecret_key", id="backslashes"),
    ],
)
def test_nothing_else_is_handed_out(client, root, path):
    assert client.get(path).status_code == 404


def test_link_out_of_the_public_root_is_not_followed(client, root):
    (root / "link").symlink_to(root.parent / "secret_key")

    assert client.get("/public/link").status_code == 404


def test_link_in_a_circle_is_not_followed(client, root):
    (root / "circle").symlink_to(root / "circle")

    assert client.get("/public/circle").status_code == 404


def test_public_files_cannot_be_written(client, root):
    assert client.post("/public/index.html").status_code == 405
