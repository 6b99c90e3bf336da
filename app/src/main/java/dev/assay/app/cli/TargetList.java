package dev.assay.app.cli;

import dev.assay.app.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file behind {@code --files-from}: a target a line, or, if there is a NUL in its beginning, each ended by NUL. Opened once, since
 * standard input and pipes give their bytes once, and both the search for settings and the work ask for it. A list may be longer
 * than memory: its beginning is known before anything is done, what comes behind that is read as it is needed.
 */
final class TargetList {
    /** What is read before anything is done; nearly every list ends before that. */
    static final int AHEAD_BYTES = 1 << 20;

    private static final long MOST_BYTES = 256 << 20;

    /**
     * A list.
     *
     * @param ahead the first targets
     * @param isWhole whether these are all
     * @param rest what follows, to be read once
     * @param isOfLines whether targets are parted by lines, and not by NUL
     */
    record Listed(List<String> ahead, boolean isWhole, ListLines rest, boolean isOfLines) {}

    private final Map<String, Listed> opened = new HashMap<>();
    private final Map<String, List<String>> read = new HashMap<>();

    /** All targets of a list that must be known whole. */
    List<String> read(String file, Context context) {
        return read.computeIfAbsent(file, name -> readWhole(name, context));
    }

    private List<String> readWhole(String file, Context context) {
        Listed listed = open(file, context);
        List<String> targets = new ArrayList<>(listed.ahead());
        try {
            for (String line = listed.rest().next();
                    line != null;
                    line = listed.rest().next()) {
                targets.add(line);
                if (listed.rest().readBytes() > MOST_BYTES) {
                    throw new ConfigException("--files-from: larger than " + MOST_BYTES + " bytes");
                }
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return List.copyOf(targets);
    }

    /** A list of any length. */
    Listed open(String file, Context context) {
        return opened.computeIfAbsent(file, name -> {
            try {
                return open(
                        name,
                        name.equals("-")
                                ? context.in()
                                : Files.newInputStream(context.folder().resolve(name)));
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        });
    }

    /** Without the mark of UTF-8; each second byte of UTF-16 is NUL, which would part its letters. */
    private static byte[] withoutMark(String file, byte[] head) {
        if (begins(head, 0xff, 0xfe) || begins(head, 0xfe, 0xff)) {
            throw new ConfigException("--files-from " + file + ": is written in UTF-16; UTF-8 is wanted");
        }
        return begins(head, 0xef, 0xbb, 0xbf) ? Arrays.copyOfRange(head, 3, head.length) : head;
    }

    private static boolean begins(byte[] bytes, int... with) {
        for (int i = 0; i < with.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static ConfigException unreadable(String file, IOException e) {
        return new ConfigException("--files-from " + file + ": cannot be read: " + e.getMessage());
    }

    private static Listed open(String name, InputStream in) throws IOException {
        byte[] read = in.readNBytes(AHEAD_BYTES);
        boolean ends = read.length < AHEAD_BYTES;
        byte[] head = withoutMark(name, read);
        char end = '\n';
        for (byte b : head) {
            end = b == 0 ? '\0' : end;
        }
        int whole = head.length;
        while (!ends && whole > 0 && head[whole - 1] != end) {
            whole--;
        }
        List<String> ahead = new ArrayList<>();
        ListLines first = new ListLines(new ByteArrayInputStream(head, 0, whole), end);
        for (String line = first.next(); line != null; line = first.next()) {
            ahead.add(line);
        }
        InputStream rest = new SequenceInputStream(new ByteArrayInputStream(head, whole, head.length - whole), in);
        return new Listed(List.copyOf(ahead), ends, new ListLines(rest, end), end == '\n');
    }
}
