"""Makes Ferronum's thread pool known to threadpoolctl, when a program uses that."""

import ctypes


def register(threadpoolctl):
    """Register a controller with the imported module ``threadpoolctl`` (version 3.1 or later)."""
    base = getattr(threadpoolctl, "LibController", None)
    if base is None or not hasattr(threadpoolctl, "register"):
        return

    class FerronumController(base):
        """Reads and sets the number of threads that large NumPy loops may use."""

        user_api = "ferronum"
        internal_api = "ferronum"
        filename_prefixes = ("_multiarray_umath", "libferronum")
        check_symbols = ("ferronum_get_num_threads", "ferronum_set_num_threads")

        def get_num_threads(self):
            get = self.dynlib.ferronum_get_num_threads
            get.restype = ctypes.c_int
            return get()

        def set_num_threads(self, num_threads):
            put = self.dynlib.ferronum_set_num_threads
            put.argtypes = [ctypes.c_int]
            put(num_threads)

        def get_version(self):
            import ferronum

            return ferronum.__version__

    threadpoolctl.register(FerronumController)
