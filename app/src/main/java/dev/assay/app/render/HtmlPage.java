package dev.assay.app.render;

import dev.assay.engine.report.Explained;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Grouped;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.report.Summary;
import dev.assay.engine.report.Suppressed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes a page. Every word of a report goes through {@link Markup#text}; style and script are our own resources, named by their
 * digests in a policy (CSP) that allows nothing else, so that even a fault of ours here would run nothing. Without scripts the
 * page is whole; the script only filters what is there.
 */
final class HtmlPage {
    private static final int MOST_BARS = 15;
    private static final int MOST_LINES_OF_PROGRAM = 300;

    private final Lines out;
    private final RenderOptions options;
    private final HtmlRenderer.Content content;
    private final Summary summary;

    HtmlPage(Lines out, RenderOptions options, HtmlRenderer.Content content, Summary summary) {
        this.out = out;
        this.options = options;
        this.content = content;
        this.summary = summary;
    }

    void write() {
        head();
        verdict();
        charts();
        findings();
        gaps();
        suppressed();
        new HtmlAssets(out, content.assets).write();
        new HtmlRoadmap(out, content.crypto).write();
        programs();
        new HtmlCoverage(out, summary).write();
        String script = resource("report.js");
        out.add("</main>\n<footer>assay ").add(Markup.text(options.toolVersion()));
        out.add(", judged as of ").add(Markup.text(summary.asOf().toString())).add("</footer>\n");
        out.add("<script>").add(script).add("</script>\n</body>\n</html>\n");
    }

    private void head() {
        String style = resource("report.css");
        out.add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.add("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
                + digest(style) + "'; script-src 'sha256-" + digest(resource("report.js"))
                + "'; base-uri 'none'; form-action 'none'\">\n");
        out.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.add("<meta name=\"referrer\" content=\"no-referrer\">\n");
        out.add("<meta name=\"color-scheme\" content=\"light dark\">\n");
        out.add("<title>")
                .add(Markup.text("Assay: " + summary.verdict().id() + " – " + targets()))
                .add("</title>\n");
        out.add("<style>").add(style).add("</style>\n</head>\n<body>\n");
        out.add("<a class=\"skip\" href=\"#findings\">Skip to the findings</a>\n<main>\n");
    }

    private String targets() {
        List<String> targets = summary.targets();
        return targets.size() <= 3
                ? String.join(", ", targets)
                : String.join(", ", targets.subList(0, 3)) + " and " + (targets.size() - 3) + " more";
    }

    private void verdict() {
        String verdict = summary.verdict().id();
        out.add("<header class=\"verdict " + verdict + "\"><h1><span class=\"badge\">" + verdict + "</span> ");
        out.add(Markup.text(targets())).add("</h1>\n<p>");
        out.add(Markup.text(TextSummary.counts(summary, " · ")));
        if (summary.suppressed() > 0) {
            out.add(Markup.text(" · " + Amounts.count(summary.suppressed()) + " suppressed"));
        }
        if (content.assets.count() > 0) {
            out.add(Markup.text(" · " + Amounts.count(content.assets.count(), "use", "uses") + " of cryptography"));
        }
        out.add("</p>\n<nav aria-label=\"Parts of the report\"><a href=\"#findings\">Findings</a>");
        link(summary.gaps() > 0, "gaps", "Gaps");
        link(summary.suppressed() > 0, "suppressed", "Suppressed");
        link(content.assets.count() > 0, "assets", "Cryptography");
        link(!content.crypto.roadmap().isEmpty(), "roadmap", "Roadmap");
        link(content.programCount > 0, "programs", "Programs");
        link(true, "coverage", "Coverage");
        out.add("</nav></header>\n");
    }

    private void link(boolean there, String id, String title) {
        out.add(there ? " <a href=\"#" + id + "\">" + title + "</a>" : "");
    }

    private void charts() {
        List<BarChart.Bar> severities = new ArrayList<>();
        Severity[] all = Severity.values();
        for (int i = all.length - 1; i >= 0; i--) {
            long n = summary.findings().getOrDefault(all[i], 0L);
            if (n > 0) {
                severities.add(new BarChart.Bar(all[i].id(), List.of(new BarChart.Part(all[i].id(), "findings", n))));
            }
        }
        out.add("<section class=\"charts\" aria-label=\"Charts\">\n");
        BarChart.write(out, "by-severity", "Findings by severity", severities, "");
        groups();
        folders();
        HtmlAssets.chart(out, content.assets);
        new HtmlRoadmap(out, content.crypto).chart();
        out.add("</section>\n");
    }

    private void groups() {
        List<Map.Entry<String, Grouped.Total>> totals =
                new ArrayList<>(summary.groups().totals().entrySet());
        totals.removeIf(each -> each.getValue().findings().keySet().equals(Set.of(Severity.INFO)));
        totals.sort(FolderTotals.<Map.Entry<String, Grouped.Total>>worstFirst(
                        each -> each.getValue().findings())
                .thenComparing(Map.Entry::getKey));
        List<BarChart.Bar> bars = new ArrayList<>();
        for (Map.Entry<String, Grouped.Total> each : totals.subList(0, Math.min(MOST_BARS, totals.size()))) {
            bars.add(bar(each.getKey(), each.getValue().findings()));
        }
        int more = totals.size() - bars.size();
        BarChart.write(
                out,
                "by-group",
                "Findings by " + summary.groups().by() + leftOut(),
                bars,
                more > 0 ? "and " + Amounts.count(more) + " more" : "");
    }

    /** What bars by severity count and these do not. */
    private String leftOut() {
        return summary.findings().containsKey(Severity.INFO) ? ", inventory left out" : "";
    }

    private static BarChart.Bar bar(String name, Map<Severity, Long> counts) {
        List<BarChart.Part> parts = new ArrayList<>();
        Severity[] all = Severity.values();
        for (int i = all.length - 1; i > 0; i--) {
            parts.add(new BarChart.Part(all[i].id(), all[i].id(), counts.getOrDefault(all[i], 0L)));
        }
        return new BarChart.Bar(name, parts);
    }

    private void folders() {
        List<BarChart.Bar> bars = new ArrayList<>();
        List<FolderTotals.Total> totals = content.folders.worstFirst();
        for (FolderTotals.Total total : totals.subList(0, Math.min(MOST_BARS, totals.size()))) {
            bars.add(bar(total.folder(), total.counts()));
        }
        int more = totals.size() - bars.size();
        BarChart.write(
                out,
                "by-folder",
                "Findings by folder" + leftOut(),
                bars,
                more > 0 ? "and " + Amounts.count(more, "more folder", "more folders") : "");
    }

    private void findings() {
        out.add("<section id=\"findings\" aria-labelledby=\"findings-h\"><h2 id=\"findings-h\">Findings</h2>\n");
        if (content.sections.isEmpty()) {
            out.add("<p>None.</p></section>\n");
            return;
        }
        out.add("<form class=\"filter\" role=\"search\" hidden><label>Filter <input type=\"search\" name=\"q\""
                + " autocomplete=\"off\" placeholder=\"text, rule, path\"></label>\n"
                + "<fieldset><legend>Severity</legend>");
        Severity[] all = Severity.values();
        for (int i = all.length - 1; i >= 0; i--) {
            if (content.sections.has(all[i])) {
                out.add("<label><input type=\"checkbox\" name=\"severity\" value=\"" + all[i].id() + "\" checked> "
                        + all[i].id() + "</label> ");
            }
        }
        out.add("</fieldset><output aria-live=\"polite\"></output></form>\n");
        content.sections.worstFirst().forEach(this::section);
        if (summary.uncounted() > 0) {
            rest(
                    summary.uncounted(),
                    "more finding is beyond the limit of its file and only counted",
                    "more findings are beyond the limit of their files and only counted");
        }
        out.add("</section>\n");
    }

    private void section(Sections.Section section) {
        boolean named = !section.heading().isEmpty();
        if (named) {
            out.add("<section class=\"group\"><h3>").add(Markup.text(section.heading()));
            out.add(" <span class=\"count\">"
                            + Markup.text(String.join(", ", TextSummary.severities(section.counts()))))
                    .add("</span></h3>\n");
        }
        section.folded()
                .findings()
                .forEach((severity, groups) ->
                        groups.values().forEach(group -> group(severity, group, named ? "h4" : "h3")));
        out.add(named ? "</section>\n" : "");
    }

    /** @param heading the element of the rule's title, one below that of what the rule stands under */
    private void group(Severity severity, Folded.Group group, String heading) {
        List<Folded.Variant> variants = group.variants();
        Finding first = variants.getFirst().example();
        out.add("<article class=\"rule " + severity.id() + "\" data-severity=\"" + severity.id() + "\">\n<" + heading
                + "><span class=\"badge\">" + severity.id() + "</span> ");
        out.add(Markup.text(group.title()))
                .add(" <code>")
                .add(Markup.text(first.ruleId()))
                .add("</code>");
        if (group.count > 1) {
            out.add(" <span class=\"count\">" + Amounts.count(group.count) + "</span>");
        }
        out.add("</" + heading + ">\n");
        for (Folded.Variant variant : variants) {
            Finding example = variant.example();
            out.add("<div class=\"item\"><p>")
                    .add(Markup.text(example.message()))
                    .add("</p>\n");
            places(variant.places());
            if (!example.evidence().isEmpty()) {
                out.add("<dl>");
                example.evidence()
                        .forEach((key, value) -> out.add("<dt>")
                                .add(Markup.text(key))
                                .add("</dt><dd>")
                                .add(Markup.text(LongLists.cut(value)))
                                .add("</dd>"));
                out.add("</dl>\n");
            }
            out.add("</div>\n");
        }
        rest(group.unlisted, "more finding of this rule is not shown", "more findings of this rule are not shown");
        out.add("<p class=\"remedy\">").add(Markup.text(first.remedy())).add("</p>\n");
        if (!first.references().isEmpty()) {
            out.add("<ul class=\"references\">");
            first.references().forEach(this::reference);
            out.add("</ul>\n");
        }
        out.add("</article>\n");
    }

    private void reference(String address) {
        String text = Markup.text(address);
        out.add(
                address.startsWith("https://")
                        ? "<li><a href=\"" + text + "\" rel=\"noreferrer noopener\">" + text + "</a></li>"
                        : "<li>" + text + "</li>");
    }

    private void places(Folded.Places places) {
        out.add("<ul class=\"places\">");
        for (Location at : places.first) {
            out.add("<li><code>").add(Markup.text(at.toString())).add("</code></li>");
        }
        if (places.unlisted() > 0) {
            out.add("<li class=\"rest\">and " + Amounts.count(places.unlisted(), "more place", "more places")
                    + "</li>");
        }
        out.add("</ul>\n");
    }

    private void rest(long count, String one, String many) {
        if (count > 0) {
            out.add("<p class=\"rest\">" + Amounts.count(count, one, many) + "</p>\n");
        }
    }

    private void gaps() {
        if (summary.gaps() == 0) {
            return;
        }
        out.add("<section id=\"gaps\" aria-labelledby=\"gaps-h\"><h2 id=\"gaps-h\">Not judged</h2>\n<p>"
                + Amounts.count(summary.gaps(), "gap", "gaps") + ": a loader could read what Assay did not.</p>\n");
        content.folded.gaps().forEach((kind, reasons) -> {
            reasons.forEach((reason, missed) -> {
                out.add("<article class=\"gap\"><h3><span class=\"badge\">" + kind.id() + "</span> ");
                out.add(Markup.text(reason));
                if (missed.bytesUnread > 0) {
                    out.add(" <span class=\"count\">" + Amounts.bytes(missed.bytesUnread) + " unread</span>");
                }
                out.add("</h3>\n");
                places(missed.places);
                out.add("</article>\n");
            });
            rest(
                    content.folded.unlisted(kind),
                    "more gap (" + kind.id() + ") for another reason is not shown",
                    "more gaps (" + kind.id() + ") for other reasons are not shown");
        });
        out.add("</section>\n");
    }

    private void suppressed() {
        if (summary.suppressed() == 0) {
            return;
        }
        out.add("<section id=\"suppressed\" aria-labelledby=\"suppressed-h\"><h2"
                + " id=\"suppressed-h\">Suppressed</h2>\n");
        out.add("<div class=\"wide\"><table><thead><tr><th scope=\"col\">What</th><th scope=\"col\">Where</th>"
                + "<th scope=\"col\">By</th></tr></thead><tbody>\n");
        for (Suppressed each : content.suppressed) {
            out.add("<tr><td><code>").add(Markup.text(each.what())).add("</code></td><td><code>");
            out.add(Markup.text(each.location().toString()))
                    .add("</code></td><td>")
                    .add(Markup.text(each.by()));
            out.add("</td></tr>\n");
        }
        out.add("</tbody></table></div>\n");
        rest(summary.suppressed() - content.suppressed.size(), "more is not shown", "more are not shown");
        out.add("</section>\n");
    }

    private void programs() {
        if (content.programCount == 0) {
            return;
        }
        out.add("<section id=\"programs\" aria-labelledby=\"programs-h\"><h2 id=\"programs-h\">Programs</h2>\n");
        for (Explained program : content.programs) {
            out.add("<details><summary><code>")
                    .add(Markup.text(program.location().toString()));
            out.add("</code></summary><pre>");
            List<dev.assay.engine.fact.Program.Line> lines = program.lines();
            for (var line : lines.subList(0, Math.min(lines.size(), MOST_LINES_OF_PROGRAM))) {
                out.add(Markup.text(line.text())).add("\n");
            }
            out.add("</pre>");
            rest(lines.size() - (long) MOST_LINES_OF_PROGRAM, "more line is not shown", "more lines are not shown");
            out.add("</details>\n");
        }
        rest(
                content.programCount - content.programs.size(),
                "more program is not shown",
                "more programs are not shown");
        out.add("</section>\n");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(HtmlPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a policy names what it allows (CSP 3, 2.3.1). */
    private static String digest(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
