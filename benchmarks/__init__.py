"""Speed and memory of reading and checking, measured on the machine at hand.

`python -m benchmarks` (or `make bench`) prints ratios beside times: absolute
times say more about the machine than about the program.
"""
