package dev.assay.app.render;

import dev.assay.engine.fact.Program;
import dev.assay.engine.report.CheckedPackage;
import dev.assay.engine.report.CryptoAsset;
import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.FoundDependency;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Inspected;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.report.Verdict;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The report for people. As a rule it is held until the end, findings worst first and folded: what says the same in many
 * places is said once, with the first places and a count. {@code --verbose} prints every finding in full when it comes,
 * in walk order. {@code --quiet} prints a line for each finding above info and each gap when it comes, as compilers do
 * ({@code place: severity: title, evidence [rule]}), and the verdict unless it is clean. The verdict is the last line.
 *
 * <p>Memory is bounded in each mode: beyond {@link #MOST_VARIANTS} of a rule, findings are only counted here, and the
 * other formats have them.
 */
final class TextRenderer implements ReportSink {
    private static final int MOST_VARIANTS = 5;
    private static final int MOST_PLACES = 3;
    private static final int MOST_VARIANTS_VERBOSE = 1000;
    private static final int MOST_PLACES_VERBOSE = 1000;
    private static final int MOST_SUPPRESSED = 1000;

    /** Of a value that was found: it may be as long as its author likes. */
    private static final int MOST_LINES = 4;

    private static final int MOST_LINES_VERBOSE = 40;

    /** Of our own words, which hold such values: only to be cut when one of these fills them. */
    private static final int MOST_LINES_OF_PROSE = 15;

    /** Longer lines of a program do not push the offsets of all others to the right. */
    private static final int MOST_COLUMNS_TO_OFFSET = 72;

    private static final int SHORTEST_NAMED = 4;

    private final Page page;
    private final RenderOptions options;
    private final AssetJudge judge;
    private final Sections sections;
    private final Folded folded; // gaps, which are nobody's
    private final Map<String, Long> suppressedBy = new TreeMap<>();
    private final AssetTotals assets = new AssetTotals();
    private final CryptoTotals crypto = new CryptoTotals();
    private final DependencyTotals dependencies = new DependencyTotals();
    private final List<Suppressed> suppressed = new ArrayList<>();

    TextRenderer(OutputStream out, RenderOptions options) {
        this.page = new Page(out, options);
        this.options = options;
        this.judge = new AssetJudge(options);
        this.sections = new Sections(MOST_VARIANTS, MOST_PLACES);
        this.folded = options.verbose()
                ? new Folded(MOST_VARIANTS_VERBOSE, MOST_PLACES_VERBOSE)
                : new Folded(MOST_VARIANTS, MOST_PLACES);
    }

    @Override
    public void finding(Finding finding) {
        if (options.quiet()) {
            if (finding.severity() != Severity.INFO) {
                line(
                        finding.location(),
                        Style.of(finding.severity()),
                        finding.severity().id(),
                        finding.title());
                finding.evidence().forEach((key, value) -> {
                    if (!isSaidBy(finding.evidence().values(), value)) {
                        page.add(", " + key + " ").brief(value);
                    }
                });
                page.add(Style.DIM, " [" + finding.ruleId() + "]").newLine().flush();
            }
        } else if (options.verbose()) {
            header(finding, finding.title());
            page.newLine();
            body(finding, List.of(finding.location()), 0);
            advice(finding);
            page.spaces(2)
                    .add(Style.DIM, "fingerprint " + finding.fingerprint())
                    .newLine();
            if (!finding.groups().isEmpty()) {
                page.spaces(2)
                        .name(Style.DIM, "for " + String.join(", ", finding.groups()))
                        .newLine();
            }
            page.newLine().flush();
        } else {
            sections.add(finding);
        }
    }

    @Override
    public void gap(Gap gap) {
        if (options.quiet()) {
            line(gap.location(), Style.MEDIUM, "gap", gap.kind().id() + ": " + gap.reason());
            page.newLine().flush();
        } else {
            folded.add(gap);
        }
    }

    /** The program as it comes, with the offsets in a column behind it. */
    @Override
    public void program(Explained program) {
        if (options.quiet()) {
            return;
        }
        page.badge(Style.INFO, "PROGRAM")
                .spaces(2)
                .name(Style.PLACE, program.location().toString())
                .newLine();
        int column = 0;
        for (Program.Line line : program.lines()) {
            int columns = line.offsetBytes() < 0 ? 0 : Terminal.columns(line.text());
            column = Math.max(column, columns <= MOST_COLUMNS_TO_OFFSET ? columns : 0);
        }
        for (Program.Line line : program.lines()) {
            boolean remark = line.text().startsWith("#");
            page.spaces(2).add(remark ? Style.DIM : style(line.text()), line.text());
            if (line.offsetBytes() >= 0) {
                page.spaces(Math.max(column - Terminal.columns(line.text()), 0) + 2)
                        .add(Style.DIM, "# +0x" + Long.toHexString(line.offsetBytes()));
            }
            page.newLine();
        }
        page.newLine().flush();
    }

    /** Imports stand out: what a pickle can do depends on them. */
    private static Style style(String line) {
        return line.startsWith("from ") || line.startsWith("find_class(") ? Style.TITLE : Style.PLAIN;
    }

    @Override
    public void inspected(Inspected model) {
        if (!options.quiet()) {
            InspectedText.write(page, model, options);
        }
    }

    @Override
    public void asset(CryptoAsset asset) {
        if (!options.quiet() && (options.facts() || options.verbose())) {
            for (AssetJudge.Judged each : judge.of(asset)) {
                assets.add(each);
                crypto.add(each);
            }
        }
    }

    @Override
    public void checked(CheckedPackage checked) {
        if (!options.quiet()) {
            CheckedText.write(page, checked, options);
        }
    }

    @Override
    public void dependency(FoundDependency dependency) {
        if (wantsDependencies()) {
            dependencies.add(dependency);
        }
    }

    @Override
    public boolean wantsDependencies() {
        return !options.quiet() && (options.facts() || options.verbose());
    }

    @Override
    public void suppressed(Suppressed each) {
        if (!options.quiet()) {
            suppressedBy.merge(each.by(), 1L, Long::sum);
            if (options.verbose() && suppressed.size() < MOST_SUPPRESSED) {
                suppressed.add(each);
            }
        }
    }

    @Override
    public void end(Summary summary) {
        if (!options.quiet()) {
            sections.worstFirst().forEach(this::section);
            gaps(summary);
            suppressions(summary);
            AssetText.write(page, assets, crypto, options);
            AssetText.roadmap(page, crypto.summary());
            DependencyText.write(page, dependencies, options);
            new TextSummary(page, options).write(summary);
        }
        if (!options.quiet() || summary.verdict() != Verdict.CLEAN) {
            verdict(summary);
        }
        page.flush();
    }

    /** A line as compilers print it, up to the message. */
    private void line(Location at, Style style, String kind, String message) {
        page.name(Style.PLACE, at.toString()).add(": ");
        page.add(options.colour() ? style : Style.PLAIN, kind).add(": ").name(Style.PLAIN, LongLists.cut(message));
    }

    private void header(Finding finding, String title) {
        page.badge(Style.of(finding.severity()), finding.severity().id().toUpperCase(Locale.ROOT))
                .spaces(2)
                .add(Style.TITLE, title)
                .right(Style.DIM, finding.ruleId());
    }

    private void section(Sections.Section section) {
        if (!section.heading().isEmpty()) {
            page.name(Style.TITLE, section.heading())
                    .add(": ")
                    .add(String.join(", ", TextSummary.severities(section.counts())))
                    .newLine()
                    .newLine();
        }
        section.folded()
                .findings()
                .forEach((severity, groups) -> groups.values().forEach(group -> {
                    if (severity == Severity.INFO) {
                        brief(group);
                    } else {
                        group(group);
                    }
                }));
        if (section.counts().containsKey(Severity.INFO)) {
            page.newLine();
        }
    }

    private void group(Folded.Group group) {
        List<Folded.Variant> variants = group.variants();
        header(variants.getFirst().example(), group.title());
        page.newLine();
        for (int i = 0; i < variants.size(); i++) {
            Folded.Variant variant = variants.get(i);
            Finding example = variant.example();
            body(example, variant.places().first, variant.places().unlisted());
            boolean last = i == variants.size() - 1;
            if (last || !variants.get(i + 1).example().remedy().equals(example.remedy())) {
                if (last && group.unlisted > 0) {
                    page.spaces(2)
                            .add(
                                    Style.DIM,
                                    "and " + Amounts.count(group.unlisted, "more finding", "more findings")
                                            + " of this rule (--verbose)")
                            .newLine();
                }
                advice(example);
            }
            page.newLine();
        }
    }

    /** Inventory: a line for each rule. */
    private void brief(Folded.Group group) {
        Folded.Variant first = group.variants().getFirst();
        page.badge(Style.INFO, "INFO").spaces(2).add(group.title());
        if (group.count > 1) {
            page.add(Style.DIM, ", " + Amounts.count(group.count) + " times, first in");
        }
        page.newLine()
                .spaces(2)
                .name(Style.PLACE, first.places().first.getFirst().toString())
                .newLine();
    }

    /** Where, what, and what it rests on. */
    private void body(Finding finding, List<Location> places, long unlisted) {
        places(places, unlisted, 2);
        page.spaces(4).prose(Style.PLAIN, LongLists.cut(finding.message()), MOST_LINES_OF_PROSE);
        int widest = 0;
        for (String key : finding.evidence().keySet()) {
            widest = Math.max(widest, Math.min(Terminal.columns(key), 16));
        }
        for (Map.Entry<String, String> each : finding.evidence().entrySet()) {
            if (options.verbose() || isNews(each.getValue(), finding.message())) {
                page.spaces(4).add(Style.DIM, each.getKey());
                page.spaces(Math.max(widest - Terminal.columns(each.getKey()), 0) + 2);
                page.prose(
                        Style.PLAIN, options.verbose() ? each.getValue() : LongLists.cut(each.getValue()), mostLines());
            }
        }
    }

    /** Whether the message has not named it already. A digit or two would be found in it anyway. */
    private static boolean isNews(String value, String message) {
        return value.length() < SHORTEST_NAMED ? !value.isEmpty() : !message.contains(value);
    }

    /** Whether a sentence, made for the message, says no more than another value does. */
    private static boolean isSaidBy(Collection<String> values, String sentence) {
        return sentence.endsWith(".")
                && values.stream()
                        .anyMatch(other -> other.length() >= SHORTEST_NAMED
                                && other.length() < sentence.length() - 1
                                && sentence.endsWith(other + "."));
    }

    private void advice(Finding finding) {
        page.spaces(2)
                .add(Style.ACTION, page.arrow())
                .add(" ")
                .prose(Style.PLAIN, finding.remedy(), MOST_LINES_OF_PROSE);
        List<String> references = finding.references();
        for (String reference : options.verbose() || references.isEmpty() ? references : references.subList(0, 1)) {
            page.spaces(4).name(Style.DIM, reference).newLine();
        }
    }

    private int mostLines() {
        return options.verbose() ? MOST_LINES_VERBOSE : MOST_LINES;
    }

    private void places(List<Location> places, long unlisted, int indent) {
        for (Location at : places) {
            page.spaces(indent).name(Style.PLACE, at.toString()).newLine();
        }
        if (unlisted > 0) {
            page.spaces(indent)
                    .add(
                            Style.DIM,
                            "and " + Amounts.count(unlisted, "more place", "more places")
                                    + (options.verbose() ? "" : " (--verbose)"))
                    .newLine();
        }
    }

    private void gaps(Summary summary) {
        if (summary.gaps() == 0) {
            return;
        }
        page.badge(Style.MEDIUM, "NOT JUDGED").spaces(2);
        page.prose(
                Style.TITLE,
                Amounts.count(summary.gaps(), "gap", "gaps")
                        + (summary.coverage().packages().isEmpty()
                                ? ": a loader could read what Assay did not"
                                : ": what was asked and is not known"),
                2);
        folded.gaps().forEach((kind, reasons) -> {
            reasons.forEach((reason, missed) -> {
                String unread = missed.bytesUnread > 0 ? " (" + Amounts.bytes(missed.bytesUnread) + " unread)" : "";
                page.spaces(2)
                        .add(Style.TITLE, kind.id())
                        .add(": ")
                        .prose(Style.PLAIN, reason + unread, MOST_LINES_OF_PROSE);
                places(missed.places.first, missed.places.unlisted(), 4);
            });
            if (folded.unlisted(kind) > 0) {
                page.spaces(2)
                        .add(Style.TITLE, kind.id())
                        .add(
                                Style.DIM,
                                ": " + Amounts.count(folded.unlisted(kind)) + " more, for other reasons"
                                        + (options.verbose() ? "" : " (--verbose)"))
                        .newLine();
            }
        });
        page.newLine();
    }

    private void suppressions(Summary summary) {
        if (summary.suppressed() == 0) {
            return;
        }
        List<String> parts = new ArrayList<>();
        suppressedBy.forEach((by, count) -> parts.add(Amounts.count(count) + " by " + by));
        page.prose(
                Style.DIM,
                Amounts.count(summary.suppressed()) + " suppressed: " + String.join(", ", parts),
                MOST_LINES);
        for (Suppressed each : suppressed) {
            page.spaces(2).name(Style.PLACE, each.location().toString()).newLine();
            page.spaces(4).prose(Style.DIM, each.what() + " by " + each.by() + " " + each.fingerprint(), MOST_LINES);
        }
        if (options.verbose() && summary.suppressed() > suppressed.size()) {
            page.spaces(2)
                    .add(Style.DIM, "and " + Amounts.count(summary.suppressed() - suppressed.size()) + " more")
                    .newLine();
        }
        if (options.verbose()) {
            page.newLine();
        }
    }

    private void verdict(Summary summary) {
        page.badge(Style.of(summary.verdict()), summary.verdict().name())
                .spaces(2)
                .add(Style.TITLE, TextSummary.counts(summary, page.dot()))
                .newLine();
    }
}
