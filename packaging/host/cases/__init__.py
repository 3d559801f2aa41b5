"""The host test's cases, one function each; its docstring's first line is the sentence printed."""
