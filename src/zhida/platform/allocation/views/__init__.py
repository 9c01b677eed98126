"""分配页 views: plans, the workbench, the steps to the issued document, and the origin of figures."""
