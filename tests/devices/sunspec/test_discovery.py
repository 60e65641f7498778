"""Discovery: the models of a device, and devices that lie about them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.registers import Block, Table
from devices.sunspec import FoundModel, Layout, discover
from devices.sunspec.discovery import MOST_MODELS

Registers = dict[int, int]
Answers = Callable[[Block], tuple[int, ...] | None]
SUNS = (0x5375, 0x6E53)
END = (0xFFFF, 0)
MOST_READS = 3 + 4 * (MOST_MODELS + 2)  # markers; a header and counts a model


def device(*cells: int, base: int = 40000) -> Answers:
    """A device that holds these registers and answers an exception for all others."""
    held = dict(enumerate(cells, start=base))

    def answer(block: Block) -> tuple[int, ...] | None:
        wanted = range(block.address, block.address + block.count)
        return tuple(held[one] for one in wanted) if all(one in held for one in wanted) else None

    return answer


def model(model_id: int, length: int, fill: int = 0) -> tuple[int, ...]:
    return (model_id, length, *([fill] * length))


def found_in(answers: Answers) -> tuple[Layout | None, list[Block]]:
    steps = discover()
    asked = [next(steps)]
    while True:
        assert len(asked) < MOST_READS, "it does not end"
        try:
            asked.append(steps.send(answers(asked[-1])))
        except StopIteration as end:
            return end.value, asked


def layout_of(answers: Answers) -> Layout:
    layout, _ = found_in(answers)
    assert layout is not None
    return layout


# --- honest devices -------------------------------------------------------------------------------


@pytest.mark.parametrize("base", [40000, 0, 50000])
def test_the_chain_is_found_at_each_of_the_three_bases(base: int) -> None:
    answers = device(*SUNS, *model(1, 66), *model(103, 50), *END, base=base)

    layout = layout_of(answers)

    assert layout.base == base
    assert [(one.id, one.address - base, one.length) for one in layout.models] == [
        (1, 2, 66), (103, 70, 50),
    ]  # fmt: skip
    assert layout.note is None
    assert all(one.note is None for one in layout.models)


def test_the_bases_are_tried_in_their_order() -> None:
    _, asked = found_in(lambda _: None)

    assert [(one.table, one.address) for one in asked] == [
        (Table.HOLDING, 40000), (Table.HOLDING, 0), (Table.HOLDING, 50000),
    ]  # fmt: skip


def test_a_device_without_the_marker_has_no_layout() -> None:
    layout, asked = found_in(lambda block: (0,) * block.count)

    assert layout is None
    assert len(asked) == 3


def test_an_end_marker_without_a_length_ends_the_chain_well() -> None:
    layout = layout_of(device(*SUNS, *model(1, 66), 0xFFFF))

    assert [one.id for one in layout.models] == [1]
    assert layout.note is None


def test_the_same_model_again_is_the_second_of_its_number() -> None:
    layout = layout_of(device(*SUNS, *model(1, 66), *model(203, 105), *model(203, 105), *END))

    assert [(one.id, one.instance) for one in layout.models] == [(1, 1), (203, 1), (203, 2)]
    second = layout.model(203, 2)
    assert second is not None
    assert second.address == 40000 + 2 + 68 + 107


def test_a_common_model_without_its_pad_is_within_the_rules() -> None:
    layout = layout_of(device(*SUNS, *model(1, 65), *END))

    assert layout.models[0].note is None
    assert "SN" in layout.models[0].points()


def test_a_model_that_nobody_has_registered_is_passed_over() -> None:
    layout = layout_of(device(*SUNS, *model(1, 66), *model(64999, 10), *model(103, 50), *END))

    assert [(one.id, one.name) for one in layout.models] == [
        (1, "common"), (64999, ""), (103, "inverter_three_phase"),
    ]  # fmt: skip
    assert layout.models[1].points() == {}


def test_the_number_of_repeats_is_what_the_device_says() -> None:
    cells = list(model(714, 18 + 2 * 25))
    cells[4] = 2  # NPrt
    layout = layout_of(device(*SUNS, *model(1, 66), *cells, *END))

    found = layout.model(714)
    assert found is not None
    points = found.points()
    assert points["Prt[2].DCW"].address == found.address + 20 + 25 + 12
    assert "Prt[3].DCW" not in points
    assert points["Prt[2].DCW"].scale_address == points["DCW_SF"].address


# --- lengths that are not the definition's --------------------------------------------------------


def only_model(found: Layout) -> FoundModel:
    return found.models[1]


def test_of_a_model_that_is_too_short_the_last_points_are_not_there_and_it_is_said() -> None:
    found = only_model(layout_of(device(*SUNS, *model(1, 66), *model(103, 30), *END)))

    assert found.note is not None
    assert "30" in found.note.en
    assert "50" in found.note.en
    assert "W" in found.points()
    assert "St" not in found.points()
    # A float of two registers of which the end cuts off one is not there either.
    assert max(one.address + one.definition.size for one in found.points().values()) <= found.end


def test_what_a_model_has_beyond_its_definition_is_not_read_and_it_is_said() -> None:
    layout = layout_of(device(*SUNS, *model(1, 66), *model(103, 60), *model(120, 26), *END))

    assert only_model(layout).note is not None
    assert [one.id for one in layout.models] == [1, 103, 120]


def test_half_a_repeat_is_none() -> None:
    found = only_model(layout_of(device(*SUNS, *model(1, 66), *model(160, 8 + 20 + 7), *END)))

    assert "module[1].DCW" in found.points()
    assert not any(path.startswith("module[2]") for path in found.points())


# --- devices that lie -----------------------------------------------------------------------------


def test_a_length_beyond_the_last_register_ends_the_chain_and_is_said() -> None:
    layout = layout_of(device(*SUNS, *model(1, 66), 103, 65535))

    assert [one.id for one in layout.models] == [1]
    assert layout.note is not None
    assert "65535" in layout.note.en


def test_a_chain_without_end_is_given_up_after_a_hundred_models() -> None:
    def answers(block: Block) -> tuple[int, ...]:
        return SUNS if block.address == 40000 else (802, 0)[: block.count]

    layout, asked = found_in(answers)

    assert layout is not None
    assert len(layout.models) == MOST_MODELS
    assert layout.note is not None
    assert len(asked) < MOST_READS


def test_a_device_that_says_suns_everywhere_ends_too() -> None:
    layout, _ = found_in(lambda block: (SUNS * 63)[: block.count])

    assert layout is not None
    assert layout.note is not None


def test_a_model_number_0_ends_the_chain_and_is_said() -> None:
    layout = layout_of(device(*SUNS, *model(1, 66), 0, 0))

    assert layout.note is not None
    assert "40070" in layout.note.en


def test_silence_in_the_middle_of_the_chain_keeps_what_was_found() -> None:
    layout = layout_of(device(*SUNS, *model(1, 66)))

    assert [one.id for one in layout.models] == [1]
    assert layout.note is not None


def test_repeats_of_an_absurd_number_stay_within_the_model() -> None:
    cells = list(model(705, 13 + 100, fill=65534))  # NPt and NCrv say 65534 each
    layout = layout_of(device(*SUNS, *model(1, 66), *cells, *END))

    found = only_model(layout)
    points = found.points()
    assert len(points) < 2 * found.length
    assert all(one.address + one.definition.size <= found.end for one in points.values())


def test_an_answer_of_another_length_counts_as_none() -> None:
    honest = device(*SUNS, *model(1, 66), *END)

    layout, _ = found_in(lambda block: (*(honest(block) or ()), 0))

    assert layout is None


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.none(),
            st.lists(st.integers(0, 0xFFFF), max_size=4).map(tuple),
            st.tuples(st.sampled_from([1, 103, 160, 705, 714, 802, 7]), st.integers(0, 400)),
        ),
        max_size=60,
    )
)
def test_whatever_a_device_answers_discovery_ends_within_bounds(
    script: list[tuple[int, ...] | None],
) -> None:
    lines = iter(script)

    def answers(block: Block) -> tuple[int, ...] | None:
        assert 0 <= block.address <= 65536 - block.count
        assert block.count <= 2
        if block.address == 40000:
            return SUNS
        return next(lines, (1, 0)[: block.count])

    layout, asked = found_in(answers)

    assert layout is not None
    assert len(asked) < MOST_READS
    for one in layout.models:
        assert one.end <= 65536
        assert all(p.address + p.definition.size <= one.end for p in one.points().values())
