"""Codes given out under edition 1 mean the same, byte for byte, when edition 2 has changed nearly everything."""

import datetime
import json
import re
from dataclasses import dataclass, replace
from html import unescape
from io import StringIO
from itertools import product
from urllib.parse import quote

import pytest
from django.core.management import CommandError, call_command

from helpdesk.editions.acceptance import LOCAL
from helpdesk.editions.derive import Imprint
from helpdesk.editions.documents import Document
from helpdesk.editions.manifest import edition_name, manifest_name, rulebook_name
from helpdesk.editions.reading import edition_numbered, reading_from
from helpdesk.eligibility import Known, answer_json, ask, read_answers, read_rulebook
from helpdesk.eligibility.replay.mixed_radix import Packing
from helpdesk.eligibility.replay.reference_code import Enquiry, cuts, read_code, reference_code
from helpdesk.eligibility.replay.spelling import grouped, spelled
from helpdesk.eligibility.vocabulary.regions import Places
from helpdesk.eligibility.vocabulary.span import Span, one_day
from helpdesk.policies.archive import _read, archived, lasting_rulebook
from helpdesk.policies.published import rulebook
from helpdesk.policies.replay import code_for
from helpdesk.policies.rulebook import rulebook_source
from helpdesk.publishing.build import build_edition
from helpdesk.publishing.folder import switch_to
from tests.editions.public_only import public_only
from tests.starter_edition import BUILT, starter_documents

CORE = "medical-account-cash"
LONGEST = 20


@dataclass
class Given:
    """What somebody was given under edition 1: a code, and the answer as the command printed it."""

    code: str
    enquiry: Enquiry
    text: str


def publish(folder, number, documents):
    at = BUILT + datetime.timedelta(days=30 * (number - 1))
    switch_to(folder, build_edition(folder, documents, Imprint(number, number - 1 or None, at, "")))


def changed(documents):
    """Regions, options, facts and rules added in front of others, and nearly everything renamed."""
    bodies = {key: json.loads(json.dumps(document.body)) for key, document in documents.items()}
    bodies["region:110100"] = bodies["region:110105"] | {"short_en": "Newtown", "former_codes": []}
    bodies["region:120000"]["short_en"] = "Renamed"
    bodies["question:bank-account"] = bodies.pop("question:card-bank-account")
    for key, body in bodies.items():
        if key.startswith("fact:") and body["options"]:
            body["options"].insert(0, body["options"][0] | {"key": "brand-new"})
        if key.startswith("outcome:"):
            body["title_en"] = f"No. {body['title_en']}"
    bodies["fact:aardvark"] = bodies["fact:situation"] | {"label_en": "Aardvark"}
    bodies["decision:medical-account-ledger"]["facts"].insert(0, "aardvark")
    rules = bodies["table:medical-account-ledger@CN"]["rules"]
    rules.insert(0, json.loads(json.dumps(rules[0])) | {"key": "brand-new"})
    return {
        key: Document.of(key, body)
        for key, body in bodies.items()
        if not key.startswith(("case:", "article:")) or body.get("question") == CORE
    }


def persons(book, documents):
    """Everybody of the worked cases of whom no figure is known."""
    for key, document in documents.items():
        if key.startswith("case:") and document.body["question"] in book.questions:
            body = document.body
            facts = {name: str(text) for name, text in body["facts"].items()}
            if not any(book.facts[name].private for name in facts):
                known = read_answers(book, body["question"], facts).known
                yield Enquiry(1, body["question"], datetime.date.fromisoformat(str(body["on"])), known)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The folder with both editions, and what was given out while edition 1 was current."""
    folder = tmp_path_factory.mktemp("editions")
    documents = starter_documents()
    publish(folder, 1, documents)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.conf.settings.EDITIONS_DIR", folder)
        book = archived(1).rulebook
    given = []
    for enquiry in persons(book, documents):
        answer = ask(book, enquiry.question, enquiry.known, enquiry.on)
        text = json.dumps(answer_json(answer, 1), ensure_ascii=False, indent=2) + "\n"
        given.append(Given(reference_code(book, enquiry), enquiry, text))
    publish(folder, 2, changed(documents))
    return folder, book, given


@pytest.fixture(autouse=True)
def two_editions(settings, world):
    settings.EDITIONS_DIR = world[0]
    _read.cache_clear()


def given_in(world, **facts):
    """The first code of a person of the core question with these answers."""
    _folder, book, _given = world
    enquiry = Enquiry(1, CORE, BUILT.date(), read_answers(book, CORE, facts).known)
    return reference_code(book, enquiry)


def printed(*arguments):
    out = StringIO()
    call_command("replay", *arguments, stdout=out)
    return out.getvalue()


def words(response):
    """The main part as a reader has it."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)))


