# -*- coding: utf-8 -*-
"""A package of our own, as setuptools builds it: nothing of it is run."""
import os
import sys

from setuptools import find_packages, setup

HERE = os.path.dirname(os.path.abspath(__file__))
LEAST_NUMPY = "1.26"

install_requires = [
    "numpy>=%s" % LEAST_NUMPY,
    "requests[socks]>=2.31,<3",
    "tomli==2.0.1; python_version < '3.11'",
]
if sys.platform == "win32":
    install_requires.append("colorama")

extras = {
    "docs": ["Sphinx~=7.2"],
    "test": open(os.path.join(HERE, "requirements", "test.txt")).read().splitlines(),
}
extras["all"] = sorted(set(sum(extras.values(), [])))

setup(
    name="example",
    version="1.0.0",
    packages=find_packages(),
    install_requires=install_requires,
    setup_requires=["setuptools>=61", "wheel"],
    extras_require=extras,
    cmdclass={},
)
