package dev.assay.detectors.indicator.workflow;

import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.report.Location;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Actions and workflows of others that are taken by a tag or a branch, which their owner, or who takes the owner's place, can move: one finding a
 * workflow. Those of GitHub itself are left out, since it runs the workflow anyway. And rights for everything, where strangers start it.
 */
final class PinJudge {
    private static final int SHA1_DIGITS = 40;
    private static final int MOST_SHOWN = 6;

    private PinJudge() {}

    static void judge(Workflow workflow, Claims out) {
        Set<String> moving = new TreeSet<>();
        Location first = null;
        for (Job job : workflow.jobs()) {
            if (isMoving(job.uses()) && moving.add(job.uses()) && first == null) {
                first = out.place().at(job.offsetBytes(), job.line(), 0);
            }
            for (Step step : job.steps()) {
                if (isMoving(step.uses()) && moving.add(step.uses()) && first == null) {
                    first = out.place().at(step.offsetBytes(), step.line(), 0);
                }
            }
        }
        if (first != null) {
            String listed = String.join(", ", moving.stream().limit(MOST_SHOWN).toList());
            int more = moving.size() - MOST_SHOWN;
            out.add(
                    "indicator/workflow-unpinned-action",
                    out.severity("indicator/workflow-unpinned-action"),
                    first,
                    "",
                    Map.of("actions", more > 0 ? listed + " and " + more + " more" : listed));
        }
        boolean isOpen = workflow.triggers().stream().anyMatch(each -> Untrusted.isPrivileged(each.event()));
        for (Job job : workflow.jobs()) {
            if (isOpen && job.permissions().equals("write-all")) {
                out.add(
                        "indicator/workflow-write-all",
                        out.severity("indicator/workflow-write-all"),
                        out.place().at(job.offsetBytes(), job.line(), 0),
                        job.id(),
                        Map.of("job", job.id()));
            }
        }
    }

    private static boolean isMoving(String uses) {
        int at = uses.lastIndexOf('@');
        boolean isOthers = !uses.startsWith("./")
                && !uses.startsWith("docker://")
                && !uses.startsWith("actions/")
                && !uses.startsWith("github/");
        return at > 0
                && isOthers
                && uses.indexOf('/') > 0
                && uses.indexOf("${{") < 0
                && !isCommit(uses.substring(at + 1));
    }

    private static boolean isCommit(String ref) {
        return ref.length() == SHA1_DIGITS
                && ref.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F');
    }
}
