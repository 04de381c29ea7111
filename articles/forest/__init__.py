"""Forest plots of ratio effects: which effects stand together, where their marks lie, what is said beside them."""

from .panels import ForestPanel, PlottedRow, forest_panels, n_intervals

__all__ = ["ForestPanel", "PlottedRow", "forest_panels", "n_intervals"]
