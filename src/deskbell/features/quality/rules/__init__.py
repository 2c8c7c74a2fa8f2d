"""What thumbs mean, which questions were not answered, and which of them are one. Pure."""
