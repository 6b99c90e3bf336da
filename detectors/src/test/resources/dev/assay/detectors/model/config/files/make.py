#!/usr/bin/env python3
"""Writes hparams.yaml beside itself, as PyYAML's own dump writes what training scripts keep."""
import argparse
import collections
import pathlib

import yaml

here = pathlib.Path(__file__).parent
values = {
    "args": argparse.Namespace(lr=0.1, layers=[1, 2]),
    "folder": pathlib.PurePosixPath("runs/1"),
    "order": collections.OrderedDict(a=1),
    "pair": (1, 2),
}
(here / "hparams.yaml").write_text(yaml.dump(values))
