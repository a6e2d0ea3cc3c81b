"""`python -m manual_atencion` is the command `manual-atencion`."""

from .cli import main

if __name__ == "__main__":
    main()
