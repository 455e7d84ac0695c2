# NumPy: a unit alone is named in the message, divisors need brackets, bytes are UTF-8; a tuple as zone is the arguments
# of astimezone()
import datetime
import numpy as np

UNITS = ("i,j", "2011-01-03", "", "2", "-3D", "D/3", "x/3", "/3", "3/", "generic/3", "D]", " D", "3 D", "+3D", "2é", "a\0b", "[D/2]", "[x]",
         "[D]/", "99999999999D", b"f8", b"2.5", b"\xff", b"D\xff", ("x", 1), (b"\xff", 2), ("a\0b", 1), ("D", 3, 7, None), ("D", 3, 3, None))
for unit in UNITS:
    for call in (lambda: np.timedelta64(3, unit), lambda: np.datetime_as_string(np.datetime64("2011-01-03"), unit=unit)):
        try:
            print(repr(call()))
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
for zone in ((), (4,), (None,), (datetime.timezone.utc,), (1, 2), [1], datetime.timezone(datetime.timedelta(hours=3))):
    for casting in ("unsafe", "same_kind"):
        for unit in ("m", "D"):
            try:
                print(np.datetime_as_string(np.datetime64("2011-01-03", unit), timezone=zone, casting=casting))
            except TypeError as e:
                print(type(e).__name__, e)
