package dev.assay.app.render;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * What comes while something before it is still to be written. Kept deflated in memory: a million gaps of one kind, which are
 * 250 MB as JSON, take a twentieth of that, and no file is needed.
 */
public final class HeldBytes {
    private final ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    private final DeflaterOutputStream deflater = new DeflaterOutputStream(deflated);

    /** Where to write. */
    public OutputStream in() {
        return deflater;
    }

    /** All that was written. Nothing more can be written then; it can be read again. */
    public InputStream out() {
        try {
            deflater.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new InflaterInputStream(new ByteArrayInputStream(deflated.toByteArray()));
    }
}
