"""What no rule of Spanish conjugation tells: stems that change their vowel, and verbs with forms of their own.

All of it is written without accents.
"""

from __future__ import annotations

from dataclasses import dataclass

from .spelling import words


@dataclass(frozen=True, slots=True)
class Irregular:
    """What is peculiar to a verb; an empty field follows the rule.

    Args:
        first: stem of "yo" and of the present subjunctive: teng(o), teng(a).
        speaker: the whole form of "yo" where it is not `first` with -o.
        present: the six persons of the present.
        also: a person and a seventh form of the present.
        stressed: stem of the forms stressed on the stem.
        raised: stem before an ending in ie or io, and of the gerund.
        past: stem of the preterite stressed on the stem: tuv(o).
        preterite: the six persons of the preterite.
        imperfect: the imperfect without -a, -as, -a...
        future: stems of future and conditional.
        imperative: forms for "tú".
        participles: participles without -o, -a, -os, -as.
    """

    first: str = ""
    speaker: str = ""
    present: str = ""
    also: str = ""
    stressed: str = ""
    raised: str = ""
    past: str = ""
    preterite: str = ""
    imperfect: str = ""
    future: tuple[str, ...] = ()
    imperative: tuple[str, ...] = ()
    participles: tuple[str, ...] = ()


_BE = "fui fuiste fue fuimos fuisteis fueron"

ALONE = {
    "ser": Irregular(
        first="se", present="soy eres es somos sois son", also="2s sos", preterite=_BE, imperfect="er"
    ),
    "ir": Irregular(first="vay", present="voy vas va vamos vais van", preterite=_BE, imperfect="ib", raised="y"),
    "haber": Irregular(
        first="hay", present="he has ha hemos habeis han", also="3s hay", past="hub", future=("habr",)
    ),
    "estar": Irregular(speaker="estoy", past="estuv"),
    "dar": Irregular(speaker="doy", preterite="di diste dio dimos disteis dieron"),
    "saber": Irregular(first="sep", speaker="se", past="sup", future=("sabr",)),
    "caber": Irregular(first="quep", past="cup", future=("cabr",)),
    "poder": Irregular(stressed="pued", raised="pud", past="pud", future=("podr",)),
    "andar": Irregular(past="anduv"),
    "ver": Irregular(first="ve", imperfect="vei", participles=("vist",)),
    "asir": Irregular(first="asg"),
    "roer": Irregular(first="roig"),
    "raer": Irregular(first="raig"),
    "romper": Irregular(participles=("rot",)),
    "proveer": Irregular(participles=("provist", "proveid")),
    "erguir": Irregular(stressed="yergu", raised="irgu"),
    "escribir": Irregular(participles=("escrit",)),
    "reescribir": Irregular(participles=("reescrit",)),
    "yacer": Irregular(first="yazc", imperative=("yace", "yaz")),
    "podrir": Irregular(stressed="pudr", raised="pudr", participles=("podrid",)),
    "pudrir": Irregular(participles=("podrid",)),
    "desosar": Irregular(stressed="deshues"),
    "errar": Irregular(stressed="yerr"),
    "decir": Irregular(first="dig", past="dij", future=("dir",), imperative=("di",), participles=("dich",)),
    "bendecir": Irregular(first="bendig", past="bendij", participles=("bendecid", "bendit")),
    "maldecir": Irregular(first="maldig", past="maldij", participles=("maldecid", "maldit")),
}  # fmt: skip

# These make compounds (detener, proponer, contradecir), which share what is peculiar to them.
WITH_COMPOUNDS = {
    "tener": Irregular(first="teng", stressed="tien", past="tuv", future=("tendr",), imperative=("ten",)),
    "venir": Irregular(first="veng", stressed="vien", past="vin", future=("vendr",), imperative=("ven",)),
    "poner": Irregular(first="pong", past="pus", future=("pondr",), imperative=("pon",), participles=("puest",)),
    "salir": Irregular(first="salg", future=("saldr",), imperative=("sal",)),
    "valer": Irregular(first="valg", future=("valdr",)),
    "hacer": Irregular(first="hag", past="hic", future=("har",), imperative=("haz",), participles=("hech",)),
    "facer": Irregular(first="fag", past="fic", future=("far",), imperative=("faz", "face"), participles=("fech",)),
    "decir": Irregular(first="dig", past="dij", future=("dir", "decir"), imperative=("dice",), participles=("dich",)),
    "traer": Irregular(first="traig", past="traj"),
    "caer": Irregular(first="caig"),
    "querer": Irregular(stressed="quier", past="quis", future=("querr",)),
    "oir": Irregular(first="oig", stressed="oy"),
    "ducir": Irregular(first="duzc", past="duj"),
    "abrir": Irregular(participles=("abiert",)),
    "cubrir": Irregular(participles=("cubiert",)),
    "scribir": Irregular(participles=("scrit", "script")),
    "morir": Irregular(stressed="muer", raised="mur", participles=("muert",)),
    "volver": Irregular(stressed="vuelv", participles=("vuelt",)),
    "solver": Irregular(stressed="suelv", participles=("suelt",)),
    "imprimir": Irregular(participles=("impres", "imprimid")),
    "freir": Irregular(participles=("frit", "freid")),
}
COMPOUNDS_OF_ALONE = {
    "desandar": "andar", "desasir": "asir", "prever": "ver", "entrever": "ver", "rever": "ver", "antever": "ver",
    "trasver": "ver", "corroer": "roer", "desproveer": "proveer", "subyacer": "yacer", "resaber": "saber",
}  # fmt: skip

