"""How knowledge is spelled: words, likeness of words, words that carry no meaning. Pure; no ranking in here."""
