"""The coach's room: a programme of steps that the coach opens, times and reveals, for a room of managers.

Everybody in the room sees one scene and follows it; the coach alone changes it. Answers go into sealed
ballots, by the rules of the mirrors: nothing is shown before the coach reveals it, never under the
floor, never twice. Stands on the store, which sees sealed bytes only. See docs/coach.md.
"""
