"""工作台 desk: what waits for the person who has signed in."""
