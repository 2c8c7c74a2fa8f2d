"""Words that visitors use in any language, and real words that look like misspelt key words; data only."""

from __future__ import annotations

from typing import Final

from deskbell.features.handoff.lexicon.shape import Language

INTERNATIONAL: Final = Language(
    code="*",
    order="free",
    words={
        "staff": "agent, operator, live agent, human agent, live operator, live chat agent, chat agent, support agent",
        "boss": "manager, supervisor",
        "human": "human, human being, real human, real person, live person, human support, live human",
        "desk": "customer service, customer support, customer care, helpdesk, call center, call centre, callcenter, live support, live chat",
        "team": "support",
        "machine": "bot, chatbot, chat bot, robot, chatgpt, ai",
        "fill": "pls, plz, please, ok, okay, now, asap, urgent",
    },
)

REAL_WORDS: Final = """
agenda, agency, agencies, contract, contracts, contrast, content, contents, connection, consult, correct, opera, operate,
operated, operates, parson, prison, reason, season, poison, persona, personas, personal, persian, human, humane, humans,
humor, humour, women, woman, assistance, assist, assists, attendance, attend, attends, service, services, surface, state,
stuff, stiff, spear, sneak, speaker, speakers, speech, peak, talks, tall, taken, calling, called, change, charge, chart,
charts, cheat, robots, supported, supper, supports, suppose, supposed, supply, export, expert, experts, manage, managed,
manages, management, representation, represent, presentation, operation, operations, operating, special, speciality,
counsel, council, costumer, costume, custom, customs, customize, transfers, transferred, transform, through, though,
somewhere, something, anything, anyway, anyhow, somehow, people, purple, couple, messages, message, massage, passage,
reached, reaches, teach, beach, react, reaction, breach, recall, written, white, writer, writes, spoke, spoken, broken, token,
live, leave, lives, lies, line, phone, phones, person, parsons, contacted, contacts, connected, connects, connector,
discussion, discuss, executive, execute, officer, office, officers, offices, official, offer, offers, colleges, college,
advice, advise, advised, advisory, converse, conversion, convert, team, teams, steam, stream, term, help, helps, helped
associated, associates, associating, seller, sellers, lender, context, claim, claims, reporting, recording, interesting,
interacting, testing, nothing, collection, collected, connected, container, containing, correction, constant, constantly,
consulting, consultation, conducted, converted, discussions, discussed, covering, processor, responds, interview, employ,
employed, employer, employers, handled, handles, owned, planned, moderate, broke, coordinate, compliant, individuals,
regulations, roots, flash, flush, guess, quiet, hiking, hiring, baker, manner, apple, adjusted, directed, directions, press,
expects, executes, execution, conversations, conversion, instruct, instruction, reference, registration, story, store,
entry, enter, letter, sister, remember, restore, reschedule, remain, referring, engineering, theory, marine, robotic, specialize, specializes, specializing, specialized
"""
