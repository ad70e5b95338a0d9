"""Pages and scripts as files: what a page's source does before any browser opens it."""
