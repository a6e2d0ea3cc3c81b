"""For those who keep the manual: proofs over all its cases, and what follows from them."""
