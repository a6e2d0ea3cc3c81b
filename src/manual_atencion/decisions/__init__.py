"""Which step comes next?"""
