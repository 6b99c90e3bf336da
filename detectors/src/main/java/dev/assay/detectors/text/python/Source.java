package dev.assay.detectors.text.python;

import dev.assay.detectors.text.Previews;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.CodeUse;
import dev.assay.engine.fact.CodeUse.When;
import dev.assay.engine.report.GapKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has been seen of one source: what its names stand for, its functions, and what is done in each of them. */
final class Source {
    static final String LANGUAGE = "python";

    /** The scope that runs on import. */
    static final String MODULE = "";

    /** The scope that runs when the source is started as a program. */
    static final String MAIN = "if __name__ == '__main__'";

    private static final int MOST_USES = 500;
    private static final int MOST_NAMES = 50_000;
    private static final int MOST_CHILDREN = 200;

    /** What may be copied while values are worked out; beyond it only what they were made of is known. */
    private static final long MOST_WORK_BYTES = 256 << 20;

    /** What one function does that matters only together with something else. */
    enum Part {
        SOCKET,
        DUP2,
        PROCESS,
        DOWNLOAD
    }

    private record Use(String scope, Shape shape, String name, int at) {}

    final byte[] bytes;
    final int length;
    final Budget budget;
    private final Sink out;
    private final Previews previews;
    private final Map<String, Value> globals = new HashMap<>();
    private final Map<String, Integer> returned = new HashMap<>();
    private final Map<String, Set<String>> calls = new HashMap<>();
    private final Map<String, EnumSet<Part>> parts = new HashMap<>();
    private final Set<String> told = new HashSet<>();
    private final List<Use> uses = new ArrayList<>();
    private final Set<String> starred = new HashSet<>();
    private final Set<String> imported = new HashSet<>();
    private Map<String, Value> locals = new HashMap<>();
    private String scope = MODULE;
    private int children;
    private long work;

    Source(byte[] bytes, int length, Sink out, Budget budget, Previews previews) {
        this.bytes = bytes;
        this.length = length;
        this.out = out;
        this.budget = budget;
        this.previews = previews;
    }

    /** A part of the source. */
    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Whether something may still be made of all of a value; spends as much. */
    boolean affords(Value value) {
        return affords(value.sizeBytes());
    }

    /** Whether work may still be done that is worth so many copied bytes; spends it. */
    boolean affords(long size) {
        boolean afforded = work <= MOST_WORK_BYTES;
        work += size;
        budget.spendWork(Math.min(size, MOST_WORK_BYTES));
        if (afforded && work > MOST_WORK_BYTES) {
            gap(
                    GapKind.LIMIT,
                    -1,
                    "values of one source that take more than " + MOST_WORK_BYTES + " bytes to work out");
        }
        return work <= MOST_WORK_BYTES;
    }

    /** The function in which the reading is. */
    String scope() {
        return scope;
    }

    /** Goes on in a function, whose own names are not known yet, or back at the top of the source. */
    void enter(String function) {
        if (!function.equals(scope)) {
            scope = function;
            locals = new HashMap<>();
        }
    }

    void assign(String name, Value value) {
        Map<String, Value> names = isTop() || name.startsWith("self.") ? globals : locals;
        if (names.size() < MOST_NAMES || names.containsKey(name)) {
            names.put(name, value);
        }
    }

    private boolean isTop() {
        return scope.equals(MODULE) || scope.equals(MAIN);
    }

    /** A name here stands for a module, or for something in it. */
    void imports(String name, String path) {
        assign(name, new Value.Named(path, 0));
        imported.add(root(path));
    }

    /** Whether a path leads into a module, rather than to something of this source's own. */
    boolean isImported(String path) {
        return imported.contains(root(path));
    }

    private static String root(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    /** All names of a module are names here. */
    void star(String module) {
        starred.add(module);
    }

    Value lookUp(String name, Functions functions) {
        Value value = locals.get(name);
        value = value == null ? globals.get(name) : value;
        if (value != null) {
            return value;
        }
        if (Functions.isBuiltin(name)) {
            return new Value.Named("builtins." + name, 0);
        }
        for (String module : starred) {
            String path = module + "." + name;
            if (functions.role(path) != Functions.Role.NONE || functions.isModule(path)) {
                return new Value.Named(path, 0);
            }
        }
        return new Value.Named(name, 0);
    }

    void returns(Value value) {
        returned.merge(scope, value.taints() & Taint.LASTING, (one, other) -> one | other);
    }

    /** A call of something of this source's own; the taints of what it returns. */
    int call(String function) {
        calls.computeIfAbsent(scope, ignored -> new HashSet<>()).add(function);
        return returned.getOrDefault(function, 0);
    }

    void part(Part part) {
        parts.computeIfAbsent(scope, ignored -> EnumSet.noneOf(Part.class)).add(part);
    }

    void tell(Shape shape, String name, int at) {
        if (uses.size() >= MOST_USES || !told.add(scope + " " + shape + " " + name)) {
            return;
        }
        uses.add(new Use(scope, shape, name, at));
    }

    /** A program is started that may be what the function saved before. */
    void runs(String name, int at) {
        EnumSet<Part> here = parts.get(scope);
        if (here != null && here.contains(Part.DOWNLOAD)) {
            tell(Shape.DOWNLOAD_AND_RUN, name, at);
        }
    }

    /** Looks at what came together in a function. */
    void together(int at) {
        EnumSet<Part> here = parts.get(scope);
        if (here != null && here.contains(Part.SOCKET) && here.contains(Part.DUP2)) {
            tell(Shape.REVERSE_SHELL, "os.dup2", at);
        }
    }

    /** Hands on what the source holds and runs. */
    void child(String ending, byte[] content, int at) {
        if (++children > MOST_CHILDREN) {
            if (children == MOST_CHILDREN + 1) {
                out.gap(GapKind.LIMIT, at, "more than " + MOST_CHILDREN + " texts that are run in one source", -1);
            }
            return;
        }
        budget.spendEntry();
        out.child("run-" + at + "." + ending, new MemorySource(content));
    }

    void gap(GapKind kind, long at, String reason) {
        out.gap(kind, at, reason, -1);
    }

    /** Makes facts of it all. */
    void finish() {
        Set<String> loaded = reachable(MODULE);
        Set<String> started = reachable(MAIN);
        for (Use use : uses) {
            When when = loaded.contains(use.scope) ? When.LOAD : started.contains(use.scope) ? When.START : When.CALL;
            out.fact(new CodeUse(
                    LANGUAGE,
                    use.shape.id(),
                    previews.of(use.name),
                    when,
                    previews.of(bytes, lineOf(use.at), lineEnd(use.at)),
                    use.at));
        }
    }

    private Set<String> reachable(String from) {
        Set<String> seen = new HashSet<>(Set.of(from));
        Deque<String> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            for (String called : calls.getOrDefault(left.pop(), Set.of())) {
                if (seen.add(called)) {
                    left.push(called);
                }
            }
        }
        return seen;
    }

    private int lineOf(int at) {
        int from = Math.min(at, length);
        while (from > 0 && at - from < 60 && bytes[from - 1] != '\n') {
            from--;
        }
        return from;
    }

    private int lineEnd(int at) {
        int to = Math.min(at, length);
        while (to < length && to - at < 400 && bytes[to] != '\n') {
            to++;
        }
        return to;
    }
}
