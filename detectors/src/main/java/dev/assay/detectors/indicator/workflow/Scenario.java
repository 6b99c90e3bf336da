package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.workflow.Expression.Call;
import dev.assay.detectors.indicator.workflow.Expression.Chain;
import dev.assay.detectors.indicator.workflow.Expression.Comparison;
import dev.assay.detectors.indicator.workflow.Expression.Literal;
import dev.assay.detectors.indicator.workflow.Expression.Not;
import dev.assay.detectors.indicator.workflow.Expression.Reference;
import dev.assay.detectors.indicator.workflow.Expression.Unknown;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Trigger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What happens if a stranger sets off an event: somebody with a fork and without rights. Conditions are judged for that, in three values:
 * what nobody can tell may be so. A stranger is never a member, never sets a label, and the name of the fork is never that of the
 * repository. Belongs to one thread.
 */
final class Scenario {
    /** How far a stranger gets. */
    enum Reach {
        /** Conditions keep the stranger out. */
        NONE,
        /** Somebody with rights has to do something first: set a label, comment, approve, merge. */
        WITH_CONSENT,
        /** Nothing stands in the way, as far as it can be told. */
        FREE
    }

    private enum Truth {
        NO,
        MAYBE,
        YES;

        Truth not() {
            return this == NO ? YES : this == YES ? NO : MAYBE;
        }

        Truth and(Truth other) {
            return this == NO || other == NO ? NO : this == YES && other == YES ? YES : MAYBE;
        }

        Truth or(Truth other) {
            return not().and(other.not()).not();
        }
    }

    /** What a fork is called; no repository has this name. */
    private static final String FORK = "\u0000fork";

    private static final String OWN = "\u0000own";
    /** How paths end of the name of the repository or its owner, in lower case. */
    private static final List<String> OWNS = List.of(
            "github.repository",
            "github.repository_owner",
            "event.repository.full_name",
            "event.repository.owner.login",
            "base.repo.full_name",
            "base.repo.owner.login",
            "workflow_run.repository.full_name",
            "workflow_run.repository.owner.login");

    private static final String STRANGER = "\u0000stranger";

    /** Paths of what says who is there, in lower case, as they end. */
    private static final List<String> WHO = List.of(
            "author_association",
            "actor",
            "user.login",
            "sender.login",
            "owner.login",
            "user.type",
            "sender.type",
            "actor_id",
            "user.id");

    private final Workflow workflow;
    private final Trigger trigger;
    private final boolean withConsent;
    private final Conditions conditions;
    private final Map<String, Boolean> may = new HashMap<>();
    private final IdentityHashMap<Job, Boolean> reached = new IdentityHashMap<>();

    Scenario(Workflow workflow, Trigger trigger, boolean withConsent, Conditions conditions) {
        this.conditions = conditions;
        this.workflow = workflow;
        this.trigger = trigger;
        this.withConsent = withConsent;
    }

    /** Whether a step of a job may be reached. */
    boolean isReached(Job job, String stepCondition) {
        return reached.computeIfAbsent(job, each -> isReached(each, new HashSet<>())) && may(stepCondition);
    }

    private boolean isReached(Job job, Set<String> seen) {
        if (!job.environment().isEmpty() && !withConsent) {
            return false; // an environment may ask somebody first
        }
        return may(job.condition()) && needed(job, seen);
    }

    /** A job is skipped with those that it needs, unless it says that it always runs. */
    private boolean needed(Job job, Set<String> seen) {
        if (job.condition().contains("always()") || !seen.add(job.id())) {
            return true;
        }
        for (Job other : workflow.jobs()) {
            if (job.needs().contains(other.id()) && !isReached(other, seen)) {
                return false;
            }
        }
        return true;
    }

    private boolean may(String condition) {
        if (condition.isBlank()) {
            return true;
        }
        Boolean known = may.get(condition);
        if (known != null) {
            return known;
        }
        boolean is = truth(conditions.parsed(condition)) != Truth.NO;
        if (conditions.isKept(condition)) {
            may.put(condition, is);
        }
        return is;
    }

