"""`python -m deskbell`: the command line."""

from deskbell.cli import main

main(prog_name="deskbell")
