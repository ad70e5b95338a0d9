"""What a page's source tells without a browser: nothing in it is run."""
