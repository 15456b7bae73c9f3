"""Lists that lie elsewhere: large files, databases, lakes. An engine adds up the lines that are alike in
everything the rules of reading look at; the rules then read the sums as they read the rows of a file."""
