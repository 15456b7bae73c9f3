"""What every sheet of a workbook uses: formats, headings, entries, names, formulas by row.

The main type is `book.Book`, a workbook in the making; sheets of their own lie with their concepts.
"""
