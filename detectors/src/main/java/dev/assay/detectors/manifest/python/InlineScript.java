package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import java.util.Arrays;

/**
 * What a script in one file asks for, in a comment that {@code uv run}, {@code pipx run} and others read: {@code # /// script}, TOML
 * behind {@code #} in each line, {@code # ///}. One that does not close, and a second one, are faults.
 *
 * @see <a href="https://packaging.python.org/en/latest/specifications/inline-script-metadata/">Inline script metadata</a>
 */
final class InlineScript {
    /** Most scripts have it in their first lines, some behind a licence. */
    private static final int LOOKED_AT = 4 << 10;

    private static final String OPENING = "# /// script";

    /** Where they begin in the opening. */
    private static final int SLASHES = 2;

    private static final String CLOSING = "# ///";

    private final Document document;
    private int from;
    private int to;

    private InlineScript(Document document) {
        this.document = document;
    }

    /** Looks at each third byte, as one of the three slashes is there: every file of Python comes by here. */
    static boolean looksRight(Head head) {
        byte[] bytes = head.bytes();
        int last = Math.min(head.length(), LOOKED_AT);
        for (int i = SLASHES; i < last; i += 3) {
            if (bytes[i] == '/') {
                for (int from = Math.max(i - SLASHES - 2, 0); from <= i - SLASHES; from++) {
                    if (head.has(from, OPENING) && isLineStart(head, from)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isLineStart(Head head, int at) {
        return at == LineStarts.start(head) || head.at(at - 1) == '\n';
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        document.budget().takeMemory(document.length());
        try {
            new InlineScript(document).read(out);
        } finally {
            document.budget().giveBackMemory(document.length());
        }
    }

    private void read(Dependencies out) throws MalformedException {
        TextLines lines = new TextLines(document);
        int begun = -1;
        int closed = -1;
        while (lines.next()) {
            String line = lines.line().stripTrailing();
            if (begun < 0) {
                begun = line.equals(OPENING) ? (int) lines.offset() + OPENING.length() : -1;
            } else if (line.equals(CLOSING)) {
                closed = (int) lines.offset(); // of several in one comment the last one
            } else if (!line.equals("#") && !line.startsWith("# ")) {
                block(begun, closed);
                begun = closed = -1;
            }
        }
        if (begun >= 0) {
            block(begun, closed);
        }
        PyProject.script(document.withBytes(toml()), out);
    }

    private void block(int begun, int closed) throws MalformedException {
        MalformedException.check(closed >= 0, begun, "what the script asks for does not close with " + CLOSING);
        MalformedException.check(to == 0, begun, "a second block of what the script asks for");
        from = begun;
        to = closed;
    }

    /** Nothing but the block, each byte of it in its place. */
    private byte[] toml() {
        byte[] bytes = Arrays.copyOf(document.bytes(), document.length());
        boolean isStart = true;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                isStart = true;
            } else if (i < from || i >= to || isStart) {
                bytes[i] = ' '; // the sign of the comment as well
                isStart = false;
            }
        }
        return bytes;
    }
}
