import stat
from concurrent.futures import ThreadPoolExecutor

from perfeval.secret_key import embedded_secret_key


def test_the_key_is_made_once_and_kept(tmp_path):
    path = tmp_path / "var" / "secret_key"

    key = embedded_secret_key(path)

    assert len(key) == 50
    assert embedded_secret_key(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_processes_that_start_together_share_one_key(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(embedded_secret_key, [tmp_path / "secret_key"] * 32))

    assert len(keys) == 1
