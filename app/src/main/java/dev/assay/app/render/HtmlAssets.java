package dev.assay.app.render;

import java.util.ArrayList;
import java.util.List;

/** The cryptography of a page: a chart and a table, what a quantum computer breaks first. */
final class HtmlAssets {
    private static final int MOST_BARS = 15;
    private static final int MOST_ROWS = 1_000;

    private final Lines out;
    private final AssetTotals totals;

    HtmlAssets(Lines out, AssetTotals totals) {
        this.out = out;
        this.totals = totals;
    }

    static void chart(Lines out, AssetTotals totals) {
        List<BarChart.Bar> bars = new ArrayList<>();
        List<AssetTotals.Total> all = totals.worstFirst();
        for (AssetTotals.Total total : all.subList(0, Math.min(MOST_BARS, all.size()))) {
            String quantum = total.quantum;
            bars.add(new BarChart.Bar(
                    total.name + " (" + quantum + ")",
                    List.of(new BarChart.Part("q-" + quantum, "uses, " + quantum, total.count))));
        }
        int more = all.size() - bars.size();
        BarChart.write(
                out,
                "by-algorithm",
                "Cryptography by risk and algorithm",
                bars,
                more > 0 ? "and " + Amounts.count(more, "more algorithm", "more algorithms") : "");
    }

    void write() {
        if (totals.count() == 0) {
            return;
        }
        out.add("<section id=\"assets\" aria-labelledby=\"assets-h\"><h2 id=\"assets-h\">Cryptography</h2>\n<p>");
        out.add(Markup.text(Amounts.count(totals.count(), "use", "uses") + ": "
                + Amounts.count(totals.count(AssetStrength.BROKEN)) + " broken by a quantum computer, "
                + Amounts.count(totals.count(AssetStrength.WEAKENED)) + " weakened by one, "
                + Amounts.count(totals.count(AssetStrength.UNKNOWN)) + " not to be told."));
        out.add("</p>\n<form class=\"filter\" role=\"search\" hidden><label>Filter <input type=\"search\" name=\"q\" "
                + "autocomplete=\"off\" placeholder=\"algorithm, path\"></label>"
                + "<output aria-live=\"polite\"></output></form>\n");
        out.add("<div class=\"wide\"><table><thead><tr><th scope=\"col\">Asset</th><th scope=\"col\">Uses</th>"
                + "<th scope=\"col\">Quantum</th><th scope=\"col\">Bits</th><th scope=\"col\">NIST level</th>"
                + "<th scope=\"col\">Where</th></tr></thead><tbody>\n");
        List<AssetTotals.Total> all = totals.worstFirst();
        long rest = totals.unlisted();
        for (int i = 0; i < all.size(); i++) {
            if (i < MOST_ROWS) {
                row(all.get(i));
            } else {
                rest += all.get(i).count;
            }
        }
        out.add("</tbody></table></div>\n");
        if (rest > 0) {
            out.add("<p class=\"rest\">" + Amounts.count(rest, "more use is not shown", "more uses are not shown")
                    + "</p>\n");
        }
        out.add("</section>\n");
    }

    private void row(AssetTotals.Total total) {
        String quantum = total.quantum;
        out.add("<tr class=\"item\"><th scope=\"row\">").add(Markup.text(total.name));
        out.add("</th><td class=\"n\">" + Amounts.count(total.count) + "</td><td><span class=\"badge q-" + quantum
                + "\">"
                + quantum + "</span></td><td class=\"n\">" + known(total.classicalBits)
                + "</td><td class=\"n\">" + known(total.nistLevel) + "</td><td><ul class=\"places\">");
        total.first.forEach(
                at -> out.add("<li><code>").add(Markup.text(at.toString())).add("</code></li>"));
        long more = total.count - total.first.size();
        out.add(more > 0 ? "<li class=\"rest\">and " + Amounts.count(more, "more place", "more places") + "</li>" : "");
        out.add("</ul></td></tr>\n");
    }

    private static String known(int number) {
        return number < 0 ? "?" : Integer.toString(number);
    }
}
