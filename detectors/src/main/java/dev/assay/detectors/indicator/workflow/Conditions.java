package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.workflow.Scenario.Reach;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Trigger;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The conditions of one workflow, each read once and judged once for each event: a condition of a job is asked about with each of its
 * steps, and both may be long and many. Holds a bounded number of characters; what is beyond is read again. Belongs to one thread.
 */
final class Conditions {
    private static final Set<String> BY_MEMBERS = Set.of(
            "labeled", "unlabeled", "assigned", "unassigned", "milestoned", "review_requested", "locked", "pinned");

    private static final int MOST_CHARACTERS = 4 << 20;

    /** An event, with a member's consent and without. */
    private record Pair(Scenario withConsent, Scenario free) {}

    private final Workflow workflow;
    private final IdentityHashMap<Trigger, Pair> scenarios = new IdentityHashMap<>();
    private final Map<String, Expression> parsed = new HashMap<>();
    private int characters;

    Conditions(Workflow workflow) {
        this.workflow = workflow;
    }

    /**
     * How far a stranger gets into a step of a job, with an event.
     *
     * @param stepCondition empty for none
     */
    Reach into(Job job, String stepCondition, Trigger trigger) {
        Pair pair = scenarios.computeIfAbsent(
                trigger,
                event -> new Pair(
                        new Scenario(workflow, event, true, this), new Scenario(workflow, event, false, this)));
        if (!pair.withConsent().isReached(job, stepCondition)) {
            return Reach.NONE;
        }
        boolean onlyMembers = !trigger.types().isEmpty() && BY_MEMBERS.containsAll(trigger.types());
        return !onlyMembers && pair.free().isReached(job, stepCondition) ? Reach.FREE : Reach.WITH_CONSENT;
    }

    Expression parsed(String condition) {
        Expression known = parsed.get(condition);
        if (known != null) {
            return known;
        }
        Expression read = Expression.condition(condition);
        if (isKept(condition)) {
            parsed.put(condition, read);
        }
        return read;
    }

    /** Whether there is room for what is found out of a condition. */
    boolean isKept(String condition) {
        boolean fits = condition.length() <= MOST_CHARACTERS - characters;
        characters += fits ? condition.length() + 1 : 0;
        return fits;
    }
}
