"""登录 accounts: who is at the other end of a page: passwords, locks, sessions, second factors."""