# Other forms of the same verbs, beside the ones above.
ALTERNATIVES = {
    "erguir": (Irregular(stressed="irgu", raised="irgu"),),
    "roer": (Irregular(first="ro"), Irregular(first="roy")),
    "raer": (Irregular(first="ray"),),
    "yacer": (Irregular(first="yazg"), Irregular(first="yag")),
    "pudrir": (Irregular(stressed="pudr", raised="pudr", future=("podrir",)),),
}

# Verbs in -ar and -er whose stressed e becomes ie. Those in -ir follow from how the stem ends.
E_TO_IE = words(
    """
    acertar acrecentar alentar desalentar apacentar apretar arrendar subarrendar asentar aserrar atravesar aventar
    calentar recalentar cegar cerrar encerrar desencerrar enterrar desenterrar desterrar soterrar comenzar
    recomenzar concertar desconcertar confesar negar denegar renegar abnegar herrar desherrar serrar desmembrar
    despertar plegar desplegar replegar emparentar empedrar empezar encomendar recomendar enmendar remendar
    ensangrentar escarmentar fregar refregar estregar restregar gobernar desgobernar helar deshelar invernar
    manifestar mentar merendar nevar pensar repensar quebrar resquebrar regar reventar sembrar resembrar segar
    sentar sosegar desasosegar temblar retemblar tentar destentar trasegar tropezar cimentar incensar salpimentar
    derrengar dentar estercar infernar melar desmelar alebrar aliquebrar perniquebrar sarmentar subtender desacertar
    desapretar ensarmentar entrecerrar ferrar sorregar desinvernar ascender descender condescender trascender
    transcender atender desatender tender extender distender entender malentender sobreentender sobrentender
    contender coextender defender encender hender heder perder cerner verter reverter precalentar sobrecalentar
    reasentar desasentar requebrar patiquebrar semicerrar desentender trasverter aneblar apernar despernar
    entrepernar aspaventar beldar decentar desarrendar desatentar desdentar endentar herbar desherbar enmelar
    resegar sobresembrar recentar regimentar hacendar desempedrar despedrar
    """
)
O_TO_UE = words(
    """
    acordar desacordar recordar trascordar concordar discordar acostar recostar almorzar amolar apostar aprobar
    desaprobar probar comprobar improbar reprobar avergonzar desvergonzar colar recolar trascolar colgar descolgar
    consolar desconsolar contar descontar recontar costar degollar demostrar mostrar denostar desollar poblar
    despoblar repoblar superpoblar encontrar reencontrar engrosar desengrosar forzar esforzar reforzar holgar hollar
    rehollar regoldar renovar resollar rodar enrodar rogar soldar desoldar soltar sonar soñar ensoñar resonar
    disonar asonar consonar malsonar tostar retostar trocar destrocar trastrocar tronar atronar retronar volar
    revolar sobrevolar trasvolar volcar revolcar agorar aforar acornar descornar asolar emporcar encordar
    desencordar encorar moblar amoblar desmajolar descollar entortar mancornar encovar enclocar clocar aclocar
    apercollar follar afollar solar circunvolar desamoblar desaporcar descordar unisonar trasoñar tonar sobresolar
    encobar absolver disolver mover conmover promover remover llover moler demoler morder remorder doler condoler
    soler oler torcer remoler desmoler amover retorcer destorcer contorcer cocer escocer recocer
    """
)
U_TO_UE = frozenset({"jugar"})
I_TO_IE = frozenset({"adquirir", "readquirir", "inquirir", "perquirir"})
O_TO_UE_AND_U = frozenset({"dormir", "adormir"})
# They change the vowel or not, as the writer likes.
CHANGE_IS_OPTIONAL = words(
    """
    invernar desinvernar cimentar plegar desplegar replegar asolar aforar errar engrosar ferrar infernar derrengar
    emparentar follar amoblar soterrar
    """
)

UNCHANGED_IN_IR = (
    "sumergir", "emergir", "convergir", "divergir", "inmergir", "agredir", "transgredir",
    "trasgredir", "aguerrir", "aterir", "empedernir", "preterir", "asperjir"
)  # fmt: skip
UNRAISED_IN_IR = ("cernir", "discernir", "concernir", "hendir")
IE_AND_I_IN_IR = ("entir", "erir", "ertir", "hervir", "hendir", "cernir")

WITHOUT_ZC = frozenset({"cocer", "escocer", "recocer", "mecer", "remecer"})
Y_IN_SPITE_OF_G = frozenset({"arguir", "redarguir"})
