"""监管 regime: rules N4xx, on flags, issuers, timing, disclosure and payment."""
