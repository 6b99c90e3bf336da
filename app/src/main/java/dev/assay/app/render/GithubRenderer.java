package dev.assay.app.render;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReportSink;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import dev.assay.engine.report.Verdict;
import java.io.OutputStream;

/**
 * Workflow commands of GitHub Actions, which show findings beside the lines that they are of: what counts is an error, what does
 * not a warning, inventory a notice. The verdict is last. GitHub itself shows ten of a kind for each step.
 */
final class GithubRenderer implements ReportSink {
    private final Lines out;
    private final Severity failOn;

    GithubRenderer(OutputStream out, RenderOptions options) {
        this.out = new Lines(out);
        this.failOn = options.failOn();
    }

    @Override
    public void finding(Finding finding) {
        String level = finding.severity().compareTo(failOn) >= 0
                ? "error"
                : finding.severity() == Severity.INFO ? "notice" : "warning";
        command(
                level,
                finding.location(),
                finding.title(),
                finding.message() + " " + finding.remedy() + " [" + finding.ruleId() + "]");
    }

    @Override
    public void gap(Gap gap) {
        command("warning", gap.location(), "Not judged: " + gap.kind().id(), gap.reason());
    }

    @Override
    public boolean wantsDependencies() {
        return false;
    }

    @Override
    public void suppressed(Suppressed suppressed) {
        // somebody has said that it is not to be shown
    }

    @Override
    public void end(Summary summary) {
        String level = summary.verdict() == Verdict.CLEAN ? "notice" : "error";
        out.add("::" + level + " title=Assay::" + summary.verdict().id() + ": "
                + message(TextSummary.counts(summary, ", ")) + "\n");
        out.flush();
    }

    private void command(String level, Location at, String title, String message) {
        String file = Location.of(at.target(), at.path()).toString();
        out.add("::" + level + " file=" + property(file));
        if (at.line() > 0) {
            out.add(",line=" + at.line());
            if (at.column() > 0) {
                out.add(",col=" + at.column());
            }
        }
        String place = at.entries().isEmpty() && at.line() > 0 ? "" : " (" + at + ")";
        out.add(",title=" + property(title) + "::" + message(message + place) + "\n");
    }

    /** A command ends with its line, and {@code %} begins an escape of the runner's own. */
    private static String message(String text) {
        return Terminal.escape(text, true).replace("%", "%25");
    }

    private static String property(String text) {
        return message(text).replace(":", "%3A").replace(",", "%2C");
    }
}
