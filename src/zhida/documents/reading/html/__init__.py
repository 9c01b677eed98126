"""网页 html: the content of a published page, without the furniture around it."""
