"""The two ways to work a page: with a mouse, or with the keyboard alone."""

from playwright.sync_api import Locator

MOST_TABS = 250


class Mouse:
    """Points at things and drags them."""

    def press(self, thing: Locator) -> None:
        thing.click()

    def fill(self, field: Locator, text: str) -> None:
        field.fill(text)

    def check(self, box: Locator) -> None:
        box.check()

    def move_up(self, handle: Locator, over: Locator) -> None:
        """Drag a row by its handle to where another is."""
        handle.drag_to(over, target_position={"x": 20, "y": 2})


class Keyboard:
    """Never touches a mouse: whatever it wants it must reach with the Tab key."""

    def press(self, thing: Locator) -> None:
        self._reach(thing)
        thing.page.keyboard.press("Enter")

    def fill(self, field: Locator, text: str) -> None:
        self._reach(field)
        field.page.keyboard.press("Control+A")
        field.page.keyboard.insert_text(text)

    def check(self, box: Locator) -> None:
        self._reach(box)
        box.page.keyboard.press("Space")

    def move_up(self, handle: Locator, over: Locator) -> None:  # noqa: ARG002 -- as the mouse's
        """The arrow key on the handle, as often as there are rows above it."""
        self._reach(handle)
        handle.page.keyboard.press("ArrowUp")

    def _reach(self, thing: Locator) -> None:
        thing.wait_for()
        for _ in range(MOST_TABS):
            if _is_focused(thing):
                return
            thing.page.keyboard.press("Tab")
        raise AssertionError(f"not to be reached with the Tab key: {thing}")


def _is_focused(thing: Locator) -> bool:
    return bool(thing.evaluate("it => it === document.activeElement"))


Hands = Mouse | Keyboard
