# NumPy: the machine's zone leaves years outside 1970..9999 alone, whatever their unit; a tzinfo is asked about all, and
# an hour is no minute
import datetime, os, time
os.environ["TZ"] = "Etc/GMT-2"; time.tzset()
import numpy as np

zones = ("local", None, datetime.timezone(datetime.timedelta(hours=3)), datetime.timezone(datetime.timedelta(minutes=345)))
for text in ("1969-01-01", "1970-01-01T05", "9999-12-31T23:30", "12345-01-01", "NaT"):
    for zone in zones:
        for unit in (None, "auto", "Y", "h"):
            for casting in ("unsafe", "same_kind", "safe"):
                try:
                    print(np.datetime_as_string(np.datetime64(text, "m"), timezone=zone, unit=unit, casting=casting))
                except Exception as e:
                    print(type(e).__name__, e)
