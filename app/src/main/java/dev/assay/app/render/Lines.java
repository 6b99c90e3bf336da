package dev.assay.app.render;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Text as UTF-8, for formats whose words the renderer has escaped already. */
final class Lines {
    private final Writer out;

    Lines(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(new UncheckedOutput(out), StandardCharsets.UTF_8));
    }

    Lines add(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
