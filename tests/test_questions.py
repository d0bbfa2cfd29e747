"""Questions to ask: which are drafted, in what order, in what words and forms."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import pytest

from reports.questions import Sheet, as_docx, as_markdown, as_text, record, sheet
from scoring.assess import assess
from scoring.engine import lint, rules
from scoring.profile import Profile
from scoring.questions import questions
from scoring.questions.draft import Question
from scoring.questions.features import features, signs
from scoring.questions.findings import topics
from scoring.questions.published import Published, topics_of, without_published
from scoring.questions.sources import sources
from scoring.questions.training import Lesson, fit, worth
from scoring.questions.worth import Line, Model, dumped, loaded, shipped
from tenders.document import Document, Section
from tenders.evidence import Stated
from tenders.labels import field_of
from tenders.parse import parse, tender_from
from tenders.readers.marketplace import QUESTIONS
from tenders.tender import Question as Asked
from tenders.tender import Tender
from tests.command import run
from tests.pages import page

NOW = datetime(2020, 5, 1, tzinfo=UTC)
# Every topic on a par, so that what is asked depends on the notice alone.
LEVEL = Model(lines={topic: Line(rate=0.5, signals={}) for topic in signs()})
PLAIN = {
    "Title": "Tell people when their bin is emptied",
    "Summary of the work": "A team to make the bin calendar easy to find.",
    "Why the work is being done": "Residents ring us because they cannot find the calendar.",
}


def tender(answers: Mapping[str, str], asked: Mapping[str, str] | None = None) -> Tender:
    """The tender whose notice gives these answers, and these published questions with theirs."""
    sections = [Section(label=label, text=text, field=field_of(label)) for label, text in answers.items()]
    sections += [
        Section(label=f"{n}. {question}", text=answer, heading=QUESTIONS)
        for n, (question, answer) in enumerate((asked or {}).items(), 1)
    ]
    return tender_from(Document(source="digital-marketplace", notice_id=None, sections=tuple(sections)), "1")


def drafted(answers: Mapping[str, str], asked: Mapping[str, str] | None = None, most: int = 30) -> dict[str, Question]:
    """What would be asked of such a notice, by topic."""
    found = tender({**PLAIN, **answers}, asked)
    return {question.draft.topic: question for question in reversed(questions(found, lint(found), most, LEVEL))}


def text(topic: str, answers: Mapping[str, str], asked: Mapping[str, str] | None = None) -> str:
    """The words of the question on a topic, "" where there is none."""
    found = drafted(answers, asked).get(topic)
    return found.draft.text if found else ""


class TestSources:
    # What the notice says, and a part of the question that follows.
    ASKED = (
        ("incumbent", {}, "Has any supplier worked on “Tell people when their bin is emptied” before"),
        ("incumbent", {"Any work that’s already been done": "We worked with Heron Ltd on it."}, "Does that supplier still"),
        ("budget", {}, "What budget is approved"),
        ("budget", {"Budget range": "£60,000"}, "Is £60,000 approved"),
        ("budget", {"Budget range": "£50,000 to £80,000"}, "The budget is £50,000 to £80,000"),
        ("pricing", {"Budget range": "£60,000"}, "does that include VAT"),
        ("pricing", {"Budget range": "£550 to £700 a day"}, "The budget is given as £550 to £700 a day:"),
        ("team_wanted", {}, "Which roles"),
        ("team_wanted", {"Summary of the work": "We want a multidisciplinary team."}, "Which roles do you expect in that team"),
        ("team_wanted", {"Problem to be solved": "The project team met suppliers in May."}, "a supplier to bring"),
        ("team_wanted", {"Problem to be solved": "The terms are those of the call-off contract."}, "a supplier to bring"),
        ("buyer_team", {}, "is there a product owner"),
        ("buyer_team", {"Existing team": "A product owner and two developers."}, "You name a product owner"),
        ("location", {"Location": "Yorkshire"}, "The place of work is Yorkshire"),
        ("start_and_timeline", {}, "When do you want"),
        ("start_and_timeline", {"Problem to be solved": "It must be live by 31 March 2021."}, "What depends on that date"),
        ("contract_length", {}, "How long"),
        ("contract_length", {"Expected contract length": "8 weeks"}, "The term is 8 weeks"),
        ("scope", {}, "You describe the work as “A team to make the bin calendar easy to find”"),
        ("scope", {"Summary of the work": "1. Mend the calendar of bins."}, "You describe the work as “Mend the calendar of bins”"),
        ("scope", {"Summary of the work": "The work is:\n- a calendar of bins\n- a map"}, "“The work is: - a calendar of bins”"),
        ("scope", {"Problem to be solved": "Show streets, bins and rounds, and more as required."}, "certain to be in scope"),
        ("phase", {"Title": "Bins alpha", "Current phase": "Discovery"}, "Is the discovery complete"),
        ("user_access", {"Problem to be solved": "You will hold workshops with staff."}, "Who will arrange access"),
        ("users", {}, "Who will use"),
        ("users", {"Who the users are and what they need to do": "As a resident, I must know the day."}, "users: resident."),
        ("users", {"Who the users are and what they need to do": "Needs\nResidents look for a day."}, "“Residents look for a day”"),
        ("prior_work", {"Any work that’s already been done": "The discovery report lists what people asked."}, "discovery report"),
        ("technology", {"Problem to be solved": "The calendar is in Drupal."}, "You name Drupal"),
        ("technology", {}, "Which systems and platforms"),
        ("data_and_security", {"Essential skills and experience": "Hold Cyber Essentials Plus"}, "Must Cyber Essentials Plus"),
        ("clearance", {}, "need clearance"),
        ("clearance", {"Security clearance": "SC clearance is needed."}, "SC clearance"),
        ("ir35", {}, "IR35"),
        ("volumes", {"Problem to be solved": "The website needs new templates."}, "How many sites, templates and pages"),
        ("accessibility", {"Problem to be solved": "It must be accessible to all."}, "To which standard"),
        ("knowledge_transfer", {}, "Who looks after"),
        ("success_measures", {"Problem to be solved": "Reduce calls about bins."}, "What is the figure today"),
        ("criteria_meaning", {"Essential skills and experience": "Have done complex work for councils"}, "mean here by “complex”"),
        ("evidence_rules", {"Essential skills and experience": "Have built services for the NHS\nKnow Leeds"}, "outside the NHS"),
        ("evaluation_process", {"How many suppliers to evaluate": "4"}, "name the shortlist of 4"),
        ("partnering", {"Title": "Bins discovery", "Current phase": "Not started"}, "free to bid for what follows"),
        ("terms", {"Problem to be solved": "Support is needed 24/7 with an SLA."}, "Which hours and times to respond"),
        ("market_engagement", {"Early market engagement": "We met nine suppliers in May."}, "Which suppliers took part"),
    )  # fmt: skip

    @pytest.mark.parametrize(("topic", "answers", "part"), ASKED, ids=[f"{n} {case[0]}" for n, case in enumerate(ASKED)])
    def test_asks_in_the_notices_own_words(self, topic: str, answers: Mapping[str, str], part: str) -> None:
        assert part in text(topic, answers)

    # What the notice states, so that nobody need ask.
    STATED = (
        ("incumbent", {"Existing team": "There is no incumbent supplier."}),
        ("pricing", {"Budget range": "£60,000 excluding VAT, expenses included"}),
        ("ir35", {"Additional terms and conditions": "The work is outside IR35."}),
        ("clearance", {"Security clearance": "Not required"}),
        (
            "user_access",
            {"Problem to be solved": "You will do user research. We will recruit the participants and pay incentives."},
        ),
        ("market_engagement", {"Early market engagement": "None"}),
        ("accessibility", {"Problem to be solved": "See https://bins.example/accessible-to-all for the plan."}),
    )

    @pytest.mark.parametrize(("topic", "answers"), STATED, ids=[case[0] for case in STATED])
    def test_does_not_ask_what_is_stated(self, topic: str, answers: Mapping[str, str]) -> None:
        asked = text(topic, answers)
        assert "include VAT" not in asked if topic == "pricing" else not asked

    def test_every_topic_has_one_source_of_its_own_and_a_weight(self) -> None:
        assert [source.topic for source in sources()] == sorted(signs())
        assert set(shipped().lines) == set(signs())

    def test_no_two_questions_share_a_topic_unless_both_quote_different_words(self) -> None:
        found = tender(
            {**PLAIN, "Essential skills and experience": "Do complex work\nDo similar work for councils\nDo diverse work well"}
        )
        by_topic: dict[str, list[Question]] = {}
        for question in questions(found, lint(found), 40, LEVEL):
            by_topic.setdefault(question.draft.topic, []).append(question)
        for several in by_topic.values():
            assert len(several) <= 2
            assert len({question.draft.subject for question in several}) == len(several)

    def test_evidence_is_the_text_at_its_place(self) -> None:
        found = tender({**PLAIN, "Budget range": "£60,000", "Existing team": "A product owner and others."})
        where = {section.label: section.text for section in found.document.sections}
        for question in questions(found, lint(found), 30, LEVEL):
            for quote in question.draft.evidence:
                assert where[quote.section][quote.start : quote.end] == quote.quote


class TestLots:
    # What is asked of days of a specialist and of participants for research, and what is not: one joins somebody else's work,
    # whoever finds the others builds nothing.
    SPECIALIST: ClassVar[Mapping[str, str]] = {"Lot": "digital-specialists"}
    PARTICIPANTS: ClassVar[Mapping[str, str]] = {"Lot": "user-research-participants"}

    @pytest.mark.parametrize("topic", ["scope", "team_wanted", "users", "user_access", "volumes", "partnering"])
    def test_a_specialist_is_not_asked_for_what_a_team_would_be(self, topic: str) -> None:
        met = {"Problem to be solved": "You will hold workshops with staff."}
        assert text(topic, met)
        assert not text(topic, {**met, **self.SPECIALIST})

    @pytest.mark.parametrize("topic", ["technology", "team_wanted", "user_access", "ir35"])
    def test_nor_are_participants(self, topic: str) -> None:
        met = {"Problem to be solved": "You will hold workshops with staff."}
        assert text(topic, met)
        assert not text(topic, {**met, **self.PARTICIPANTS})

    def test_a_specialists_budget_is_a_day(self) -> None:
        assert "pay for a day" in text("budget", self.SPECIALIST)

    def test_a_specialist_may_be_there_already(self) -> None:
        assert "put them forward again" in text("incumbent", self.SPECIALIST)

    def test_participants_are_counted_and_paid(self) -> None:
        assert "for each round and in all" in text("volumes", self.PARTICIPANTS)
        assert "incentives of participants" in text("pricing", self.PARTICIPANTS)
        settled = text("pricing", {**self.PARTICIPANTS, "Problem to be solved": "Incentives are paid by us."})
        assert "incentives" not in settled

    def test_what_is_seldom_asked_of_teams_may_be_asked_of_a_specialist(self) -> None:
        found = tender({**PLAIN, **self.SPECIALIST})
        assert "ir35" in {question.draft.topic for question in questions(found, lint(found))}


class TestFindings:
    def test_a_question_names_the_finding_it_asks_about(self) -> None:
        assert drafted({"Problem to be solved": "The supplier will do user research with residents."})["user_access"].draft.finding

    def test_every_rule_that_is_sorted_by_hand_is_there(self) -> None:
        assert set(topics()) <= {rule.code for rule in rules()}
        assert set(topics().values()) <= set(signs())

    def test_the_question_of_a_rule_that_nobody_sorted_goes_by_its_words(self) -> None:
        assert topics_of("Is there an incumbent, and may it bid?")[0] == "incumbent"


class TestPublished:
    def test_what_was_answered_is_not_asked(self) -> None:
        asked = {"Is there an incumbent supplier?": "No.", "What is the budget?": "We cannot say."}
        found = drafted({}, asked)
        assert not {"incumbent", "budget"} & set(found)

    def test_what_was_put_off_is_still_asked(self) -> None:
        assert "budget" in drafted({}, {"What is the budget?": "To be confirmed."})

    def test_an_unanswered_question_settles_nothing(self) -> None:
        assert "budget" in drafted({}, {"What is the budget?": " "})

    def test_an_answer_on_one_criterion_leaves_another_open(self) -> None:
        needs = {"Essential skills and experience": "Have run complex catalogues\nHave led diverse crews of drivers"}
        first = text("criteria_meaning", needs)
        assert "catalogues" in first
        then = text("criteria_meaning", needs, {"What do you mean by complex catalogues?": "Many items."})
        assert "drivers" in then

    def test_order_and_words_do_not_depend_on_what_was_asked_since(self) -> None:
        bare = tender(PLAIN)
        busy = tender(PLAIN, {"Is there a supplier now?": "Yes, Heron Ltd, and the budget is £90,000 including VAT."})
        assert features(without_published(busy)) == features(bare)
        assert questions(without_published(busy), lint(without_published(busy))) == questions(bare, lint(bare))

    def test_a_published_answer_covers_a_topic_as_a_whole_or_the_words_asked_about(self) -> None:
        known = Published((Asked(number=1, question="Is this inside or outside IR35?", answer="Outside."),))
        assert known.answers(drafted({})["ir35"].draft)
        assert not known.answers(drafted({})["budget"].draft)


class TestBenchmark:
    """Questions on the pages that the scorer is given do not depend on their published questions."""

    def test_the_published_part_is_dropped_before_drafting(self, captures: tuple[Path, ...]) -> None:
        from tenders.intake import latest
        from tenders.parse import Unread

        tried = 0
        for read in latest([path for path in captures if path.name[4] in "3456789"][:40]):
            if isinstance(read, Unread) or not read.tender.questions:
                continue
            bare = without_published(read.tender)
            assert bare.questions == ()
            assert all(section.heading != QUESTIONS for section in bare.document.sections)
            other = replace(
                read.tender.document,
                sections=(*bare.document.sections, Section(label="1. Is there an incumbent?", text="Yes", heading=QUESTIONS)),
            )
            again = without_published(tender_from(other, read.tender.id))
            assert questions(again, lint(again)) == questions(bare, lint(bare))
            tried += 1
        assert tried


class TestWorth:
    def test_the_topic_most_asked_about_comes_first(self) -> None:
        model = Model(lines={**LEVEL.lines, "ir35": Line(rate=0.9, signals={})})
        found = tender(PLAIN)
        assert questions(found, lint(found), 10, model)[0].draft.topic == "ir35"

    def test_signals_move_a_topic(self) -> None:
        line = Line(rate=0.5, signals={"budget stated": (0.5, -0.4)})
        assert line.at({"budget stated": 1.0}) < line.at({"budget stated": 0.0})

    def test_every_signal_named_is_worked_out(self) -> None:
        seen = features(tender(PLAIN))
        assert {name for ways in signs().values() for name in ways} <= set(seen)
        assert all(0 <= value <= 1 for value in seen.values())

    def test_a_model_reads_back_as_written(self) -> None:
        assert loaded(dumped(shipped())) == shipped()

    def test_no_weight_has_another_sign_than_sense_gives_it(self) -> None:
        for topic, line in shipped().lines.items():
            assert all(weight * signs()[topic][name] > 0 for name, (_, weight) in line.signals.items())

    def test_fitting_finds_what_raises_a_topic(self) -> None:
        lessons = [
            Lesson(
                id=str(n),
                seen={"budget stated": float(n % 2)},
                topics=((("budget",) if n % 2 == 0 else ("scope",)), ("incumbent",)),
            )
            for n in range(12)
        ]
        model = fit(lessons)
        assert model.worth({"budget stated": 0.0})["budget"] > model.worth({"budget stated": 1.0})["budget"]
        assert model.lines["incumbent"].rate == pytest.approx(1)

    def test_a_topic_of_many_questions_is_worth_more_than_one_asked_about_once(self) -> None:
        topics = [("scope",), ("scope", "budget"), ("scope",), ("technology",), ("technology",), *[("other",)] * 3]
        assert worth(topics) == {"scope": 1.0, "budget": pytest.approx(0.8), "technology": 1.0, "other": 1.0}

    def test_a_lesson_of_more_weight_moves_the_rate_more(self) -> None:
        lessons = [
            Lesson(id="1", seen={}, topics=(("budget",),), weight=3.0),
            Lesson(id="2", seen={}, topics=(("scope",),)),
        ]
        assert fit(lessons).lines["budget"].rate == pytest.approx(0.75)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    """A page of a notice whose questions close on 8 May 2020."""
    place = tmp_path / "90001.html"
    place.write_bytes(page(answers={"Deadline for asking questions": "Friday 8 May 2020 at 10:59pm GMT"}))
    return place


class TestForms:
    HOSTILE: ClassVar[Mapping[str, str]] = {
        "Summary of the work": "Use <b>Drupal</b> \x1b[31mnow\u202e, *please* [click](http://x) and other things as required."
    }

    def sheet(self, answers: Mapping[str, str] = PLAIN, close: datetime | None = datetime(2020, 5, 8, 22, 59, tzinfo=UTC)) -> str:
        return as_text(self.of(answers, close))

    def of(self, answers: Mapping[str, str], close: datetime | None) -> Sheet:
        found = tender({**PLAIN, **answers})
        stated = Stated(close, ()) if close else None
        return sheet(assess(replace(found, questions_close=stated), Profile(), NOW))

    def test_the_deadline_stands_above(self) -> None:
        assert "Questions close on 8 May 2020 at 11:59pm." in self.sheet()

    def test_a_deadline_that_passed_is_said_and_questions_are_drafted_all_the_same(self) -> None:
        said = self.sheet(close=datetime(2020, 4, 8, 22, 59, tzinfo=UTC))
        assert "deadline for questions passed on 8 April 2020" in said
        assert " 1. " in said

    def test_no_deadline_is_said_too(self) -> None:
        assert "does not say until when" in self.sheet(close=None)

    def test_text_shows_no_acting_character(self) -> None:
        said = self.sheet(self.HOSTILE)
        assert "\x1b" not in said
        assert "\u202e" not in said
        assert "<U+001B>" in said

    def test_markdown_has_no_markup_of_the_buyers(self) -> None:
        said = as_markdown(self.of(self.HOSTILE, None))
        assert "<b>" not in said.replace("\\<b\\>", "")
        assert "\\[click\\]" in said

    def test_docx_opens_and_holds_every_question(self, tmp_path: Path) -> None:
        one = self.of(self.HOSTILE, None)
        place = tmp_path / "questions.docx"
        place.write_bytes(as_docx([one]))
        assert zipfile.ZipFile(place).testzip() is None
        from tenders.parse import load

        read = "\n".join(section.text for section in parse(load(place)).document.sections)
        for question in record(one)["questions"]:
            assert " ".join(question["text"].replace("\x1b", "<U+001B>").replace("\u202e", "<U+202E>").split()) in read

    def test_docx_gives_the_same_bytes_twice(self) -> None:
        assert as_docx([self.of({}, None)]) == as_docx([self.of({}, None)])

    def test_records_have_what_the_contract_names(self) -> None:
        said = record(self.of({}, None))
        assert set(said["questions"][0]) >= {"topic", "text", "why", "finding"}
        assert {question["topic"] for question in said["questions"]} <= set(signs())


class TestCommand:
    def test_prints_a_record_a_line(self, saved: Path) -> None:
        done = run("questions", saved, "--format", "jsonl", "--as-of", "2020-05-01")
        assert done.code == 0
        assert [len(line["questions"]) <= 10 for line in done.lines] == [True]

    def test_limits_how_many(self, saved: Path) -> None:
        assert len(run("questions", saved, "--format", "json", "--limit", "3").json[0]["questions"]) == 3

    def test_says_that_the_deadline_has_passed_as_of_a_date(self, saved: Path) -> None:
        assert "passed on 8 May 2020" in run("questions", saved, "--as-of", "2020-06-01").out

    def test_reads_a_number_from_the_store(self, saved: Path, tmp_path: Path) -> None:
        store = tmp_path / "s.db"
        assert run("--store", store, "add", saved).code == 0
        assert json.loads(run("questions", "90001", "--format", "json", "--store", store).out)[0]["id"] == "90001"

    def test_writes_a_word_document(self, saved: Path, tmp_path: Path) -> None:
        place = tmp_path / "q.docx"
        assert run("questions", saved, "--format", "docx", "--output", place).code == 0
        assert zipfile.is_zipfile(place)

    def test_a_word_document_needs_a_file(self, saved: Path) -> None:
        done = run("questions", saved, "--format", "docx")
        assert done.code == 2
        assert "--output" in done.err

    def test_a_file_that_cannot_be_read_ends_with_2_and_the_rest_goes_on(self, saved: Path, tmp_path: Path) -> None:
        done = run("questions", tmp_path / "none.html", saved)
        assert done.code == 2
        assert " 1. " in done.out

    def test_each_of_several_in_turn(self, saved: Path) -> None:
        assert run("questions", saved, saved, "--format", "markdown").out.count("## ") == 2
