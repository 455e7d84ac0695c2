# NumPy: '1969-12-31T23:59' '1970-07-01T12:00+0200' '10000-01-01T01:00+0200' '10000-01-01T00:00': years before 1970 and
# from 10000 on are not made local and get no offset
import os, time
os.environ["TZ"] = "Etc/GMT-2"; time.tzset()
import numpy as np
print(np.datetime_as_string(np.array(["1969-12-31T23:59", "1970-07-01T10:00", "9999-12-31T23:00", "10000-01-01T00:00"], "M8[m]"), timezone="local"))
