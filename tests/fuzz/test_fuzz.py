"""The short form: some hundreds of inputs for each target, the same at every run; `make fuzz` makes a million."""

import pytest

from tests.fuzz.drawing import Draw
from tests.fuzz.running import run
from tests.fuzz.target import Target, pure
from tests.fuzz.targets import TARGETS

SEED = 1
FEWEST, MOST = 10, 300
AS_MANY_AS_SHARES = 8


@pytest.mark.filterwarnings("ignore::aiohttp.BadContentDispositionHeader", "ignore::aiohttp.BadContentDispositionParam")
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
async def test_whatever_comes_is_read_or_refused(target: Target):
    inputs = min(MOST, max(FEWEST, round(target.share * AS_MANY_AS_SHARES)))
    ran = await run(target, SEED, range(inputs))
    assert ran.inputs == inputs
    assert [f"{one.where} by input {one.number}: {one.told}\n{one.trace}" for one in ran.findings.values()] == []


async def test_what_goes_wrong_is_found_told_once_and_can_be_repeated():
    def breaks(draw: Draw) -> None:
        number = draw.note(draw.bits.randrange(10))
        if number == 7:
            raise ValueError(number)

    target = pure("breaks", 1, breaks)
    ran = await run(target, SEED, range(200))
    (found,) = ran.findings.values()
    assert found.where.startswith("ValueError at tests/fuzz/test_fuzz.py:")
    assert found.told == "[7]"
    again = await run(target, SEED, [found.number])
    assert list(again.findings) == [found.where]
    assert (await run(target, SEED, [found.number + 1000])).inputs == 1
