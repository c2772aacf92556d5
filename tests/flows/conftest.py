"""What the tests of the conversation share: a longer search for faults."""

from hypothesis import settings

# `--hypothesis-profile thorough` looks at many more conversations than every run of the suite does.
settings.register_profile("thorough", max_examples=3000)
