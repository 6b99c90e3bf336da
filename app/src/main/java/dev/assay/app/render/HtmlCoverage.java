package dev.assay.app.render;

import dev.assay.engine.report.Coverage;
import dev.assay.engine.report.Performance;
import dev.assay.engine.report.ReferenceData;
import dev.assay.engine.report.Summary;
import java.util.Map;

/** What was looked at, and what it cost, at the end of a page. */
final class HtmlCoverage {
    private final Lines out;
    private final Summary summary;

    HtmlCoverage(Lines out, Summary summary) {
        this.out = out;
        this.summary = summary;
    }

    void write() {
        Coverage coverage = summary.coverage();
        out.add("<section id=\"coverage\" aria-labelledby=\"coverage-h\"><h2 id=\"coverage-h\">Coverage</h2>\n<dl>");
        row(
                "Files",
                Amounts.count(coverage.files()) + " in "
                        + Amounts.count(coverage.artifacts(), "artifact", "artifacts"));
        row("Judged", Amounts.bytes(coverage.bytesJudged()) + " of " + Amounts.bytes(coverage.bytesTotal()));
        row("Opaque", Amounts.bytes(coverage.bytesOpaque()));
        for (ReferenceData data : summary.referenceData()) {
            row("Reference data", data.name() + " " + data.version() + " of " + data.date());
        }
        Performance performance = summary.performance();
        row("Scanned", performance.startedAt() + ", in " + Amounts.duration(performance.wallMillis()));
        out.add("</dl>\n");
        counts("Files by format", coverage.byFormat());
        counts("Passed over", coverage.notes());
        out.add("</section>\n");
    }

    private void row(String what, String value) {
        out.add("<dt>")
                .add(Markup.text(what))
                .add("</dt><dd>")
                .add(Markup.text(value))
                .add("</dd>");
    }

    private void counts(String title, Map<String, Long> counts) {
        if (counts.isEmpty()) {
            return;
        }
        out.add("<details><summary>").add(Markup.text(title)).add("</summary><div class=\"wide\"><table><tbody>\n");
        counts.forEach((name, n) -> out.add("<tr><th scope=\"row\">")
                .add(Markup.text(name))
                .add("</th><td class=\"n\">" + Amounts.count(n) + "</td></tr>\n"));
        out.add("</tbody></table></div></details>\n");
    }
}
