"""Trials out of the files of registries: read, compared with what is stored, and taken over where a person says so."""
