"""`python -m zhida` is the same as `zhida`."""

from zhida.cli.main import main

if __name__ == "__main__":
    main()
