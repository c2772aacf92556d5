"""The scheduler: it looks at what has become due, and puts into the outbox what people are to know."""
