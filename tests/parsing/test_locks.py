"""Files locked with a password, old and new: they open in a process that can open no file."""

import pytest

from lib.parsing.errors import ReadingError
from lib.reading.source import open_whole
from tests.shared_data import shared

LOCKED = {
    "nasty/B12_msoffcrypto/tests/inputs/example_password.xlsx": "Password1234_",
    "nasty/B12_msoffcrypto/tests/inputs/rc4cryptoapi_password.xls": "Password1234_",
    "nasty/B15_excelize/test/encryptSHA1.xlsx": "password",
    "nasty/B15_excelize/test/encryptSHA512.xlsx": "password",
}


@pytest.mark.parametrize("name", LOCKED)
def test_a_password_opens_it_and_another_is_said(name: str) -> None:
    data = shared(name).read_bytes()
    assert open_whole(data, name, LOCKED[name]).sheets[0].cells.num_rows
    for password, code in ((None, "password_needed"), ("another", "password_wrong")):
        with pytest.raises(ReadingError) as caught:
            open_whole(data, name, password)
        assert caught.value.code == code
