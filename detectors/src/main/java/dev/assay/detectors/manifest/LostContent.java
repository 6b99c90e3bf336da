package dev.assay.detectors.manifest;

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

    /** @param length how many of the bytes count */
    static boolean isPage(byte[] bytes, int length) {
        String head = new String(bytes, 0, Math.min(length, LOOKED_AT), StandardCharsets.UTF_8);
        String text = (head.startsWith("\ufeff") ? head.substring(1) : head)
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        return BEGINNINGS.stream().anyMatch(text::startsWith);
    }
}
