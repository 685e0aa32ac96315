import pytest

from perfeval.uploads import BoundedFileUploadHandler

pytestmark = pytest.mark.files

CHUNK = bytes(1024)


def receive(chunks):
    handler = BoundedFileUploadHandler()
    handler.new_file("uploads", "证明.pdf", "application/pdf", None)
    for index in range(chunks):
        handler.receive_data_chunk(CHUNK, index * len(CHUNK))
    return handler.file_complete(chunks * len(CHUNK))


def test_file_is_received_whole(settings):
    with receive(3) as file:
        assert (file.size, len(file.read())) == (3072, 3072)


def test_of_an_endless_file_only_the_beginning_is_kept_but_all_is_counted(settings):
    settings.UPLOAD_MAX_BYTES = 2048

    with receive(1000) as file:
        assert (file.size, len(file.read())) == (1_024_000, 2048)


def test_what_is_being_received_lies_in_a_folder_of_its_own(settings):
    with receive(1) as file:
        assert file.temporary_file_path().startswith(str(settings.INCOMING_ROOT))
