package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.command.CommandJudge;
import dev.assay.detectors.indicator.command.Trait;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the programs of the steps of a job do, whoever started them; what one step leaves in a file, a later one may run or send. */
final class StepCommands {
    private static final int MOST_SHOWN = 120;

    /** More paths nobody lists for one upload. */
    private static final int MOST_PATHS = 200;

    /** What may stand for {@code shell} and reads no commands. */
    private static final Set<String> INTERPRETERS =
            Set.of("python", "python2", "python3", "node", "perl", "ruby", "php", "bun", "deno");

    private final Claims out;
    private final CommandJudge judge = new CommandJudge();

    private StepCommands(Claims out) {
        this.out = out;
    }

    static void judge(Job job, Claims out) {
        StepCommands commands = new StepCommands(out);
        for (Step step : job.steps()) {
            commands.traits(step).forEach(trait -> commands.report(trait, step));
            if (step.uses().contains("/upload-artifact")) {
                commands.uploaded(step);
            }
        }
    }

    private List<Trait> traits(Step step) {
        String script = script(step);
        if (!script.isEmpty()) {
            return judge.program(script);
        }
        return step.run().isEmpty() ? List.of() : judge.next(step.run(), step.folder(), step.environment());
    }

    /** A program of a step that is in no language of a shell; empty for none. */
    static String script(Step step) {
        if (step.uses().toLowerCase(Locale.ROOT).startsWith("actions/github-script@")) {
            return step.inputs().getOrDefault("script", "");
        }
        String shell = step.shell().strip();
        int end = shell.indexOf(' ');
        String name = end < 0 ? shell : shell.substring(0, end);
        return INTERPRETERS.contains(name.substring(name.lastIndexOf('/') + 1)) ? step.run() : "";
    }

    private void report(Trait trait, Step step) {
        switch (trait.kind()) {
            case RUNS_DOWNLOAD -> report("indicator/workflow-runs-download", Severity.LOW, trait.what(), step);
            case RUNS_DOWNLOAD_FROM_ANYWHERE ->
                report("indicator/workflow-runs-download", Severity.MEDIUM, trait.what(), step);
            case RUNS_DECODED -> report("indicator/workflow-runs-decoded", trait, step);
            case OPENS_SHELL -> report("indicator/workflow-opens-shell", trait, step);
            case SENDS -> {
                boolean isSecret = hasSecrets(step)
                        || step.run().contains("env |")
                        || step.run().contains("printenv");
                report(
                        "indicator/workflow-sends-secrets",
                        isSecret ? Severity.CRITICAL : Severity.MEDIUM,
                        trait.what(),
                        step);
            }
            case SENDS_SECRETS -> report("indicator/workflow-gives-secrets", trait, step);
            case SENDS_SEVERAL -> report("indicator/workflow-gives-secrets", Severity.MEDIUM, trait.what(), step);
            case READS_MEMORY -> report("indicator/workflow-reads-memory", trait, step);
            case HIDES_SECRETS -> report("indicator/workflow-hides-secrets", trait, step);
            case RUNS_HIDDEN, RUNS_TOOL, PERSISTS -> {} // a machine that is thrown away
        }
    }

    private static boolean hasSecrets(Step step) {
        return step.run().contains("secrets.")
                || step.environment().values().stream().anyMatch(each -> each.contains("secrets"));
    }

    /** Whoever may read the repository may fetch what is uploaded; without secrets in the variables there is little in it. */
    private void uploaded(Step step) {
        List<String> paths = Parts.of(step.inputs().getOrDefault("path", ""), '\n');
        for (String path : paths.subList(0, Math.min(paths.size(), MOST_PATHS))) {
            String secret = path.isBlank() ? "" : judge.secretIn(path);
            if (!secret.isEmpty()) {
                Severity severity = hasSecrets(step) ? out.severity("indicator/workflow-gives-secrets") : Severity.LOW;
                report("indicator/workflow-gives-secrets", severity, secret + ", uploaded", step);
                return;
            }
        }
    }

    private void report(String rule, Trait trait, Step step) {
        report(rule, out.severity(rule), trait.what(), step);
    }

    private void report(String rule, Severity severity, String shows, Step step) {
        String what = Printable.of(shows, MOST_SHOWN);
        out.add(
                rule,
                severity,
                out.place().at(step.offsetBytes(), step.line(), 0),
                step.label() + " " + what,
                Map.of("what", what));
    }
}
