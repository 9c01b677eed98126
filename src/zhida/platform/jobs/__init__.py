"""后台任务 jobs: work too long for a page: started by a person, done beside, item by item."""
