"""Rounds among team and board: invite, answer, close, freeze; and the rules that keep answers anonymous.

A round is opened by the manager, answered behind a link, and closed once. What a closed round shows is
made at that moment, with a little chance in it, and never made again; the answers it was made from are
thrown away. Stands on the store, which sees sealed bytes only. See docs/anonymity.md.
"""
