package dev.assay.detectors.indicator.workflow;

import dev.assay.detectors.indicator.workflow.InjectionJudge.Worst;
import dev.assay.detectors.indicator.workflow.Scenario.Reach;
import dev.assay.detectors.indicator.workflow.WorkflowRule.Standing;
import dev.assay.engine.fact.Fact;
import dev.assay.engine.fact.Workflow;
import dev.assay.engine.fact.Workflow.Job;
import dev.assay.engine.fact.Workflow.Step;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Projection;
import dev.assay.engine.rule.TargetRule;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a stranger wrote, handed by a workflow as an input to another one or to an action of the same repository, which puts it into the text
 * of a program: neither file shows it by itself. One step from caller to called is followed.
 */
public final class CalledWorkflowRule implements TargetRule {
    private static final String FAMILY = "indicator";
    private static final String FOLDER = ".github/workflows/";
    /** Of the workspace, and of the repository at the commit that runs. */
    private static final List<String> HERE = List.of("./", "$/");

    private static final String INPUT = "inputs.";
    private static final String ALL_INPUTS = "inputs" + Expression.WHOLE;

    /** Of one repository; others are not looked into. */
    private static final int MOST_CALLS = 10_000;

    /**
     * A call of another file.
     *
     * @param at of the caller
     * @param condition of the step that calls; empty for that of a job
     */
    private record Call(Location at, Workflow by, Job job, String condition, SortedMap<String, String> inputs) {}

