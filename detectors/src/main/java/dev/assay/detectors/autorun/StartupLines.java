package dev.assay.detectors.autorun;

import java.nio.charset.StandardCharsets;

/**
 * A {@code .pth} file of Python: lines that begin with {@code import} are run whenever an interpreter starts, the others are folders
 * (docs.python.org/3/library/site.html). What they do as programs {@code text/python} tells.
 */
final class StartupLines {
    private StartupLines() {}

    static void read(Content content) {
        byte[] bytes = content.bytes();
        boolean isMarked = content.length() > 2 && (bytes[0] & 0xff) == 0xef && (bytes[1] & 0xff) == 0xbb;
        for (int from = isMarked ? 3 : 0; from < content.length(); ) {
            int end = from;
            while (end < content.length() && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            String line = new String(bytes, from, end - from, StandardCharsets.UTF_8);
            if (line.startsWith("import ") || line.startsWith("import\t")) {
                content.command("python", "startup", line.strip(), from);
            }
            from = end + 1;
        }
    }
}
