package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.command.CommandWords;
import dev.assay.detectors.indicator.command.ProgramText;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.report.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All secrets at once: {@code toJSON(secrets)}, or {@code secrets: inherit} for a workflow of another repository. A workflow that also puts
 * them where somebody can fetch them was made for that.
 */
final class SecretsJudge {
    private static final String ALL = "indicator/workflow-all-secrets";
    private static final String DUMP = "indicator/workflow-secrets-dump";

    /** What asks a server, and tells it something only if it is told to. */
    private static final Set<String> CLIENTS =
            Set.of("curl", "wget", "invoke-webrequest", "invoke-restmethod", "iwr", "irm");

    private static final Set<String> SENDERS = Set.of("nc", "ncat", "netcat", "socat");

    /** Options of clients, behind which is what they send; those of PowerShell in lower case. */
    private static final Set<String> DATA = Set.of(
            "-d",
            "--data",
            "--data-raw",
            "--data-binary",
            "--data-ascii",
            "--data-urlencode",
            "--json",
            "-F",
            "--form",
            "--form-string",
            "--post-data",
            "--body-data",
            "-body",
            "-form");

    /** Those behind which is a file. */
    private static final Set<String> FILES = Set.of("-T", "--upload-file", "--post-file", "--body-file", "-infile");

    private SecretsJudge() {}

    static void judge(Job job, Claims out) {
        boolean isInherited = !job.uses().isEmpty()
                && !CalledWorkflowRule.isOwn(job.uses())
                && "inherit".equals(job.inputs().get("secrets.*"));
        if (isInherited || job.inputs().values().stream().anyMatch(SecretsJudge::isAll)) {
            report(ALL, job, out.place().at(job.offsetBytes(), job.line(), 0), out);
            return;
        }
        boolean isKept = job.steps().stream().anyMatch(step -> step.uses().contains("upload-artifact"));
        Location given = null;
        for (Step step : job.steps()) {
            Location at = out.place().at(step.offsetBytes(), step.line(), 0);
            List<String> holders = holders(step);
            String script = StepCommands.script(step);
            boolean isGiven = isAll(step.run())
                    || !holders.isEmpty()
                    || step.inputs().values().stream().anyMatch(SecretsJudge::isAll);
            if (isGiven && (script.isEmpty() ? isDump(step, holders, isKept) : sends(script, holders))) {
                report(DUMP, job, at, out);
                return;
            }
            given = isGiven && given == null ? at : given;
        }
        if (given != null) {
            report(ALL, job, given, out);
        }
    }

    /** The variables with all secrets, in lower case. */
    private static List<String> holders(Step step) {
        List<String> holders = new ArrayList<>(0);
        step.environment().forEach((name, value) -> {
            if (isAll(value)) {
                holders.add(name.toLowerCase(Locale.ROOT));
            }
        });
        return holders;
    }

    /** Whether a program of JavaScript or Python hands all of them to a call that sends. */
    private static boolean sends(String program, List<String> holders) {
        List<String> sources = new ArrayList<>(
                Expression.texts(program).stream().filter(SecretsJudge::isAll).toList());
        for (String name : holders) {
            sources.addAll(
                    List.of("process.env." + name, "process.env['" + name + "']", "process.env[\"" + name + "\"]"));
            sources.addAll(List.of(
                    "os.environ['" + name + "']",
                    "os.environ[\"" + name + "\"]",
                    "env['" + name + "']",
                    "env[\"" + name + "\"]"));
            sources.addAll(List.of(
                    "getenv('" + name + "'",
                    "getenv(\"" + name + "\"",
                    "environ.get('" + name + "'",
                    "environ.get(\"" + name + "\""));
        }
        return ProgramText.sends(program, sources);
    }

    private static boolean isAll(String text) {
        List<String> paths = Untrusted.flowing(text, Map.of());
        return paths.contains("secrets" + Expression.WHOLE) || paths.contains("secrets.*");
    }

    private static boolean isDump(Step step, List<String> holders, boolean isKept) {
        for (List<String> command : CommandWords.of(step.run())) {
            String name = command.getFirst().toLowerCase(Locale.ROOT);
            String program = name.substring(name.lastIndexOf('/') + 1);
            boolean isSent = SENDERS.contains(program)
                    || CLIENTS.contains(program) && sends(command, holders)
                    || program.equals("base64") && isEncoding(command);
            if (isSent || isKept && isWritten(command)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a client hands over what is not written down in the command, or what holds the secrets. */
    private static boolean sends(List<String> command, List<String> holders) {
        for (int i = 1; i < command.size(); i++) {
            String word = command.get(i);
            int equals = word.startsWith("--") ? word.indexOf('=') : -1;
            String option = option(equals < 0 ? word : word.substring(0, equals));
            String next = i + 1 < command.size() ? command.get(i + 1) : "";
            String data = equals < 0 ? next : word.substring(equals + 1);
            boolean isData = DATA.contains(option) && (data.indexOf('$') >= 0 || data.indexOf('@') >= 0);
            boolean isGlued = word.startsWith("-d$") || word.startsWith("-d@");
            boolean isFile = FILES.contains(option) && !data.isEmpty();
            if (isData || isGlued || isFile || isHeld(word, holders)) {
                return true;
            }
        }
        return false;
    }

    /** As the tables have it: of several letters behind one dash, as in {@code -sSd}, the last one; words of PowerShell in lower case. */
    private static String option(String word) {
        if (word.length() < 3 || word.charAt(0) != '-' || word.charAt(1) == '-') {
            return word;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return DATA.contains(lower) || FILES.contains(lower) ? lower : "-" + word.charAt(word.length() - 1);
    }

    /** Whether a word has the secrets themselves, or a variable with them. */
    private static boolean isHeld(String word, List<String> holders) {
        if (isAll(word)) {
            return true;
        }
        String lower = word.toLowerCase(Locale.ROOT);
        for (String holder : holders) {
            for (int at = lower.indexOf(holder); at >= 0; at = lower.indexOf(holder, at + 1)) {
                int end = at + holder.length();
                boolean begins = at > 0 && "${:".indexOf(lower.charAt(at - 1)) >= 0;
                boolean ends = end == lower.length()
                        || lower.charAt(end) != '_' && !Character.isLetterOrDigit(lower.charAt(end));
                if (begins && ends) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isEncoding(List<String> command) {
        return command.stream()
                .noneMatch(word ->
                        word.equals("-d") || word.equals("-D") || word.equals("-di") || word.equals("--decode"));
    }

    /** Whether what it prints goes to a file of its own. */
    private static boolean isWritten(List<String> command) {
        for (int i = 0; i < command.size(); i++) {
            String word = command.get(i);
            int sign = word.indexOf('>');
            boolean isText = sign > 0 && (word.indexOf(' ') >= 0 || "-=2".indexOf(word.charAt(sign - 1)) >= 0);
            if (sign >= 0 && !isText) {
                String behind = word.substring(sign).replace(">", "");
                String file = behind.isEmpty() && i + 1 < command.size() ? command.get(i + 1) : behind;
                if (!file.isEmpty()
                        && !file.startsWith("&")
                        && !file.startsWith("/dev/")
                        && !file.contains("GITHUB_")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void report(String rule, Job job, Location at, Claims out) {
        out.add(rule, out.severity(rule), at, job.id(), Map.of("job", job.id()));
    }
}
