"""Sets a hub up with the client that was generated, and prints what it found as JSON."""

import json
import sys

from hub_client import AuthenticatedClient
from hub_client.api.keys import keys_create
from hub_client.api.logs import logs_list
from hub_client.api.providers import providers_create
from hub_client.api.users import users_create
from hub_client.models import NewKey, NewProvider, NewUser

url, token = sys.argv[1:]
client = AuthenticatedClient(base_url=url, token=token, raise_on_unexpected_status=True)
account = NewProvider(name="Main", url="https://api.example.com", credential="sk-0123456789abcdef", enabled=False)
provider = providers_create.sync(client=client, body=account)
user = users_create.sync(client=client, body=NewUser(name="Ann"))
key = keys_create.sync(user.id, client=client, body=NewKey(name="laptop"))
log = logs_list.sync(client=client)
print(json.dumps({"provider": provider.id, "user": user.id, "key": key.secret, "rows": len(log.items)}))
