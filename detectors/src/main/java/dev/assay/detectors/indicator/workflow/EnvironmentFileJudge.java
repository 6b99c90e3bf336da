package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.command.CommandWords;
import dev.assay.detectors.indicator.workflow.InjectionJudge.Worst;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.report.Severity;
import java.util.List;
import java.util.Map;

/**
 * What a stranger wrote, put into the file of variables or of folders with programs that all later steps have. A variable in quotes keeps
 * it out of the program, but not from there: a second line sets another variable, such as {@code BASH_ENV}, and one line is a folder.
 */
final class EnvironmentFileJudge {
    static final String RULE = "indicator/workflow-untrusted-variable";
    static final String VARIABLES = "GITHUB_ENV";
    private static final String FOLDERS = "GITHUB_PATH";

    /** How contexts end that hold several lines. */
    private static final List<String> SEVERAL_LINES = List.of(".body", ".message", ".from", Expression.WHOLE);

    private final Job job;
    private final InjectionJudge injections;
    private final Claims out;

    EnvironmentFileJudge(Job job, InjectionJudge injections, Claims out) {
        this.job = job;
        this.injections = injections;
        this.out = out;
    }

    void judge() {
        for (Step step : job.steps()) {
            boolean isFolder = step.run().contains(FOLDERS);
            boolean isMarked =
                    step.run().contains("<<$") || step.run().contains("<<\"$"); // ends where nobody can guess
            if ((isFolder || step.run().contains(VARIABLES)) && !isMarked) {
                judge(step);
            }
        }
    }

    /** First as it is written; then by way of variables that commands set, which may have taken the harm out of it. */
    private void judge(Step step) {
        List<List<String>> commands = CommandWords.of(step.run());
        Variables variables = new Variables(step.environment());
        if (!judge(step, variables, commands, false)) {
            variables.set(CommandWords.assigned(step.run()));
            judge(step, variables, commands, true);
        }
    }

    private boolean judge(Step step, Variables variables, List<List<String>> commands, boolean isDoubtful) {
        for (int i = 0; i < commands.size(); i++) {
            String file = file(commands.get(i));
            List<List<String>> written = file.isEmpty() ? List.of() : commands.subList(first(commands, i), i + 1);
            if (judge(step, variables, file, written, isDoubtful)) {
                return true;
            }
        }
        return false;
    }

    /** Where the commands begin whose words one writes: what {@code tee} reads is written, and of a list what that holds. */
    static int first(List<List<String>> commands, int at) {
        int first = at > 0 && commands.get(at).getFirst().equals("tee") ? at - 1 : at;
        int open = commands.get(at).getFirst().equals("}") ? 1 : 0;
        while (open > 0 && first > 0) {
            first--;
            String name = commands.get(first).getFirst();
            open += name.equals("}") ? 1 : name.equals("{") ? -1 : 0;
        }
        return first;
    }

    /** Which of the two a command writes to; empty for neither. */
    static String file(List<String> command) {
        for (int i = 0; i < command.size(); i++) {
            String word = command.get(i);
            boolean isTo = word.startsWith(">") || i > 0 && command.get(i - 1).endsWith(">") || command.contains("tee");
            if (isTo && (word.contains(VARIABLES) || word.contains(FOLDERS))) {
                return word.contains(FOLDERS) ? FOLDERS : VARIABLES;
            }
        }
        return "";
    }

    private boolean judge(
            Step step, Variables variables, String file, List<List<String>> commands, boolean isDoubtful) {
        for (List<String> command : commands) {
            for (String path : variables.flowing(String.join(" ", command))) {
                Worst worst = injections.worst(step.condition(), path);
                boolean isSure = !isDoubtful
                        && (file.equals(FOLDERS) || SEVERAL_LINES.stream().anyMatch(path::endsWith));
                if (worst.severity() != Severity.INFO) {
                    out.add(
                            RULE,
                            isSure ? worst.severity() : Severity.LOW,
                            out.place().at(step.offsetBytes(), step.line(), 0),
                            job.id() + " " + step.label() + " " + path,
                            Map.of("context", path, "event", worst.event(), "file", file));
                    return true;
                }
            }
        }
        return false;
    }
}
