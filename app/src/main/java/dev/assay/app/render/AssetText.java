package dev.assay.app.render;

import java.util.ArrayList;
import java.util.List;

/** The cryptography of a scan for people: a line for each algorithm, what a quantum computer breaks first. */
final class AssetText {
    private static final int MOST_LINES = 20;
    private static final int MOST_COLUMNS_OF_NAME = 48;

    private AssetText() {}

    static void write(Page page, AssetTotals totals, RenderOptions options) {
        if (totals.count() == 0) {
            return;
        }
        List<String> parts = new ArrayList<>();
        for (String[] each : new String[][] {
            {AssetStrength.BROKEN, "broken by a quantum computer"},
            {AssetStrength.WEAKENED, "weakened by one"},
            {AssetStrength.UNKNOWN, "not to be told"}
        }) {
            if (totals.count(each[0]) > 0) {
                parts.add(Amounts.count(totals.count(each[0])) + " " + each[1]);
            }
        }
        page.badge(Style.INFO, "CRYPTOGRAPHY").spaces(2);
        page.prose(
                Style.TITLE,
                Amounts.count(totals.count(), "use", "uses") + (parts.isEmpty() ? "" : ": " + String.join(", ", parts)),
                2);
        List<AssetTotals.Total> all = totals.worstFirst();
        List<AssetTotals.Total> shown = options.verbose() ? all : all.subList(0, Math.min(MOST_LINES, all.size()));
        int widest = 0;
        for (AssetTotals.Total total : shown) {
            widest = Math.max(widest, Math.min(Terminal.columns(total.name), MOST_COLUMNS_OF_NAME));
        }
        long rest = totals.unlisted();
        for (int i = 0; i < all.size(); i++) {
            AssetTotals.Total total = all.get(i);
            if (i >= shown.size()) {
                rest += total.count;
                continue;
            }
            String quantum = total.strength.quantum();
            String amount = Amounts.count(total.count);
            page.spaces(Math.max(2, 8 - amount.length())).add(amount).spaces(2);
            page.add(quantum.equals(AssetStrength.BROKEN) ? Style.TITLE : Style.PLAIN, total.name);
            page.spaces(Math.max(widest - Terminal.columns(total.name), 0) + 2)
                    .add(Style.DIM, quantum)
                    .newLine();
        }
        if (rest > 0) {
            page.spaces(2)
                    .add(
                            Style.DIM,
                            "and " + Amounts.count(rest, "more use", "more uses")
                                    + (options.verbose() ? "" : " (--verbose)"))
                    .newLine();
        }
        page.newLine();
    }
}
