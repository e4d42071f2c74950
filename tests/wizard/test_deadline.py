"""A deadline stands on the result and becomes an entry in the visitor's own calendar; the day typed is kept nowhere."""

import io
import logging
import re
from datetime import date, datetime
from html import unescape
from uuid import UUID

import pytest

from helpdesk.editions.clock import fixed
from helpdesk.wizard.calendar import LINE, Entry, calendar_file, folded
from tests.eligibility.books import asking, book, both, outcome, portion, rule, table
from tests.starter_edition import starter_documents
from tests.wizard.journeys import text_of

HEIR = "insured_in=620100&situation=died&held_as=ledger&asking_as=heir"
PAGE = f"/{{}}/check/medical-account-cash/?{HEIR}"
FIELD = "since-medical-account-ledger"
TODAY = date(2026, 11, 22)
BUTTONS = {"en": "Add to my calendar", "zh-hans": "加到日历"}


@pytest.fixture(autouse=True)
def on_a_known_day():
    with fixed(TODAY):
        yield


def send(client, language="en", typed="2026-11-02", **headers):
    return client.post(PAGE.format(language), {FIELD: typed}, headers=headers)


def entry(response):
    """The file read back as RFC 5545 says: unfolded, then name to (parameters, value), texts without their escapes."""
    lines = re.sub(r"\r\n[ \t]", "", response.content.decode()).split("\r\n")
    assert lines.pop() == ""
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    found: dict[str, tuple[list[str], str]] = {}
    for line in lines[: lines.index("BEGIN:VALARM")]:
        head, _, value = line.partition(":")
        name, *parameters = head.split(";")
        found[name] = (parameters, re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], value))
    return found


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Within 20 working days from the day of the death: tell the medical insurance agency of the death."),
        ("zh-hans", "从去世当天起20个工作日内：把去世的事告诉医保经办机构。"),
    ],
)
def test_the_result_tells_the_deadline_and_what_the_count_leaves_out(client, language, told):
    page = client.get(PAGE.format(language)).content.decode()
    assert told in text_of(page)
    assert {"en": "Public holidays and working weekends are not", "zh-hans": "没有算法定节假日和调休"}[language] in page
    assert f'<label for="{FIELD}">' in page
    assert re.search(rf'<input class="field" id="{FIELD}" name="{FIELD}" value="" autocomplete="off"', page)
    assert f'<button class="quiet">{BUTTONS[language]}</button>' in page


def test_every_shipped_outcome_that_tells_of_the_twenty_working_days_has_them_as_a_deadline_too():
    outcomes = {key: each.body for key, each in starter_documents().items() if each.kind == "outcome"}
    telling = {key for key, body in outcomes.items() if "within 20 working days" in body["steps_en"]}
    assert len(telling) > 10
    assert telling == {key for key, body in outcomes.items() if body["deadline_number"] == 20}
    assert all(outcomes[key]["deadline_unit"] == "working_days" for key in telling)


def test_an_outcome_without_a_deadline_has_no_such_block(client):
    page = client.get("/en/check/medical-account-cash/?insured_in=620100&situation=left-job&held_as=ledger")
    assert "since-" not in page.content.decode()


