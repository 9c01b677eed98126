"""直达客户端 client: a system calls the API of an installation; the standard library is enough."""
