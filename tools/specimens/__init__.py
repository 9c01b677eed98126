"""样文 specimens: notices written once, in a plain notation, and made into any format.

The samples, the tests that compare formats and the benchmarks all come from
here, so that what is in a file is known exactly.
"""
