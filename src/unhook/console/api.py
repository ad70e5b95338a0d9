"""The same for programs: JSON below `/api/v1`, described at `/api/v1/schema/openapi.json`."""

from litestar import Router

ROUTERS: tuple[Router, ...] = ()
