package dev.assay.app.data;

import java.io.IOException;
import java.io.Serial;

/** What would be put in is older, or much less, than what is there. */
public final class RolledBackException extends IOException {
    @Serial
    private static final long serialVersionUID = 1;

    RolledBackException(String message) {
        super(message);
    }
}
