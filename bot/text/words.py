"""General knowledge of English that matching needs: function words, contractions, shorthand."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from bot.text.word_lists import word_list

STOP_WORDS: Final = word_list(
    """
    a an the this that these those here there it its itself he him his himself she her hers
    herself they them their theirs themselves we us our ours ourselves you your yours yourself i
    me my mine myself one ones someone somebody anyone anybody everyone everybody nobody
    something anything everything nothing is am are was were be been being do does did doing
    done have has had having will would shall should can could may might must ought of in on at
    to from by for with without about into onto over under between among through above below up
    down out off again against as than then so such too very just only also even still yet ever
    never not no nor and or but if because while until although though unless whether what which
    who whom whose when where why how all any both each few more most other some same own much
    many now really actually basically literally please kindly let us lets get gets got getting
    gotten go goes going gonna wanna gotta want wants wanted wanting tell tells told know knows
    known knowing say says said mean means give gives gave given thing things stuff like kind
    sort lot lots bit way ok okay well oh hey hi hello yes no yeah yep nah maybe perhaps else
    etc around via per within upon towards toward across along back away quite rather pretty
    anyway btw though tho lol lmao omg ugh wow hmm wait sorry thanks thank thx cheers guys guy
    folks mate bro dude ain isn don doesn didn won wouldn couldn shouldn wasn weren hasn haven
    hadn let make makes made making take takes took taken come comes came coming put puts think
    thinks thought
    """
)
"""Words that carry no subject of their own. They still count for phrases, never for coverage."""

MONTHS: Final = word_list(
    "january february march april may june july august september october november december"
)
WEEKDAYS: Final = word_list("monday tuesday wednesday thursday friday saturday sunday")

ASKING_WORDS: Final = word_list(
    """
    what which who whom whose when where why how explain describe define tell show list give
    question questions ask asks asking asked answer answers wonder wondering wondered curious
    explanation info information details detail anyone know someone quick random idea could
    please appreciate grateful guys help need curious meaning definition interested hear heard
    read reading
    """
)
"""Words by which a reader asks; beside names they leave nothing that must be covered."""

CONTRACTIONS: Final = MappingProxyType(
    {
        "can't": ("can", "not"),
        "cannot": ("can", "not"),
        "won't": ("will", "not"),
        "shan't": ("shall", "not"),
        "let's": ("let", "us"),
        "what's": ("what", "is"),
        "who's": ("who", "is"),
        "where's": ("where", "is"),
        "when's": ("when", "is"),
        "why's": ("why", "is"),
        "how's": ("how", "is"),
        "that's": ("that", "is"),
        "there's": ("there", "is"),
        "here's": ("here", "is"),
        "it's": ("it", "is"),
        "he's": ("he", "is"),
        "she's": ("she", "is"),
        "y'all": ("you", "all"),
        "o'clock": ("o'clock",),
    }
)

SHORTHAND_TABLE: Final = """
u = you
ur = your
r = are
y = why
n = and
k = ok
b4 = before
bc = because
cuz = because
cos = because
coz = because
bcs = because
w = with
wo = without
wat = what
wut = what
wot = what
wats = what is
wots = what is
wuts = what is
waht = what
whats = what is
whos = who is
wheres = where is
whens = when is
whys = why is
hows = how is
thats = that is
theres = there is
dis = this
dat = that
da = the
teh = the
dont = do not
doesnt = does not
didnt = did not
isnt = is not
arent = are not
wasnt = was not
werent = were not
cant = can not
wont = will not
wouldnt = would not
couldnt = could not
shouldnt = should not
havent = have not
hasnt = has not
hadnt = had not
im = i am
ive = i have
id = i would
youre = you are
theyre = they are
hes = he is
shes = she is
gonna = going to
wanna = want to
gotta = got to
gimme = give me
lemme = let me
dunno = do not know
kinda = kind of
sorta = sort of
cud = could
shud = should
wud = would
hv = have
hav = have
hw = how
wht = what
wen = when
wich = which
tht = that
ppl = people
pple = people
pls = please
plz = please
plss = please
thx = thanks
ty = thanks
tysm = thanks
abt = about
smth = something
sth = something
sb = somebody
rn = right now
atm = right now
nowadays = now
asap = soon
tmrw = tomorrow
tmr = tomorrow
yr = year
yrs = years
mins = minutes
pts = points
hrs = hours
wknd = weekend
bn = billion
mln = million
tix = tickets
vax = vaccine
thru = through
wk = week
wks = weeks
mth = month
mths = months
govt = government
gov = government
gvt = government
goverment = government
pres = president
prez = president
pm = prime minister
pms = prime minister
vp = vice president
fm = foreign minister
mil = military
intl = international
natl = national
econ = economy
dept = department
avg = average
approx = approximately
info = information
qs = questions
dob = date of birth
eta = expected when
est = founded
hq = headquarters
uni = university
pop = population
ceo = chief executive
rly = really
fr = really
tf =
wtf = what
4 = for
ngl =
imo =
imho =
tbh =
idk =
iirc =
afaik =
smh =
lol =
lmao =
lmaoo =
xd =
fyi =
btw =
omg =
tldr = summary
tl = summary
recap = summary
faq = common questions
faqs = common questions
deets = details
compo = compensation
bday = birthday
pic = picture
"""

SHORTHAND: Final = MappingProxyType(
    {
        short.strip(): tuple(full.split())
        for short, full in (line.split("=") for line in SHORTHAND_TABLE.strip().splitlines())
    }
)
"""Chat shorthand and its long form; an empty form only colours a message and is dropped."""
