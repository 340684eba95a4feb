"""What hostile readers, files and machines do to flowc, and that it says so in a line instead of falling over."""
