"""What stands side by side, made ready to show: comparisons, figures, several reports, trails."""
