package dev.assay.app.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output, which remembers why it failed: a {@link PrintStream} says only that it did. A reader that went away
 * ({@code | head}) has what it wanted; a full disk has lost a report.
 */
final class StandardOutput extends PrintStream {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Watched watched;

    private StandardOutput(Watched watched) {
        super(new BufferedOutputStream(watched, BUFFER_BYTES), false, StandardCharsets.UTF_8);
        this.watched = watched;
    }

    static StandardOutput over(OutputStream out) {
        return new StandardOutput(new Watched(out));
    }

    /** Why the first write that failed did, or nothing if none has. */
    String failure() {
        return watched.failure;
    }

    /** Whether it failed since nobody reads any more. Where the system words that otherwise, it is a failure like others. */
    boolean hasNoReader() {
        return watched.failure.contains("Broken pipe");
    }

    private static final class Watched extends OutputStream {
        private final OutputStream out;
        private volatile String failure = "";

        Watched(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw remembered(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw remembered(e);
            }
        }

        private IOException remembered(IOException e) {
            if (failure.isEmpty()) {
                failure = String.valueOf(e.getMessage());
            }
            return e;
        }
    }
}
