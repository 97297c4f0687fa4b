"""Jobs that outlive a process: the outcomes of a batch in a file, and tables made of models.

A job writes each outcome into a journal beside its file, so a run that was ended goes on where it was:

    calls        the name and the options of a call, by which a run knows that it goes on with the same job
    journal      `FILE.part.jsonl`: a line for each outcome
    files        the paths of a job, and what it remembers of a file that is whole
    rows         from the values of a journal to the rows of a table
    formats      `.jsonl` and `.csv`; `sqlite` and `parquet` have a module each
    job          all of it together, as `Batch.to_file` does it

None of it makes a call: a job is given the outcomes.
"""

from __future__ import annotations

from retroach_async.jobs.frames import frame
from retroach_async.jobs.report import JobReport

__all__ = ["JobReport", "frame"]
