"""Takes out of a text what could say who somebody is, before the text is stored anywhere.

Taken out: eleven digits or more in a row (identity cards of 15 and 18 digits, bank cards of 12 to 19, mobile numbers
of 11), letters with seven to ten digits (passports, permits) and e-mail addresses. Digits count in any script and
width, and with spaces, hyphens or dots between them. That also takes an office's number with its area code, and two
dates in digits one after the other: better a detail too few than somebody's identity card in a file.
"""

import re
import unicodedata

LETTERS = "A-Za-z"
BETWEEN = r"[\s._·•‧∙⋅*\-‐-―−－﹘﹣\ufe00-\ufe0f\u20e3]{0,3}"
LONG_NUMBER = re.compile(rf"\d(?:{BETWEEN}\d){{10,}}(?:{BETWEEN}[Xx](?![{LETTERS}]))?")
PASSPORT = re.compile(rf"(?<![{LETTERS}])[{LETTERS}]{{1,3}}[ \-]?\d{{7,10}}(?!\d)")
LOCAL, HOST = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\-]", r"[A-Za-z0-9\-]"
EMAIL = re.compile(rf"(?:{LOCAL}|\"[^\"\n]{{0,64}}\")+ ?@ ?{HOST}+(?: ?\. ?{HOST}+)*")
KEPT_CONTROLS = {"\n"}
INVISIBLE = {"Cc", "Cf", "Cs"}


def cleaned(text: str) -> str:
    """The text with plain line ends and without characters that nobody sees: NUL, direction marks, lone surrogates."""
    lines = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text).replace("\t", " ")
    shown = [sign for sign in lines if sign in KEPT_CONTROLS or unicodedata.category(sign) not in INVISIBLE]
    return "".join(shown).strip()


def without_personal(text: str, mark: str) -> tuple[str, bool]:
    """A cleaned text with `mark` in place of every number and address that could name a person; was there one?

    The mark holds no digit and no @, so that a second pass finds nothing more.
    """
    spans = sorted(found.span() for pattern in (EMAIL, LONG_NUMBER, PASSPORT) for found in pattern.finditer(seen(text)))
    parts, end = [], 0
    for first, last in spans:
        if last <= end:
            continue
        if first >= end:
            parts += [text[end:first], mark]
        end = last
    return "".join([*parts, text[end:]]), bool(spans)


def seen(text: str) -> str:
    """The text as a reader takes it, sign by sign: digits of any script as 0 to 9, full-width letters as plain ones."""
    return "".join(plain(sign) for sign in text)


def plain(sign: str) -> str:
    """One sign for one sign."""
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 else sign
