"""A difference as a clerk would write it: whom it concerns, and what either side tells them."""

from collections.abc import Sequence
from datetime import date

from helpdesk.eligibility.comparison.compare import Difference, Side, parted
from helpdesk.eligibility.comparison.product import Cell
from helpdesk.eligibility.comparison.said import Said
from helpdesk.eligibility.diagrams.resolution import LeafKind
from helpdesk.eligibility.diagrams.walk import sides_of
from helpdesk.eligibility.rulebook.outcomes import OUTCOME_TEXTS
from helpdesk.eligibility.vocabulary.facts import Fact, Possible, open_ended
from helpdesk.eligibility.vocabulary.kinds import FactKind
from helpdesk.eligibility.vocabulary.regions import NATION, Places, Regions
from helpdesk.eligibility.vocabulary.text import Text, listed
from helpdesk.eligibility.vocabulary.wording import day_text, figure_label, value_text

NONE = {
    LeafKind.GAP: Text("there is no answer, since no rule applies", "没有答案，因为没有适用的规定"),
    LeafKind.CONFLICT: Text("there is no answer, since rules contradict each other", "没有答案，因为几条规定互相矛盾"),
    LeafKind.NOT_KNOWN: Text(
        "there is no answer, since nobody has found what followed a rule that ended",
        "没有答案，因为旧规定停止以后怎么办还没有查到",
    ),
}

JOINED = {FactKind.REGION: "选", FactKind.AMOUNT: "为", FactKind.COUNT: "为"}
"""How Chinese joins a label to places and figures; days follow it as they are."""

FIELDS = dict(
    zip(
        OUTCOME_TEXTS,
        (
            Text("the explanation", "说明"), Text("the steps", "办理步骤"), Text("what to bring", "要带的材料"),
            Text("where to go", "去哪里办"), Text("the opening hours", "办理时间"), Text("the fee", "费用"),
            Text("the time limit", "办理期限"), Text("what else can be done", "还可以怎么办"),
            Text("the warning", "提醒"), Text("what it depends on", "取决于什么"),
            Text("how to find out", "怎么查"),
        ),
        strict=True,
    )
)  # fmt: skip


def statement(difference: Difference, one: Side, other: Side) -> Text:
    """A difference in a sentence or two."""
    whom, told = _whom(difference.cells, (one, other)), _told(difference, (one, other), names(one, other))
    en = told.en if whom.en.endswith(", ") else told.en[:1].upper() + told.en[1:]
    return Text(f"{whom.en}{en}", f"{whom.zh}{told.zh}")


def _told(difference: Difference, sides: tuple[Side, Side], at: tuple[Text, Text]) -> Text:
    """What either side says."""
    (here, there), before, after = at, difference.before, difference.after
    if difference.only_bases:
        return Text(
            f"the answer is the same {here.en} and {there.en}, on other bases.",
            f"{here.zh}和{there.zh}的答案相同，依据不同。",
        )
    if before.outcome and after.outcome and before.outcome.title == after.outcome.title:
        title, parts = before.outcome.title, _series(_parts(before, after, sides, at), "and", "、")
        return Text(
            f"the answer opens alike {here.en} and {there.en}: “{title.en}”. What differs: {parts.en}.",
            f"{here.zh}和{there.zh}的答案开头相同，都是“{title.zh}”。不同的是：{parts.zh}。",
        )
    first, second = _answer(before), _answer(after)
    return Text(f"{here.en} {first.en}; {there.en} {second.en}.", f"{here.zh}{first.zh}；{there.zh}{second.zh}。")


def names(one: Side, other: Side) -> tuple[Text, Text]:
    """What tells the two sides apart: "in Beijing", "on 31 December 2026", "in edition 4"."""
    apart = [_edition, *([_region] if one.region != other.region else []), *([_day] if one.on != other.on else [])]
    apart = apart[1:] if one.rulebook is other.rulebook and len(apart) > 1 else apart
    here, there = (listed([tell(side) for tell in apart], " ", "") for side in (one, other))
    return here, there


