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
# In falling order too, and rare elsewhere.
_IN_SERVICE_LETTERS: Final = """
usted señora señor solicitud gracias caso institucion buenos buenas dias tardes favor disculpas disculpa correo numero
llamada telefono oficina informacion atencion respuesta plazo queja recibido recibimos recibida hemos persona usuario
usuaria estimado estimada atentamente saludos defensoria pueblo unidad direccion tramite documentos documento expediente
nota denuncia situacion horas minutos semana lunes viernes lamentamos pedimos informamos comunicamos agradecemos
solicitar recibir atender informar indicar comunicar presentar enviar llamar escribir contactar consultar revisar
resolver realizar puede podemos podra necesita desea debe quiere venir pasar esperar espera demora paciencia error
competencia competente entidad autoridad ministerio departamento area regional funcionario servicio derecho derechos ley
articulo fecha hoy mañana inmediato siguiente persona ustedes licenciada licenciado doctora directora registrada
registrado asignado asignada reviso revisamos reclamo carta copia sistema formulario firma nombre cedula seguimiento
solucion orientacion consulta problema asunto ayudarle servirle comprendo entiendo lamento motivo proceso informe
anexo adjunto contacto horario momento martes miercoles jueves hasta quedamos quedo disposicion asi ademas favor saludo
"""

COMMON_WORDS: Final = frozenset(_IN_ORDER.replace("ñ", "_").split())
_RANKS: Final = {
    word: rank
    for listed, first in ((_IN_SERVICE_LETTERS, 30), (_IN_ORDER, 0))
    for rank, word in reversed(list(enumerate(listed.replace("ñ", "n").split(), first)))
}


def commonness(word: str) -> float:
    """Return how much of running text a word is likely to be, between 0 and 1.

    Args:
        word: a folded word, with n for ñ; one that is on no list counts as rare.
    """
    rank = _RANKS.get(word)
    return 0.000003 if rank is None else 0.06 / (1 + rank)
