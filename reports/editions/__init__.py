"""Editions: folders of static files that stand for good.

How a publication survives a kill at any moment
-----------------------------------------------

The database decides what is public; the disk follows it, and `manage.py sweep` makes it follow.

Publishing:

1. A short transaction locks the evaluation, asks the guard, and assigns the index number and the
   number of the edition (one that neither a row nor a folder on disk has ever had).
2. Outside any transaction the page and the PDF are made and written to a folder of its own below
   `STAGING_ROOT`; each file is synced and hashed, the files become read-only.
3. A second transaction locks the evaluation again, refuses when it has changed since, asks the guard
   again, writes the row of the edition and takes the step of the workflow. Its last act before the
   commit is one rename of the staged folder into the public root.
4. After the commit the landing page and the lists are replaced, each by a rename.

Killed in 1 or 2, nothing is public: sweep removes the staged folder. Killed in 3 before the rename:
the same. Killed between rename and commit, a whole folder stands in the public root that no row and
no page knows: sweep moves it into the archive, and its number is not given again. Killed in 4 the
edition is public and whole: sweep writes the pages. A job whose worker died is enqueued again by its
lease; repeated, it either publishes or finds the edition and writes the pages.

Withdrawing runs the other way: the row first, then the folder moves into the archive and a notice
takes its address, so that a kill in between leaves a row that says what sweep has to do.

Sweep and publisher never disagree about a folder without a row: both hold the lock of the evaluation.
Public root, staging and archive lie on one file system, so that every move is one rename
(a system check says when they do not).
"""
