package dev.assay.detectors.crypto.code;

import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.OpenUse;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/** What the files of a target say to one another: calls with what they give, and constants. Belongs to one thread. */
final class Elsewhere {
    /** What one use is followed to: callers, constants of one name, and functions and names on the way. */
    private static final int MOST_WORDS = 256;

    /**
     * Comparisons for all uses of a target, about a second: each of them may be bounded, and hostile files still have as many uses as
     * are kept, each of which leads to all others.
     */
    private static final long MOST_STEPS = 50_000_000;

    /** What one word that is read counts for. */
    private static final int READ_STEPS = 16;

    /** What one counts for that is kept with a use, which takes memory. */
    private static final int KEPT_STEPS = 64;

    private record Constant(Place at, String value) {}

    /** A call of a function in another text. */
    record Call(Place at, ConstantCall call) {
        /** Whether it gives something for a parameter. */
        boolean gives(Hole hole) {
            return Passed.given(call.arguments(), hole) != null;
        }
    }

    private final Map<String, List<Call>> calls = new HashMap<>(); // under the last parts of the functions' names
    private final Map<String, Set<Place>> functions = new HashMap<>(); // that others may call, by their own names
    private final Map<String, List<Constant>> constants = new HashMap<>();
    private final Map<String, List<Constant>> ofTypes =
            new HashMap<>(); // under the names of types without their modules
    private long steps;

    Elsewhere(List<Facts> seen) {
        for (Facts facts : seen) {
            Place at = Place.of(facts.at());
            for (ConstantCall call : at.isTest() ? List.<ConstantCall>of() : facts.of(ConstantCall.class)) {
                calls.computeIfAbsent(last(call.callee()), _ -> new ArrayList<>(1))
                        .add(new Call(at, call));
                call.arguments().forEach(argument -> Parts.of(argument, '|').forEach(one -> addFunction(one, at)));
            }
            for (OpenUse open : facts.of(OpenUse.class)) {
                Parts.of(open.use().algorithm(), '|').forEach(one -> addFunction(one, at));
                open.use()
                        .parameters()
                        .values()
                        .forEach(value -> Parts.of(value, '|').forEach(one -> addFunction(one, at)));
            }
            facts.of(SharedConstant.class).forEach(one -> add(at, one));
        }
    }

    private void addFunction(String word, Place at) {
        Hole hole = Hole.read(word);
        if (hole != null && !hole.isConstant()) {
            Set<Place> places = functions.computeIfAbsent(hole.function(), _ -> new LinkedHashSet<>(1));
            if (places.size() < MOST_WORDS) {
                places.add(at);
            }
        }
    }

    /** Under the name that its text says, and behind that of its module. */
    private void add(Place at, SharedConstant one) {
        Constant constant = new Constant(at, one.value());
        boolean isOfFolder = one.name().startsWith(Names.BESIDE);
        String name = isOfFolder ? one.name().substring(Names.BESIDE.length()) : one.name();
        add(constants, one.name(), constant);
        if (!isOfFolder) {
            add(constants, at.module() + "." + name, constant);
        } else if (!at.folders().isEmpty()) {
            add(constants, at.folders().getLast() + "." + name, constant);
        }
        int last = name.lastIndexOf('.');
        int before = name.lastIndexOf('.', last - 1);
        if (before > 0) {
            add(ofTypes, name.substring(before + 1), constant);
        }
        if (last > 0 && !isOfFolder) { // of a namespace, where names may be bare
            add(ofTypes, name.substring(last + 1), constant);
        }
    }

    private static void add(Map<String, List<Constant>> to, String name, Constant constant) {
        List<Constant> all = to.computeIfAbsent(name, _ -> new ArrayList<>(1));
        if (all.size() <= MOST_WORDS) { // with one that says that there are more
            all.add(constant);
        }
    }

