package dev.assay.connectors.remote;

import java.io.IOException;
import java.time.Duration;

/** Thrown while an answer is read: it says that the same is to be asked again a while later. */
public final class AskAgainException extends IOException {
    private static final long serialVersionUID = 1;

    private final Duration wait;

    /** @param reason for people, if it is not to be had at all in the end */
    public AskAgainException(String reason, Duration wait) {
        super(reason);
        this.wait = wait;
    }

    Duration pause() {
        return wait;
    }
}
