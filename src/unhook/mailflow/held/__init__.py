"""Mail that was kept back: let go or deleted where it is, when somebody asks for it."""