    private static String last(String name) {
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('/')) + 1);
    }

    /** Adds all that a hole in a use at this place may be; if that is not all, also that more is not known. */
    void given(Hole hole, Place at, SortedSet<String> all) {
        given(hole, at, new HashSet<>(), all);
    }

    /** Adds what one call of the function gives for a parameter. */
    void given(Hole hole, Call call, SortedSet<String> all) {
        String passed = Passed.given(call.call().arguments(), hole);
        int before = all.size();
        if (passed != null) {
            add(passed, hole, call.at(), new HashSet<>(Set.of(hole.key())), all);
        }
        if (all.size() == before) {
            ofType(hole, call.at(), new HashSet<>(Set.of(hole.key())), all);
        }
    }

    /** Adds what objects of its type have, as the text of that type says. */
    private void ofType(Hole hole, Place from, Set<String> asked, SortedSet<String> all) {
        int before = all.size();
        for (String name : hole.ofType()) {
            for (Constant constant : all.size() > before ? List.<Constant>of() : nearest(name, from)) {
                add(constant.value(), hole, constant.at(), asked, all);
            }
        }
    }

    /** The calls of a function in a text at this place. */
    List<Call> calls(String function, Place at) {
        List<Call> all = new ArrayList<>(1);
        for (Call call : calls.getOrDefault(last(function), List.of())) {
            steps++;
            if (all.size() <= MOST_WORDS && !isExhausted() && isOf(call, function, at)) {
                all.add(call);
            }
        }
        return all;
    }

    /** Whether a call is of this function, and not of one whose text is nearer. */
    private boolean isOf(Call call, String function, Place at) {
        String callee = call.call().callee();
        steps += READ_STEPS;
        if (!call.at().reaches(callee, at, function)) {
            return false;
        }
        Set<Place> others = functions.getOrDefault(function, Set.of());
        steps += (long) READ_STEPS * others.size();
        return others.stream()
                .noneMatch(other -> call.at().shared(other) > call.at().shared(at)
                        && call.at().reaches(callee, other, function));
    }

    /** Whether there was more to follow for all uses together than is followed. */
    boolean isExhausted() {
        return steps >= MOST_STEPS;
    }

    private void given(Hole hole, Place from, Set<String> asked, SortedSet<String> all) {
        if (asked.contains(hole.key())) {
            return; // round in a circle: nothing new
        }
        if (asked.size() >= MOST_WORDS || isExhausted()) {
            all.add(Use.UNKNOWN);
            return;
        }
        asked.add(hole.key());
        if (hole.isConstant()) {
            int before = all.size();
            for (String name : hole.names()) {
                List<Constant> found = all.size() > before ? List.of() : nearest(name, from);
                for (Constant constant : found.isEmpty() ? nearest(Members.standingFor(name), from) : found) {
                    add(constant.value(), hole, constant.at(), asked, all);
                }
            }
            return;
        }
        int before = all.size();
        for (Call call : calls(hole.function(), from)) {
            String passed = Passed.given(call.call().arguments(), hole);
            if (passed != null) {
                add(passed, hole, call.at(), asked, all);
            }
        }
        if (all.size() == before) {
            ofType(hole, from, asked, all);
        }
    }

    private void add(String passed, Hole hole, Place from, Set<String> asked, SortedSet<String> all) {
        for (String one : passed.isEmpty() ? List.<String>of() : Parts.of(passed, '|')) {
            if (all.size() >= MOST_WORDS || isExhausted()) {
                all.add(Use.UNKNOWN);
                return;
            }
            steps += READ_STEPS;
            Hole next = Hole.read(one);
            if (next == null) {
                String said = Passed.word(one, hole.as());
                boolean isSaid = !said.isEmpty() || Passed.isNothing(one);
                steps += isSaid && all.add(said) ? KEPT_STEPS : 0;
            } else {
                given(next.as(hole.as()), from, asked, all);
            }
        }
    }

    /** The constants of a name in the file that is the nearest one to where they are named: the longest way to them that is known counts. */
    private List<Constant> nearest(String path, Place from) {
        if (path.startsWith(Names.BESIDE)
                && path.indexOf('/', Names.BESIDE.length()) < 0
                && constants.containsKey(path)) {
            return constants.getOrDefault(path, List.of()).stream()
                    .filter(constant -> constant.at().folders().equals(from.folders()))
                    .toList();
        }
        String name = Place.dotted(path);
        List<Constant> found = constants.getOrDefault(name, List.of());
        for (int dot = name.indexOf('.'); found.isEmpty() && dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String rest = name.substring(dot + 1);
            if (rest.indexOf('.') < 0) {
                break; // the constant alone says of no module
            }
            found = constants.getOrDefault(rest, List.of());
        }
        found = found.isEmpty() ? ofTypes.getOrDefault(name, List.of()) : found;
        steps += (1L + found.size()) * (1 + from.folders().size());
        int most = found.stream()
                .mapToInt(constant -> constant.at().shared(from))
                .max()
                .orElse(0);
        return found.stream()
                .filter(constant -> constant.at().shared(from) == most)
                .toList();
    }
}
