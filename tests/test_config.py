"""riffle.toml: what is read, and what is said when it is wrong."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scoring.factors import factors
from scoring.profile import Bands, Profile, Settings, Supplier, template
from tenders.config import load, parse
from tenders.errors import SettingsError


def test_the_template_sets_exactly_the_defaults() -> None:
    assert parse(template(), Settings) == Settings()


def test_the_examples_in_the_template_are_settings() -> None:
    start = template().index("# [rules.W001]")
    examples = re.sub(r"^# (?=\[|\w+ = )", "", template()[start:], flags=re.MULTILINE)
    found = parse(examples, Settings)
    assert found.rules == {"W001": {"severity": "warning", "max_weeks": 5}}
    assert [override.path for override in found.overrides] == ["specialists/*"]
    assert [(waiver.rule, waiver.until) for waiver in found.waivers] == [("T006", date(2027, 3, 31))]


def test_the_template_explains_every_setting() -> None:
    text = template()
    for line in text.splitlines():
        key = line.split("=")[0].strip()
        if "=" in line and not line.startswith("#"):
            before = text[: text.index(line)].rstrip("\n").splitlines()[-1]
            assert before.startswith("#") or "=" in before, key


def test_the_template_names_every_setting_of_the_supplier() -> None:
    for name in Supplier.__dataclass_fields__:
        assert f"{name} = " in template()


def test_every_factor_has_a_weight_in_the_template() -> None:
    for factor in factors():
        assert f"\n{factor.key} = {factor.weight}\n" in template()


def test_every_key_is_read_as_its_type() -> None:
    found = parse(
        """
        [supplier]
        capabilities = ["user research", "service design"]
        roles = ["Developer"]
        minimum_value = 30000
        maximum_value = 750000.50
        places = ["London", "wales"]
        clearance = "sc"
        capacity_from = 2026-04-01
        [weights]
        shape = 40
        [bands]
        bid = 65
        review = 40
        [crawl]
        contact = "bids@example.org"
        """,
        Settings,
    )
    assert found.supplier == Supplier(
        capabilities=("user research", "service design"),
        roles=("Developer",),
        minimum_value=Decimal(30000),
        maximum_value=Decimal("750000.50"),
        places=("London", "Wales"),
        clearance="SC",
        capacity_from=date(2026, 4, 1),
    )
    assert found.weights == {**Profile().weights, "shape": 40.0}
    assert found.bands == Bands(bid=65, review=40)
    assert found.crawl.contact == "bids@example.org"


WRONG = [
    ("[suplier]\n", "suplier is not a setting: did you mean “supplier”?"),
    ("[supplier]\ncapabilites = []\n", "supplier.capabilites is not a setting: did you mean “capabilities”?"),
    ("[weights]\ncompetitors = 10\n", "weights.competitors is not a setting: did you mean “competition”?"),
    ("[crawl]\nxyzzy = 1\n", "crawl.xyzzy is not a setting: use contact"),
    ("supplier = 3\n", "supplier is 3: make it a table, [supplier]"),
    (
        "[supplier]\ncapabilities = 'agile'\n",
        'supplier.capabilities is “agile”: give a list in square brackets, such as ["user research"]',
    ),
    ("[supplier]\nroles = [1]\n", 'supplier.roles[1] is 1: give a text in quotes, such as "London"'),
    ("[supplier]\nplaces = ['Lundon']\n", "supplier.places[1] is “Lundon”: did you mean “London”?"),
    ("[supplier]\nclearance = 'top secret'\n", "supplier.clearance is “top secret”: use none, BPSS, CTC, SC or DV"),
    (
        "[supplier]\nminimum_value = '£30k'\n",
        "supplier.minimum_value is “£30k”: give a number without pound sign or commas, such as 250000",
    ),
    (
        "[supplier]\nminimum_value = inf\n",
        "supplier.minimum_value is Infinity: give a number without pound sign or commas, such as 250000",
    ),
    ("[supplier]\nminimum_value = -1\n", "supplier minimum_value and maximum_value are pounds: give 0 or more"),
    ("[supplier]\nminimum_value = 9\nmaximum_value = 5\n", "supplier minimum_value 9 is above maximum_value 5: swap them"),
    (
        "[supplier]\ncapacity_from = '1 April'\n",
        "supplier.capacity_from is “1 April”: give a date without quotes, such as 2026-04-30",
    ),
    (
        "[supplier]\ncapacity_from = 2026-04-01T09:00:00\n",
        "supplier.capacity_from is 2026-04-01 09:00:00: give a date without quotes, such as 2026-04-30",
    ),
    ("[supplier]\ncapabilities = ['']\n", "supplier capabilities and roles hold an empty phrase: take it out"),
    ("[bands]\nbid = true\n", "bands.bid is true: give a whole number, such as 70"),
    ("[bands]\nbid = 40\n", "bands bid 40 and review 50 are out of order: keep 0 <= review <= bid <= 100"),
    ("[weights]\nshape = -1\n", "weights has a number below 0: give 0 to leave a factor out"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said.split(":")[0] for _, said in WRONG])
def test_a_wrong_setting_is_one_line_with_file_key_and_next_step(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "riffle.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        load(Settings, path)
    assert str(raised.value) == f"{path}: {said}"
    assert "\n" not in str(raised.value)


def test_weights_that_are_all_zero_are_refused() -> None:
    zeros = "\n".join(f"{factor.key} = 0" for factor in factors())
    with pytest.raises(SettingsError, match=r"weights are all 0: give at least one factor a weight$"):
        parse(f"[weights]\n{zeros}", Settings)


def test_a_file_that_is_not_toml_is_refused_with_the_line() -> None:
    with pytest.raises(SettingsError, match=r"^riffle\.toml is not valid TOML: .*line 1.*\. Correct that line$"):
        parse("[supplier\n", Settings)


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "riffle.toml"
    path.write_bytes(b'[supplier]\nname = "Caf\xe9"\n')
    with pytest.raises(SettingsError, match="is not UTF-8 text: save it as UTF-8"):
        load(Settings, path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "riffle.toml"
    path.write_bytes(b'\xef\xbb\xbf[supplier]\nname = "Brook"\n')
    assert load(Settings, path).supplier.name == "Brook"


def test_control_characters_of_a_key_do_not_reach_the_message() -> None:
    with pytest.raises(SettingsError) as raised:
        parse('"a\\u001bb\\nc" = 1\n', Settings)
    assert not any(character < " " for character in str(raised.value))


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="is not there: check the path, or run “riffle init” to write one"):
        load(Settings, tmp_path / "none.toml")


def test_the_file_named_comes_before_the_one_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "riffle.toml").write_text('[supplier]\nname = "folder"\n', encoding="utf-8")
    other = tmp_path / "other.toml"
    other.write_text('[supplier]\nname = "named"\n', encoding="utf-8")
    assert load(Settings, None, tmp_path).supplier.name == "folder"
    assert load(Settings, other, tmp_path).supplier.name == "named"


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(Settings, None, tmp_path) == Settings()
    assert Settings().given is False


def test_a_name_alone_is_not_a_profile() -> None:
    assert Profile(supplier=Supplier(name="Brook")).given is False
    assert Profile(supplier=Supplier(roles=("Developer",))).given is True
