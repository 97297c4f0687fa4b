"""The spellings of the wire: the only folder that knows cattrs.

`values` spells arguments, `php` reads V1 and `jsonapi` reads V2; `to_php` and `to_jsonapi` write what these two read.
Failures are returned as values here and raised by the client, so that no frame of a traceback holds an answer.
"""
