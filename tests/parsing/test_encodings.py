"""Which encoding a file was written in, told by its words; Python's codecs are the oracle."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.parsing.encodings import OLD_ENCODINGS, decode

LISTS = {
    "French": "Client;CA HT\r\nSociété Générale d'Été;100\r\nHélène Çà;200\r\nCrêperie du Marché;3\r\nCAFÉ;4",
    "French, shouted": "CLIENT;CA\nGARÇON & BÉBÉ;12\nÉTABLISSEMENTS CLOUÉ;3\nMARCHÉ D'ÉTÉ;4",
    "German": "Kunde;Umsatz\nMüller GmbH;12\nBäckerei Groß;3\nKöln Möbel;4\nÖsterreich AG;5",
    "Spanish": "Cliente;Importe\nMuñoz y Peña;12\nJosé García;3\nCompañía Málaga;4",
    "English": "Customer;Sales\nCafé Nero;12\nZoë & François;3\nBeyoncé;4",
}
WORDS = (
    "Société",
    "Hélène",
    "Générale",
    "Crêperie",
    "Müller",
    "Bäckerei",
    "Groß",
    "Muñoz",
    "García",
    "Forêt",
    "Noël",
)


@pytest.mark.parametrize("encoding", [*OLD_ENCODINGS, "cp850", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("language", LISTS)
def test_a_list_is_the_same_in_every_encoding(language: str, encoding: str) -> None:
    assert decode(LISTS[language].encode(encoding)).text == LISTS[language]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_needs_no_mark(encoding: str) -> None:
    assert decode(LISTS["French"].encode(encoding)).text == LISTS["French"]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(WORDS), min_size=4, max_size=9), st.sampled_from(OLD_ENCODINGS), st.booleans()
)
def test_any_four_words_tell_the_encoding(words: list[str], encoding: str, shouted: bool) -> None:
    text = " ".join(words)
    text = text.replace("ß", "ss").upper() if shouted and encoding != "cp437" else text
    if len(set(words)) > 3:
        assert decode(text.encode(encoding)).text == text


def test_the_euro_tells_unix_from_windows_and_dos() -> None:
    text = "Client;CA\nCœur de Ville;100 €\nÉtés;50 €"
    for encoding in ("cp1252", "iso8859_15", "mac_roman"):
        assert decode(text.encode(encoding)).text == text
    assert decode("Hélène Çà;50 €".encode("cp858")).text == "Hélène Çà;50 €"


def test_a_few_lines_of_another_encoding_do_not_spoil_a_file() -> None:
    lines = [f"Société n° {number} à Besançon;1".encode() for number in range(40)]
    text = decode(b"\n".join([*lines, "Hélène;2".encode("cp1252")])).text
    assert text.endswith("Hélène;2")
    assert text.startswith("Société n° 0 à Besançon")


def test_what_dos_leaves_at_the_end_is_no_row() -> None:
    assert decode("Client;CA\r\nCafé;1\r\n\x1a".encode("cp850")).text.endswith("1\r\n")


def test_by_hand_goes_before_evidence() -> None:
    data = "Société".encode("cp850")
    assert decode(data, "cp1252").text == data.decode("cp1252")
    assert decode("Société".encode("utf-8-sig"), "cp1252").encoding == "cp1252"
