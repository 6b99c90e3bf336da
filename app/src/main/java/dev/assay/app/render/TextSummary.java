package dev.assay.app.render;

import dev.assay.engine.report.Coverage;
import dev.assay.engine.report.Grouped;
import dev.assay.engine.report.Performance;
import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Slowdown;
import dev.assay.engine.report.Stored;
import dev.assay.engine.report.Summary;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The lines between the findings and the verdict: what was looked at, and what it cost. */
final class TextSummary {
    private static final int MOST_FORMATS = 4;
    private static final int LONGEST_TITLE = 40;

    private final Page page;
    private final RenderOptions options;

    TextSummary(Page page, RenderOptions options) {
        this.page = page;
        this.options = options;
    }

    void write(Summary summary) {
        groups(summary.groups());
        coverage(summary.coverage());
        cost(summary.performance());
        if (options.verbose()) {
            details(summary);
        }
        page.newLine();
    }

    static List<String> severities(Map<Severity, Long> findings) {
        List<String> severities = new ArrayList<>();
        Severity[] all = Severity.values();
        for (int i = all.length - 1; i >= 0; i--) {
            long n = findings.getOrDefault(all[i], 0L);
            if (n > 0) {
                severities.add(Amounts.count(n) + " " + all[i].id());
            }
        }
        return severities;
    }

    /** {@code 2 critical, 1 medium · 1 gap}. */
    static String counts(Summary summary, String dot) {
        List<String> severities = severities(summary.findings());
        if (summary.uncounted() > 0) {
            severities.add(Amounts.count(summary.uncounted()) + " unlisted");
        }
        List<String> parts = new ArrayList<>();
        parts.add(severities.isEmpty() ? "no findings in " + what(summary.coverage()) : String.join(", ", severities));
        if (summary.gaps() > 0) {
            parts.add(Amounts.count(summary.gaps(), "gap", "gaps"));
        }
        if (summary.interrupted()) {
            parts.add("interrupted");
        }
        return String.join(dot, parts);
    }

    private static String what(Coverage coverage) {
        long packages = 0;
        for (long n : coverage.packages().values()) {
            packages += n;
        }
        return packages > 0
                ? Amounts.count(packages, "package", "packages")
                : Amounts.count(coverage.files(), "file", "files");
    }

    /** Who has how much to look at, as far as somebody told. */
    private void groups(Grouped groups) {
        if (groups.totals().isEmpty()) {
            return;
        }
        boolean inOne = groups.by().equals("repository"); // and says so by its name
        page.newLine();
        groups.totals()
                .forEach((group, total) -> row(
                        group,
                        String.join(", ", severities(total.findings()))
                                + (inOne
                                        ? ""
                                        : " in " + Amounts.count(total.repositories(), "repository", "repositories"))));
        page.newLine();
    }

    private void coverage(Coverage coverage) {
        List<String> parts = new ArrayList<>();
        if (!coverage.packages().isEmpty()) {
            parts.add(what(coverage));
            parts.add(commonest(coverage.packages()));
            if (coverage.files() == 0) {
                page.items(Style.DIM, parts);
                return;
            }
        }
        parts.add(Amounts.count(coverage.files(), "file", "files"));
        if (!options.verbose() && !coverage.byFormat().isEmpty()) {
            parts.add(commonest(coverage.byFormat()));
        }
        parts.add(Amounts.bytes(coverage.bytesJudged()) + " judged");
        if (coverage.bytesOpaque() > 0) {
            parts.add(Amounts.bytes(coverage.bytesOpaque()) + " opaque");
        }
        page.items(Style.DIM, parts);
        if (!options.verbose() && !coverage.notes().isEmpty()) {
            List<String> notes = new ArrayList<>();
            coverage.notes().forEach((name, count) -> notes.add(name + ": " + Amounts.count(count)));
            notes.set(0, "passed over " + notes.getFirst());
            page.items(Style.DIM, notes);
        }
    }

