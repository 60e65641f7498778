"""The start page: records, sites, and what is missing before a drill."""
