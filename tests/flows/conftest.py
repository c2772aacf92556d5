"""What the tests of the conversation share: golden files that one flag writes anew, and a longer search for faults."""

import pytest
from hypothesis import settings

# `--hypothesis-profile thorough` looks at many more conversations than every run of the suite does.
settings.register_profile("thorough", max_examples=3000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew."""
    parser.addoption("--regenerate", action="store_true", help="write the golden transcripts of letters anew")


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written anew. The option is there when `tests/flows` is named on the command line."""
    return bool(request.config.getoption("--regenerate", default=False))
