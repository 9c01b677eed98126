"""直达客户端 client: a system calls the API of an installation; the standard library is enough.

from zhida.client import Client

client = Client("https://zhida.example", token)
for duty in client.duties(state="overdue"):
    print(duty["what"], duty["due"])
"""

from zhida.client.client import Client
from zhida.client.refusal import ApiError

__all__ = ["ApiError", "Client"]
