"""The commonest Spanish word forms, by which patterns tell a rare word from one that stands in every reply."""

from __future__ import annotations

from typing import Final

# In falling order of frequency, roughly; without accents. Words that are rare in a formal reply, and so a finding in
# themselves, are not here, such as those of familiar address.
_IN_ORDER: Final = """
de la que el en y a los se del las un por con no una su para es al lo como mas o pero sus le ha me si sin sobre este
ya entre cuando todo esta ser son dos tambien fue habia era muy hasta desde mi nos porque donde uno han yo ni solo
quien durante todos contra otros sido parte estan ese eso algo hay nada vez puede asi tiene todas hacer hace cada otro
otra otras ella ellos ellas estos estas les estaba despues antes mismo misma sea estado bien dia dias años año tiempo
gran vida cual pues aqui sino segun tan tanto menos mientras aunque luego siempre nunca ahora hoy ayer tres cuatro
cinco dijo decir dice dicho ver va van voy vamos ir iba eran seran sera seria fueron siendo estar estoy estamos tengo
tener tenia tienen tenemos tuvo puedo pueden podemos poder podria podia pudo debe deben deber debia debera quiere
quiero querer hizo hecho hacen hago haber he hemos hubo habra haya hayan sean fuera fuese tenga pueda dar da dio dan
dado sabe saber ven ve vea veces cosa cosas casa lugar mundo pais gente hombre mujer forma caso casos modo manera
punto lado medio mejor mayor menor mucho mucha muchos muchas poco poca pocos pocas toda algun alguno alguna algunos
algunas ningun ninguna ninguno varios varias cualquier ambos tal tales cierto mismos mismas propio propia primera
primero primer segundo ultima ultimo nuevo nueva nuevos bueno buena buen grande junto dentro cerca lejos arriba abajo
hacia ante bajo tras mediante excepto salvo ademas entonces todavia aun casi quiza alli alla ahi aca ello esto esos
esas esa aquel aquella aquello mio suyo suya suyos nuestro nuestra nuestros nuestras cuyo cuya quienes cuales cuanto
cuanta cuantos e u vs dios nadie alguien demas igual tarde pronto claro verdad nombre trabajo agua cabeza mano ojos
hijo hijos padre madre noche mañana vino sigue seguir paso pasar llegar llega llegado poner puesto queda quedo quedar
parece deja dejar creo cree lleva llevar sale salir toma tomar entra entrar dele di vio viene venir haciendo siguiente
traves pesar cuenta momento hora horas mes meses semana
"""
_IN_SERVICE_LETTERS: Final = """
usted ustedes señor señora favor gracias institucion solicitud usuario usuaria usuarios persona personas
numero telefono llamada correo oficina informacion atencion servicio respuesta queja tramite documento documentos
defensoria pueblo derecho derechos ley articulo comunicar indicar informar solicitar recibir atender estimado estimada
atentamente saludos quejas expediente nota fecha presente presentar realizar buenos buenas tardes puedo podra servirle
"""

COMMON_WORDS: Final = frozenset(_IN_ORDER.replace("ñ", "_").split())
_RANK_IN_LETTERS: Final = 30
_RANKS: Final = dict.fromkeys(_IN_SERVICE_LETTERS.replace("ñ", "n").split(), _RANK_IN_LETTERS) | {
    word: rank for rank, word in reversed(list(enumerate(_IN_ORDER.replace("ñ", "n").split())))
}


def commonness(word: str) -> float:
    """Return how much of running text a word is likely to be, between 0 and 1.

    Args:
        word: a folded word, with n for ñ; one that is on no list counts as rare.
    """
    rank = _RANKS.get(word)
    return 0.000003 if rank is None else 0.06 / (1 + rank)