    private static String commonest(Map<String, Long> byFormat) {
        List<Map.Entry<String, Long>> formats = new ArrayList<>(byFormat.entrySet());
        formats.sort((one, other) -> {
            int more = Long.compare(other.getValue(), one.getValue());
            return more != 0 ? more : one.getKey().compareTo(other.getKey());
        });
        List<String> parts = new ArrayList<>();
        int named = formats.size() == MOST_FORMATS + 1 ? formats.size() : Math.min(formats.size(), MOST_FORMATS);
        for (Map.Entry<String, Long> each : formats.subList(0, named)) {
            parts.add(Amounts.count(each.getValue()) + " " + each.getKey());
        }
        if (formats.size() > named) {
            parts.add(Amounts.count(formats.size() - named) + " other formats");
        }
        return String.join(", ", parts);
    }

    private void cost(Performance performance) {
        List<String> parts = new ArrayList<>();
        long millis = performance.wallMillis();
        parts.add(Amounts.duration(millis));
        if (performance.bytesRead() > 0) {
            String rate = Amounts.bytes(Math.round(performance.bytesRead() * 1000.0 / Math.max(millis, 1))) + "/s";
            parts.add("read " + Amounts.bytes(performance.bytesRead()) + (millis > 0 ? " at " + rate : ""));
        }
        if (performance.requests() > 0) {
            parts.add(Amounts.count(performance.requests(), "request", "requests"));
            parts.add(Amounts.bytes(performance.bytesReceived()) + " received");
            if (performance.bytesSaved() > 0) {
                parts.add(Amounts.bytes(performance.bytesSaved()) + " saved");
            }
        }
        long lookups = performance.cacheHits() + performance.cacheMisses();
        if (lookups > 0) {
            parts.add("cache hit rate " + Amounts.percent(performance.cacheHits(), lookups));
        }
        page.items(Style.DIM, parts);
        Stored stored = performance.stored();
        if (stored != null) {
            page.items(Style.DIM, stored(stored));
        }
    }

    private static List<String> stored(Stored stored) {
        List<String> parts = new ArrayList<>();
        parts.add(Amounts.count(stored.trees()) + " of " + Amounts.count(stored.allTrees(), "tree", "trees")
                + " from the store");
        if (stored.asked() || stored.allTrees() > 0) { // else nothing was
            parts.add("listed at " + stored.listedAt().truncatedTo(ChronoUnit.SECONDS));
        }
        if (!stored.asked()) {
            parts.add("the server was not asked");
        }
        return parts;
    }

    private void details(Summary summary) {
        page.newLine();
        rows("files by format", summary.coverage().byFormat());
        rows("passed over", summary.coverage().notes());
        for (ReferenceData data : summary.referenceData()) {
            row("reference data", data.name() + " " + data.version() + " of " + data.date() + ", " + data.digest());
        }
        row("judged as of", summary.asOf().toString());
        Performance performance = summary.performance();
        if (performance.cpuMillis() >= 0) {
            row("CPU time", Amounts.duration(performance.cpuMillis()));
        }
        if (performance.peakMemoryBytes() >= 0) {
            row("peak memory", Amounts.bytes(performance.peakMemoryBytes()));
        }
        if (performance.diskBytes() >= 0) {
            row("temporary disk", Amounts.bytes(performance.diskBytes()));
        }
        if (performance.slowdown() != null) {
            row("slowed down", reason(performance.slowdown()));
        }
    }

    private static String reason(Slowdown slowdown) {
        return slowdown.waiting() + " of " + slowdown.jobs() + " workers waited, "
                + Amounts.duration(slowdown.waitedMillis()) + " in all: up to " + slowdown.percent() + " % of the "
                + Amounts.bytes(slowdown.limitBytes()) + " for content was in use (--max-memory, --jobs)";
    }

    private void rows(String title, Map<String, Long> counts) {
        counts.forEach((name, count) -> row(title, Amounts.count(count) + " " + name));
    }

    /** What is longer than a title is has a line of its own. */
    private void row(String title, String value) {
        if (Terminal.columns(title) > LONGEST_TITLE) {
            page.spaces(2).prose(Style.DIM, title, 2).spaces(20).prose(Style.PLAIN, value, 2);
            return;
        }
        page.spaces(2)
                .add(Style.DIM, title)
                .spaces(Math.max(18 - title.length(), 1))
                .prose(Style.PLAIN, value, 2);
    }
}
