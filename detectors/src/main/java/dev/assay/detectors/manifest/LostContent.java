package dev.assay.detectors.manifest;

import dev.assay.engine.decode.Head;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What stands in the place of a file that is not there any more, or was not there when somebody fetched it. Pure functions. */
public final class LostContent {
    private static final List<String> BEGINNINGS = List.of("<!doctype html", "<html");
    private static final int LOOKED_AT = 256;

    private LostContent() {}

    /** Whether it begins with a zero, as a disk leaves them, or is a page that says that nothing was found. */
    public static boolean is(byte[] bytes, int length) {
        return length > 0 && bytes[0] == 0 || isPage(bytes, length);
    }

    /**
     * Whether a key at the left margin, as of YAML, is cut off, behind others: what tells its kind may be that key, or have stood behind it. In
     * what is no YAML such lines mean something else, but that goes by other names.
     */
    static boolean hasKeyCutOff(Head head) {
        if (!isKey(head, head.length())) {
            return false;
        }
        for (int line = 0; line < head.length(); ) {
            int at = line;
            while (isOfKey(head.at(at))) {
                at++;
            }
            boolean isEnd = at == head.length() ? head.isWhole() : head.at(at) == '\n' || head.at(at) == '\r';
            if (isEnd && at > line) {
                return true;
            }
            while (at < head.length() && head.at(at) != '\n') {
                at++;
            }
            line = at + 1;
        }
        return false;
    }

    /** Whether the text in front of a line begins with a key. */
    private static boolean isKey(Head head, int to) {
        int at = 0;
        while (at < to && isOfKey(head.at(at))) {
            at++;
        }
        return at > 0 && at < to && head.at(at) == ':';
    }

    private static boolean isOfKey(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    /** @param length how many of the bytes count */
    static boolean isPage(byte[] bytes, int length) {
        String head = new String(bytes, 0, Math.min(length, LOOKED_AT), StandardCharsets.UTF_8);
        String text = (head.startsWith("\ufeff") ? head.substring(1) : head)
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        return BEGINNINGS.stream().anyMatch(text::startsWith);
    }
}
