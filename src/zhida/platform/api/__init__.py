"""接口 api: what the pages do, for systems: the same actions, the same policy, over JSON."""
