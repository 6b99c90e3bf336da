package dev.assay.detectors.model.pickle;

import dev.assay.engine.fact.CallableReference;
import dev.assay.engine.fact.CallableReference.Reach;
import dev.assay.engine.fact.CallableReference.Use;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Allowance;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges the callables that a pickle names by the lists. An exact row wins over a row for a whole module; what neither
 * list knows is worth a word when it is named, and a finding when it is called, built or handed to a call.
 */
public final class PickleRule implements Rule {
    private static final String DANGEROUS = "model/pickle-dangerous-callable";
    private static final String UNKNOWN = "model/pickle-unknown-callable";
    private static final String COMPUTED = "model/pickle-computed-callable";
    private static final String EXTENSION = "model/pickle-extension-code";
    private static final String PERSISTENT = "model/pickle-persistent-id";
    private static final String CONFIGURED = "model/configured-callable";
    private static final String DOTTED = "model/pickle-dotted-name";

    /** How the decoder names an extension code that it cannot resolve. */
    private static final String EXTENSION_CODE = "extension:";

    private static final int MOST_TEXT = 120;

    private static final String TORCH = "torch";
    private static final String TORCH_LEGACY = "torch-legacy";
    private static final String TORCHSCRIPT = "torchscript";

    /** Classes that TorchScript compiles from the archive's own code folder: its unpickler resolves them itself. */
    private static final String TORCHSCRIPT_MODULES = "__torch__";

    private static final Set<Use> IN_USE = EnumSet.of(
            Use.INSTANTIATED, Use.CALLED, Use.RESULT_CALLED, Use.RESULT_INSTANTIATED, Use.BUILT, Use.OPERAND);

    private final UserCallables user;

    /** Judges by the lists of this build alone. */
    public PickleRule() {
        this(UserCallables.NONE);
    }

    /** Judges by what the user says as well. */
    public PickleRule(UserCallables user) {
        this.user = user;
    }

    @Override
    public void judge(Facts facts, Findings out) {
        Map<String, List<CallableReference>> byName = new LinkedHashMap<>();
        for (CallableReference callable : facts.of(CallableReference.class)) {
            String key = callable.qualified() + '\t' + way(callable.reach());
            byName.computeIfAbsent(key, _ -> new ArrayList<>(1)).add(callable);
        }
        byName.values().forEach(same -> judge(merged(same), facts, out));
    }

    private static boolean isPartOf(Facts facts, String format) {
        return facts.formats().contains(format) || facts.around().contains(format);
    }

    /** Ways that are judged alike: whether a name is in one opcode or in two makes no difference. */
    private static Reach way(Reach reach) {
        return switch (reach) {
            case GLOBAL, INST, STACK_GLOBAL -> Reach.GLOBAL;
            case COMPUTED, EXTENSION, PERSISTENT, ATTRIBUTE, GETTER, ITEM, CONFIGURED -> reach;
        };
    }

    private static CallableReference merged(List<CallableReference> same) {
        CallableReference first = same.getFirst();
        if (same.size() == 1) {
            return first;
        }
        Set<Use> uses = EnumSet.noneOf(Use.class);
        boolean inert = true; // of all
        long count = 0;
        String arguments = "";
        for (CallableReference one : same) {
            uses.addAll(one.uses());
            inert &= one.uses().contains(Use.INERT_RESULT) || !isUsed(one);
            count += one.count();
            arguments = arguments.isEmpty() ? one.arguments() : arguments;
        }
        if (!inert) {
            uses.remove(Use.INERT_RESULT);
        }
        return new CallableReference(
                first.module(), first.name(), first.reach(), uses, arguments, count, first.offsets());
    }

