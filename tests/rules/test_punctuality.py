"""Who is present, late before the register closed, late after it, or absent."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import punctuality
from rules.punctuality import Arrival, ImpossibleTimes

MORNING = {"opens": time(8, 50), "closes": time(9, 20), "ends": time(12, 0)}
AFTERNOON = {"opens": time(13, 30), "closes": time(13, 45), "ends": time(15, 30)}
times = st.times()


def at(text, **session):
    return punctuality.judge(arrived=time.fromisoformat(text), **(session or MORNING))


@pytest.mark.parametrize("arrived", ["00:00", "07:30", "08:49:59", "08:50", "08:50:59.999999"])
def test_here_when_the_register_begins_to_be_taken_is_present(arrived):
    assert at(arrived) == Arrival("present", None)


@pytest.mark.parametrize(
    ("arrived", "minutes"),
    [("08:51", 1), ("08:51:59", 1), ("09:05", 15), ("09:20", 30), ("09:20:59", 30)],
)
def test_to_the_closing_minute_is_late(arrived, minutes):
    assert at(arrived) == Arrival("L", minutes)


@pytest.mark.parametrize(
    ("arrived", "minutes"), [("09:21", 31), ("10:00", 70), ("11:59", 189), ("11:59:59", 189)]
)
def test_after_the_closing_minute_is_late_after_registers_closed(arrived, minutes):
    assert at(arrived) == Arrival("U", minutes)


@pytest.mark.parametrize("arrived", ["12:00", "12:00:30", "12:01", "15:00", "23:59"])
def test_once_the_session_has_ended_the_whole_of_it_was_missed(arrived):
    assert at(arrived) == Arrival("absent", None)


@pytest.mark.parametrize(
    ("arrived", "outcome"),
    [("13:30", "present"), ("13:31", "L"), ("13:45", "L"), ("13:46", "U"), ("15:30", "absent")],
)
def test_the_afternoon_goes_by_its_own_times(arrived, outcome):
    assert at(arrived, **AFTERNOON).outcome == outcome


@pytest.mark.parametrize(
    ("minutes", "arrival"),
    [
        (0, Arrival("present", None)),
        (1, Arrival("L", 1)),
        (30, Arrival("L", 30)),
        (31, Arrival("U", 31)),
        (189, Arrival("U", 189)),
        (190, Arrival("absent", None)),
        (5000, Arrival("absent", None)),
    ],
)
def test_minutes_late_decide_like_the_time(minutes, arrival):
    assert punctuality.judge_minutes(minutes, **MORNING) == arrival


def test_minutes_cannot_be_negative():
    with pytest.raises(ImpossibleTimes, match=r"^Minutes late cannot be less than 0\.$"):
        punctuality.judge_minutes(-1, **MORNING)


@pytest.mark.parametrize("closes", [time(8, 50), time(8, 40)])
def test_a_register_must_close_after_it_opens(closes):
    sentence = rf"^The register closes at {closes:%H:%M}, which is not after it opens at 08:50\.$"
    with pytest.raises(ImpossibleTimes, match=sentence):
        at("09:00", opens=time(8, 50), closes=closes, ends=time(12, 0))
    assert not punctuality.window_is_lawful(time(8, 50), closes)


@pytest.mark.parametrize("ends", [time(9, 20), time(9, 0)])
def test_a_session_must_end_after_its_register_closes(ends):
    sentence = (
        rf"^The session ends at {ends:%H:%M}, which is not after its register closes at 09:20\.$"
    )
    with pytest.raises(ImpossibleTimes, match=sentence):
        at("08:00", opens=time(8, 50), closes=time(9, 20), ends=ends)


def test_times_with_a_zone_are_refused_because_an_hour_could_slip_in():
    zoned = datetime(2025, 7, 1, 8, 0, tzinfo=UTC).timetz()
    sentence = r"^Register times are school local times, without a time zone\.$"
    with pytest.raises(ImpossibleTimes, match=sentence):
        punctuality.judge(arrived=zoned, **MORNING)
    with pytest.raises(ImpossibleTimes, match=sentence):
        punctuality.window_is_lawful(time(8, 50), zoned)


def test_a_window_of_thirty_minutes_is_lawful_and_one_minute_more_is_not():
    assert punctuality.window_is_lawful(time(8, 50), time(9, 20))
    assert punctuality.window_is_lawful(time(8, 50), time(8, 51))
    assert not punctuality.window_is_lawful(time(8, 50), time(9, 21))
    assert punctuality.MAXIMUM_WINDOW_MINUTES == 30


def test_the_limit_of_thirty_minutes_begins_with_the_guidance_of_2024():
    assert punctuality.maximum_window_minutes(on=date(2024, 8, 18)) is None
    assert punctuality.maximum_window_minutes(on=date(2024, 8, 19)) == 30


def test_the_length_of_a_window_can_be_compared_between_sessions():
    assert punctuality.window_minutes(time(8, 50), time(9, 20)) == 30
    assert punctuality.window_minutes(time(13, 30), time(13, 45)) == 15
    assert punctuality.window_minutes(time(13, 30), time(13, 31)) == 1


@st.composite
def register_times(draw):
    minutes = sorted(draw(st.sets(st.integers(0, 1439), min_size=3, max_size=3)))
    return dict(
        zip(("opens", "closes", "ends"), [time(*divmod(m, 60)) for m in minutes], strict=True)
    )


@given(times, register_times())
def test_seconds_never_decide(arrived, register):
    floored = arrived.replace(second=0, microsecond=0)
    assert punctuality.judge(arrived=arrived, **register) == punctuality.judge(
        arrived=floored, **register
    )


@given(times, times, register_times())
def test_coming_later_is_never_better(one, other, register):
    order = ["present", "L", "U", "absent"]
    sooner, later = sorted([one, other])
    first = punctuality.judge(arrived=sooner, **register)
    second = punctuality.judge(arrived=later, **register)
    assert order.index(first.outcome) <= order.index(second.outcome)
    assert (first.minutes_late or 0) <= (second.minutes_late or 1439)


@given(times, register_times())
def test_the_minutes_lead_back_to_the_same_judgement(arrived, register):
    arrival = punctuality.judge(arrived=arrived, **register)
    assert (arrival.minutes_late is None) == (arrival.outcome in ("present", "absent"))
    if arrival.minutes_late is not None:
        assert punctuality.judge_minutes(arrival.minutes_late, **register) == arrival
        since = datetime.combine(date.min, register["opens"])
        came = since + timedelta(minutes=arrival.minutes_late)
        assert came.time() == arrived.replace(second=0, microsecond=0)
