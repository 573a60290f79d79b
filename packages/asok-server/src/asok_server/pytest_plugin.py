"""The pytest plugin: silent in every project that is not Asok's."""