def _edition(side: Side) -> Text:
    if side.edition is None:
        return Text("in the drafts", "草稿里")
    return Text(f"in edition {side.edition}", f"第{side.edition}版里")


def _region(side: Side) -> Text:
    short = side.rulebook.regions.by_key[side.region].short
    return Text(f"in {short.en}", short.zh)


def _day(side: Side) -> Text:
    day = day_text(side.on)
    return Text(f"on {day.en}", day.zh)


def _answer(said: Said) -> Text:
    if said.outcome is None:
        return NONE[said.kind]
    return Text(f"the answer is “{said.outcome.title.en}”", f"的答案是“{said.outcome.title.zh}”")


def _parts(before: Said, after: Said, sides: tuple[Side, Side], at: tuple[Text, Text]) -> list[Text]:
    """What differs between two answers that open alike."""
    one, other = before.outcome, after.outcome
    assert one
    assert other
    found = [Text("the verdict", "结论")] if one.verdict != other.verdict else []
    found += [told for name, told in FIELDS.items() if one.text(name) != other.text(name)]
    if one.deadline != other.deadline:
        found.append(Text("the deadline", "本人要遵守的期限"))
    if before.formula != after.formula:
        found.append(Text("how the amount is worked out", "金额的算法"))
    else:
        found += [
            _figure(sides, at, name, (here, there))
            for (name, here), (_, there) in zip(before.figures, after.figures, strict=True)
            if here != there
        ]
    return found or [Text("only the key under which it is kept", "保存用的编号")]


def _figure(sides: tuple[Side, Side], at: tuple[Text, Text], name: str, values: tuple[str, str]) -> Text:
    label = figure_label(sides[0].rulebook, name)
    here, there = (Text(f"“{value}”", f"“{value}”") if value else Text("not known", "没有查到") for value in values)
    return Text(
        f"“{label.en}” ({here.en} {at[0].en}, {there.en} {at[1].en})",
        f"“{label.zh}”（{at[0].zh}是{here.zh}，{at[1].zh}是{there.zh}）",
    )


def _whom(cells: Sequence[Cell], sides: tuple[Side, Side]) -> Text:
    """Whom it concerns, to begin the sentence with; several kinds of persons are a short list of their own."""
    kinds = [_series([answer_text(sides, name, values) for name, values in cell], "and", "、") for cell in cells]
    if not all(kinds):
        given = [value for value in sides[0].known.values.values() if value != Places(frozenset({sides[0].region}))]
        return Text("With these answers, ", "按这些回答，") if given else Text("For everybody, ", "所有人，")
    if len(kinds) == 1:
        return Text(f"For whoever answers {kinds[0].en}, ", f"{kinds[0].zh}的人，")
    numbered = [Text(f"({number}) {kind.en}", f"（{number}）{kind.zh}") for number, kind in enumerate(kinds, 1)]
    told = listed(numbered)
    return Text(f"This concerns whoever answers {told.en}. ", f"有下面几种情况：{told.zh}。")


def _series(texts: Sequence[Text], en: str, zh: str) -> Text:
    """A, B and C."""
    told = [text.en for text in texts]
    joined = f" {en} ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    return Text(joined, zh.join(text.zh for text in texts))


def answer_text(sides: tuple[Side, Side], name: str, values: Sequence[Possible]) -> Text:
    """One answer: “Left a job” (situation), until 30 September 2016 (when the money was credited)."""
    side, fact, where = _asked(sides, name)
    on = min(each.on for each in sides)
    label = Text(f"({_lowered(fact.label.en)}{where.en})", f"{where.zh}{fact.label.zh}")
    if fact.options:
        told, chosen = _options(fact, frozenset[str]().union(*(each for each in values if isinstance(each, frozenset))))
        return Text(f"{told.en} {label.en}", f"{label.zh}{chosen}{told.zh}")
    told = _series([_stretch(side, fact, value, on) for value in values], "or", "或")
    return Text(f"{told.en} {label.en}", f"{label.zh}{JOINED.get(fact.kind, '')}{told.zh}")


