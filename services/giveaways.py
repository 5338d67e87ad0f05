"""Words that say what the clinic does: none may stand on the outside of an e-mail.

A list can only warn. Whoever chooses a name reads it with the eyes of an applicant's family.
"""

import unicodedata

# Parts of words, in small letters and without accents; longer words are found by their parts.
PARTS = (
    *("addict", "adicc", "alcohol", "behavioral", "clinic", "cocain", "crav", "crisis"),
    *("dependen", "detox", "doctor", "dose", "dosis", "drink", "droga", "drug", "enfermed"),
    *("enroll", "health", "hepat", "heroin", "hospital", "injection", "inyecc", "medic"),
    *("mental", "naltrex", "narco", "nurse", "opiate", "opioid", "opiace", "overdose"),
    *("patient", "pacient", "pharma", "physician", "pill", "prescri", "psych", "recover"),
    *("recuper", "rehab", "relaps", "revia", "salud", "sober", "sobri", "sponsor", "substance"),
    *("symptom", "tablet", "terapia", "therap", "tratamiento", "treatment", "vivitrol"),
    *("withdrawal", "wellness", "29:11", "2911", "29-11", "12step", "12-step"),
)


def found_in(text: str) -> list[str]:
    """Each part that stands there, however it is spelled."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(each for each in apart if not unicodedata.combining(each))
    return [each for each in PARTS if each in plain]
