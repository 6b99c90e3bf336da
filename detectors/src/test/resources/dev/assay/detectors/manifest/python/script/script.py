#!/usr/bin/env -S uv run --script
# Copyright of nobody.
#
# /// script
# requires-python = ">=3.11"
# dependencies = [
#   "requests<3",
#   "rich==13.7.1", # colours
#
#   "own",
# ]
#
# [tool.uv.sources]
# own = { git = "https://github.com/org/own", rev = "0123456789abcdef0123456789abcdef01234567" }
# ///

import requests

print(requests.get("https://example.org").text)
