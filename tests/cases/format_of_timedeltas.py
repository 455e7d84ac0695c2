# Time deltas are formatted as their text: timedelta64 derives from signedinteger, but is no number to format().
# pandas writes such values into its error texts.
import numpy as np

for value in (np.timedelta64("NaT"), np.timedelta64("NaT", "s"), np.timedelta64(5), np.timedelta64(5, "D"), np.timedelta64(5, "ns")):
    print(format(value), f"{value:>8}|", value.__format__(""))
    try:
        print(format(value, "d"))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(f"{np.datetime64('NaT')} {np.datetime64('2020-01-01'):>12}")
