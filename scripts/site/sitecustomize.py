"""The start-up hook of an uninstalled checkout: what ferronum_hook.pth does in an installed one."""

import os

if os.environ.get("FERRONUM") == "1":
    from ferronum._hook import install_deferred

    install_deferred()