def answer_row(sides: tuple[Side, Side], name: str, values: Sequence[Possible]) -> tuple[Text, Text]:
    """The same as label and value, for a list: ("When the money was credited", "until 30 September 2016")."""
    side, fact, where = _asked(sides, name)
    on = min(each.on for each in sides)
    label = Text(f"{fact.label.en}{where.en}", f"{where.zh}{fact.label.zh}")
    if fact.options:
        told, chosen = _options(fact, frozenset[str]().union(*(each for each in values if isinstance(each, frozenset))))
        return label, Text(told.en, f"{chosen}{told.zh}" if chosen == "不是" else told.zh)
    return label, _series([_stretch(side, fact, value, on) for value in values], "or", "或")


def _asked(sides: tuple[Side, Side], name: str) -> tuple[Side, Fact, Text]:
    """The side that a cell's name is told of, its fact, and which of the two sides that is, where it is one alone."""
    key, only = parted(name)
    side = sides[only or 0] if only is not None or key in sides[0].rulebook.facts else sides[1]
    where = Text() if only is None else Text(f", {names(*sides)[only].en}", names(*sides)[only].zh)
    return side, side.rulebook.facts[key], where


def what_differs(difference: Difference, one: Side, other: Side) -> list[Text]:
    """What differs between two answers that open alike: "the steps", "the fee"; nothing where they open differently."""
    before, after = difference.before, difference.after
    if difference.only_bases or not (before.outcome and after.outcome and before.outcome.title == after.outcome.title):
        return []
    return _parts(before, after, (one, other), names(one, other))


def _options(fact: Fact, inside: frozenset[str]) -> tuple[Text, str]:
    """Options in quotes, and how Chinese joins them to the label; where most are meant, those that are not."""
    others = [option for option in fact.options if option.key not in inside]
    most = len(others) < len(inside) and len(fact.options) > 2
    told = others if most else [option for option in fact.options if option.key in inside]
    quoted = _series([Text(f"“{option.label.en}”", f"“{option.label.zh}”") for option in told], "or", "或")
    if most:
        return Text(f"anything but {quoted.en}", quoted.zh), "不是"
    return quoted, "是" if fact.derivation else "选"


def _stretch(side: Side, fact: Fact, value: Possible, on: date) -> Text:
    """Places, or a stretch of an axis, in words; of a figure that nobody knows on which side of it."""
    if isinstance(value, Places):
        return place_text(value, side.rulebook.regions)
    told = value_text(fact, open_ended(value, on), side.rulebook.regions)
    for name, reached in sorted(sides_of(value)):
        figure = figure_label(side.rulebook, name)
        en, zh = ("at least", "不低于") if reached else ("under", "低于")
        told = Text(f"{told.en}, {en} “{figure.en}”", f"{told.zh}且{zh}“{figure.zh}”")
    return told


def place_text(places: Places, regions: Regions) -> Text:
    """Places in words: "Beijing", "anywhere in mainland China but Beijing", "Guangdong but not Guangzhou"."""
    shut = frozenset(unit for unit in places.outside_of if any(regions.below(unit, each) for each in places.inside))
    told = _series([regions.by_key[unit].short for unit in sorted(places.inside)], "or", "或")
    if NATION in places.inside:
        mainland = bool(regions.outside) and regions.outside <= shut
        told = Text("anywhere in mainland China", "内地（大陆）") if mainland else Text("anywhere", "任何地方")
        shut -= regions.outside if mainland else frozenset()
    if not shut:
        return told
    left_out = _series([regions.by_key[unit].short for unit in sorted(shut)], "or", "、")
    return Text(f"{told.en} but not {left_out.en}", f"除{left_out.zh}以外的{told.zh}")


def _lowered(label: str) -> str:
    """A label inside a sentence; what is written in capitals stays."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label
