package dev.assay.app.render;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Tests as JUnit's XML has them, which most CI systems show: a finding that counts is a failure, one below {@code --fail-on} a
 * test that passed with its text, what was suppressed was skipped, a gap is an error. Without any there is one test that passed.
 */
final class JunitRenderer implements ReportSink {
    private final OutputStream stream;
    private final HeldBytes held = new HeldBytes();
    private final Lines cases = new Lines(held.in());
    private final Severity failOn;
    private long tests;
    private long failures;
    private long errors;
    private long skipped;

    JunitRenderer(OutputStream out, RenderOptions options) {
        this.stream = out;
        this.failOn = options.failOn();
    }

    @Override
    public void finding(Finding finding) {
        boolean counts = finding.severity().compareTo(failOn) >= 0;
        failures += counts ? 1 : 0;
        String text = finding.location() + "\n" + finding.message() + "\n" + finding.remedy();
        test(
                finding.ruleId(),
                finding.location(),
                counts
                        ? element("failure", finding.severity().id() + ": " + finding.title(), finding.ruleId(), text)
                        : "<system-out>" + lines(finding.severity().id() + ": " + finding.title() + "\n" + text)
                                + "</system-out>");
    }

    @Override
    public void gap(Gap gap) {
        errors++;
        test(
                "gap." + gap.kind().id(),
                gap.location(),
                element("error", gap.reason(), gap.kind().id(), gap.reason()));
    }

    @Override
    public boolean wantsDependencies() {
        return false;
    }

    @Override
    public void suppressed(Suppressed each) {
        skipped++;
        test(each.what(), each.location(), "<skipped message=\"" + Markup.text("by " + each.by()) + "\"/>");
    }

    private void test(String kind, Location at, String inner) {
        tests++;
        cases.add("    <testcase classname=\"").add(Markup.text(kind.replace('/', '.')));
        cases.add("\" name=\"").add(Markup.text(at.toString())).add("\" time=\"0\">");
        cases.add(inner).add("</testcase>\n");
    }

    private static String element(String name, String message, String type, String text) {
        return "<" + name + " message=\"" + Markup.text(message) + "\" type=\"" + Markup.text(type) + "\">"
                + lines(text) + "</" + name + ">";
    }

    private static String lines(String text) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int to; (to = text.indexOf('\n', from)) >= 0; from = to + 1) {
            out.append(Markup.text(text.substring(from, to))).append('\n');
        }
        return out.append(Markup.text(text.substring(from))).toString();
    }

    @Override
    public void end(Summary summary) {
        if (tests == 0) {
            test("verdict", Location.of(String.join(" ", summary.targets()), ""), "");
        }
        cases.flush();
        Lines out = new Lines(stream);
        String numbers = " tests=\"" + tests + "\" failures=\"" + failures + "\" errors=\"" + errors + "\" skipped=\""
                + skipped + "\" time=\"0\"";
        out.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"assay\"" + numbers + ">\n");
        out.add("  <testsuite name=\"assay\"" + numbers + ">\n");
        try (Reader in = new InputStreamReader(held.out(), StandardCharsets.UTF_8)) {
            char[] block = new char[8192];
            for (int n; (n = in.read(block)) >= 0; ) {
                out.add(new String(block, 0, n));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.add("    <system-out>").add(Markup.text(summary.verdict().id() + ": " + TextSummary.counts(summary, ", ")));
        out.add("</system-out>\n  </testsuite>\n</testsuites>\n");
        out.flush();
    }
}
