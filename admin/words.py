"""The words of WTForms' refusals, and of names in code, as people at the clinic say them."""

PLAIN = {
    "This field is required.": "This cannot be empty.",
    "Not a valid choice.": "Choose one of the list.",
    "Invalid Choice: could not coerce.": "Choose one of the list.",
    "Not a valid integer value.": "Write a whole number in digits.",
    "Not a valid float value.": "Write a number, such as 9.8.",
    "Not a valid date value.": "Write a day as YYYY-MM-DD.",
    "Not a valid datetime value.": "Choose a day and a time.",
}
# Names that say nothing to people.
SAID = {"url": "Web address", "label_set_id": "Label set ID", "updated_at": "Last saved"}


class PlainWords:
    """What WTForms calls a translation."""

    def gettext(self, words: str) -> str:
        return PLAIN.get(words, words)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return one if number == 1 else many


def label(name: str) -> str:
    """`what_to_do` as people read it."""
    return SAID.get(name) or name.replace("_", " ").capitalize()
