package dev.assay.engine.fact;

import java.util.List;

/**
 * What a service other than GitHub runs whenever a repository changes, as GitLab, CircleCI or Azure do, or what builds an image: its jobs, or
 * the stages, with their commands, as they are written. Nothing of it is GitHub's: no expressions, no actions, no rights of a token.
 *
 * @param jobs in the order of the file; of a job the id, the machine's labels and the steps are known, of a step the text that it runs
 */
public record Pipeline(List<Workflow.Job> jobs, long offsetBytes) implements Fact {
    public Pipeline {
        jobs = List.copyOf(jobs);
    }
}
