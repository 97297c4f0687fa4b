"""A comparison of the server's answers with the models: `retroach check`.

    credentials = Credentials.from_environment()
    async with Client(credentials, rate_limit=RateLimit(1, 1.0)) as ra:
        async for compared in check(ra, plan(credentials.username), credentials.api_key):
            print(compared.name, compared.findings)

`plan` chooses the calls; `check` makes them, one after the other, and compares each answer with its model.

V2's declarations can be compared with V2's own OpenAPI document as well, see `openapi`.
"""

from retroach_async.drift.checking import check
from retroach_async.drift.comparing import compare
from retroach_async.drift.findings import Compared, Drift, Finding
from retroach_async.drift.left_out import LEFT_OUT
from retroach_async.drift.planning import Plan, PlannedCall, plan

__all__ = ["LEFT_OUT", "Compared", "Drift", "Finding", "Plan", "PlannedCall", "check", "compare", "plan"]
