"""`python -m newsar_build` is the command `newsar`."""

from newsar_build.cli import main

if __name__ == "__main__":
    main()
