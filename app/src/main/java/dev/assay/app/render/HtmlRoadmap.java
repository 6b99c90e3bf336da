package dev.assay.app.render;

import dev.assay.detectors.crypto.CryptoSummary;
import dev.assay.detectors.crypto.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is to be replaced, in which order, by when: a chart and a table of a page. */
final class HtmlRoadmap {
    private static final int MOST_ALGORITHMS = 12;

    private final Lines out;
    private final CryptoSummary summary;

    HtmlRoadmap(Lines out, CryptoSummary summary) {
        this.out = out;
        this.summary = summary;
    }

    /** Uses by the day on which a regime ends them, nearest first; nothing without a regime. */
    void chart() {
        Map<String, List<BarChart.Part>> days = new TreeMap<>();
        for (CryptoSummary.Due due : summary.deadlines()) {
            String name = due.deadline().from() + " " + due.deadline().regime().id();
            days.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(new BarChart.Part(
                            due.deadline().isSoon() ? "q-broken" : "q-weakened",
                            "uses " + due.deadline().verdict() + ", "
                                    + due.deadline().clause(),
                            due.uses()));
        }
        List<BarChart.Bar> bars = new ArrayList<>();
        days.forEach((name, parts) -> bars.add(new BarChart.Bar(name, parts)));
        BarChart.write(out, "by-deadline", "Cryptography by deadline", bars, "");
    }

    void write() {
        List<CryptoSummary.Wave> waves = summary.roadmap();
        if (waves.isEmpty()) {
            return;
        }
        CryptoSummary.Readiness readiness = summary.readiness();
        out.add("<section id=\"roadmap\" aria-labelledby=\"roadmap-h\"><h2 id=\"roadmap-h\">Roadmap</h2>\n<p>");
        out.add(Markup.text(
                readiness.quantumSafePercent() + " % of the uses whose strength is known are safe from a quantum"
                        + " computer; " + readiness.agilePercent()
                        + " % are not written in a program; highest score for recording now"
                        + " and reading later: " + readiness.harvest() + " of 100."));
        out.add("</p>\n<div class=\"wide\"><table><thead><tr><th scope=\"col\">Wave</th><th scope=\"col\">Replace</th>"
                + "<th scope=\"col\">By</th><th scope=\"col\">Uses</th><th scope=\"col\">Effort</th>"
                + "<th scope=\"col\">Weeks</th><th scope=\"col\">Due</th></tr></thead><tbody>\n");
        for (CryptoSummary.Wave wave : waves) {
            wave.steps().forEach(step -> row(wave, step));
        }
        out.add("</tbody></table></div>\n</section>\n");
    }

    private static String due(@Nullable Deadline due) {
        return due == null ? "" : due.from() + " " + due.regime().id();
    }

    private void row(CryptoSummary.Wave wave, CryptoSummary.Step step) {
        List<String> algorithms = step.algorithms();
        String named = String.join(", ", algorithms.subList(0, Math.min(MOST_ALGORITHMS, algorithms.size())));
        int more = algorithms.size() - MOST_ALGORITHMS;
        String hybrid = step.replacement().hybrid();
        out.add("<tr><th scope=\"row\">").add(Markup.text(wave.number() + ". " + wave.title()));
        out.add("</th><td>").add(Markup.text(named + (more > 0 ? " and " + more + " more" : "")));
        out.add("</td><td>")
                .add(Markup.text(step.replacement().to() + (hybrid.isEmpty() ? "" : "; until then " + hybrid)));
        out.add("</td><td class=\"n\">" + Amounts.count(step.uses()) + "</td><td>"
                        + step.replacement().effort().word() + "</td><td class=\"n\">" + step.weeks()
                        + "</td><td>")
                .add(Markup.text(due(step.due())))
                .add("</td></tr>\n");
    }
}
