"""网页 pages: what every page shares: who looks, how far, in which year and unit of money."""
