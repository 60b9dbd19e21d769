"""What duizhao keeps: reading reports, cutting them into passages, the catalogue and the engines.

Knows nothing of queries and pages.
"""

import os

# Before numpy is loaded. Our matrices are small: its threads would wait for one another longer
# than they work, and on a busy machine for everybody else.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
