package dev.assay.app.render;

/** Lists of values ({@code a|b|c}) within prose, cut to what people read: {@code ssl_ciphers HIGH} are a hundred suites. */
final class LongLists {
    private static final int MOST_SHOWN = 6;

    private LongLists() {}

    /** The text, with the first of each list that is longer than two more, and how many more there are. */
    static String cut(String text) {
        if (text.indexOf('|') < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (int from = 0; from < text.length(); ) {
            int space = text.indexOf(' ', from);
            int end = space < 0 ? text.length() : space;
            word(text, from, end, out);
            out.append(text, end, Math.min(end + 1, text.length()));
            from = end + 1;
        }
        return out.toString();
    }

    private static void word(String text, int from, int end, StringBuilder out) {
        int bars = 0;
        int cut = end;
        for (int i = from; i < end; i++) {
            if (text.charAt(i) == '|' && ++bars == MOST_SHOWN) {
                cut = i;
            }
        }
        if (bars < MOST_SHOWN + 2) {
            out.append(text, from, end);
            return;
        }
        int tail = end; // what closes the sentence around the list
        while (tail > cut && !Character.isLetterOrDigit(text.charAt(tail - 1))) {
            tail--;
        }
        out.append(text, from, cut)
                .append(" and ")
                .append(bars + 1 - MOST_SHOWN)
                .append(" more")
                .append(text, tail, end);
    }
}
