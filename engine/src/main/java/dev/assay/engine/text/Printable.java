package dev.assay.engine.text;

/** Makes any text fit to be printed: one line, nothing invisible, nothing that turns the direction of reading. */
public final class Printable {
    private Printable() {}

    /** The text with what cannot be shown escaped, at about {@code most} characters, with dots where it is longer. */
    public static String of(String text, int most) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), most) + 8);
        for (int i = 0; i < text.length(); ) {
            if (out.length() >= most) {
                return out.append("...").toString();
            }
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            append(out, c);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\\' -> out.append("\\\\");
            default -> {
                if (isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append(c < 0x100 ? "\\x" : c < 0x1_0000 ? "\\u" : "\\U");
                    String hex = Integer.toHexString(c);
                    out.append("0".repeat((c < 0x100 ? 2 : c < 0x1_0000 ? 4 : 8) - hex.length()))
                            .append(hex);
                }
            }
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
