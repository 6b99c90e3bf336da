package dev.assay.app.render;

import dev.assay.detectors.crypto.CryptoSummary;
import dev.assay.detectors.crypto.Deadline;
import java.util.ArrayList;
import java.util.List;

/** The cryptography of a scan for people: a line for each algorithm, what a quantum computer breaks first. */
final class AssetText {
    private static final int MOST_LINES = 20;
    private static final int MOST_ALGORITHMS = 8;
    private static final int MOST_COLUMNS_OF_NAME = 48;

    private AssetText() {}

    /** What to replace by what, in which order, by when; a line or two for each step. */
    static void roadmap(Page page, CryptoSummary summary) {
        List<CryptoSummary.Wave> waves = summary.roadmap();
        if (waves.isEmpty()) {
            return;
        }
        CryptoSummary.Readiness readiness = summary.readiness();
        page.badge(Style.INFO, "ROADMAP").spaces(2);
        page.prose(
                Style.TITLE,
                readiness.quantumSafePercent() + " % safe from a quantum computer, " + readiness.agilePercent()
                        + " % not written in a program, " + readiness.harvest()
                        + " of 100 for recording now and reading later",
                2);
        for (CryptoSummary.Wave wave : waves) {
            page.spaces(2).add(Style.TITLE, wave.number() + ". " + wave.title()).newLine();
            for (CryptoSummary.Step step : wave.steps()) {
                step(page, step);
            }
        }
        page.newLine();
    }

    private static void step(Page page, CryptoSummary.Step step) {
        List<String> names = step.algorithms();
        int shown = Math.min(MOST_ALGORITHMS, names.size());
        String more = names.size() > shown ? " and " + (names.size() - shown) + " more" : "";
        String hybrid = step.replacement().hybrid();
        page.spaces(5);
        page.prose(
                Style.PLAIN,
                String.join(", ", names.subList(0, shown)) + more + " " + page.arrow() + " "
                        + step.replacement().to() + (hybrid.isEmpty() ? "" : "; until then " + hybrid),
                4);
        List<String> figures = new ArrayList<>(List.of(
                Amounts.count(step.uses(), "use", "uses"),
                "effort " + step.replacement().effort().word(),
                Amounts.count(step.weeks(), "week", "weeks")));
        if (step.harvest() > 0) {
            figures.add("score " + step.harvest());
        }
        Deadline due = step.due();
        if (due != null) {
            figures.add(due.verdict() + " from " + due.from() + " by "
                    + due.regime().id());
        }
        page.spaces(7).prose(Style.DIM, String.join(", ", figures), 2);
    }

    static void write(Page page, AssetTotals totals, CryptoTotals crypto, RenderOptions options) {
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
        for (String origin : List.of("vendored", "generated")) {
            if (crypto.origin(origin) > 0) {
                parts.add(Amounts.count(crypto.origin(origin)) + " in " + origin + " code");
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
            String quantum = total.quantum;
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
