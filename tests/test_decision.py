"""Whether to bid: the verdict, what it rests on, and what would turn it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from judged import AS_OF, assessment, cite, finding, tender
from scoring.case import Remedy
from scoring.decision import Decision, Verdict, decide
from scoring.factors import factors
from scoring.finding import LintResult
from scoring.gates import gates
from scoring.profile import Bands, Profile, Supplier
from scoring.remedies import remedies
from tenders.tender import Tender

NEUTRAL = Profile()
BIDDER = Profile(supplier=Supplier(capabilities=("research with users", "discovery"), clearance="BPSS"))


def decided(found: Tender, profile: Profile = NEUTRAL, waterfall: int = 20) -> Decision:
    return decide(found, waterfall, profile, AS_OF)


def test_units_have_keys_of_their_own() -> None:
    keys = [unit.key for unit in gates()] + [unit.key for unit in factors()]
    assert len(keys) == len(set(keys))


def test_default_weights_add_up_to_a_hundred() -> None:
    assert sum(NEUTRAL.weights.values()) == 100


def test_the_score_is_the_weighted_mean_of_the_factors() -> None:
    found = decided(tender())
    total = sum(factor.weight * factor.score for factor in found.factors)
    assert found.score == round(total / sum(factor.weight for factor in found.factors))


def test_a_factor_of_weight_nought_counts_for_nothing() -> None:
    only_shape = replace(NEUTRAL, weights={key: float(key == "shape") for key in NEUTRAL.weights})
    assert decided(tender(), only_shape, waterfall=37).score == 63


def test_the_bands_decide_between_the_three_verdicts() -> None:
    score = decided(tender()).score
    for bands, verdict in (
        (Bands(bid=score, review=0), Verdict.BID),
        (Bands(bid=score + 1, review=score), Verdict.REVIEW),
        (Bands(bid=100, review=score + 1), Verdict.NO_BID),
    ):
        assert decided(tender(), replace(NEUTRAL, bands=bands)).verdict is verdict


def test_a_failed_gate_is_no_bid_whatever_the_score() -> None:
    found = decided(tender(), replace(BIDDER, supplier=replace(BIDDER.supplier, places=("Wales",)), bands=Bands(bid=1, review=0)))
    assert found.verdict is Verdict.NO_BID
    assert [gate.key for gate in found.failed] == ["place"]
    assert found.reasons[0].speaks == "stops"
    assert found.reasons[0].text == "The work is in Yorkshire and the Humber; your places are Wales."


def test_without_a_profile_the_decision_says_so() -> None:
    assert decided(tender()).profile_given is False
    assert decided(tender(), BIDDER).profile_given is True


def test_what_the_notice_is_silent_on_is_neutral_and_named() -> None:
    silent = tender(
        {"Budget range": "", "Location": "", "Security clearance": "", "Payment approach": "", "Evaluation weighting": ""}
    )
    found = decided(silent)
    by_key = {factor.key: factor for factor in found.factors}
    assert (by_key["commercial"].score, by_key["commercial"].known) == (50, False)
    assert (by_key["terms"].score, by_key["terms"].known) == (50, False)
    assert {"Value", "Place", "Clearance", "Commercial fit", "Terms and risk"} <= set(found.silent)


def test_confidence_falls_with_every_silent_field() -> None:
    told = decided(tender(), BIDDER)
    silent = decided(tender({"Budget range": "", "Payment approach": "", "Evaluation weighting": ""}), BIDDER)
    assert told.known > silent.known
    order = ["low", "medium", "high"]
    assert order.index(told.confidence) >= order.index(silent.confidence)


def test_a_notice_that_says_nothing_is_judged_with_low_confidence() -> None:
    page = tender()
    bare = Tender(id="1", source="x", document=replace(page.document, sections=page.document.sections[:1]))
    found = decided(bare)
    assert found.confidence == "low"
    assert {gate.state for gate in found.gates} == {"not known"}


def test_every_reason_that_cites_words_cites_them_exactly() -> None:
    found = tender(applications=(1, 1, 5, 4))
    decision = decided(found, BIDDER)
    cited = [e for unit in (*decision.gates, *decision.factors, *decision.reasons, *decision.flips) for e in unit.evidence]
    assert cited
    for evidence in cited:
        sections = [section for section in found.document.sections if section.label == evidence.section]
        assert any(section.text[evidence.start : evidence.end] == evidence.quote for section in sections)


def test_the_same_case_gives_the_same_decision() -> None:
    assert decided(tender(), BIDDER) == decided(tender(), BIDDER)


def test_a_flip_names_a_change_that_really_turns_the_verdict() -> None:
    found = tender({"Payment approach": "Fixed price"})
    bands = Bands(bid=decided(found).score + 2, review=10)
    decision = decided(found, replace(NEUTRAL, bands=bands))
    assert decision.verdict is Verdict.REVIEW
    assert len(decision.flips) == 2
    for flip in decision.flips:
        assert flip.before is Verdict.REVIEW
        assert flip.after is not Verdict.REVIEW
        assert (flip.after is Verdict.BID) == (flip.score >= bands.bid)


def test_flips_are_the_smallest_moves_first() -> None:
    found = tender({"Payment approach": "Fixed price"})
    decision = decided(found, replace(NEUTRAL, bands=Bands(bid=decided(found).score + 2, review=10)))
    moves = [abs(flip.score - decision.score) for flip in decision.flips]
    assert moves == sorted(moves)


def test_putting_a_finding_right_can_be_the_flip() -> None:
    found = tender()
    late = finding("W001", cite(found, "Expected contract length", "10 weeks"))
    remedy = Remedy(words="If the buyer put W001 right (allow 8 weeks)", waterfall=10, evidence=late.evidence)
    score = decide(found, 60, NEUTRAL, AS_OF).score
    profile = replace(NEUTRAL, bands=Bands(bid=score + 9, review=0))
    decision = decide(found, 60, profile, AS_OF, [remedy])
    flip = next(flip for flip in decision.flips if flip.words == remedy.words)
    assert flip.text == f"If the buyer put W001 right (allow 8 weeks): REVIEW to BID (score {score + 10})"
    assert flip.evidence == late.evidence


def test_clearing_the_one_failed_gate_is_a_flip() -> None:
    found = tender({"Security clearance": "You must already hold SC clearance."})
    decision = decided(found, replace(BIDDER, bands=Bands(bid=100, review=0)))
    assert decision.flips[0].words == "If you held SC clearance, or the buyer sponsored it"
    assert (decision.flips[0].before, decision.flips[0].after) == (Verdict.NO_BID, Verdict.REVIEW)


def test_where_two_gates_fail_the_flip_clears_both() -> None:
    found = tender({"Security clearance": "You must already hold SC clearance."})
    profile = Profile(supplier=replace(BIDDER.supplier, places=("Wales",)), bands=Bands(bid=100, review=0))
    assert [flip.words for flip in decided(found, profile).flips] == [
        "If you held SC clearance, or the buyer sponsored it and "
        "you worked in Yorkshire and the Humber, or the work could be done from elsewhere"
    ]


def test_with_a_gate_failed_the_second_flip_reaches_a_better_verdict() -> None:
    found = tender({"Security clearance": "You must already hold SC clearance."})
    held = decided(found, Profile(supplier=replace(BIDDER.supplier, clearance="SC")))
    profile = replace(BIDDER, bands=Bands(bid=held.score + 1, review=10))
    first, second = decided(found, profile).flips
    assert (first.after, second.after) == (Verdict.REVIEW, Verdict.BID)
    assert second.words.startswith(f"{first.words} and ")


def test_a_closed_notice_names_a_later_deadline_as_the_flip() -> None:
    closed = decide(tender(), 20, replace(NEUTRAL, bands=Bands(bid=100, review=0)), AS_OF + timedelta(days=365))
    assert closed.verdict is Verdict.NO_BID
    assert closed.flips[0].words == "If applications were open again, for 7 days"


def test_remedies_leave_out_findings_that_weigh_nothing() -> None:
    assert remedies(LintResult(findings=(finding("X999"),), passes=(), skips=())) == ()


def test_a_remedy_is_worded_as_the_fix() -> None:
    from scoring.remedies import words

    assert (
        words(finding("W003", fix="Say who finds the participants."))
        == "If the buyer put W003 right (say who finds the participants)"
    )


def test_an_assessment_is_as_good_as_its_tender() -> None:
    found = assessment(tender(), profile=Profile(supplier=Supplier(minimum_value=Decimal(200_000))))
    assert found.decision.verdict is Verdict.NO_BID
