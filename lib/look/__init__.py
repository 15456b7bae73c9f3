"""How things look, on the screen, on paper and in Excel: colours, the style of charts, the style of tables.

The main values are `palette.PALETTES`; `chart_style.finished` and `table_style.styled` dress what is shown.
"""
