"""How a reference code is written: its letters, its check character, and what people make of it when they type it.

A code is a number in base 29, the lowest digit first, and one check character. 29 is a prime, so a sum with powers of
two as weights shows every wrong character and every swap of neighbours (the method of ISO/IEC 7064's pure systems).
"""

import re
import unicodedata

from helpdesk.eligibility.vocabulary.text import Text

ALPHABET = "23456789ACDEFGHJKMNPQRSTVWXYZ"
"""No 0 and O, no 1, I and L, no U beside V, no B beside 8."""
BASE = len(ALPHABET)
SHORTEST, LONGEST = 4, 1000
"""Characters of a code, the check character included. Ordinary ones have 8 to 20."""
LONGEST_TYPED = 2 * LONGEST
GROUP = 4
SEED = 1
"""Where the sum starts: not at 0, so that a character missing in front is seen."""
SHOWN = 40
SKIPPED = re.compile(r"[\s\u2010-\u2015\u2212_.-]+")


class CodeError(ValueError):
    """A reference code that cannot be read: `message` names the code, what is wrong with it and the repair."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


def spelled(number: int) -> str:
    """The code of a number, check character included. Raises CodeError for one that nobody could read out."""
    signs = []
    while number:
        number, digit = divmod(number, BASE)
        signs.append(ALPHABET[digit])
    code = "".join(signs)
    code += ALPHABET[-2 * _sum(code) % BASE]
    if len(code) > LONGEST:
        raise _too_long(code)
    return code


def number_in(typed: str) -> int:
    """The number of a code as somebody typed it. Raises CodeError."""
    code = tidy(typed)
    if len(code) < SHORTEST:
        raise CodeError(
            Text(
                f"Reference code “{shown(code)}”: it has {len(code)} characters, and no code has fewer than {SHORTEST}."
                " Type all of it; hyphens may be left out.",
                f"查询编号“{shown(code)}”：只有{len(code)}位，编号至少有{SHORTEST}位。请输全，横线可以省略。",
            )
        )
    if _sum(code):
        raise CodeError(
            Text(
                f"Reference code “{shown(code)}”: its last character does not fit the others. A character is wrong or"
                " missing, or two have changed places. Compare it with the page it came from.",
                f"查询编号“{shown(code)}”：最后一位与前面对不上，可能有一位写错、漏写，或两位颠倒。"
                "请与原来的页面逐位核对。",
            )
        )
    number = 0
    for sign in reversed(code[:-1]):
        number = number * BASE + ALPHABET.index(sign)
    return number


def tidy(typed: str) -> str:
    """The characters of a code: capitals, full-width ones made plain, without hyphens and spaces. Raises CodeError."""
    if len(typed) > LONGEST_TYPED:
        raise _too_long(typed)
    plain = SKIPPED.sub("", unicodedata.normalize("NFKC", typed))
    code = "".join(sign.upper() if sign.isascii() else sign for sign in plain)
    for sign in code:
        if sign not in ALPHABET:
            raise _unknown(code, sign)
    if len(code) > LONGEST:
        raise _too_long(code)
    return code


def grouped(code: str) -> str:
    """The code as it is read out: `7KM4-9TQX-2A`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def shown(code: str) -> str:
    """A code as it is quoted in a message: grouped, its beginning where it is long, nothing unprintable."""
    safe = "".join(sign if sign.isprintable() else "?" for sign in code[:SHOWN])
    return grouped(safe) + ("..." if len(code) > SHOWN else "")


def _sum(code: str) -> int:
    """The weighted sum modulo 29: 0 for a whole code. Each character weighs twice the next one."""
    total = SEED
    for sign in code:
        total = (2 * total + ALPHABET.index(sign)) % BASE
    return total


def _unknown(code: str, sign: str) -> CodeError:
    shape = sign if sign.isprintable() else "?"
    return CodeError(
        Text(
            f"Reference code “{shown(code)}”: “{shape}” stands in no code. Codes are made of {' '.join(ALPHABET)}."
            " Look at that character again.",
            f"查询编号“{shown(code)}”：编号里不会有“{shape}”。编号只用这些字符：{' '.join(ALPHABET)}。"
            "请再看一下这一位。",
        )
    )


def _too_long(code: str) -> CodeError:
    return CodeError(
        Text(
            f"Reference code “{shown(code)}”: it has {len(code)} characters, and no code has more than {LONGEST}."
            " Type the code alone.",
            f"查询编号“{shown(code)}”：有{len(code)}位，编号最多{LONGEST}位。请只输入编号。",
        )
    )
