"""Lists that lie elsewhere: large files, databases, lakes. An engine adds up the lines that are alike in
everything the rules of reading look at, and the rules read the sums as they read the rows of a file. A table
that is open is a `lake.Lake`; start with `opening.open_lake`."""
