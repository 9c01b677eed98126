"""要素 identity N2xx: a notice speaks of one year, one fund, one set of places and annexes."""
