package dev.assay.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * A few lines over whole numbers, from 0 to 100 percent, as SVG that any browser shows. No script, no font of its own.
 *
 * @param marked a place on the axis that is marked with a vertical line
 */
record LinePlot(String across, String up, int from, int to, int marked, List<Line> lines) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    private static final int LEFT = 60;
    private static final int RIGHT = 20;
    private static final int TOP = 20;
    private static final int BOTTOM = 100;
    private static final int TICK = 10;
    private static final int ACROSS_TICK = 5;

    /** @param tenths the height at a place, in tenths of a percent */
    record Line(String title, String colour, IntUnaryOperator tenths) {}

    private double x(int at) {
        return LEFT + (double) (WIDTH - LEFT - RIGHT) * (at - from) / (to - from);
    }

    private static double y(double percent) {
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - percent / 100);
    }

    String svg() {
        StringBuilder out = new StringBuilder();
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT));
        for (int percent = 0; percent <= 100; percent += TICK) {
            stroke(out, LEFT, y(percent), WIDTH - RIGHT, y(percent), "#dddddd");
            text(out, LEFT - 8, y(percent) + 4, "end", Integer.toString(percent));
        }
        for (int at = from; at <= to; at += ACROSS_TICK) {
            text(out, x(at), y(0) + 18, "middle", Integer.toString(at));
        }
        stroke(out, x(marked), y(0), x(marked), y(100), "#888888");
        text(out, (LEFT + WIDTH - RIGHT) / 2.0, y(0) + 38, "middle", across);
        out.append(String.format(
                Locale.ROOT,
                "<text x=\"16\" y=\"%.0f\" text-anchor=\"middle\" transform=\"rotate(-90 16 %.0f)\">%s</text>%n",
                y(50),
                y(50),
                up));
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            out.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                    .append(line.colour())
                    .append("\" points=\"");
            for (int at = from; at <= to; at++) {
                double percent = Math.min(line.tenths().applyAsInt(at) / 10.0, 100);
                out.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(at), y(percent)));
            }
            out.append("\"/>\n");
            int column = LEFT + i * (WIDTH - LEFT - RIGHT) / lines.size();
            stroke(out, column, HEIGHT - 30, column + 20, HEIGHT - 30, line.colour());
            text(out, column + 26, HEIGHT - 26, "start", line.title());
        }
        return out.append("</svg>\n").toString();
    }

    private static void stroke(StringBuilder out, double x, double y, double toX, double toY, String colour) {
        out.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x,
                y,
                toX,
                toY,
                colour));
    }

    private static void text(StringBuilder out, double x, double y, String anchor, String text) {
        out.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }
}
