"""Sites: a file that says everything about one microgrid, read, checked and frozen."""

from __future__ import annotations

from devices.site.load import load_site, site_names, site_path, site_warnings
from devices.site.load_connections import default_override, load_connections
from devices.site.site import Site

__all__ = [
    "Site",
    "default_override",
    "load_connections",
    "load_site",
    "site_names",
    "site_path",
    "site_warnings",
]