def test_there_are_many_persons_of_both_questions(world):
    given = world[2]
    assert len({item.code for item in given}) > 60
    assert {item.enquiry.question for item in given} == {CORE, "card-bank-account"}


@pytest.mark.thorough
def test_every_code_of_edition_1_gives_the_same_bytes_from_the_command(world):
    for item in world[2]:
        assert printed(grouped(item.code).lower(), "--format", "json") == item.text


@pytest.mark.thorough
def test_every_code_of_edition_1_gives_the_same_bytes_from_the_page(client, world):
    with public_only():
        for item in world[2]:
            response = client.get(f"/en/replay/{grouped(item.code)}/?format=json")
            assert response["Content-Type"] == "application/json; charset=utf-8"
            assert response.content == item.text.encode()


def test_a_rulebook_of_before_outcomes_had_deadlines_gives_the_same_bytes(world):
    source = rulebook_source(starter_documents())
    outcomes = source["documents"]["outcome"].values()
    assert any(body.pop("deadline_number") for body in outcomes)
    for body in outcomes:
        for name in [name for name in body if name.startswith("deadline_")]:
            del body[name]
    before = read_rulebook(source)
    for item in world[2]:
        answer = ask(before, item.enquiry.question, item.enquiry.known, item.enquiry.on)
        assert json.dumps(answer_json(answer, 1), ensure_ascii=False, indent=2) + "\n" == item.text
        assert reference_code(before, item.enquiry) == item.code


def test_the_same_persons_get_another_answer_today(world):
    book = archived(2).rulebook
    differing = 0
    for item in world[2]:
        if item.enquiry.question in book.questions:
            answer = ask(book, item.enquiry.question, item.enquiry.known, item.enquiry.on)
            differing += json.dumps(answer_json(answer, 1), ensure_ascii=False, indent=2) + "\n" != item.text
    assert differing > 60


def test_what_decide_printed_is_what_replay_prints(world):
    code = given_in(world, insured_in="120000", situation="left-job", held_as="ledger")
    out = StringIO()
    call_command(
        "decide", CORE, "--fact", "insured_in=120000", "--fact", "situation=left-job", "--fact", "held_as=ledger",
        "--on", BUILT.date().isoformat(), "--edition", "1", "--format", "json", stdout=out,
    )  # fmt: skip
    assert printed(code, "--format", "json") == out.getvalue()


def test_in_lines_the_command_names_the_edition(world):
    code = given_in(world, insured_in="120000", situation="left-job", held_as="ledger")
    assert "medical-account-cash on 2026-11-22, edition 1\n" in printed(code)


@pytest.mark.thorough
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_codes_of_edition_1_have_a_page_in_both_languages(client, world, language):
    with public_only():
        for item in world[2][len(language) :: 7]:
            response = client.get(f"/{language}/replay/{item.code}/")
            assert response.status_code == 200
            assert response["X-Edition"] == "2"
            assert response.content.decode().count("<h1") == 1


def test_the_page_says_which_edition_answered_and_for_which_day(client, world):
    code = given_in(world, insured_in="120000", situation="left-job", held_as="ledger")
    said = words(client.get(f"/en/replay/{code}/"))
    assert "This is the answer of edition 1 of 22 November 2026, for 22 November 2026." in said
    assert "Today edition 2 applies." in said
    assert "Tianjin" in said
    assert "Renamed" not in said
    said = words(client.get(f"/zh-hans/replay/{code}/"))
    assert "这是规则第1版（2026年11月22日）对2026年11月22日的回答。" in said


