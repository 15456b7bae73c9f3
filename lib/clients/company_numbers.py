"""The number of a company, behind the numbers of its establishments."""

import re
from functools import lru_cache

from stdnum.exceptions import ValidationError
from stdnum.fr import siren, siret

_BLANKS = re.compile(r"[\s.\-]|\.0+$")


@lru_cache(maxsize=65_536)
def siren_of(text: str) -> str:
    """The SIREN in a SIRET or SIREN, nine digits; "" for one that is damaged, such as 7.3E+13, and for any
    other text: it tells nothing."""
    if len(text) < 9:
        return ""
    digits = _BLANKS.sub("", re.sub(r"\.0+$", "", text.strip()))
    try:
        if len(digits) == 14:
            return str(siret.validate(digits))[:9]
        return str(siren.validate(digits)) if len(digits) == 9 else ""
    except ValidationError:
        return ""
