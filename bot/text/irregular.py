"""Irregular English verbs and nouns: their forms lead to the word that dictionaries list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_FORMS: Final = """
arise arose arisen; awake awoke awoken; become became; begin began begun; bend bent;
bite bit bitten; bleed bled; blow blew blown; break broke broken; breed bred; bring brought;
build built; burn burnt; buy bought; catch caught; choose chose chosen; cling clung; come came;
creep crept; deal dealt; dig dug; draw drew drawn; drink drank drunk; drive drove driven;
eat ate eaten; fall fell fallen; feed fed; feel felt; fight fought; find found; flee fled;
fly flew flown; forbid forbade forbidden; foresee foresaw foreseen; forget forgot forgotten;
forgive forgave forgiven; freeze froze frozen; get got gotten; give gave given; go went gone;
grow grew grown; hang hung; hear heard; hide hid hidden; hold held; keep kept; know knew known;
lay laid; lead led; learn learnt; leave left; lend lent; lose lost; make made; mean meant;
meet met; mistake mistook mistaken; outgrow outgrew outgrown; overcome overcame;
overtake overtook overtaken; overthrow overthrew overthrown; pay paid; repay repaid;
ride rode ridden; ring rang rung; rise rose risen; run ran; say said; see saw seen; seek sought;
sell sold; send sent; shake shook shaken; shine shone; shoot shot; shrink shrank shrunk;
sing sang sung; sink sank sunk; sit sat; sleep slept; slide slid; speak spoke spoken;
speed sped; spell spelt; spend spent; spin spun; spoil spoilt; spring sprang sprung;
stand stood; steal stole stolen; stick stuck; sting stung; strike struck stricken;
strive strove striven; swear swore sworn; sweep swept; swim swam swum; swing swung;
take took taken; teach taught; tear tore torn; tell told; think thought; throw threw thrown;
undergo underwent undergone; understand understood; undertake undertook undertaken;
uphold upheld; wake woke woken; wear wore worn; weave wove woven; weep wept; win won;
withdraw withdrew withdrawn; withhold withheld; withstand withstood; write wrote written;
child children; crisis crises; foot feet; life lives; man men; mouse mice; tooth teeth;
wife wives; woman women; half halves; wolf wolves; knife knives; policeman policemen;
analysis analyses; phenomenon phenomena
"""

BASE_FORMS: Final[Mapping[str, str]] = MappingProxyType(
    {form: base for line in _FORMS.split(";") for base, *forms in [line.split()] for form in forms}
)
"""A form → its base. Forms that are more often another word (bases, leaves) are left out."""