def test_the_page_shows_the_old_answer_as_the_result_page_did(client, world, settings, starter_folder_alone):
    query = "insured_in=120000&situation=left-job&held_as=ledger&on=2026-11-22"
    code = given_in(world, insured_in="120000", situation="left-job", held_as="ledger")
    then = client.get(f"/en/replay/{code}/").content.decode()
    settings.EDITIONS_DIR = starter_folder_alone
    result = client.get(f"/en/check/{CORE}/?{query}").content.decode()
    for part in (
        r'<section class="slip.*?<dt>Rule</dt>',
        r"<h2>What to do now</h2>.*?</ol>",
        r'<div class="law.*?</div>',
    ):
        found = re.search(part, result, re.S)
        assert found is not None, part
        assert found[0] in then
    assert grouped(code) in result


@pytest.fixture(scope="module")
def starter_folder_alone(tmp_path_factory):
    """Edition 1 while it was current."""
    folder = tmp_path_factory.mktemp("first")
    publish(folder, 1, starter_documents())
    return folder


def test_the_page_is_not_for_search_engines(client, world):
    page = client.get(f"/en/replay/{world[2][0].code}/").content.decode()
    assert '<meta name="robots" content="noindex">' in page


def test_the_same_is_asked_today_with_the_same_answers_and_no_day(client, world):
    code = given_in(world, insured_in="120000", situation="unsure", credited="..2016-10-01")
    page = client.get(f"/en/replay/{code}/").content.decode().partition("<main")[2].partition("</main>")[0]
    links = {unescape(link) for link in re.findall(r'href="([^"]*/check/[^"]*)"', page)}
    assert links == {f"/en/check/{CORE}/?insured_in=120000&situation=unsure&credited=..2016-10-01"}
    assert client.get(links.pop()).status_code == 200


def test_where_the_question_is_gone_the_list_of_questions_is_offered(client, world):
    item = next(item for item in world[2] if item.enquiry.question == "card-bank-account")
    assert 'href="/en/check/"' in client.get(f"/en/replay/{item.code}/").content.decode()


def test_a_pruned_edition_answers_from_its_rulebook_alone(client, world, settings, tmp_path):
    (tmp_path / "editions").mkdir()
    for path in world[0].iterdir():
        if path.name not in {edition_name(1), manifest_name(1)}:
            (tmp_path / "editions" / path.name).write_bytes(path.read_bytes())
    settings.EDITIONS_DIR = tmp_path / "editions"
    item = world[2][0]
    with public_only():
        assert client.get(f"/en/replay/{item.code}/?format=json").content == item.text.encode()
        said = words(client.get(f"/en/replay/{item.code}/"))
    assert "This is the answer of edition 1, for " in said


def test_a_code_that_still_asks_shows_what_was_missing(client, world):
    code = given_in(world, insured_in="120000")
    said = words(client.get(f"/en/replay/{code}/"))
    assert "One answer was still missing:" in said


def test_a_code_of_answers_that_exclude_each_other_says_so(client, world):
    code = given_in(world, insured_in="120000", situation="insured", asking_as="heir")
    assert "Some answers do not fit" in words(client.get(f"/en/replay/{code}/"))


def refused(client, code):
    """What both languages say of a wrong code, each with 404."""
    said = []
    for language in ("en", "zh-hans"):
        response = client.get(f"/{language}/replay/{code}/")
        assert response.status_code == 404
        assert 'role="alert"' in response.content.decode()
        said.append(words(response))
    with pytest.raises(CommandError, match="Reference code"):
        printed(code)
    assert "查询编号“" in said[1]
    return said[0]


def test_a_wrong_character_is_named_on_a_page(client, world):
    code = world[2][0].code
    wrong = ("2" if code[0] != "2" else "3") + code[1:]
    said = refused(client, wrong)
    assert grouped(wrong) in said
    assert "its last character does not fit the others" in said


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("7KM", "has 3 characters, and no code has fewer than 4"),
        ("7" * 1001, "no code has more than 1000"),
        ("OOPS-1234", "“O” stands in no code"),
        ("<b>x< b>", "stands in no code"),
        ("7\x007", "“?” stands in no code"),
        ("你好", "stands in no code"),
        ("%", "stands in no code"),
        ("..", "has 0 characters"),
    ],
)
def test_what_is_no_code_is_named_on_a_page(client, code, told):
    response = client.get(f"/en/replay/{quote(code)}/")
    assert response.status_code == 404
    assert b"<b>" not in response.content
    assert told in words(response)


