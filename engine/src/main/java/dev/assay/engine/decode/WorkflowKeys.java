package dev.assay.engine.decode;

import java.util.Set;

/**
 * Whether YAML may be a workflow or an action of GitHub, by its keys: the folder that it lies in is not always known. GitHub takes no
 * other keys at the top, so a head that shows only such ones may go on as one, behind however much of comments and values.
 *
 * @see <a href="https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax">Workflow syntax</a>
 */
public final class WorkflowKeys {
    private static final String FOLDER = "/.github/workflows/";
    private static final Set<String> NEEDED = Set.of("on", "jobs");
    private static final Set<String> WORKFLOW =
            Set.of("name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs");
    private static final Set<String> ACTION =
            Set.of("name", "author", "description", "inputs", "outputs", "runs", "branding");

    private WorkflowKeys() {}

    /** Whether it may be a workflow. */
    public static boolean isWorkflow(Head head) {
        TopKeys keys = TopKeys.of(head);
        return keys.mayHave(NEEDED) || keys.mayGoOn(WORKFLOW);
    }

    /** Whether it says when it runs, where GitHub looks for workflows, and has keys of one only, but nothing that would run. */
    public static boolean isWithoutJobs(Head head) {
        TopKeys keys = TopKeys.of(head);
        return ("/" + head.path()).contains(FOLDER) && keys.mayHave(Set.of("on")) && keys.hasOnly(WORKFLOW);
    }

    /** Whether it may be an action. */
    public static boolean isAction(Head head) {
        TopKeys keys = TopKeys.of(head);
        return keys.mayHave(Set.of("runs")) || keys.mayGoOn(ACTION);
    }
}
