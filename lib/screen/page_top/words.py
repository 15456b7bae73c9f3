"""The words that Streamlit writes itself, in English only, and what they are in the reader's language.

The English catalogue has them as Streamlit writes them; a gap stands for what it puts in.
"""

from typing import Literal, get_args

from lib.texts import LANGUAGES, Language, Texts

Word = Literal[
    "skip",
    "help",
    "press_enter",
    "too_large",
    "wrong_type",
    "lost",
    "restart",
    "full_screen",
    "leave_full_screen",
    "search",
    "columns",
    "data",
    "specification",
    "picture",
    "menu",
    "close_menu",
    "side",
    "open",
    "close",
    "copy",
    "choose",
    "choose_several",
    "clear",
    "clear_selection",
    "clear_value",
    "nothing",
    "upload",
    "add_files",
    "remove_file",
]
WORDS: tuple[Word, ...] = get_args(Word)
GAPS = {"help": "name", "too_large": "size", "wrong_type": "kind", "remove_file": "name"}
"""The words that have a gap, each with what stands in it."""
GAP = "*"


def streamlit_words(language: Language) -> list[tuple[str, str]]:
    """Each word as it may stand on the page, as Streamlit writes it or in the language chosen before,
    and as it is in the reader's language."""
    texts, others = Texts(language), [Texts(other) for other in LANGUAGES if other != language]
    return [(_said(other, word), _said(texts, word)) for other in others for word in WORDS]


def _said(texts: Texts, word: Word) -> str:
    return texts(f"streamlit.{word}", **({GAPS[word]: GAP} if word in GAPS else {}))
