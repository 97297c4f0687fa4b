"""The pages of the site say what is true, and their programs run."""
