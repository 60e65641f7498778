from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.plant import CannotSend
from devices.signals import Quality
from devices.simulated import SimulatedPlant
from devices.site import load_site
from devices.site.sitting import sitting_signals


def measured(site):
    return {s.name for s in site.signals.values() if not s.manual}


def test_every_measured_signal_of_the_site_has_a_reading(story, odawara):
    readings = story.plant.readings()
    derived = {s for s in measured(odawara) if s not in readings}
    assert derived <= {*DERIVED, *sitting_signals()}
    assert set(readings) <= set(odawara.signals)


DERIVED = {
    "island.supply",
    "island.hours_left_h",
    "island.steady_s",
    "island.recent_cold_kw",
    "island.recent_kva",
    "island.room_kw",
    "island.sources_off",
    "island.mains_open",
    "time.blackout_s",
    "time.step_s",
    *(f"{block}.cold_kw" for block in ("b1", "b2", "b3", "b4", "b5", "b6", "aux", "server")),
    *(f"{block}.kva" for block in ("b1", "b2", "b3", "b4", "b5", "b6", "aux", "server")),
}


def test_readings_are_good_within_bounds_and_never_older_than_two_seconds(story, odawara):
    story.run(20.0)
    for name, reading in story.plant.readings().items():
        signal = odawara.signals[name]
        assert reading.quality is Quality.GOOD
        assert reading.time_s >= story.plant.now_s - 2.0
        if signal.states:
            assert reading.value in signal.states, name
        elif signal.low is not None:
            assert signal.low <= reading.value <= signal.high, name
        else:
            assert isinstance(reading.value, bool), name


def test_a_verb_that_the_equipment_does_not_have_cannot_be_sent(story):
    with pytest.raises(CannotSend):
        story.do("cb52b.sing")
    with pytest.raises(CannotSend):
        story.do("k12.order_open")


def test_every_automatic_verb_of_the_site_is_obeyed(story, odawara):
    for device in odawara.devices.values():
        for verb in device.verbs.values():
            if verb.manual or device.planned:
                continue
            arguments = {
                name: argument.states[0] if argument.states else argument.high
                for name, argument in verb.arguments.items()
            }
            story.do(f"{device.name}.{verb.name}", **arguments)
    story.run(1.0)


def test_a_padlocked_breaker_does_not_close_but_opens(story):
    story.act("cb52b.lock")
    story.do("cb52b.open")
    story.run(1.0)
    assert story.value("cb52b.position") == "open"
    story.do("cb52b.close")
    story.run(1.0)
    assert story.value("cb52b.position") == "open"


ACTS = st.lists(
    st.sampled_from(
        ["grid.lose", "grid.restore", "k12.open", "k12.close", "earth.fit", "share.stop"]
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=10)
@given(acts=ACTS, wait_s=st.floats(0.1, 20.0))
def test_a_restored_or_forked_plant_runs_exactly_as_the_first(acts, wait_s):
    plant = SimulatedPlant(load_site("odawara"))
    while plant.now_s < wait_s:
        plant.advance(wait_s)
    device, what = acts[0].split(".")
    plant.field.act(device, what, "tester")
    state = plant.snapshot()
    fork = plant.fork()
    first = run_on(plant, acts[1:])
    assert run_on(fork, acts[1:]) == first
    plant.restore(state)
    assert run_on(plant, acts[1:]) == first


def run_on(plant, acts):
    told = []
    for act in [*acts, "share.start"]:
        device, what = act.split(".")
        plant.field.act(device, what, "tester")
        until_s = plant.now_s + 3.0
        while plant.now_s < until_s - 1e-9:
            told += plant.advance(until_s)
    return told, {name: reading.value for name, reading in plant.readings().items()}


def test_two_quiet_hours_are_crossed_in_steps_of_a_second(story):
    steps = 0
    while story.plant.now_s < 7200.0:
        story.plant.advance(7200.0)
        steps += 1
    assert 7200 <= steps < 7600


def test_a_transient_is_crossed_in_steps_of_a_tenth_of_a_second(story):
    story.act("grid.lose")
    story.plant.advance(60.0)
    assert story.plant.now_s == pytest.approx(0.1, abs=1e-6)


def test_an_input_that_is_no_number_is_told_and_moves_nothing(story):
    story.run(1.0)
    story.plant.simulator.set("grid.f_hz", float("nan"))
    story.run(1.0)
    (refused,) = (e for e in story.events if e.data.get("what") == "input_refused")
    assert (refused.subject, refused.data["input"]) == ("grid", "grid.f_hz")
    assert refused.data["value"] is None
    assert story.number("grid.f_hz") == pytest.approx(50.0)
