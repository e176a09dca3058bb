"""What ministries and bodies send back, one file a return."""

from . import (
    amrtp,
    apbef,
    apdp,
    bceao,
    mae,
    matd,
    mdac,
    mef,
    mesrs,
    mjdh,
    mjdh_complement,
    msds,
    mspc,
)

RETURNS = [
    module.RETURN
    for module in (mjdh, mspc, matd, mef, msds, mdac, amrtp, apdp, mesrs, bceao, apbef,
                   mjdh_complement, mae)
]  # fmt: skip
