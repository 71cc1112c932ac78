"""Given names that are short or fond forms of others. Written for Newsar from common knowledge; CC0.

A short form may belong to several full ones (Alex to Alexander and Alexandra), so being kin is no equivalence.
"""

from __future__ import annotations

from collections import defaultdict

FORMS = """
abigail abby gail
abraham abe
albert al bert
alexander alex alec sandy sasha xander
alexandra alex sandra sandy sasha
alfred al alf fred freddie
alice allie
allison alison allie ally
amanda mandy
andrew andy drew
angela angie
ann anne annie anna nancy
anthony tony
antonio tony
arnold arnie
arthur art artie
barbara barb barbie
barnaby barney
bartholomew bart
benjamin ben benny
bernard bernie
beverly bev
bradley brad
caroline carrie carolyn lynn
catherine kate katie cathy cat kathy
charles charlie chuck chas
charlotte lottie charlie
christina chris tina christie
christine chris tina chrissy
christopher chris kit topher
clifford cliff
cornelius neil
cynthia cindy
daniel dan danny
david dave davey
deborah deb debbie debra
dennis denny
dmitri dima mitya
dominic dom nick
donald don donnie
dorothy dot dottie dolly
douglas doug
edith edie
edmund ed eddie ned
edward ed eddie ned ted teddy
edwin ed eddie
eleanor ellie nell nora
elizabeth liz lizzie beth betsy betty eliza lisa libby bess ellie
emily em emmy
emma em emmy
eugene gene
evelyn evie
ezekiel zeke
florence flo
frances fran frankie
francis frank frankie fran
francisco pancho paco
franklin frank
frederick fred freddie fritz rick
gabriel gabe
gabrielle gabby
geoffrey geoff jeff
george georgie
gerald gerry jerry
gertrude gert trudy
gilbert gil
gregory greg
gwendolyn gwen
harold hal harry
harriet hattie harry
henry hank harry hal
herbert bert herb
herman herm
howard howie
hubert hugh bert
isaac ike zack
isabella bella izzy
isabel bella izzy
jacob jake
jacqueline jackie
james jim jimmy jamie jem
janet jan
jason jay
jeffrey jeff
jennifer jen jenny
jeremiah jerry
jeremy jerry
jerome jerry
jessica jess jessie
joan joanie
joanna jo joanne
john johnny jack
jonathan jon johnny nathan
joseph joe joey jo
josephine jo josie
jose pepe
joshua josh
judith judy
julia julie
justin jus
katherine kate katie kathy kat kit
kathleen kathy kate katie
kathryn kate katie kathy
kenneth ken kenny
kimberly kim
lawrence larry lars
laurence larry laurie
leonard len lenny leo
leslie les
lewis lou
louis lou louie
louise lou
lucille lucy
madeleine maddie
margaret maggie meg peggy marge margie greta madge
maria mary
martha marty
martin marty
mary molly polly mae
matthew matt matty
maximilian max
maxwell max
melissa mel missy
melanie mel
mervyn merv
michael mike mickey mick micky
michelle shelly
mikhail misha
mildred millie
mitchell mitch
mohammed mo mohammad muhammad
mohamed mo mohammad muhammad
monica mona
nathan nate nat
nathaniel nate nat nathan
nicholas nick nicky
nicole nicky nikki
nikolai kolya
norman norm
oliver ollie
olivia liv livvy
oscar ossie
pamela pam
patricia pat patty tricia trish
patrick pat paddy rick
penelope penny
peter pete
philip phil pip
phillip phil pip
phyllis phil
rachel rae
ralph ralphie
randall randy
randolph randy
raymond ray
rebecca becky becca
reginald reg reggie
ricardo rick ricky
richard rick ricky rich richie dick
robert rob robbie bob bobby bert
roberta bobbie
roderick rod
rodney rod
roger rog
roland rollie
ronald ron ronnie
rosemary rose rosie
rudolph rudy
russell russ rusty
salvatore sal
samantha sam sammy
samuel sam sammy
sarah sally sadie
sergei seryozha
sheldon shel
sidney sid
simon si
solomon sol
stanley stan
stephanie steph
stephen steve stevie
steven steve stevie
stewart stu
stuart stu
susan sue susie suzy
susanna sue susie
suzanne sue suzy
sylvester sly
theodore ted teddy theo
teresa terry tess
terrence terry
theresa terry tess
thomas tom tommy
timothy tim timmy
valerie val
veronica ronnie
victor vic
victoria vicky tori
vincent vince vinny
virginia ginny
vladimir volodya vova
wallace wally
walter walt wally
wendell wendy
wilfred will wilf
william will willie bill billy liam
winston win
yevgeny zhenya
zachary zach zack
"""
"""A line a full name, then its short forms."""


def _kin() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in FORMS.split("\n"):
        full, *short = line.split() or [""]
        for each in short:
            found[each].add(full)
            found[full].add(each)
            found[each].update(short)
    return {name: frozenset(others - {name}) for name, others in found.items()}


_KIN = _kin()


def are_kin(one: str, other: str) -> bool:
    """Whether two given names, in small letters, can be the same person's: equal, or one a short form of the other.

    Two short forms of one full name count too (Bob, Bobby); two full names with a short form in common do not.
    """
    return one == other or other in _KIN.get(one, frozenset())