@pytest.mark.parametrize("typed", ["2026-11-02", "2026年11月2日", "2026/11/2", "２０２６年１１月２日", " 2026-11-02 "])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_day_as_people_type_it_becomes_an_entry_on_the_last_day(client, language, typed):
    response = send(client, language, typed, **{"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="deadline.ics"'
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    found = entry(response)
    assert found["DTSTART"] == (["VALUE=DATE"], "20261130")
    assert found["DTEND"] == (["VALUE=DATE"], "20261201")
    assert found["DTSTAMP"] == ([], "20261122T040000Z")


@pytest.mark.parametrize(
    ("language", "title", "whom"),
    [
        ("en", "Last day: tell the medical insurance agency of the death", "If you are not sure, ask 12393."),
        ("zh-hans", "最后一天：把去世的事告诉医保经办机构", "拿不准的，打12393问。"),
    ],
)
def test_an_entry_names_the_task_the_number_and_the_page_in_the_language_of_the_page(client, language, title, whom):
    found = entry(send(client, language))
    address = f"http://testserver{PAGE.format(language)}"
    assert found["SUMMARY"] == ([f"LANGUAGE={language}"], title)
    assert found["DESCRIPTION"][1].split("\n")[2:] == [whom, address]
    assert found["URL"] == ([], address)


def test_the_address_in_an_entry_holds_the_answers_and_nothing_else_that_was_sent(client):
    response = client.post(f"{PAGE.format('en')}&balance=4321&since=2026-11-02&edit=situation", {FIELD: "2026-11-02"})
    assert entry(response)["URL"][1] == f"http://testserver{PAGE.format('en')}"


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_file_has_the_shape_that_calendars_ask_for(client, language):
    raw = send(client, language).content
    assert raw.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= LINE
    assert any(line.startswith(b" ") for line in lines)
    assert all(line.decode() for line in lines[:-1])  # no line is cut inside a character
    alarms = raw.decode().split("BEGIN:VALARM")[1:]
    assert [re.search(r"TRIGGER:(\S+)", alarm)[1] for alarm in alarms] == ["-P6DT15H", "-PT15H"]
    assert all("ACTION:DISPLAY" in alarm and "\r\nDESCRIPTION;" in alarm for alarm in alarms)
    kinds = re.findall(r"^(BEGIN|END):(\w+)", raw.decode(), re.M)
    assert [name for begin, name in kinds if begin == "BEGIN"].count("VALARM") == 2
    assert sum(begin == "BEGIN" for begin, _ in kinds) == sum(begin == "END" for begin, _ in kinds)


def test_what_stands_in_a_text_stays_a_text():
    wild = "a,b;c\\d\nEND:VCALENDAR\r\nX:\x00\u2028 é的" + "长" * 90
    raw = calendar_file(Entry(TODAY, wild, wild, "http://x/"), datetime(2026, 11, 22), "en")  # noqa: DTZ001
    unfolded = raw.replace(b"\r\n ", b"").decode()
    assert unfolded.count("\r\nEND:VCALENDAR") == 1
    assert "SUMMARY;LANGUAGE=en:a\\,b\\;c\\\\d\\nEND:VCALENDAR\\nX: é的长" in unfolded


@pytest.mark.parametrize("line", ["x" * 75, "x" * 76, "字" * 25, "字" * 26, "x" + "字" * 60, "😀" * 40, ""])
def test_a_line_is_folded_at_75_octets_and_unfolds_to_itself(line):
    parts = folded(line).split("\r\n")
    assert all(len(part.encode()) <= LINE for part in parts)
    assert "".join(part[1:] if number else part for number, part in enumerate(parts)) == line


def test_each_entry_has_an_identifier_of_its_own_that_says_nothing(client):
    first, second = (entry(send(client))["UID"][1] for _ in range(2))
    assert UUID(first).version == UUID(second).version == 4  # drawn at random
    assert first != second


BAD = [
    ("", "type year, month and day, such as 2026-11-02"),
    ("   ", "type year, month and day"),
    ("yesterday", "“yesterday” is no day we can use"),
    ("2026-02-30", "“2026-02-30” is no day we can use"),
    ("1066-10-14", "“1066-10-14” is no day we can use"),
    ("\x002026-11-02", "“?2026-11-02” is no day we can use"),
    ("9" * 100_000, "is no day we can use"),
    ("<b>2026-11-02</b>", "“<b>2026-11-02</b>” is no day we can use"),
    ("2026-11-23", "23 November 2026 has not come yet"),
    ("2026-10-22", "the last day was 19 November 2026. Do it as soon as you can. If you are not sure, ask 12393."),
]


@pytest.mark.parametrize(("typed", "told"), BAD)
def test_a_day_that_cannot_be_used_is_named_with_its_repair_and_stays_in_the_field(client, typed, told):
    response = send(client, typed=typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "<title>Error: " in page
    summary = re.search(r'<div class="stop".*?</div>', page, re.S)[0]
    assert f'<a href="#{FIELD}">' in summary
    assert told in unescape(summary)
    field = re.search(rf'<input [^>]*name="{FIELD}"[^>]*>', page)[0]
    assert 'aria-invalid="true"' in field
    assert f'aria-describedby="{FIELD}-hint {FIELD}-error"' in field
    kept = typed.strip()[:40].replace("\x00", "?")
    assert unescape(re.search(r'value="([^"]*)"', field)[1]) == kept
    assert "<b>2026" not in page


def test_a_refusal_is_told_in_chinese_too(client):
    assert "去世当天：“昨天”不是可用的日期。" in send(client, "zh-hans", "昨天").content.decode()
    assert "最后一天是2026年11月19日，已经过了。请尽快去办。" in send(client, "zh-hans", "2026-10-22").content.decode()


@pytest.mark.parametrize("start", ["2026-11-22", "2026-10-26"])
def test_today_and_a_last_day_that_is_not_over_are_taken(client, start):
    """Twenty working days from Monday 26 October end on Monday 23 November."""
    assert entry(send(client, typed=start))["DTSTART"][1] == {
        "2026-11-22": "20261218", "2026-10-26": "20261123",
    }[start]  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Sec-Fetch-Site": "cross-site"}, 403), ({"Origin": "https://example.com"}, 403), ({"Origin": "null"}, 200)],
)
def test_a_day_is_taken_from_our_own_page_only(client, headers, status):
    assert send(client, **headers).status_code == status


def test_a_day_posted_where_there_is_no_deadline_gives_the_page_as_it_is(client):
    address = "/en/check/medical-account-cash/?insured_in=620100&situation=left-job&held_as=ledger"
    response = client.post(address, {FIELD: "2026-11-02"})
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/html")
    assert "2026-11-02" not in response.content.decode()
    assert client.post("/en/check/medical-account-cash/?insured_in=620100", {FIELD: "2026-11-02"}).status_code == 302


@pytest.mark.parametrize("typed", ["2026-11-03", "2026-11-03x"])
def test_the_day_typed_stands_in_no_log_header_or_link(client, caplog, capfd, typed, settings):
    settings.DEBUG = False
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    try:
        with caplog.at_level(logging.DEBUG):
            response = send(client, typed=typed)
    finally:
        logging.getLogger().removeHandler(handler)
    printed = "".join(capfd.readouterr())
    for place in (stream.getvalue(), caplog.text, printed, str(response.headers)):
        assert "2026-11-03" not in place
        assert "20261103" not in place
    page = response.content.decode()
    assert "20261103" not in page
    assert not [link for link in re.findall(r'(?:href|action|src)="([^"]*)"', page) if "11-03" in link]


def test_an_answer_about_a_day_long_ago_has_no_deadline_to_keep(client):
    assert FIELD in client.get(PAGE.format("en") + "&on=2026-11-01").content.decode()
    assert FIELD not in client.get(PAGE.format("en") + "&on=2026-09-01").content.decode()


def test_an_old_answer_tells_the_deadline_and_makes_no_entry(client):
    page = client.get(PAGE.format("en")).content.decode()
    code = re.search(r'href="(/en/replay/[^"]+)"', page)[1]
    replayed = client.get(code).content.decode()
    assert "Within 20 working days from the day of the death" in replayed
    assert FIELD not in replayed


def due(number, unit, task):
    return {"deadline_number": number, "deadline_unit": unit, **both("deadline_start", "the day you left"),
            **both("deadline_task", task)}  # fmt: skip


def test_each_portion_has_its_own_field_and_entry(client, shown):
    outcomes = {
        "yes": outcome("yes", **due(1, "months", "hand in the form")),
        "yes-other": outcome("yes", ask="bank", **due(2, "years", "write")),
    }
    two = book(
        rule("r"), table(rule("s", to="yes-other"), decision="e"), question=asking(portion("d"), portion("e")),
        outcome=outcomes, facts={},
    )  # fmt: skip
    page = shown(two)
    assert page.count("<input") == 2
    assert "Within 1 month from the day you left: hand in the form." in page
    assert "The last day may be a weekend or a public holiday." in page
    told = shown(two, **{"since-e": "x"})
    assert told.count('aria-invalid="true"') == 1
    assert 'href="#since-e"' in told
    response = client.post("/en/check/q/", {"since-e": "2026-02-28"})
    assert entry(response)["DTSTART"][1] == "20280228"
    assert "If you are not sure, ask the bank named on the card." in entry(response)["DESCRIPTION"][1]


def test_a_half_filled_deadline_is_not_shown(shown):
    half = due(3, "months", "write") | {"deadline_start_en": ""}
    assert "since-" not in shown(book(rule("r"), outcome={"yes": outcome("yes", **half)}, facts={}))
