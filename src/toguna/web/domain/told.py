"""Sentences of the core kept as JSON, so that they are shown in the reader's language later."""

from __future__ import annotations

from typing import Any

from toguna.messages import Message

Told = dict[str, Any]


def told_message(message: Message) -> Told:
    """Tell a sentence: its template and the values in it."""
    values = {
        name: told_message(value) if isinstance(value, Message) else value
        if isinstance(value, int) else str(value)
        for name, value in message.values.items()
    }  # fmt: skip
    return {"template": message.template, "values": values}


def message_of(told: Told) -> Message:
    """Give a sentence back."""
    values = {
        name: message_of(value) if isinstance(value, dict) else value
        for name, value in told["values"].items()
    }
    return Message(told["template"], values)
