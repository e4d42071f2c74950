"""What people may do to a code when they read it out, hear it and type it, and what the site then says."""

import pytest

from helpdesk.eligibility.replay.mixed_radix import Packing, Unpacking
from helpdesk.eligibility.replay.spelling import (
    ALPHABET,
    BASE,
    LONGEST,
    SHORTEST,
    CodeError,
    grouped,
    number_in,
    shown,
    spelled,
    tidy,
)

NUMBERS = [BASE**size * 7 // 3 + size for size in range(3, 26)]
AS_WIDE = {**{ord(str(n)): 0xFF10 + n for n in range(10)}, **{ord(c): ord(c) + 0xFEE0 for c in ALPHABET}}


def refused(typed):
    with pytest.raises(CodeError) as found:
        number_in(typed)
    message = found.value.message
    assert message.en.startswith("Reference code “")
    assert message.zh.startswith("查询编号“")
    assert message.zh.endswith("。")
    return message.en


def test_the_alphabet_has_a_prime_number_of_characters_and_no_look_alikes():
    assert len(set(ALPHABET)) == BASE == 29
    assert all(BASE % divisor for divisor in range(2, BASE))
    for alike in ("0O", "1IL", "UV", "8B"):
        assert len(set(alike) & set(ALPHABET)) <= 1, alike


def test_a_number_comes_back_from_its_code():
    for number in [*range(BASE**3, BASE**3 + 500), *NUMBERS]:
        assert number_in(spelled(number)) == number


def test_every_single_wrong_character_is_seen():
    for number in NUMBERS:
        code = spelled(number)
        for place, right in enumerate(code):
            for wrong in set(ALPHABET) - {right}:
                typed = code[:place] + wrong + code[place + 1 :]
                with pytest.raises(CodeError):
                    number_in(typed)


def test_every_swap_of_any_two_neighbours_is_seen_in_every_place():
    for place in range(20):
        for first in ALPHABET:
            for second in set(ALPHABET) - {first}:
                code = ended("7" * place + first + second + "K")
                assert not fits("7" * place + second + first + code[place + 2 :])


def test_a_swap_with_the_last_character_is_seen():
    for number in NUMBERS:
        code = spelled(number)
        assert code[-1] == code[-2] or not fits(code[:-2] + code[-1] + code[-2])


def test_a_character_too_few_or_too_many_is_seen_but_for_one_in_twenty_nine():
    """No sum of one character can see all of them; what slips through has to hold answers of its edition as well."""
    codes = [spelled(number) for number in NUMBERS]
    shorter = [code[:place] + code[place + 1 :] for code in codes for place in range(len(code))]
    longer = [code[:place] + sign + code[place:] for code in codes for place in range(len(code)) for sign in ALPHABET]
    for typed in (shorter, longer):
        assert sum(map(fits, typed)) / len(typed) < 1.6 / BASE


def test_a_first_character_that_counts_nothing_is_missed_all_the_same():
    assert not fits(ended("27KM")[1:])


def ended(front):
    """The code that begins so; the last of these characters is not the one that stands for zero."""
    number = sum(ALPHABET.index(sign) * BASE**place for place, sign in enumerate(front))
    return spelled(number)


def fits(code):
    try:
        number_in(code)
    except CodeError:
        return False
    return True


@pytest.mark.parametrize(
    "typed",
    [
        "{}", " {} ", "{lower}", "{grouped}", "{spaced}", "{wide}", "{grouped}\n", "{dashed}", "{dotted}",
    ],
)  # fmt: skip
def test_a_code_is_read_as_people_type_it(typed):
    number = NUMBERS[8]
    code = spelled(number)
    forms = {
        "lower": code.lower(), "grouped": grouped(code), "spaced": " ".join(code), "wide": code.translate(AS_WIDE),
        "dashed": "–".join(code), "dotted": "．".join(code),
    }  # fmt: skip
    assert number_in(typed.format(code, **forms)) == number


def test_groups_of_four_are_read_out():
    assert grouped("23456789AC") == "2345-6789-AC"
    assert grouped("2345") == "2345"


def test_a_wrong_last_character_is_named_with_the_repair():
    code = spelled(NUMBERS[5])
    wrong = "2" if code[-1] != "2" else "3"
    told = refused(code[:-1] + wrong)
    assert grouped(code[:-1] + wrong) in told
    assert "Compare it with the page" in told


@pytest.mark.parametrize("sign", ["O", "0", "1", "I", "L", "U", "B", "ß", "é", "中", "!", "?", "😀", "ı"])
def test_a_character_of_no_code_is_named(sign):
    told = refused(f"7KM4{sign}9")
    assert f"“{sign}” stands in no code" in told
    assert " ".join(ALPHABET) in told


def test_an_unprintable_character_is_not_repeated():
    assert "\x00" not in refused("7KM4\x009TQ")
    assert "“?” stands in no code" in refused("7KM4\x009TQ")


@pytest.mark.parametrize("typed", ["", "-", "7", "7KM"])
def test_a_code_that_is_too_short_is_told_so(typed):
    assert f"{len(tidy(typed))} characters, and no code has fewer than {SHORTEST}" in refused(typed)


@pytest.mark.parametrize("times", [LONGEST + 1, 10 * LONGEST])
def test_a_code_that_is_too_long_is_told_so_and_quoted_in_part(times):
    told = refused("7" * times)
    assert f"it has {times} characters, and no code has more than {LONGEST}" in told
    assert len(told) < 250


def test_no_code_is_made_that_nobody_could_read_out():
    assert len(spelled(BASE ** (LONGEST - 1) - 1)) == LONGEST
    with pytest.raises(CodeError, match=f"no code has more than {LONGEST}"):
        spelled(BASE ** (LONGEST - 1))


def test_a_long_code_is_quoted_by_its_beginning():
    assert shown("7" * 40) == grouped("7" * 40)
    assert shown("7" * 41) == grouped("7" * 40) + "..."


@pytest.mark.parametrize("base", [2, 31, 32])
@pytest.mark.parametrize("value", [0, 1, 30, 31, 32, 33, 1023, 1024, 10**30])
def test_a_whole_number_of_any_size_comes_back(value, base):
    packing = Packing()
    packing.natural(value, base)
    packing.put(4, 5)
    unpacking = Unpacking(packing.number)
    assert unpacking.natural(base) == value
    assert unpacking.take(5) == 4
    assert unpacking.rest == 0


def test_a_digit_beyond_its_radix_is_a_mistake_of_ours():
    with pytest.raises(AssertionError):
        Packing().put(5, 5)