    /** Only those that call something with a text of their own, or have a place for one. */
    @Override
    public boolean reads(Fact fact) {
        if (!(fact instanceof Workflow workflow)) {
            return false;
        }
        for (Job job : workflow.jobs()) {
            if (isCall(job.uses(), job.inputs())) {
                return true;
            }
            for (Step step : job.steps()) {
                if (isCall(step.uses(), step.inputs())
                        || InjectionJudge.programs(step).stream().anyMatch(program -> program.contains("${{"))
                                && isCalled(workflow)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether what a job or a step uses is of its own repository. */
    static boolean isOwn(String uses) {
        return HERE.stream().anyMatch(uses::startsWith);
    }

    private static boolean isCall(String uses, SortedMap<String, String> inputs) {
        return isOwn(uses) && inputs.values().stream().anyMatch(value -> value.contains("${{"));
    }

    private static boolean isCalled(Workflow workflow) {
        return workflow.triggers().isEmpty()
                || workflow.triggers().stream()
                        .anyMatch(trigger -> trigger.event().equals("workflow_call"));
    }

    @Override
    public boolean concerns(String name) {
        return false;
    }

    @Override
    public void judge(Projection target, Findings out) {
        if (!out.wants(FAMILY)) {
            return;
        }
        Map<String, List<Call>> calls = new HashMap<>();
        int count = 0;
        for (Facts facts : target.seen()) {
            for (Workflow workflow : facts.of(Workflow.class)) {
                if (count < MOST_CALLS && !workflow.triggers().isEmpty()) {
                    count += calls(facts.at(), workflow, calls);
                }
            }
        }
        for (Facts facts : calls.isEmpty() ? List.<Facts>of() : target.seen()) {
            for (Workflow workflow : facts.of(Workflow.class)) {
                List<Call> of = calls.getOrDefault(facts.at().toString(), List.of());
                if (!of.isEmpty() && isCalled(workflow) && !Untrusted.isTooMuch(workflow)) {
                    called(facts.at(), workflow, of, out);
                }
            }
        }
    }

    private static int calls(Location at, Workflow workflow, Map<String, List<Call>> calls) {
        if (WorkflowRule.standing(at) == Standing.IDLE || Untrusted.isTooMuch(workflow)) {
            return 0;
        }
        int count = 0;
        for (Job job : workflow.jobs()) {
            if (isCall(job.uses(), job.inputs())) {
                count += add(at, job.uses(), new Call(at, workflow, job, "", job.inputs()), calls);
            }
            for (Step step : job.steps()) {
                if (isCall(step.uses(), step.inputs())) {
                    Call call = new Call(at, workflow, job, step.condition(), step.inputs());
                    count += add(at, step.uses() + "/action.yml", call, calls);
                    count += add(at, step.uses() + "/action.yaml", call, calls);
                }
            }
        }
        return count;
    }

    private static int add(Location at, String uses, Call call, Map<String, List<Call>> calls) {
        Location called = within(at, uses.substring(uses.indexOf('/') + 1));
        if (called == null) {
            return 0;
        }
        calls.computeIfAbsent(called.toString(), _ -> new ArrayList<>(1)).add(call);
        return 1;
    }

    /** A place of the repository that a workflow lies in; null where that is in no folder of workflows. */
    private static @Nullable Location within(Location at, String path) {
        boolean isMember = !at.entries().isEmpty();
        String own = isMember ? at.entries().getLast() : at.path();
        int folder = own.lastIndexOf(FOLDER);
        if (folder < 0 || folder > 0 && own.charAt(folder - 1) != '/') {
            return null;
        }
        List<String> parts = new ArrayList<>(Parts.of(own.substring(0, folder), '/'));
        for (String part : Parts.of(path, '/')) {
            if (part.equals("..")) {
                return null; // GitHub takes none
            }
            parts.add(part.equals(".") ? "" : Location.escape(part));
        }
        parts.removeIf(String::isEmpty);
        String whole = String.join("/", parts);
        if (!isMember) {
            return Location.of(at.target(), whole);
        }
        List<String> entries = new ArrayList<>(at.entries());
        entries.set(entries.size() - 1, whole);
        return new Location(at.target(), at.path(), entries, -1, 0, 0);
    }

    private static void called(Location at, Workflow workflow, List<Call> calls, Findings out) {
        out.at(at);
        Conditions own = new Conditions(workflow);
        IdentityHashMap<Workflow, Conditions> conditions = new IdentityHashMap<>();
        for (Job job : workflow.jobs()) {
            for (Step step : job.steps()) {
                step(job, step, calls, own, conditions, out);
            }
        }
    }

    /** The worst of all callers: who mends a step mends it for all of them. */
    private static void step(
            Job job,
            Step step,
            List<Call> calls,
            Conditions own,
            IdentityHashMap<Workflow, Conditions> conditions,
            Findings out) {
        Worst worst = new Worst(Severity.INFO, "");
        String context = "";
        boolean isDoubtful = false;
        for (String input : inputs(step)) {
            for (Call call : calls) {
                Conditions callers = conditions.computeIfAbsent(call.by(), Conditions::new);
                boolean mayBeSample = WorkflowRule.standing(call.at()) == Standing.PERHAPS;
                InjectionJudge judge = new InjectionJudge(call.by(), call.job(), callers, new Claims(out, mayBeSample));
                for (String path : handed(call, input)) {
                    Worst one = judge.worst(call.condition(), path);
                    boolean isReached = call.by().triggers().stream()
                            .filter(trigger -> trigger.event().equals(one.event()))
                            .noneMatch(trigger -> own.into(job, step.condition(), trigger) == Reach.NONE);
                    if (isReached && one.severity().compareTo(worst.severity()) > 0) {
                        worst = one;
                        context = "inputs." + input + " (" + path + " in "
                                + call.at().lastName() + ")";
                        isDoubtful = mayBeSample;
                    }
                }
            }
        }
        if (worst.severity() != Severity.INFO) {
            InjectionJudge.report(new Claims(out, isDoubtful), job, step, context, worst);
        }
    }

    /** The inputs that become part of a program, in lower case; {@code *} for all of them. */
    private static List<String> inputs(Step step) {
        List<String> inputs = new ArrayList<>(0);
        for (String program : InjectionJudge.programs(step)) {
            for (String path : Untrusted.flowing(program, step.environment())) {
                if (path.equals(ALL_INPUTS)) {
                    inputs.add("*");
                } else if (path.startsWith(INPUT)) {
                    inputs.add(path.substring(INPUT.length()));
                }
            }
        }
        return inputs;
    }

    private static List<String> handed(Call call, String input) {
        List<String> paths = new ArrayList<>(0);
        call.inputs().forEach((name, value) -> {
            if (input.equals("*") || name.toLowerCase(Locale.ROOT).equals(input)) {
                paths.addAll(Untrusted.flowing(value, Map.of()));
            }
        });
        return paths;
    }
}
