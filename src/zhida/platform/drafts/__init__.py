"""草稿 drafts: what somebody had typed when the time was up is still there when they come back."""
