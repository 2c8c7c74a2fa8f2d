"""The widget beside its peers, on the same page, in the same run."""
