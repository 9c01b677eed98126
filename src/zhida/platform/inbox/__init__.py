"""收文办理 inbox: a notice that was taken in goes onto the books, is replaced, or withdrawn."""
