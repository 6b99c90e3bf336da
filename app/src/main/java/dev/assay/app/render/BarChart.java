package dev.assay.app.render;

import java.util.List;

/**
 * Horizontal bars as an SVG within a page. Each bar has its name and its amounts as text, so that it can be read without its
 * colours; these are classes of the page's style sheet. Whole numbers only: a page is the same everywhere.
 */
final class BarChart {
    private static final int WIDTH = 640;
    private static final int ROW = 26;
    private static final int NAME = 300;
    private static final int GAP = 8;
    private static final int AMOUNT = 60;

    /** Letters that are broad in the fonts of the page, and such as are narrow. */
    private static final String BROAD = "MW@%mw";

    private static final String NARROW = "fijlrt .,:;|!'()[]/-";

    private BarChart() {}

    /** A part of a bar. */
    record Part(String style, String what, long amount) {}

    /** A bar: parts of length 0 are left out. */
    record Bar(String name, List<Part> parts) {
        long amount() {
            return parts.stream().mapToLong(Part::amount).sum();
        }
    }

    /**
     * Writes a figure.
     *
     * @param id of the page's own, without signs
     * @param rest what is said below, such as how many bars are not shown; may be empty
     */
    static void write(Lines out, String id, String title, List<Bar> bars, String rest) {
        if (bars.isEmpty()) {
            return;
        }
        long most = Math.max(1, bars.stream().mapToLong(Bar::amount).max().orElse(1));
        int height = bars.size() * ROW + 4;
        out.add("<figure class=\"chart\" id=\"").add(id).add("\"><figcaption>").add(Markup.text(title));
        out.add("</figcaption>\n<svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-labelledby=\"" + id
                + "-t\"><title id=\"" + id + "-t\">");
        out.add(Markup.text(title + ": " + spoken(bars))).add("</title>\n");
        for (int i = 0; i < bars.size(); i++) {
            bar(out, bars.get(i), i * ROW + 2, most);
        }
        out.add("</svg>\n");
        if (!rest.isEmpty()) {
            out.add("<p class=\"rest\">").add(Markup.text(rest)).add("</p>\n");
        }
        out.add("</figure>\n");
    }

    private static void bar(Lines out, Bar bar, int y, long most) {
        int middle = y + ROW / 2 + 4;
        out.add("<text x=\"" + (NAME - GAP) + "\" y=\"" + middle + "\" text-anchor=\"end\">");
        String shown = cut(bar.name());
        out.add(Markup.text(shown));
        if (!shown.equals(Terminal.escape(bar.name(), true))) {
            out.add("<title>" + Markup.text(bar.name()) + "</title>");
        }
        out.add("</text>\n");
        long room = WIDTH - NAME - AMOUNT;
        long x = NAME;
        long before = 0;
        for (Part part : bar.parts()) {
            before += part.amount();
            long end = NAME + Math.max(before > 0 ? 1 : 0, scaled(before, most, room));
            if (part.amount() > 0 && end > x) {
                out.add("<rect class=\"" + part.style() + "\" x=\"" + x + "\" y=\"" + (y + 3) + "\" width=\""
                        + (end - x) + "\" height=\"" + (ROW - 8) + "\"><title>");
                out.add(Markup.text(bar.name() + ": " + Amounts.count(part.amount()) + " " + part.what()));
                out.add("</title></rect>\n");
            }
            x = Math.max(x, end);
        }
        out.add("<text class=\"n\" x=\"" + (x + 6) + "\" y=\"" + middle + "\">" + Amounts.count(bar.amount())
                + "</text>\n");
    }

    private static long scaled(long amount, long most, long room) {
        return Math.round((double) amount / most * room);
    }

    private static String spoken(List<Bar> bars) {
        StringBuilder text = new StringBuilder();
        for (Bar bar : bars) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(cut(bar.name()))
                    .append(' ')
                    .append(bar.amount());
        }
        return text.toString();
    }

    /** The end tells more of a path, so it is kept; the whole is in the title. */
    private static String cut(String name) {
        String visible = Terminal.escape(name, true);
        int from = visible.length();
        int width = 0;
        while (from > 0) {
            int before = visible.offsetByCodePoints(from, -1);
            width += width(visible.codePointAt(before));
            if (width > NAME - GAP - (before > 0 ? width('…') : 0)) {
                return "…" + visible.substring(from);
            }
            from = before;
        }
        return visible;
    }

    /** As the broadest of the page's fonts has it, rounded up. */
    private static int width(int point) {
        if (Terminal.columns(point) == 2 || point == '…' || BROAD.indexOf(point) >= 0) {
            return 14;
        }
        return Character.isUpperCase(point) ? 11 : NARROW.indexOf(point) >= 0 ? 6 : 9;
    }
}
