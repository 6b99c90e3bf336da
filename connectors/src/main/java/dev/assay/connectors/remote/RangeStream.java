package dev.assay.connectors.remote;

import dev.assay.engine.bytes.ChangedException;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A response's body from a place to an end, taken up again where it breaks, if the server has ranges. What is short of
 * its end or goes beyond it is refused.
 */
final class RangeStream extends InputStream {
    /** What must come before a break is forgiven: a server that breaks after every byte would be asked for ever. */
    private static final int FORGIVEN_AFTER_BYTES = 64 * 1024;

    private final RemoteFile file;
    private final long end;
    private @Nullable Answer answer;
    private long position;
    private int failures;
    private long brokenAt;
    private byte[] peeked = new byte[0];
    private int peekedAt;
    private boolean whole;

    /** @param end behind the last byte, or -1 if only the body tells */
    RangeStream(RemoteFile file, Answer answer, long position, long end) {
        this.file = file;
        this.answer = answer;
        this.position = position;
        this.brokenAt = position;
        this.end = end;
        if (position == end) {
            close();
            whole = true;
        }
    }

    /** Where the next byte lies in the file. */
    long position() {
        return position - (peeked.length - peekedAt);
    }

    long end() {
        return end;
    }

    /** The next bytes, which stay the next ones; fewer only at the end. To be called once, before any other read. */
    byte[] peek(int most) throws IOException {
        byte[] start = new byte[most];
        int n = readNBytes(start, 0, most);
        peeked = Arrays.copyOf(start, n);
        return peeked;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int left = peeked.length - peekedAt;
        if (left > 0) {
            int n = Math.min(left, length);
            System.arraycopy(peeked, peekedAt, into, from, n);
            peekedAt += n;
            return n;
        }
        if (length == 0) {
            return 0;
        }
        return receive(into, from, length);
    }

    private int receive(byte[] into, int from, int length) throws IOException {
        while (!whole) {
            IOException broken = null;
            try {
                int most = end < 0 ? length : (int) Math.min(length, end - position);
                int n = answer().body().read(into, from, most);
                if (n > 0) {
                    position += n;
                    if (position == end) {
                        finish();
                    }
                    return n;
                }
                if (end < 0) {
                    finish();
                    break;
                }
            } catch (UnreachableException | ChangedException e) {
                throw e;
            } catch (IOException e) {
                broken = e;
            }
            again(broken);
        }
        return -1;
    }

    private Answer answer() throws IOException {
        if (answer == null) {
            answer = file.range(position, end);
        }
        return answer;
    }

    /** All is there that was told of; a body that does not tell its length may have more. */
    private void finish() throws IOException {
        boolean more = false;
        try {
            more = answer != null
                    && end >= 0
                    && answer.length() < 0
                    && answer.body().read() >= 0;
            whole = true;
        } catch (IOException e) {
            close(); // it hangs or breaks behind its end: nothing of it is missing
            whole = true;
        }
        close();
        if (more) {
            throw new UnreachableException(file.host() + " sends more bytes than it told");
        }
    }

    private void again(@Nullable IOException broken) throws IOException {
        file.clock().check(); // what was cancelled looks like a broken connection
        close();
        String reason = broken == null
                ? file.host() + " ended at byte " + position + " of " + end
                : Failures.of(broken, file.host(), file.client().options().silence())
                                .getMessage() + " at byte " + position;
        if (!file.isSeekable()) {
            throw new UnreachableException(reason + ", and it cannot go on from there");
        }
        failures = position - brokenAt >= FORGIVEN_AFTER_BYTES ? 0 : failures;
        brokenAt = position;
        if (failures >= file.client().options().retries()) {
            throw new UnreachableException(reason + ", again and again");
        }
        file.client().pause(failures++, Duration.ZERO, file.host(), file.clock());
    }

    @Override
    public void close() {
        if (answer != null) {
            if (whole) {
                answer.close();
            } else {
                answer.abort();
            }
            answer = null;
        }
    }
}
