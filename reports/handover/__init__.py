"""Hand-over (移交): published reports travel to the portal or content system that shows them to the public.

How a hand-over survives a kill at any moment
---------------------------------------------

The transaction that publishes or withdraws writes what is to be delivered (`orders`). A task outside the request works
on one target at a time (`delivering`), holding its lease. It does not remember how far it got: it makes the target
follow the edition, file by file. A file that is there with the same content is left alone, any other is written aside
under a name of its own and put in place by one rename, and the page comes after everything it links to. So a repeat
after a kill finishes what is missing and sends nothing twice, and nobody ever reads half a file.

A target belongs to one environment, as a public root does (`ownership`): what is made to practise on never gets to
where the real reports are.
"""

from .delivering import resume_deliveries
from .orders import confirm_carried, order, order_again, order_all, retry
from .receipts import enter_receipt

__all__ = ["confirm_carried", "enter_receipt", "order", "order_again", "order_all", "resume_deliveries", "retry"]
