package dev.assay.detectors.indicator;

import dev.assay.detectors.indicator.command.CommandWords;
import dev.assay.detectors.indicator.workflow.RunnerLabels;
import dev.assay.engine.fact.AutomaticCommand;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.FileDigest;
import dev.assay.engine.fact.Pipeline;
import dev.assay.engine.fact.RepositoryTrait;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.text.Printable;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What campaigns are known by beside packages: digests of files, names of repositories, branches and machines, commands. They are rows of
 * feeds like any other, under what {@code ecosystems.tsv} has for them.
 */
final class TraitJudge {
    private static final int MOST_SHOWN = 120;

    private final Indicators indicators;
    private final Findings out;

    TraitJudge(Indicators indicators, Findings out) {
        this.indicators = indicators;
        this.out = out;
    }

    void judge(Fact fact) throws IOException {
        switch (fact) {
            case FileDigest digest -> report(digest.algorithm(), digest.hex(), "indicator/known-file", out.place());
            case RepositoryTrait trait -> {
                String rule = switch (trait.kind()) {
                    case NAME, DESCRIPTION -> "indicator/campaign-repository";
                    case BRANCH -> "indicator/campaign-branch";
                    case RUNNER -> "indicator/campaign-runner";
                };
                report(trait.kind().id(), trait.value(), rule, out.place());
            }
            case AutomaticCommand command ->
                commands(command.command(), out.place().at(command.offsetBytes(), command.line(), 0));
            case Workflow workflow -> {
                for (Job job : workflow.jobs()) {
                    judge(job);
                }
            }
            case Pipeline pipeline -> {
                for (Job job : pipeline.jobs()) {
                    judge(job);
                }
            }
            default -> {}
        }
    }

    private void judge(Job job) throws IOException {
        Set<String> labels = new LinkedHashSet<>();
        job.runners().forEach(label -> labels.addAll(RunnerLabels.of(label)));
        for (String label : labels) {
            report(
                    RepositoryTrait.Kind.RUNNER.id(),
                    label,
                    "indicator/campaign-runner",
                    out.place().at(job.offsetBytes(), job.line(), 0));
        }
        for (Step step : job.steps()) {
            commands(step.run(), out.place().at(step.offsetBytes(), step.line(), 0));
        }
    }

    /** Each command of a text by itself; what only prints or searches for one does not run it. */
    private void commands(String text, Location at) throws IOException {
        for (List<String> command : new LinkedHashSet<>(CommandWords.acting(text))) { // hostile ones repeat themselves
            report("command", String.join(" ", command), "indicator/campaign-command", at);
        }
    }

    private void report(String kind, String value, String rule, Location at) throws IOException {
        Optional<Ecosystems.Ecosystem> ecosystem = indicators.ecosystem(kind);
        if (ecosystem.isEmpty()) {
            return;
        }
        List<Indicator> known = indicators.find(ecosystem.get(), value.strip());
        if (!known.isEmpty()) {
            Indicator first = known.getFirst();
            String shown = Printable.of(value.strip(), MOST_SHOWN);
            out.add(
                    rule,
                    first.severity(),
                    at,
                    kind + " " + shown,
                    Map.of(
                            "value",
                            shown,
                            "campaign",
                            first.id(),
                            "summary",
                            first.summary().isEmpty() ? first.id() : first.summary(),
                            "reference",
                            first.reference().isEmpty() ? "the list that names it" : first.reference()));
        }
    }
}
