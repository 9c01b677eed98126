"""`zhida`, and `python -m zhida`: the commands, loaded when they are asked for."""

_INTERRUPTED = 130


def main() -> None:
    """命令行: Ctrl-C while it still loads ends it as quietly as later."""
    try:
        from zhida.cli.main import main as run
    except KeyboardInterrupt:
        raise SystemExit(_INTERRUPTED) from None
    run()


if __name__ == "__main__":
    main()
