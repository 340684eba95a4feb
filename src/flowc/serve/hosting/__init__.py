"""A web server in front of ``flowc serve``: it answers with the documents itself and passes on what has to be decided.

Which requests those are:

=========================  ==========================================================================================
``<flow>/<document>.json``   the file, whether asked for by GET or by POST; a file that is not there is looked for
                             upstream, where the documents of the build before are kept for calls under way
``<flow>/route/<route>``     passed on: digits and decisions
``<prefix>/events``          passed on: the platform's events
templates                    passed on: documents that are filled with digits when they are answered; so is every
                             document that is asked for with ``entry``
``routes.json``              not found, as ``manifest.json`` is; neither are ``healthz``, ``readyz`` and ``metrics``,
                             which are nobody's business outside
=========================  ==========================================================================================

Everything here is pure: what a build says of itself becomes the text of a configuration. A configuration names
flows, templates and routes, not documents, so most builds leave it as it is.
"""

from __future__ import annotations

from flowc.serve.hosting.caddy import caddy
from flowc.serve.hosting.headers import headers
from flowc.serve.hosting.nginx import nginx
from flowc.serve.hosting.site import Hosting, HostingError, Published, published

__all__ = ["FORMATS", "Hosting", "HostingError", "Published", "published"]

FORMATS = {"nginx": nginx, "caddy": caddy, "headers": headers}
"""What configurations can be written for."""
