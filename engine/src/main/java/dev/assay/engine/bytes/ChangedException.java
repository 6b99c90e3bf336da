package dev.assay.engine.bytes;

import java.io.IOException;
import java.io.Serial;

/** The bytes changed while they were read, so that what was read is no one version of them. */
public final class ChangedException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    public ChangedException(String reason) {
        super(reason);
    }
}
