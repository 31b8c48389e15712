# A JupyterHub whose users open the workbook after signing in: the hub starts the workbook, and vouches for
# each user once. Shown for real by tests/deploy/test_hub.py, with local processes.
#
# The workbook has a name of its own (workbook.example), with a proxy before it as in nginx.conf: its pages
# must not share an address with notebooks in which users run code.

import os
import sys

c = get_config()  # noqa: F821

HUB = os.environ.get("HUB_ADDRESS", "https://hub.example")
WORKBOOK = os.environ.get("WORKBOOK_ADDRESS", "https://workbook.example")

c.JupyterHub.services = [
    {
        "name": "workbook",
        "command": [
            os.environ.get("WORKBOOK_COMMAND", os.path.join(os.path.dirname(sys.executable), "workbook")),
            "serve",
            "--public",
            "--hub",
            "--no-browser",
        ],
        "environment": {
            "JUPYTERHUB_HOST": HUB,
            "WORKBOOK_ADDRESS": WORKBOOK,
            "WORKBOOK_BEHIND": os.environ.get("WORKBOOK_BEHIND", "127.0.0.1"),
            "WORKBOOK_SECRET_FILE": os.environ.get("WORKBOOK_SECRET_FILE", "/etc/workbook/secret"),
            "WORKBOOK_DATA": os.environ.get("WORKBOOK_DATA", "/var/lib/workbook"),
            "WORKBOOK_MOST_PAGES": os.environ.get("WORKBOOK_MOST_PAGES", "100"),
        },
        "oauth_client_id": "service-workbook",
        "oauth_redirect_uri": f"{WORKBOOK}/oauth_callback",
        "oauth_no_confirm": True,
    }
]

# Everybody with an account may open it; name groups here to let fewer in.
c.JupyterHub.load_roles = [{"name": "user", "scopes": ["self", "access:services!service=workbook"]}]
