"""The ways in which readers ask for a kind of section rather than for a subject."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

PHRASINGS: Final = MappingProxyType(
    {
        "What's happened": """
            what happened | what has happened | what is happening | what is going on |
            what is new | what just happened | news | latest | latest news | the latest | update |
            updates | latest update | any news | summary | short version | short summary |
            in short | in brief | in a nutshell | sum up | summarise | summarize | catch me up |
            catch up | bring me up to speed | up to speed | quick summary | what did i miss |
            headlines | latest developments | developments | current situation | current state |
            status | what is the story | what is the news | what is it about |
            what is this about | the gist | main points | key points | breaking news |
            fill me in | overview
            """,
        "What's behind the headline?": """
            what is behind | what lies behind | what is behind it | behind the headline |
            behind the headlines | analysis | analyse | analyze | deeper analysis | in depth |
            deeper look | bigger picture | big picture | story behind the story | the real story |
            really going on | read between the lines | why does it matter | why it matters |
            implications | significance | what is at stake | context | what lies beneath |
            proper analysis | expert view | what do experts say | what do analysts think |
            what do analysts say | what is the bigger story | the story behind | underlying
            """,
        "What the papers say": """
            what do the papers say | what are the papers saying | what the papers say |
            papers say | the papers | newspapers | newspaper | press | press review |
            press coverage | media | media coverage | media reaction | media reports | coverage |
            how is it reported | what do newspapers write | what does the press say |
            what do newspapers report | what are newspapers reporting |
            what are the media saying | headlines in the press | reporting | journalists |
            reported in the press | covered by the press | press reaction |
            how do the papers see it | commentators | editorials | opinion pieces |
            what does the press write | what is the press saying | in the newspapers |
            newspapers say | newspapers saying | newspapers write | newspapers writing |
            what is in the papers | front pages
            """,
        "How we got here": """
            how did we get here | how we got here | how did it come to this | how did it start |
            how did this start | how did it all begin | how did it begin | how did this begin |
            background | background history | historical background | history | backstory |
            back story | timeline | what led to this | what led up to | led up to |
            what came before | events leading up | lead up | origins |
            how did it get to this point | how did it get to this | get to this point |
            earlier events | what happened before | past events | previously | chronology |
            how did it come about | what preceded | was there anything before | come to this |
            come about | get to here | evolved | evolution | how has it evolved |
            how has this evolved | has this happened before | did this happen before |
            has it happened before | happened before | anything like this before |
            first time this happened | when did it start | when did it begin |
            when did this start | when did this begin
            """,
        "Go deeper": """
            go deeper | going deeper | dig deeper | deeper questions | further questions |
            more questions | follow up questions | follow ups | follow up |
            what else should i ask | what else can i ask | what should i ask next |
            suggest questions | suggested questions | questions to go deeper | further reading |
            explore further | what questions does it raise | questions to explore |
            any follow up questions | other questions
            """,
        "Common question": """
            common questions | common question | frequently asked questions | frequent questions |
            usual questions | what do people ask | what do people usually ask |
            what do readers ask | what do readers commonly ask | commonly ask | usually ask |
            often asked | what can i ask | most asked questions | popular questions |
            typical questions | questions people have | list of questions |
            what questions can i ask
            """,
        "More on these topics": """
            more on these topics | topics | list of topics | who is who | who are the people |
            people and places | people and terms | people places and terms | key people |
            key terms | key figures | glossary | terms explained | explained on the page |
            who is involved | who are the main people | more topics | topics list |
            names and terms | which people are explained | which terms are explained |
            related topics | definitions
            """,
    }
)
"""Canonical heading → phrasings, separated by bars. Each is general; none names a story."""


def phrasings_of(heading: str) -> tuple[str, ...]:
    """Give the phrasings of a canonical heading; none for a heading nobody foresaw."""
    listed = PHRASINGS.get(heading, "")
    return tuple(" ".join(phrase.split()) for phrase in listed.split("|") if phrase.strip())
