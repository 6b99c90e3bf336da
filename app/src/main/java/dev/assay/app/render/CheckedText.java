package dev.assay.app.render;

import dev.assay.engine.report.CheckedPackage;
import java.util.Locale;

/** What is to be thought of a package, for people: the verdict, and each reason on a line. */
final class CheckedText {
    private static final int MOST_LINES = 3;
    private static final int VERDICT_COLUMNS = 10;

    private CheckedText() {}

    static void write(Page page, CheckedPackage checked, RenderOptions options) {
        String verdict = checked.verdict().toUpperCase(Locale.ROOT);
        page.badge(style(checked.verdict()), verdict)
                .spaces(Math.max(VERDICT_COLUMNS - verdict.length(), 1))
                .name(Style.TITLE, checked.purl().isEmpty() ? checked.input() : checked.purl());
        if (checked.score() > 0) {
            page.add(Style.DIM, "  score " + checked.score() + " of 100");
        }
        page.newLine();
        if (checked.location().line() > 0 || checked.location().offsetBytes() >= 0) {
            page.spaces(2).name(Style.PLACE, checked.location().toString()).newLine();
        }
        for (CheckedPackage.CheckSignal signal : checked.signals()) {
            page.spaces(2).prose(Style.PLAIN, signal.text(), MOST_LINES);
        }
        if (options.verbose() && checked.imitates().size() > 1) {
            page.spaces(2).prose(Style.DIM, "resembles " + String.join(", ", checked.imitates()), MOST_LINES);
        }
        page.flush();
    }

    private static Style style(String verdict) {
        return switch (verdict) {
            case "ok" -> Style.GOOD;
            case "malicious" -> Style.CRITICAL;
            case "suspicious" -> Style.HIGH;
            case "review" -> Style.LOW;
            default -> Style.INFO;
        };
    }
}
