"""Serving: documents and routes over HTTP, the events that digits come by, and where both are kept.

The core is pure and knows neither clock nor network; what does input and output stands around it:

============================  =================================================================================
``builds``                    what ``flowc build`` wrote, read: documents, routes, and where each document leads
``routing``                   digits to documents
``decisions``                 hours, numbers and variables to documents
``events``                    what is read of an event
``calls``                     what is kept of a call, and which of its visits an event belongs to
``stores``                    where that is kept: SQLite, Redis, memory
``app``                       all of it as an ASGI application
============================  =================================================================================

A **visit** is one asking of a route's question in one call: it begins when a document that asks it has been answered,
and ends when the route has.
"""
