"""时限 deadlines: rules N6xx, on what is owed by when."""
