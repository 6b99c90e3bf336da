package dev.assay.detectors.autorun;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The bytes of a program that a tool starts: in UTF-16 as editors of Windows write them, with a mark of the byte order or without; else UTF-8. */
final class ProgramBytes {
    private static final String MARK = "\ufeff";

    private ProgramBytes() {}

    static String text(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, charset(bytes, length));
        return text.startsWith(MARK) ? text.substring(1) : text;
    }

    static boolean isUtf16(byte[] bytes, int length) {
        return !charset(bytes, length).equals(StandardCharsets.UTF_8);
    }

    /** Without a mark, a program begins with two letters or signs of ASCII. */
    private static Charset charset(byte[] bytes, int length) {
        if (length < 4) {
            return StandardCharsets.UTF_8;
        }
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        boolean isLittle =
                first == 0xff && second == 0xfe || first != 0 && second == 0 && bytes[2] != 0 && bytes[3] == 0;
        boolean isBig = first == 0xfe && second == 0xff || first == 0 && second != 0 && bytes[2] == 0 && bytes[3] != 0;
        return isLittle ? StandardCharsets.UTF_16LE : isBig ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }
}