    private void judge(CallableReference callable, Facts facts, Findings out) {
        if (isPartOf(facts, TORCHSCRIPT) && callable.module().startsWith(TORCHSCRIPT_MODULES)) {
            add(
                    UNKNOWN,
                    Severity.INFO,
                    callable,
                    "TorchScript",
                    "Its code lies in the archive; Python imports nothing.",
                    out);
            return;
        }
        switch (callable.reach()) {
            case PERSISTENT -> {
                if (!isPartOf(facts, TORCH) && !isPartOf(facts, TORCH_LEGACY)) {
                    add(PERSISTENT, null, callable, "", "", out);
                }
            }
            case EXTENSION -> {
                if (callable.name().startsWith(EXTENSION_CODE)) {
                    add(EXTENSION, isUsed(callable) ? Severity.HIGH : null, callable, "", "", out);
                } else {
                    named(callable, facts, out); // the pickle itself has registered the code
                }
            }
            case COMPUTED -> computed(callable, out);
            case CONFIGURED -> configured(callable, out);
            case GLOBAL, INST, STACK_GLOBAL, ATTRIBUTE, GETTER, ITEM -> named(callable, facts, out);
        }
    }

    /** A name of which part is known may still be known to be dangerous. */
    private static void computed(CallableReference callable, Findings out) {
        CallableLists lists = CallableLists.get();
        CallableLists.Denied denied = lists.deniedExactly(callable.module(), callable.name());
        denied = CallableLists.worse(denied, lists.deniedModule(callable.module()));
        denied = CallableLists.worse(denied, lists.deniedWalk(callable.module(), callable.name()));
        if (denied != null) {
            add(DANGEROUS, denied.severity(callable.uses()), callable, denied.category(), denied.why(), out);
        } else {
            add(COMPUTED, null, callable, "", "", out);
        }
    }

    /** Only what is known to be dangerous is told: honest configurations name classes of their own. */
    private static void configured(CallableReference callable, Findings out) {
        CallableLists.Denied denied = CallableLists.get().allowed(callable.module(), callable.name()) == null
                ? ConfiguredCallables.get().denied(callable.qualified())
                : null;
        if (denied != null) {
            add(CONFIGURED, denied.severity(callable.uses()), callable, denied.category(), denied.why(), out);
        }
    }

    private void named(CallableReference callable, Facts facts, Findings out) {
        CallableLists lists = CallableLists.get();
        String module = callable.module();
        String name = callable.name();
        Python2Names.Name newer = Python2Names.get().newer(module, name);
        CallableLists.Denied denied = lists.deniedExactly(module, name);
        if (newer != null) { // as Python 3 reads it
            denied = CallableLists.worse(denied, lists.deniedExactly(newer.module(), newer.name()));
        }
        CallableLists.Allowed allowed = denied == null ? lists.allowed(module, name) : null;
        if (allowed == null && denied == null && newer != null) {
            allowed = lists.allowed(newer.module(), newer.name());
        }
        if (denied == null && allowed == null && isHeld(callable) && lists.isMember(module, name)) {
            return;
        }
        if (denied == null && allowed == null) {
            denied = CallableLists.worse(lists.deniedModule(module), lists.deniedWalk(module, name));
            denied = newer == null ? denied : CallableLists.worse(denied, lists.deniedModule(newer.module()));
        }
        CallableLists.Denied byUser = user.denied(module, name, facts.at());
        if (denied != null && byUser == null && denied.category().equals(StateTextJudge.CATEGORY)) {
            byText(callable, denied, facts, out);
            return;
        }
        denied = CallableLists.worse(denied, byUser);
        if (denied != null) {
            List<Allowance> allowances = allowancesOfDenied(callable, facts);
            add(
                    DANGEROUS,
                    denied.severity(callable.uses()),
                    callable,
                    denied.category(),
                    denied.why(),
                    allowances,
                    out);
            return;
        }
        if (allowed != null && allowed.role().permits(callable.uses())) {
            return;
        }
        List<Allowance> allowances =
                isPlain(callable) ? user.allowances(module, name, callable.uses(), facts.at()) : List.of();
        if (allowed != null) {
            add(UNKNOWN, Severity.MEDIUM, callable, "used otherwise than known", allowed.why(), allowances, out);
        } else if (name.indexOf('.') >= 0) {
            dotted(callable, lists, allowances, out);
        } else {
            add(UNKNOWN, isUsed(callable) ? Severity.MEDIUM : null, callable, "unknown", "", allowances, out);
        }
    }

