"""The public register: who takes part in the Partnership and how, for everyone to read, in six languages.

A page is named by a language and a path below it (`partners`, `areas/asgm`); the same pages are served live and written
into a folder by `python -m bot publish`.
"""
