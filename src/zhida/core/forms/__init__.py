"""表单 forms: the forms that are due, as typed values; every figure knows what it is made of."""
