"""Which company owns which product, and what follows where it supports an article that names one."""
