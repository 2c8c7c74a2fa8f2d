"""The assistant's settings over time: a draft, numbered versions, what differs between two."""
