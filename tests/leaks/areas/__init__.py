"""The fixed statements of the leak check: ``AREAS[name] = (prelude, statements)``, one statement a line, a file for each
subject.

A statement may raise; what matters is that nothing stays behind. The prelude of `shared` holds objects whose hooks
raise, lie or change under the reader's hands.
"""

# In the order in which they run.
from . import dtypes, arrays, scalars, exchange, structured, strings, ufuncs, indexing, nditer, user  # noqa: F401, I001
from .shared import AREAS

__all__ = ["AREAS"]
