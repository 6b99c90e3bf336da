package dev.assay.engine.text;

/** A name out of scanned bytes for one line of a message. */
public final class Quoted {
    private static final int MOST_SHOWN = 60;

    private Quoted() {}

    /** In quotes, shortened, and without characters that a terminal heeds. */
    public static String of(String name) {
        StringBuilder shown = new StringBuilder("'");
        for (int i = 0; i < Math.min(name.length(), MOST_SHOWN); i++) {
            char c = name.charAt(i);
            shown.append(c < 0x20 || c == 0x7f || Character.getType(c) == Character.FORMAT ? '?' : c);
        }
        return shown.append(name.length() > MOST_SHOWN ? "...'" : "'").toString();
    }
}
