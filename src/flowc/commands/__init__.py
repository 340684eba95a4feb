"""The commands of the command line, one module each; ``flowc.cli.COMMANDS`` names them."""