    private Truth truth(Expression expression) {
        return switch (expression) {
            case Literal literal -> truth(literal.text());
            case Reference reference -> {
                String value = value(reference.path());
                yield value == null ? Truth.MAYBE : truth(value);
            }
            case Not not -> truth(not.of()).not();
            case Chain chain -> {
                Truth all = chain.isAnd() ? Truth.YES : Truth.NO;
                for (Expression term : chain.terms()) {
                    all = chain.isAnd() ? all.and(truth(term)) : all.or(truth(term));
                }
                yield all;
            }
            case Comparison comparison ->
                switch (comparison.operator()) {
                    case "==" -> equal(comparison.left(), comparison.right());
                    case "!=" -> equal(comparison.left(), comparison.right()).not();
                    default -> Truth.MAYBE;
                };
            case Call call -> called(call);
            case Unknown _ -> Truth.MAYBE;
        };
    }

    private static Truth truth(String text) {
        return text.isEmpty() || text.equals("false") || text.equals("0") || text.equals("null") ? Truth.NO : Truth.YES;
    }

    private Truth equal(Expression left, Expression right) {
        String one = valueOf(left);
        String other = valueOf(right);
        boolean isOwn = OWN.equals(one) || OWN.equals(other);
        if (one == null || other == null || isOwn && !FORK.equals(one) && !FORK.equals(other)) {
            return Truth.MAYBE;
        }
        return one.equalsIgnoreCase(other) ? Truth.YES : Truth.NO;
    }

    private Truth called(Call call) {
        return switch (call.name()) {
            case "always", "success" -> Truth.YES;
            case "cancelled" -> Truth.NO;
            case "contains", "startswith", "endswith" -> asked(call);
            case "tojson", "fromjson" ->
                call.arguments().size() == 1 ? truth(call.arguments().getFirst()) : Truth.MAYBE;
            default -> Truth.MAYBE;
        };
    }

    /** A list of members or labels never holds what is the stranger's; lists of events are looked into. */
    private Truth asked(Call call) {
        if (call.arguments().size() != 2) {
            return Truth.MAYBE;
        }
        String one = valueOf(call.arguments().get(0));
        String other = valueOf(call.arguments().get(1));
        if (STRANGER.equals(one) || STRANGER.equals(other) || FORK.equals(one) && other != null) {
            return Truth.NO;
        }
        if (one == null || other == null || one.startsWith("\u0000") || other.startsWith("\u0000")) {
            return Truth.MAYBE;
        }
        boolean isSo = switch (call.name()) {
            case "startswith" -> one.startsWith(other);
            case "endswith" -> one.endsWith(other);
            default -> one.contains(other);
        };
        return isSo ? Truth.YES : Truth.NO;
    }

    private @Nullable String valueOf(Expression expression) {
        return switch (expression) {
            case Literal literal -> literal.text();
            case Reference reference -> value(reference.path());
            case Call call
            when call.name().equals("fromjson") && call.arguments().size() == 1 ->
                valueOf(call.arguments().getFirst());
            case Not _, Chain _, Comparison _ -> {
                Truth truth = truth(expression);
                yield truth == Truth.MAYBE ? null : truth == Truth.YES ? "true" : "false";
            }
            default -> null;
        };
    }

    private @Nullable String value(String path) {
        if (path.equals("github.event_name")) {
            return trigger.event();
        }
        if (OWNS.stream().anyMatch(path::endsWith)) {
            return OWN;
        }
        if (path.endsWith("head.repo.full_name")
                || path.endsWith("head_repository.full_name")
                || path.endsWith("head.repo.owner.login")
                || path.endsWith("head_repository.owner.login")) {
            return FORK;
        }
        if (path.endsWith("head.repo.fork") || path.endsWith("head_repository.fork")) {
            return "true";
        }
        if (path.equals("github.event.workflow_run.event")) {
            return trigger.event().equals("workflow_run") ? "pull_request" : null;
        }
        if (path.equals("github.event.issue.pull_request")) {
            return trigger.event().equals("issue_comment") ? null : "";
        }
        return withConsent ? null : personal(path);
    }

    /** What only somebody with rights can make true. */
    private static @Nullable String personal(String path) {
        if (path.startsWith("github.event.repository.") || path.contains(".base.repo.")) {
            return null;
        }
        for (String who : WHO) {
            if (path.endsWith(who)) {
                return STRANGER;
            }
        }
        if (path.endsWith("pull_request.merged")) {
            return "false";
        }
        return path.endsWith("labels.*.name") || path.equals("github.event.label.name") ? STRANGER : null;
    }
}
