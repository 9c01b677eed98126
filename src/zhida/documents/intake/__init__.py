"""收文 intake: from what a person hands in to notices, found or refused one by one."""
