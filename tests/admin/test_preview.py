"""The preview: what readers will see, by the product's own renderer."""

from services import markdown
from tests.people import csrf_token

TEXT = "**Do not** start too early. <script>alert(1)</script> [x](javascript:alert(1))"


def test_preview_is_what_is_published(editor):
    token = csrf_token(editor, "/faqs/")
    answer = editor.post("/preview", data={"text": TEXT}, headers={"X-CSRFToken": token})
    assert answer.text == markdown.render(TEXT)
    assert "<script" not in answer.text


def test_preview_of_a_whole_book_is_refused(editor):
    token = csrf_token(editor, "/faqs/")
    sent = {"data": {"text": "x" * 100_001}, "headers": {"X-CSRFToken": token}}
    assert editor.post("/preview", **sent).status_code == 413


def test_preview_needs_a_token(editor):
    assert editor.post("/preview", data={"text": TEXT}).status_code == 400
