package dev.assay.connectors.git;

import dev.assay.engine.bytes.MalformedException;

/** An object that is larger than what is put together in memory. */
final class TooLargeException extends MalformedException {
    private static final long serialVersionUID = 1;

    TooLargeException(long position) {
        super(position, "an object is larger than it may be");
    }
}