    /** A class that is as dangerous as the text that its state has it run. */
    private void byText(CallableReference callable, CallableLists.Denied row, Facts facts, Findings out) {
        StateTextJudge.Verdict verdict = new StateTextJudge(facts).verdict(callable, row);
        if (verdict.severity() == null && isPlain(callable)) {
            return;
        }
        List<Allowance> allowances = allowancesOfDenied(callable, facts);
        CallableReference withText = new CallableReference(
                callable.module(),
                callable.name(),
                callable.reach(),
                callable.uses(),
                Escape.shortened(verdict.text(), MOST_TEXT),
                callable.count(),
                callable.offsets());
        Severity severity = verdict.severity() == null ? row.severity(callable.uses()) : verdict.severity();
        add(DANGEROUS, severity, withText, row.category(), verdict.why(), allowances, out);
    }

    private List<Allowance> allowancesOfDenied(CallableReference callable, Facts facts) {
        return isPlain(callable)
                ? user.allowancesOfDenied(callable.module(), callable.name(), callable.uses(), facts.at())
                : List.of();
    }

    /** Whether it is named as such: what is reached through something else is nothing that a row of the user allows. */
    private static boolean isPlain(CallableReference callable) {
        return way(callable.reach()) == Reach.GLOBAL;
    }

    /** A walk over attributes that leads to nothing known. */
    private static void dotted(
            CallableReference callable, CallableLists lists, List<Allowance> allowances, Findings out) {
        String name = callable.name();
        String root = name.substring(0, name.indexOf('.')).replace("()", "");
        CallableLists.Denied denied = lists.deniedExactly(callable.module(), root);
        boolean fromData = lists.allowed(callable.module(), root) != null
                || denied != null && denied.category().equals(StateTextJudge.CATEGORY);
        if (!fromData && way(callable.reach()) == Reach.GLOBAL) {
            add(DOTTED, null, callable, "", "", allowances, out);
        } else if (fromData && !isCalled(callable)) {
            add(UNKNOWN, isUsed(callable) ? Severity.LOW : null, callable, "unknown", "", allowances, out);
        } else if (isUsed(callable)) {
            add(DOTTED, fromData ? Severity.MEDIUM : null, callable, "", "", allowances, out);
        } else {
            add(UNKNOWN, null, callable, "unknown", "", allowances, out);
        }
    }

    private static boolean isCalled(CallableReference callable) {
        return callable.uses().stream().anyMatch(use -> use != Use.OPERAND && IN_USE.contains(use));
    }

    /** Whether it is only named, and perhaps kept by something else. */
    private static boolean isHeld(CallableReference callable) {
        return callable.uses().stream().allMatch(use -> use == Use.IMPORTED || use == Use.OPERAND);
    }

    private static boolean isUsed(CallableReference callable) {
        return callable.uses().stream().anyMatch(IN_USE::contains);
    }

    /** @param severity null for that of the row */
    private static void add(
            String ruleId,
            @Nullable Severity severity,
            CallableReference callable,
            String category,
            String why,
            Findings out) {
        add(ruleId, severity, callable, category, why, List.of(), out);
    }

    private static void add(
            String ruleId,
            @Nullable Severity severity,
            CallableReference callable,
            String category,
            String why,
            List<Allowance> allowances,
            Findings out) {
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("callable", callable.qualified());
        evidence.put("reach", text(callable.reach()));
        evidence.put(
                "uses", callable.uses().stream().sorted().map(PickleRule::text).collect(Collectors.joining(", ")));
        evidence.put("arguments", callable.arguments());
        evidence.put("count", Long.toString(callable.count()));
        evidence.put("category", category);
        evidence.put("reason", why);
        String key = key(ruleId, callable);
        Severity severityOrThatOfTheRow = severity == null ? out.severity(ruleId) : severity;
        out.add(ruleId, severityOrThatOfTheRow, callable.offsetBytes(), key, evidence, allowances);
    }

    /** What a dangerous callable is called with is what it does: a baseline that accepts one call accepts no other. */
    private static String key(String ruleId, CallableReference callable) {
        return ruleId.equals(DANGEROUS) || ruleId.equals(CONFIGURED)
                ? callable.qualified() + "(" + callable.arguments() + ")"
                : callable.qualified();
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
