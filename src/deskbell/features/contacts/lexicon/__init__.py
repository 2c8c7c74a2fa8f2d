"""How people say who they are, in many languages: tables of words, and nothing else."""
