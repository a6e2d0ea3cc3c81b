"""The words, folded, that tell whether an expression is said to the reader or mentions something."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _stems(words: str) -> tuple[str, ...]:
    return tuple(words.split())


POSSESSIVES = _set("mi mis")
FONDNESS = _set("querido querida estimado estimada apreciado apreciada adorado adorada")
ABBREVIATED = _set("sr sra srta d dna dr dra lic licda licdo ing prof profa arq av avda")
DOTTED = ABBREVIATED | _set("ud uds vd")
TITLES = ABBREVIATED | _set(
    "senor senora senorita don dona doctor doctora licenciado licenciada ingeniero ingeniera profesor profesora "
    "magistrado magistrada juez jueza oficial nombre apellido apellidos apodo llama llamada llamado san santa"
)
PLACES = _set(
    "avenida av avda calle barrio barriada residencial edificio local negocio restaurante tienda fonda hotel "
    "salon fundacion finca bar cancion pelicula novela corregimiento provincia playa escuela colegio llama "
    "llamada llamado"
)
DETERMINERS = _set(
    "el la los las un una unos unas su sus tu tus nuestro nuestra nuestros nuestras este esta estos estas ese esa "
    "esos esas aquel aquella cada ningun ninguna algun alguna otro otra otros otras mucho mucha muchos muchas "
    "poco poca tanto tanta cuanto cuanta cualquier todo toda todos todas ambos dos tres varios varias cuyo cuya "
    "al del nuevo nueva actual antiguo antigua ex propio propia joven futura futuro verdadero verdadera falso "
    "falsa primer primero primera segundo segunda tercer cuarto quinto ultimo ultima mismo misma mejor buen buena gran "
    "cierto cierta mayor amado amada"
)
QUANTIFIERS = _set("todo toda todos todas cada")
PREPOSITIONS = _set(
    "a ante bajo con contra de desde durante en entre hacia hasta mediante para por segun sin sobre tras via "
    "excepto salvo"
)
COPULAS = _set(
    "es soy eres son somos era eran fue fueron ser siendo sido sea sean sera seria quedo quedaron luce ve parece puso"
)
DEGREES = _set("muy tan mas bastante demasiado bien menos como cual")
POINTING = _set("asi eso esto aqui ahi alla que quien cual como donde cuando cuanto cuantos ya no si")
ASKING = _set("que cual como cuanto cuando donde quien para le lo la")
JOINING = _set("y e o u ni")
TURNING = _set("que usted como cuando cuanto quien donde no si me le ya aqui")
NAMING = _set(
    "palabra palabras expresion expresiones frase frases termino terminos apodo dijo dijeron dijera dijeran diga "
    "digan decir dice dicen diciendo dicho llamo llamaron llame llamen llamar llama llamaba decia decian trataron"
)
COURTESIES = _set(
    "si no ok okey gracias ay hola buenas buenos dias tardes noches claro bueno dale listo lista bienvenido "
    "bienvenida perdon disculpe disculpa favor gusto oiga mire tranquilo tranquila calma ya bien pena permiso "
    "luego adios saludos perfecto entonces aja vale ve pues ahora momentito momento"
)
COMPLEMENTS = _set(
    "propio propia privada laboral personal familiar sexual entera diaria cotidiana conyugal social profesional "
    "profesionales materno materna paterno paterna filial soltera soltero inmediato inmediata regional general "
    "abierto despejado nublado raso azul suyo suya mio mia tuyo politico politica biologica adoptiva adoptivo "
    "anterior actual misma mismo digna pasada futura eterna espiritual del"
)
SET_PHRASES = _set(
    "nada verdad una inmediato todas todos parte acuerdo hecho antemano momento mi pronto seguro alma corazon "
    "nuevo igual"
)
BELONGING = _set("mi mis su sus el la los las un una nuestro nuestra tu")
FIRST_PERSON = ("o", "mos", "re")  # y la atiendo, y los llamamos, y la llamaré
SUBJECT_OF = _set(
    "corre corria correra corrio peligra peligraba depende dependia vale valia cambio cambia cambiara termino "
    "empezo comenzo acabo transcurre transcurrio gira late latia sufre sufrio sufria murio sigue importa duele "
    "significa era fue sera seria estaba estuvo ha habia merece volvio convirtio"
)
ASKED_OF_THE_READER = _set("podria deberia tendria querria gustaria seria necesitaba buscaba deseaba esperaba")
PASSED_OVER = _set("no ya se me nos siempre nunca aun todavia tambien tampoco solo casi realmente jamas")
AT_STAKE = _set("peligro riesgo juego manos ruinas pausa orden")
OF_WHAT_IT_IS = _set("un una mi muy mas tan dificil dura triste imposible")
HARMS = _stems(
    "arruin destru destroz cambi salv proteg proteja amenaz perder perdi pierd lesion afect lastim quit complic "
    "danar dano perjudic arriesg cuidar cuido cuida marc defend empeor rompi viv dedi expuso expon pone poner "
    "puso temo atent invad termino acabo controlar controla"
)
GIVING = _stems(
    "tengo tiene teng tenem tuv tener sient sent dar doy dan dio mostr muestr demostr demuestr brind recib ofrec "
    "pid pedi expres merec hay hubo habia habra falt quier quer necesit busc encontr inspir transmit"
)
HAVING = _set("he ha han habia habian haber hemos")
ENCLITIC = ("se", "me", "nos", "le", "les", "lo", "la", "los", "las")
FEELINGS = _set("carino amor corazon")
DESCRIBING = _set("joven linda lindo bella bello preciosa precioso hermosa hermoso guapa guapo")
DESCRIBED = _set(
    "persona personas mujer hombre poblacion gente letra adulto adulta publico trabajador trabajadora victima "
    "madre padre pareja muchacha muchacho casa voz imagen foto nina nino usuario usuaria"
)
GIVEN_NAMES = _set("linda reina rey amor cielo bella dulce luz corazon angel preciosa")
RELATIONS = _set(
    "jefe jefa madre padre amigo amiga hermano hermana hijo hija papa mama tio tia companero companera vecino "
    "vecina mamita papito mamacita abuela abuelo nina nino"
)
LABELS = _set("parentesco nombre relacion ocupacion cargo apodo vinculo profesion asunto firma")
EVERYDAY = _set(
    "amor amores cielo cielito corazon tesoro rey reina princesa muneca bebe beba bebes mama papa alma negrita "
    "negrito morenita chiquita chiquito cosita gordita gordito nina abuela abuelo cari bb b8 mor primor bombon "
    "ricura bonita bonito linda lindo preciosa precioso hermosa hermoso bella guapa guapo hermano hermana primo "
    "prima tio tia amigo amiga jefe jefa carnal pana mae chavo chava muchacho muchacha seno capi socio querido "
    "querida queridos queridas joven jovenes anciano anciana nino man bro manito manita compadre comadre"
)
EVERYDAY_WHEN_MINE = _set("alma sangre corazon angel hijo hija hijos hijas gente luz sol socio socia")
OF_THE_READER = _set(
    "usted ustedes ud uds le les su sus te tu tus vos senor senora senorita don dona cedula expediente tramite "
    "turno ventanilla solicitud queja oficina cita formulario copia fila documento papel papeles piso recepcion "
    "licenciada licenciado espere espereme esperese pase venga firme diga mire oiga traiga llame sientese tome "
    "deme mande vuelva regrese vaya haga lleve llene busque pregunte recuerde confie cuidese calmese entienda "
    "tenga deje permita disculpe perdone revise ponga suba baje saque aguante cuente explique repita hable avise "
    "confirme anote presente entregue preocupe apure apurese quedese acerquese comuniquese fijese escriba marque "
    "envie complete espera dime mira oye ven pasa firma trae llama cuentame sientate calmate cuidate disculpa "
    "perdona dale quiere necesita puede tiene debe desea busca viene sabe trajo llamo quedo falta faltan lo "
    "atiendo ayudo busco aviso explico envio mando paso digo dije anoto reviso informo veo doy averiguo confirmo "
    "escribo atendemos ayudamos llamamos avisamos enviamos recibimos estamos vemos podemos puedo ver feliz "
    "amanece amanecio"
)
