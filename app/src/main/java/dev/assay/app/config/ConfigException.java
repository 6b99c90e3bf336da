package dev.assay.app.config;

import java.io.Serial;

/** A setting that cannot be used; the message says which, where, and what would do. */
public final class ConfigException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }
}
