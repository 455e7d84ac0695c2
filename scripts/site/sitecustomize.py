"""The start-up hook of an uninstalled checkout: what ferronum_hook.pth does in an installed one."""

import os

if os.environ.get("FERRONUM"):
    from ferronum._hook import start_up

    start_up()
