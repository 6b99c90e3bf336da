package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ProgramValues.Assignment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Programs of JavaScript that wait for what another machine says at any time: {@code ws.on('message', d => ...)}, {@code ws.onmessage = e =>
 * ...}. What such a function runs, whoever is at the other end decides. Belongs to one thread.
 */
final class Sockets {
    private static final List<String> OPENS = List.of(
            "new websocket(",
            "new ws(",
            "new net.socket(",
            "net.connect(",
            "net.createconnection(",
            "tls.connect(",
            "io.connect(",
            "socket.io-client')(",
            "socket.io-client\")(",
            "new eventsource(");

    /** What of a module opens one under a name of the program's own. */
    private static final List<String> MODULES = List.of("ws", "websocket", "socket.io-client", "faye-websocket");

    private static final List<String> WAITS =
            List.of(".on(", ".once(", ".addlistener(", ".addeventlistener(", ".onmessage");

    private static final List<String> SHELLS =
            List.of("execsync(", "exec(", "spawn(", "spawnsync(", "execfile(", "execfilesync(");

    private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "[::1]");

    private static final int MOST = 20;
    private static final int MOST_MEMBER = 200;

    /** What a function is told and makes of it. */
    private static final int MOST_NAMES = 20;

    private static final int MOST_ASSIGNMENTS = 200;

    /** A function that is handed what came. */
    private record Function(int from, int to) {}

    private final String lower;
    private final ProgramValues values;
    private final List<Function> functions = new ArrayList<>(0);

    /**
     * @param lower the program in lower case
     * @param values of the same
     */
    Sockets(String lower, ProgramValues values) {
        this.lower = lower;
        this.values = values;
        List<String> opens = opens();
        if (!opens.isEmpty()) {
            WAITS.forEach(wait -> find(wait, opens));
        }
    }

    /** What opens one, as far as the program has it. */
    private List<String> opens() {
        List<String> opens = new ArrayList<>(OPENS);
        for (String module : MODULES) {
            for (String quote : List.of("'", "\"")) {
                for (String loaded : List.of("require(" + quote + module + quote, "from " + quote + module + quote)) {
                    int at = lower.indexOf(loaded);
                    int from = at < 0 ? 0 : lower.lastIndexOf('\n', at) + 1;
                    String name = at < 0 ? "" : named(Math.max(from, lower.lastIndexOf(';', at) + 1), at);
                    if (!name.isEmpty()) {
                        opens.add("new " + name + "(");
                        opens.add((module.equals("socket.io-client") ? "" : "new ") + name + "(");
                    }
                }
            }
        }
        opens.removeIf(each -> !lower.contains(each));
        return opens;
    }

    /** The name that a statement gives a module: {@code const W = require(...)}, {@code import {io} from ...}. */
    private String named(int from, int to) {
        int end = to;
        while (end > from && " =}\n".indexOf(lower.charAt(end - 1)) >= 0) {
            end--;
        }
        int begin = end;
        while (begin > from && ProgramText.isOfName(lower.charAt(begin - 1))) {
            begin--;
        }
        return lower.substring(begin, end);
    }

    private void find(String wait, List<String> opens) {
        int seen = 0;
        for (int at = lower.indexOf(wait); at >= 0 && seen++ < MOST; at = lower.indexOf(wait, at + 1)) {
            int from = at;
            while (from > 0 && (ProgramText.isOfName(lower.charAt(from - 1)) || lower.charAt(from - 1) == '.')) {
                from--;
            }
            String receiver = lower.substring(from, at);
            String variable = receiver.substring(receiver.lastIndexOf('.') + 1);
            boolean isSocket = receiver.isEmpty()
                    ? isChained(at, opens)
                    : values.assigned(variable).stream().anyMatch(each -> isOpened(each, opens))
                            || isMember(receiver, opens);
            int open = at + wait.length() - 1;
            if (isSocket && functions.size() < MOST) {
                boolean isCall = lower.charAt(open) == '(';
                int end = isCall ? ProgramText.closing(lower, open) : assignedEnd(open + 1);
                functions.add(new Function(open, end));
                int comma = isCall ? values.argument(open, end) : lower.indexOf('=', open);
                named(lower.substring(Math.clamp(comma + 1, 0, end), end).strip());
            }
        }
    }

    /** The function that goes by a name: {@code ws.on('message', run)}. */
    private void named(String name) {
        boolean isName = !name.isEmpty() && name.chars().allMatch(c -> ProgramText.isOfName((char) c));
        int at = isName ? lower.indexOf("function " + name) : -1;
        int brace = at < 0 ? -1 : lower.indexOf('{', at);
        if (brace >= 0) {
            functions.add(new Function(at, values.closed(brace, lower.length())));
        }
        List<Assignment> assigned = isName ? values.assigned(name) : List.of();
        if (assigned.size() == 1) {
            functions.add(new Function(
                    assigned.getFirst().from() - 1, assigned.getFirst().to()));
        }
    }

    /** Where the function ends that is assigned behind a name. */
    private int assignedEnd(int from) {
        int brace = lower.indexOf('{', from);
        int line = lower.indexOf('\n', from);
        int end = line < 0 ? lower.length() : line;
        return brace >= 0 && brace < end ? values.closed(brace, lower.length()) : end;
    }

    private boolean isOpened(Assignment each, List<String> opens) {
        String text = lower.substring(each.from(), Math.min(each.to(), lower.length()));
        return ProgramText.has(text, opens) && !ProgramText.has(text, LOCAL);
    }

    /** {@code this.ws = new WebSocket(...)}: a member has no assignment of its own. */
    private boolean isMember(String receiver, List<String> opens) {
        int at = receiver.indexOf('.') < 0 ? -1 : lower.indexOf(receiver + " =");
        int compact = receiver.indexOf('.') < 0 ? -1 : lower.indexOf(receiver + "=");
        int assigned = Math.max(at, compact);
        int line = assigned < 0 ? -1 : lower.indexOf('\n', assigned);
        int end = line < 0 ? lower.length() : line;
        String text = assigned < 0 ? "" : lower.substring(assigned, Math.min(end, assigned + MOST_MEMBER));
        return ProgramText.has(text, opens) && !ProgramText.has(text, LOCAL);
    }

    /** Whether what stands before a call is one that is opened there: {@code new WebSocket(u).on(...)}. */
    private boolean isChained(int at, List<String> opens) {
        for (String each : opens) {
            int open = lower.lastIndexOf(each, at);
            int paren = open < 0 ? -1 : open + each.length() - 1;
            if (paren >= 0 && FileText.chain(lower, paren) >= at) {
                return !ProgramText.has(lower.substring(paren, at), LOCAL);
            }
        }
        return false;
    }

    /** Where a function runs as a program what came; -1 for nowhere. */
    int evaluates() {
        for (Function each : functions) {
            int run = FileText.run(lower, each.from());
            if (run >= 0 && run < each.to()) {
                return run;
            }
        }
        return -1;
    }

    /** Where a function hands a shell what came; -1 for nowhere. */
    int commands(ProgramFlow flow) {
        for (Function each : functions) {
            Set<String> names = given(each.from(), each.to());
            for (String call : names.isEmpty() ? List.<String>of() : SHELLS) {
                int seen = 0;
                for (int at = lower.indexOf(call, each.from());
                        at >= 0 && at < each.to() && seen++ < MOST;
                        at = lower.indexOf(call, at + 1)) {
                    if (flow.isOfShell(at, call) && isHanded(at + call.length() - 1, names)) {
                        return at;
                    }
                }
            }
        }
        return -1;
    }

    /** The names by which a function has what came: its parameters, and what is made of them. */
    private Set<String> given(int from, int to) {
        Set<String> names = new HashSet<>();
        int arrow = lower.indexOf("=>", from);
        int function = lower.indexOf("function", from);
        boolean isArrow = arrow >= 0 && arrow < to && (function < 0 || arrow < function);
        if (isArrow) {
            int end = arrow;
            while (end > from && " )".indexOf(lower.charAt(end - 1)) >= 0) {
                end--;
            }
            int begin = end;
            while (begin > from
                    && "(=".indexOf(lower.charAt(begin - 1)) < 0
                    && (lower.charAt(begin - 1) != ',' || lower.startsWith(")", end))) {
                begin--;
            }
            add(lower.substring(begin, end), names);
        } else if (function >= 0 && function < to) {
            int open = lower.indexOf('(', function);
            int close = open < 0 ? -1 : ProgramText.closing(lower, open);
            if (close > open && close <= to) {
                add(lower.substring(open + 1, close), names);
            }
        }
        int seen = 0;
        for (Assignment each : values.assignments()) { // in their order, so that what is made of one is known
            boolean isHere = each.from() > from && each.to() <= to && names.size() < MOST_NAMES;
            if (isHere && seen++ < MOST_ASSIGNMENTS && isNamed(each.from(), each.to(), names)) {
                names.add(each.name());
            }
        }
        return names;
    }

    private static void add(String parameters, Set<String> names) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i <= parameters.length(); i++) {
            char c = i < parameters.length() ? parameters.charAt(i) : ',';
            if (ProgramText.isOfName(c)) {
                name.append(c);
            } else {
                if (!name.isEmpty() && !name.toString().equals("async") && names.size() < MOST_NAMES) {
                    names.add(name.toString());
                }
                name.setLength(0);
            }
        }
    }

    private boolean isNamed(int from, int to, Set<String> names) {
        return names.stream().anyMatch(name -> ProgramText.isWhole(lower, name, from, to, List.of(".", "[")));
    }

    /** Whether a call is told to run it: as all that it is given first, or as what a shell is given. */
    private boolean isHanded(int open, Set<String> names) {
        int close = ProgramText.closing(lower, open);
        int first = values.argument(open, close);
        String program = values.literal(open + 1, first);
        if (Words.isShell(program) || program.equals("cmd") || program.equals("cmd.exe")) {
            return first < close && isNamed(first, close, names);
        }
        boolean isLiteral = values.begin(open + 1, first).isEmpty()
                && !lower.substring(open + 1, first).strip().startsWith("`${");
        return !isLiteral && isNamed(open + 1, first, names);
    }
}
