"""Groups that grow together (union–find, Galler and Fischer 1964): each member leads to another, the head to itself."""

from __future__ import annotations


def head_of_group(leads: dict[str, str], member: str) -> str:
    """The head of a member's group. Shortens the way there in `leads` (path halving), which changes no group."""
    while leads[member] != member:
        leads[member] = leads[leads[member]]
        member = leads[member]
    return member
