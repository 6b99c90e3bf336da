package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.command.CommandWords;
import dev.assay.detectors.indicator.workflow.Scenario.Reach;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.fact.Workflow.Trigger;
import dev.assay.engine.report.Severity;
import dev.assay.engine.text.Printable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a run of a stranger left, fetched by a workflow that begins when that run ends, with the repository's rights, and run: a stranger may
 * have put anything into it. Whether the other workflow runs for strangers is in no file that is judged here.
 */
final class ArtifactJudge {
    private static final String RULE = "indicator/workflow-runs-artifact";
    private static final int MOST_SHOWN = 80;

    private final Workflow workflow;
    private final Job job;
    private final Conditions conditions;
    private final Claims out;

    /** Where artifacts lie; empty for the workspace. */
    private final Set<String> folders = new TreeSet<>();

    private boolean isCheckedOut;

    ArtifactJudge(Workflow workflow, Job job, Conditions conditions, Claims out) {
        this.workflow = workflow;
        this.job = job;
        this.conditions = conditions;
        this.out = out;
    }

    void judge() {
        for (Trigger trigger : workflow.triggers()) {
            if (trigger.event().equals("workflow_run")) {
                judge(trigger);
                return;
            }
        }
    }

    private void judge(Trigger trigger) {
        for (Step step : job.steps()) {
            Reach reach = conditions.into(job, step.condition(), trigger);
            if (reach == Reach.NONE) {
                continue;
            }
            String action = step.uses().toLowerCase(Locale.ROOT);
            isCheckedOut |= action.contains("/checkout@");
            String folder = fetched(action, step);
            if (folder != null) {
                folders.add(HeadCheckout.plain(folder));
            }
            String run = step.run().isEmpty() ? "" : run(step, reach);
            if (!run.isEmpty()) {
                report(step, reach, run);
                return;
            }
        }
    }

    /** Where an action puts an artifact of another run; null for nowhere. */
    private static @Nullable String fetched(String action, Step step) {
        boolean isOther =
                action.startsWith("actions/download-artifact") && step.inputs().containsKey("run-id");
        boolean isFetched = isOther || action.contains("/action-download-artifact");
        boolean isScript = action.startsWith("actions/github-script")
                && step.inputs().getOrDefault("script", "").contains("downloadArtifact");
        return isFetched ? step.inputs().getOrDefault("path", "") : isScript ? "" : null;
    }

    /** What a step runs out of those folders; empty for nothing. */
    private String run(Step step, Reach reach) {
        String at = HeadCheckout.plain(step.folder());
        for (List<String> command : CommandWords.of(step.run())) {
            String text = String.join(" ", command);
            if (text.startsWith("gh run download")) {
                int option = Math.max(command.indexOf("-D"), command.indexOf("--dir"));
                boolean isNamed = option > 0 && option + 1 < command.size();
                folders.add(HeadCheckout.plain(isNamed ? command.get(option + 1) : at));
            } else if (command.getFirst().equals("cd") && command.size() > 1) {
                at = below(at, command.get(1));
            } else if (isOfArtifact(command, at)) {
                return text;
            }
            String file = EnvironmentFileJudge.file(command);
            if (!file.isEmpty() && isRead(text)) {
                reportVariable(step, reach, file);
            }
        }
        return "";
    }

    private boolean isOfArtifact(List<String> command, String at) {
        String file = Runners.file(command);
        String path = file.isEmpty() ? "" : below(at, file);
        for (String folder : folders) {
            boolean isFile = !path.isEmpty() && (folder.isEmpty() || path.startsWith(folder + "/"));
            boolean isThere = folder.isEmpty() ? !isCheckedOut : at.equals(folder) || at.startsWith(folder + "/");
            if (isFile || isThere && Runners.runs(command)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a text reads a file of an artifact, which may have any lines. */
    private boolean isRead(String text) {
        int cat = text.indexOf("cat ");
        return cat >= 0
                && folders.stream()
                        .anyMatch(folder -> folder.isEmpty() ? !isCheckedOut : text.indexOf(folder + "/", cat) >= 0);
    }

    private void reportVariable(Step step, Reach reach, String file) {
        String rule = EnvironmentFileJudge.RULE;
        out.add(
                rule,
                reach == Reach.FREE ? Severity.MEDIUM : Severity.LOW,
                out.place().at(step.offsetBytes(), step.line(), 0),
                job.id() + " " + step.label() + " artifact",
                Map.of("context", "an artifact of another run", "event", "workflow_run", "file", file));
    }

    private static String below(String folder, String path) {
        String plain = HeadCheckout.plain(path);
        return folder.isEmpty() || plain.startsWith("/") ? plain : plain.isEmpty() ? folder : folder + "/" + plain;
    }

    /** Where the workspace has both a checkout and artifacts, a file of either may be meant. */
    private void report(Step step, Reach reach, String run) {
        boolean isDoubtful = reach != Reach.FREE || isCheckedOut && folders.contains("");
        out.add(
                RULE,
                isDoubtful ? Severity.LOW : out.severity(RULE),
                out.place().at(step.offsetBytes(), step.line(), 0),
                job.id(),
                Map.of("job", job.id(), "runs", Printable.of(run, MOST_SHOWN)));
    }
}
