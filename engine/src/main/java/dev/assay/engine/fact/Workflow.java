package dev.assay.engine.fact;

import java.util.List;
import java.util.SortedMap;

/**
 * A workflow of GitHub Actions, or an action that is made of steps: what starts it and what its jobs do, as it is written. Expressions are
 * not evaluated.
 *
 * @param name as it is shown; empty if it has none
 * @param triggers what starts it; none of an action
 * @param jobs those of a workflow; of an action one without an id
 */
public record Workflow(String name, List<Trigger> triggers, List<Job> jobs, long offsetBytes) implements Fact {
    public Workflow {
        triggers = List.copyOf(triggers);
        jobs = List.copyOf(jobs);
    }

    /**
     * An event that starts it.
     *
     * @param types which of its activities do; empty for those that do by default
     */
    public record Trigger(String event, List<String> types) {
        public Trigger {
            types = List.copyOf(types);
        }
    }

    /**
     * A job.
     *
     * @param needs the jobs that it waits for, which are not skipped and do not fail unless its condition says otherwise
     * @param condition what {@code if} has; empty for none
     * @param runners the labels of the machine that it runs on, also those that the job's matrix has for them
     * @param permissions of its token, its own or those of the workflow: {@code contents: write, id-token: write}, {@code read-all},
     *     {@code write-all}, {@code none}; empty where the settings of the repository decide
     * @param environment the name of the one it deploys to, which may ask somebody first; empty for none
     * @param uses the workflow that it calls; empty for none
     * @param inputs what that workflow is given, its secrets under names that begin with {@code secrets.}
     */
    public record Job(
            String id,
            List<String> needs,
            String condition,
            List<String> runners,
            String permissions,
            String environment,
            String uses,
            SortedMap<String, String> inputs,
            List<Step> steps,
            long offsetBytes,
            int line) {
        public Job {
            needs = List.copyOf(needs);
            runners = List.copyOf(runners);
            steps = List.copyOf(steps);
        }
    }

    /**
     * A step of a job.
     *
     * @param label its name, or its id where it has none
     * @param uses the action that it calls; empty for none
     * @param run the text that it runs; empty for none
     * @param shell what runs the text; empty where nothing says so
     * @param folder where it runs; empty for the workspace
     * @param inputs what {@code with} gives the action, under names in lower case
     * @param environment variables that it sees, those of the job and the workflow included
     */
    public record Step(
            String label,
            String condition,
            String uses,
            String run,
            String shell,
            String folder,
            SortedMap<String, String> inputs,
            SortedMap<String, String> environment,
            long offsetBytes,
            int line) {}
}
