package dev.assay.detectors.crypto.code;

import dev.assay.engine.fact.ConstantCall;
import dev.assay.engine.fact.SharedConstant;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

    /** Files that stand for the folder they lie in. */
    private static final Set<String> OF_FOLDER = Set.of("__init__", "index", "mod");

    /** Of files that imports may name with it, within a way. */
    private static final List<String> ENDINGS =
            List.of(".js.", ".mjs.", ".cjs.", ".jsx.", ".ts.", ".mts.", ".cts.", ".tsx.");

    private record Constant(List<String> folders, String value) {}

    private final Map<String, List<ConstantCall>> calls = new HashMap<>();
    private final Map<String, List<Constant>> constants = new HashMap<>();
    private final Map<String, List<Constant>> ofTypes =
            new HashMap<>(); // under the names of types without their modules
    private long steps;

    Elsewhere(List<Facts> seen) {
        for (Facts facts : seen) {
            for (ConstantCall call : facts.of(ConstantCall.class)) {
                calls.computeIfAbsent(call.callee(), _ -> new ArrayList<>(1)).add(call);
            }
            List<SharedConstant> shared = facts.of(SharedConstant.class);
            if (!shared.isEmpty()) {
                add(facts.at(), shared);
            }
        }
    }

    /** Under the name that its text says, and behind that of its module, which is called as its file is. */
    private void add(Location at, List<SharedConstant> shared) {
        List<String> folders = folders(at);
        String file = at.lastName();
        int dot = file.indexOf('.');
        String module = dot < 0 ? file : file.substring(0, dot);
        if (OF_FOLDER.contains(module) && !folders.isEmpty()) {
            module = folders.getLast();
        }
        for (SharedConstant one : shared) {
            Constant constant = new Constant(folders, one.value());
            add(constants, one.name(), constant);
            add(constants, module + "." + one.name(), constant);
            int last = one.name().lastIndexOf('.');
            int before = one.name().lastIndexOf('.', last - 1);
            if (before > 0) {
                add(ofTypes, one.name().substring(before + 1), constant);
            }
        }
    }

    private static void add(Map<String, List<Constant>> to, String name, Constant constant) {
        List<Constant> all = to.computeIfAbsent(name, _ -> new ArrayList<>(1));
        if (all.size() <= MOST_WORDS) { // with one that says that there are more
            all.add(constant);
        }
    }

    private static List<String> folders(Location at) {
        List<String> parts = Parts.of(at.wholeName(), '/');
        return parts.subList(0, parts.size() - 1);
    }

    /** Adds all that a hole in a use at this place may be; if that is not all, also that more is not known. */
    void given(Hole hole, Location at, SortedSet<String> all) {
        given(hole, folders(at), new HashSet<>(), all);
    }

    /** Whether there was more to follow for all uses together than is followed. */
    boolean isExhausted() {
        return steps >= MOST_STEPS;
    }

    private void given(Hole hole, List<String> from, Set<String> asked, SortedSet<String> all) {
        if (asked.contains(hole.name() + "#" + hole.position())) {
            return; // round in a circle: nothing new
        }
        if (asked.size() >= MOST_WORDS || isExhausted()) {
            all.add(Use.UNKNOWN);
            return;
        }
        asked.add(hole.name() + "#" + hole.position());
        if (hole.isConstant()) {
            int before = all.size();
            for (String name : hole.names()) {
                for (Constant constant : all.size() > before ? List.<Constant>of() : nearest(name, from)) {
                    add(constant.value(), hole, constant.folders(), asked, all);
                }
            }
            return;
        }
        for (ConstantCall call : calls.getOrDefault(hole.name(), List.of())) {
            steps++;
            if (hole.position() < call.arguments().size()) {
                add(call.arguments().get(hole.position()), hole, from, asked, all);
            }
        }
    }

    private void add(String passed, Hole hole, List<String> from, Set<String> asked, SortedSet<String> all) {
        for (String one : passed.isEmpty() ? List.<String>of() : Parts.of(passed, '|')) {
            if (all.size() >= MOST_WORDS || isExhausted()) {
                all.add(Use.UNKNOWN);
                return;
            }
            steps += READ_STEPS;
            Hole next = Hole.read(one);
            if (next == null) {
                String said = Passed.read(one).as(hole.as());
                steps += !said.isEmpty() && all.add(said) ? KEPT_STEPS : 0;
            } else {
                given(next.as(hole.as()), from, asked, all);
            }
        }
    }

    /** The constants of a name in the file that is the nearest one to where they are named: the longest way to them that is known counts. */
    private List<Constant> nearest(String path, List<String> from) {
        String name = dotted(path);
        List<Constant> found = constants.getOrDefault(name, List.of());
        for (int dot = name.indexOf('.'); found.isEmpty() && dot >= 0; dot = name.indexOf('.', dot + 1)) {
            String rest = name.substring(dot + 1);
            if (rest.indexOf('.') < 0) {
                break; // the constant alone says of no module
            }
            found = constants.getOrDefault(rest, List.of());
        }
        found = found.isEmpty() ? ofTypes.getOrDefault(name, List.of()) : found;
        steps += (1L + found.size()) * (1 + from.size());
        int most = found.stream()
                .mapToInt(constant -> shared(constant.folders(), from))
                .max()
                .orElse(0);
        return found.stream()
                .filter(constant -> shared(constant.folders(), from) == most)
                .toList();
    }

    private static int shared(List<String> one, List<String> other) {
        int shared = 0;
        while (shared < Math.min(one.size(), other.size()) && one.get(shared).equals(other.get(shared))) {
            shared++;
        }
        return shared;
    }

    /** A way to a module and a name in it, whatever the language writes between them, without the ending of a file. */
    private static String dotted(String path) {
        String name = path.replace('/', '.');
        for (String ending : ENDINGS) {
            name = name.replace(ending, ".");
        }
        int from = 0;
        while (from < name.length() && name.charAt(from) == '.') {
            from++;
        }
        return name.substring(from);
    }
}
