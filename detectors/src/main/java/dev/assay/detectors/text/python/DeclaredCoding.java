package dev.assay.detectors.text.python;

import dev.assay.engine.bytes.Budget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The encoding that a source declares in a comment of its first two lines. In most of them, ASCII stands for itself, and the
 * source can be read without knowing which it is. In the others ({@code utf-7}, {@code unicode_escape}, what a program
 * registers) Python runs a text that the bytes do not show.
 */
final class DeclaredCoding {
    private static final List<String> KEEP_ASCII = List.of(
            "ascii",
            "us-ascii",
            "646",
            "utf-8",
            "utf8",
            "u8",
            "cp65001",
            "latin",
            "l1",
            "iso-8859",
            "iso8859",
            "8859",
            "cp",
            "windows-",
            "mac",
            "mbcs",
            "koi8",
            "euc",
            "gb",
            "big5",
            "shift-jis",
            "sjis",
            "ujis",
            "johab",
            "tis");

    private static final byte[] WORD = "coding".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_NAME = 40;

    private DeclaredCoding() {}

    /** The name of a declared encoding in which bytes of ASCII may stand for something else; empty for none. */
    static String foreign(byte[] bytes, int length, Budget budget) {
        int start = 0;
        for (int line = 0; line < 2 && start < length; line++) {
            int end = start;
            while (end < length && bytes[end] != '\n' && bytes[end] != '\r') {
                end++;
            }
            budget.spendWork(end - start);
            int at = start;
            while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\f')) {
                at++;
            }
            if (at < end && bytes[at] != '#') {
                return ""; // a declaration stands before all code
            }
            String name = name(bytes, at, end);
            if (!name.isEmpty()) {
                return keepsAscii(name) ? "" : name;
            }
            start = end + 1 < length && bytes[end] == '\r' && bytes[end + 1] == '\n' ? end + 2 : end + 1;
        }
        return "";
    }

    private static boolean keepsAscii(String name) {
        String known = name.toLowerCase(Locale.ROOT).replace('_', '-');
        return KEEP_ASCII.stream().anyMatch(known::startsWith);
    }

    /** What follows the first {@code coding:} or {@code coding=} that a name follows. */
    private static String name(byte[] bytes, int from, int to) {
        for (int i = from; i + WORD.length < to; i++) {
            int at = i + WORD.length;
            if (startsWithWord(bytes, i) && (bytes[at] == ':' || bytes[at] == '=')) {
                do {
                    at++;
                } while (at < to && (bytes[at] == ' ' || bytes[at] == '\t'));
                int end = at;
                while (end < to && end - at < MOST_NAME && isOfName(bytes[end])) {
                    end++;
                }
                if (end > at) {
                    return new String(bytes, at, end - at, StandardCharsets.US_ASCII);
                }
            }
        }
        return "";
    }

    private static boolean startsWithWord(byte[] bytes, int at) {
        for (int i = 0; i < WORD.length; i++) {
            if (bytes[at + i] != WORD[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfName(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
    }
}
