//! datetime64 and timedelta64: metadata, conversions with Python's datetime, text, business days, their casts and loops.
