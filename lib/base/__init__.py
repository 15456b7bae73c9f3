"""What needs nothing else: exact money, numbers as people type them, values as typed JSON, kept answers.

`money` holds amounts as whole ten-thousandths; its main function is `split`, which gives parts that add up.
"""
