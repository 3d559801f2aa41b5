"""The host test's laboratory: two nodes and a client as network namespaces of one machine."""
