"""What each tracker's charts show: one file per subject, each function a view to a ``ChartSpec``."""
