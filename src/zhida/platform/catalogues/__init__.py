"""目录 catalogues: the law, the codes and the words that the figures rest on, each row with its source."""
