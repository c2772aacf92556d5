"""What the program shows of itself to whoever watches it: counts, whether it is well, and the page for Prometheus."""
