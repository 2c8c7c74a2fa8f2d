"""A Stripe for trying and testing: on this machine only, with its own clock, and cards that pay or do not."""
