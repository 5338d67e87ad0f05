"""How commands end that found something wrong."""

import click


def refuse_for(problems: list[str], words: str) -> None:
    """End with each of the problems, where there are any."""
    for problem in problems:
        click.echo(problem, err=True)
    if problems:
        raise click.ClickException(words)
