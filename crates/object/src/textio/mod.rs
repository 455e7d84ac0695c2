//! Text in and out: `_load_from_filelike` (`loadtxt`), `fromstring`, `fromfile`, `tofile`, `dragon4_*`, `format_longfloat`.
