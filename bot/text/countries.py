"""The world's countries: names, people, capitals and short forms, for equal treatment of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Country:
    """One country and the words that stand for it, all of them folded."""

    name: str
    people: tuple[str, ...]
    """Adjectives and inhabitants."""
    capital: str
    others: tuple[str, ...]
    """Other names and codes."""


def countries() -> Iterator[Country]:
    """Give every country of the table."""
    for line in _TABLE.strip().splitlines():
        name, people, capital, others = (part.strip() for part in line.split("|"))
        yield Country(
            name=name,
            people=tuple(filter(None, people.split(","))),
            capital=capital,
            others=tuple(filter(None, others.split(","))),
        )


_TABLE: Final = """
afghanistan|afghan,afghans|kabul|af
albania|albanian,albanians|tirana|al
algeria|algerian,algerians|algiers|dz
andorra|andorran,andorrans||ad
angola|angolan,angolans|luanda|ao
argentina|argentine,argentinian,argentinians,argentines|buenos aires|ar
armenia|armenian,armenians|yerevan|am
australia|australian,australians,aussie,aussies|canberra|au
austria|austrian,austrians|vienna|at
azerbaijan|azerbaijani,azerbaijanis,azeri,azeris|baku|az
bahamas|bahamian,bahamians|nassau|bs
bahrain|bahraini,bahrainis|manama|bh
bangladesh|bangladeshi,bangladeshis|dhaka|bd
barbados|barbadian,barbadians|bridgetown|bb
belarus|belarusian,belarusians|minsk|by
belgium|belgian,belgians|brussels|be
belize|belizean,belizeans|belmopan|bz
benin|beninese|porto-novo|bj
bhutan|bhutanese|thimphu|bt
bolivia|bolivian,bolivians|la paz|bo
bosnia|bosnian,bosnians|sarajevo|ba,bosnia and herzegovina
botswana|botswanan|gaborone|bw
brazil|brazilian,brazilians|brasilia|br,brasil
brunei|bruneian|bandar seri begawan|bn
bulgaria|bulgarian,bulgarians|sofia|bg
burkina faso|burkinabe|ouagadougou|bf
burundi|burundian,burundians|bujumbura|bi
cambodia|cambodian,cambodians,khmer|phnom penh|kh
cameroon|cameroonian,cameroonians|yaounde|cm
canada|canadian,canadians|ottawa|ca
cape verde|cape verdean|praia|cv
central african republic||bangui|cf
chad|chadian,chadians|n'djamena|td
chile|chilean,chileans|santiago|cl
china|chinese|beijing|cn,prc,people's republic of china
colombia|colombian,colombians|bogota|co
comoros|comorian|moroni|km
congo|congolese|kinshasa|cd,drc,democratic republic of the congo,dr congo
costa rica|costa rican,costa ricans|san jose|cr
croatia|croatian,croatians,croat,croats|zagreb|hr
cuba|cuban,cubans|havana|cu
cyprus|cypriot,cypriots|nicosia|cy
czech republic|czech,czechs|prague|cz,czechia
denmark|danish,dane,danes|copenhagen|dk
djibouti|djiboutian||dj
dominican republic|dominican,dominicans|santo domingo|do
ecuador|ecuadorian,ecuadorians|quito|ec
egypt|egyptian,egyptians|cairo|eg
el salvador|salvadoran,salvadorans|san salvador|sv
england|english||
equatorial guinea||malabo|gq
eritrea|eritrean,eritreans|asmara|er
estonia|estonian,estonians|tallinn|ee
eswatini|swazi|mbabane|sz,swaziland
ethiopia|ethiopian,ethiopians|addis ababa|et
european union|||eu
fiji|fijian,fijians|suva|fj
finland|finnish,finn,finns|helsinki|fi
france|french|paris|fr
gabon|gabonese|libreville|ga
gambia|gambian,gambians|banjul|gm
georgia|georgian,georgians|tbilisi|ge
germany|german,germans|berlin|de
ghana|ghanaian,ghanaians|accra|gh
greece|greek,greeks|athens|gr
greenland|greenlandic,greenlander,greenlanders|nuuk|gl
guatemala|guatemalan,guatemalans|guatemala city|gt
guinea|guinean,guineans|conakry|gn
guyana|guyanese|georgetown|gy
haiti|haitian,haitians|port-au-prince|ht
honduras|honduran,hondurans|tegucigalpa|hn
hong kong|hongkonger,hongkongers||hk
hungary|hungarian,hungarians|budapest|hu
iceland|icelandic,icelander,icelanders|reykjavik|is
india|indian,indians|new delhi|in
indonesia|indonesian,indonesians|jakarta|id
iran|iranian,iranians|tehran|ir
iraq|iraqi,iraqis|baghdad|iq
ireland|irish|dublin|ie
israel|israeli,israelis|jerusalem|il
italy|italian,italians|rome|it
ivory coast|ivorian,ivorians|yamoussoukro|ci,cote d'ivoire
jamaica|jamaican,jamaicans|kingston|jm
japan|japanese|tokyo|jp
jordan|jordanian,jordanians|amman|jo
kazakhstan|kazakh,kazakhs|astana|kz
kenya|kenyan,kenyans|nairobi|ke
kosovo|kosovan,kosovar,kosovars|pristina|xk
kuwait|kuwaiti,kuwaitis|kuwait city|kw
kyrgyzstan|kyrgyz|bishkek|kg
laos|laotian,laotians|vientiane|la
latvia|latvian,latvians|riga|lv
lebanon|lebanese|beirut|lb
lesotho|basotho|maseru|ls
liberia|liberian,liberians|monrovia|lr
libya|libyan,libyans|tripoli|ly
liechtenstein||vaduz|li
lithuania|lithuanian,lithuanians|vilnius|lt
luxembourg|luxembourgish||lu
madagascar|malagasy|antananarivo|mg
malawi|malawian,malawians|lilongwe|mw
malaysia|malaysian,malaysians|kuala lumpur|my
maldives|maldivian,maldivians||mv
mali|malian,malians|bamako|ml
malta|maltese|valletta|mt
mauritania|mauritanian,mauritanians|nouakchott|mr
mauritius|mauritian,mauritians|port louis|mu
mexico|mexican,mexicans|mexico city|mx
moldova|moldovan,moldovans|chisinau|md
monaco|monegasque||mc
mongolia|mongolian,mongolians|ulaanbaatar|mn
montenegro|montenegrin,montenegrins|podgorica|me
morocco|moroccan,moroccans|rabat|ma
mozambique|mozambican,mozambicans|maputo|mz
myanmar|burmese|naypyidaw|mm,burma
namibia|namibian,namibians|windhoek|na
nepal|nepali,nepalis,nepalese|kathmandu|np
netherlands|dutch|amsterdam|nl,holland
new zealand|new zealander,new zealanders,kiwi,kiwis|wellington|nz
nicaragua|nicaraguan,nicaraguans|managua|ni
niger|nigerien,nigeriens|niamey|ne
nigeria|nigerian,nigerians|abuja|ng
north korea|north korean,north koreans|pyongyang|kp,dprk,democratic people's republic of korea
north macedonia|macedonian,macedonians|skopje|mk
northern ireland|northern irish|belfast|
norway|norwegian,norwegians|oslo|no
oman|omani,omanis|muscat|om
pakistan|pakistani,pakistanis|islamabad|pk
palestine|palestinian,palestinians|ramallah|ps
panama|panamanian,panamanians|panama city|pa
papua new guinea||port moresby|pg
paraguay|paraguayan,paraguayans|asuncion|py
peru|peruvian,peruvians|lima|pe
philippines|philippine,filipino,filipinos,filipina|manila|ph
poland|polish,poles|warsaw|pl
portugal|portuguese|lisbon|pt
qatar|qatari,qataris|doha|qa
romania|romanian,romanians|bucharest|ro
russia|russian,russians|moscow|ru,russian federation
rwanda|rwandan,rwandans|kigali|rw
saudi arabia|saudi,saudis,saudi arabian|riyadh|sa,ksa,kingdom of saudi arabia
scotland|scottish,scot,scots|edinburgh|
senegal|senegalese|dakar|sn
serbia|serbian,serbians,serb,serbs|belgrade|rs
sierra leone|sierra leonean|freetown|sl
singapore|singaporean,singaporeans||sg
slovakia|slovak,slovaks,slovakian|bratislava|sk
slovenia|slovenian,slovenians,slovene,slovenes|ljubljana|si
somalia|somali,somalis|mogadishu|so
south africa|south african,south africans|pretoria|za
south korea|south korean,south koreans|seoul|kr,rok,republic of korea
south sudan|south sudanese|juba|ss
spain|spanish,spaniard,spaniards|madrid|es
sri lanka|sri lankan,sri lankans|colombo|lk
sudan|sudanese|khartoum|sd
suriname|surinamese|paramaribo|sr
sweden|swedish,swede,swedes|stockholm|se
switzerland|swiss|bern|ch
syria|syrian,syrians|damascus|sy
taiwan|taiwanese|taipei|tw,republic of china
tajikistan|tajik,tajiks|dushanbe|tj
tanzania|tanzanian,tanzanians|dodoma|tz
thailand|thai,thais|bangkok|th
togo|togolese|lome|tg
tonga|tongan,tongans|nuku'alofa|to
trinidad and tobago|trinidadian,trinidadians|port of spain|tt
tunisia|tunisian,tunisians|tunis|tn
turkey|turkish,turk,turks|ankara|tr,turkiye
turkmenistan|turkmen|ashgabat|tm
uganda|ugandan,ugandans|kampala|ug
ukraine|ukrainian,ukrainians|kyiv|ua,kiev
united arab emirates|emirati,emiratis|abu dhabi|ae,uae
united kingdom|british,brit,brits,briton,britons|london|gb,uk,britain,great britain
united nations|||un
united states|american,americans,yank,yanks|washington|usa,u s a,united states of america,america
uruguay|uruguayan,uruguayans|montevideo|uy
uzbekistan|uzbek,uzbeks|tashkent|uz
vatican|||va,holy see,vatican city
venezuela|venezuelan,venezuelans|caracas|ve
vietnam|vietnamese|hanoi|vn
wales|welsh|cardiff|
yemen|yemeni,yemenis|sanaa|ye
zambia|zambian,zambians|lusaka|zm
zimbabwe|zimbabwean,zimbabweans|harare|zw
"""