def test_an_edition_that_we_do_not_have_is_named(client, world):
    for number in (3, 10**6, 10**30):
        code = reference_code(world[1], Enquiry(number, CORE, BUILT.date(), Known()))
        assert f"This site has no edition {str(number)[:12]} of the rules." in refused(client, code)


def test_a_question_that_its_edition_does_not_have_is_named(client, world):
    layout, edition, question, day = (0, 2), (1, 64), (9, 32), (9000, 2**14)
    packing = Packing()
    for digit, radix in (layout, edition, question, day):
        packing.put(digit, radix)
    code = spelled(packing.number)
    assert "edition 1 of the rules has 2 questions" in refused(client, code)


@pytest.mark.parametrize("content", [b"", b"no gzip", b"\x1f\x8b\x08\x00"])
def test_a_damaged_rulebook_is_named(client, world, settings, tmp_path, content):
    (tmp_path / "editions").mkdir()
    for path in world[0].iterdir():
        (tmp_path / "editions" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "editions" / rulebook_name(1)).write_bytes(content)
    settings.EDITIONS_DIR = tmp_path / "editions"
    said = refused(client, world[2][0].code)
    assert "The rules of edition 1 cannot be read here." in said
    assert "Put back a copy of rulebook-1.json.gz" in said


def test_editions_of_the_same_content_share_one_rulebook(world, settings, tmp_path):
    settings.EDITIONS_DIR = tmp_path
    for number in (1, 5):
        (tmp_path / rulebook_name(number)).write_bytes((world[0] / rulebook_name(1)).read_bytes())
    assert archived(1).rulebook is archived(5).rulebook
    assert archived(1).rulebook is archived(1).rulebook


@pytest.mark.thorough
def test_the_longest_ordinary_code_of_the_core_question_can_be_read_out(world):
    """Whoever answers what is asked, the last option each time, wherever rules differ, up to edition 1023."""
    book, on = world[1], datetime.date(2044, 11, 7)
    last_cut = cuts(book, "credited")[-1]
    days = [one_day(on), one_day(datetime.date(1960, 1, 1)), Span(last_cut, None), Span(None, last_cut)]
    places = {max(book.regions.by_key), *(key for portion in book.questions[CORE].portions
                                          for key in book.diagrams.classes(portion.decision))} - {"CN"}  # fmt: skip
    situations = [option.key for option in book.facts["situation"].options]
    lengths = set()
    for place, situation, credited in product(sorted(places), situations, days):
        where = Places(frozenset({place}))
        known = Known().with_value("insured_in", where).with_value("situation", frozenset({situation}))
        while (fact := ask(book, CORE, known, on).next_fact) is not None:
            options = [option.key for option in book.facts[fact].options]
            known = known.with_value(fact, frozenset({options[-1]}) if options else where)
            known = known.with_value(fact, credited) if fact == "credited" else known
        code = reference_code(book, Enquiry(1023, CORE, on, known))
        assert read_code(book, code).known.values == known.values
        lengths.add(len(code))
    assert 10 < max(lengths) <= LONGEST


def test_the_codes_of_the_worked_cases_are_short(world):
    """But for money credited after the day asked about, which nobody can have seen."""
    core = [item for item in world[2] if item.enquiry.question == CORE]
    long = [item.enquiry for item in core if len(item.code) > LONGEST]
    assert all(enquiry.known.values["credited"].low > enquiry.on for enquiry in long)
    assert sorted(len(item.code) for item in core)[len(core) // 2] <= 13


def test_an_edition_derived_again_by_another_release_is_coded_against_the_rulebook_it_was_published_with(world):
    folder, book, _given = world
    edition = edition_numbered(1)
    derived = replace(edition, path=folder / LOCAL / "edition-1-again.sqlite3")
    assert lasting_rulebook(edition) is rulebook(edition) is not lasting_rulebook(derived)
    assert lasting_rulebook(derived) is archived(1).rulebook
    assert lasting_rulebook(derived) == book


def test_an_answer_that_no_code_can_tell_has_none(world):
    with reading_from(edition_numbered(1)) as edition:
        known = Known({"insured_in": Places(frozenset({"440000"}), frozenset({"440300"}))}, frozenset({"insured_in"}))
        assert code_for(edition, CORE, known, BUILT.date()) == ""
        assert code_for(edition, CORE, Known(), BUILT.date()) != ""
