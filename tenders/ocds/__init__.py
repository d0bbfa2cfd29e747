"""Open Contracting Data Standard: loading it, however it is broken, and the facts that are the same for every release."""
