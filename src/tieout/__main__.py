"""``python -m tieout``: the same as the ``tieout`` command."""

from .cli import main

if __name__ == "__main__":
    main()
