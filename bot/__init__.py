"""The running program: settings, command line, what comes in, what goes out, and how all of it is joined."""
