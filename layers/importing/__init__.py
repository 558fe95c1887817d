"""Lists of sites in files of other programs -> installations of a new dossier, each of which still needs a source.

One way through: a file is read into a Table; its columns are guessed; each row becomes a Candidate or a Refusal; the
candidates are compared with what is there; those that are new are written as a dossier, and all of it is reported.
"""
