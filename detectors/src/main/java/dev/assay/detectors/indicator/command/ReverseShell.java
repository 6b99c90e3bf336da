package dev.assay.detectors.indicator.command;

import dev.assay.detectors.indicator.command.ProgramValues.Assignment;
import dev.assay.engine.text.Parts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a program of an interpreter joins a connection and a shell, so that another machine gives the commands. That it has both means
 * nothing: many ask whether a port is open, and start a build elsewhere. Which variables are connections, or what came over one, is
 * followed by their names. Belongs to one thread.
 */
final class ReverseShell {
    /** Connections and shells that are further apart, as in a bundle, have nothing to do with one another. */
    private static final int PLACE = 64 << 10;

    private static final int TWICE = 16 << 10;
    private static final int MOST_ROUNDS = 3;
    private static final int MOST_CALLS = 50;
    private static final int MOST_NAMES = 50;

    /** What gives a connection, or a module whose members do. */
    private static final List<String> SOURCES = List.of(
            "socket.socket",
            "socket.create_connection",
            "net.socket",
            "net.connect",
            "net.createconnection",
            "tls.connect",
            "require('net')",
            "require(\"net\")",
            "require('node:net')",
            "require(\"node:net\")",
            "tcpsocket",
            "fsockopen",
            "stream_socket_client");

    /** Of these, the modules. */
    private static final List<String> MODULES =
            SOURCES.stream().filter(each -> each.startsWith("require")).toList();

    /** What else says that a program connects. */
    private static final List<String> OTHERS =
            List.of("tcpclient", "socket(s,", "io::socket", "import socket", "from socket import");

    /** What is called of a connection and gives one, or what came over it. */
    private static final Set<String> SAME = Set.of(
            "socket",
            "connect",
            "createconnection",
            "new",
            "open",
            "fileno",
            "detach",
            "makefile",
            "accept",
            "dup",
            "fd",
            "to_i",
            "recv",
            "read",
            "readline",
            "readpartial",
            "gets",
            "decode",
            "strip",
            "chomp",
            "trim",
            "tostring",
            "rstrip");

    private static final List<String> SHELLS = List.of(
            "/bin/sh",
            "/bin/bash",
            "cmd.exe",
            "\"sh\"",
            "'sh'",
            "\"bash\"",
            "'bash'",
            "\"sh -i",
            "'sh -i",
            "\"sh <&",
            "'sh <&",
            "\"bash -i",
            "'bash -i",
            "\"bash <&",
            "'bash <&");

    /** What starts a program, and may be handed what it reads from and writes to. */
    private static final List<String> STARTS = List.of(
            "popen(",
            "proc_open(",
            "spawn(",
            "spawnsync(",
            "exec(",
            "execsync(",
            "execfile(",
            "system(",
            "shell_exec(",
            "subprocess.call(",
            "subprocess.run(",
            "check_call(",
            "check_output(");

    private static final List<String> STREAMS = List.of("stdin", "stdout", "stderr");

    /** What a stream is made of that leads neither to a connection nor to a shell. */
    private static final List<String> FILES = List.of("createwritestream(", "createreadstream(", "process.std");

    private final String lower;
    private final ProgramValues values;
    private final ProgramFlow flow;
    private final Set<String> connections = new HashSet<>();

    private ReverseShell(String program) {
        this.lower = ProgramText.lower(program);
        this.values = new ProgramValues(program);
        this.flow = new ProgramFlow(program);
    }

    /** Of a large program, in one place. */
    static boolean isIn(String program) {
        for (int from = 0; from == 0 || from + TWICE < program.length(); from += PLACE - TWICE) {
            String place = program.substring(from, Math.min(program.length(), from + PLACE));
            String lower = ProgramText.lower(place);
            boolean connects = ProgramText.has(lower, SOURCES) || ProgramText.has(lower, OTHERS);
            if (connects && new ReverseShell(place).isJoined()) {
                return true;
            }
        }
        return false;
    }

    /** PowerShell, whose programs stand in commands as well: what is read from a connection, and something that is held is run. */
    static boolean isOfPowerShell(String lower) {
        return lower.contains("tcpclient")
                && lower.contains("getstream()")
                && ProgramText.has(
                        lower,
                        List.of("iex $", "iex -c", "invoke-expression $", "invoke-expression -c", "|iex", "| iex"));
    }

    private boolean isJoined() {
        if (isOfPowerShell(lower)) {
            return true;
        }
        boolean hasShell = ProgramText.has(lower, SHELLS);
        connections();
        return hasShell && (isRedirected() || isPiped()) || isStarted(hasShell) || isHeard() || isFed();
    }

    /** Fills in the variables that hold a connection, or what came over one. */
    private void connections() {
        if (lower.contains("from socket import")) {
            connections.add("socket");
        }
        int renamed = lower.indexOf("import socket as ");
        if (renamed >= 0) {
            connections.add(values.begin(renamed + "import socket as ".length(), lower.length()));
        }
        for (String module : MODULES) {
            taken(lower.indexOf(module));
        }
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int before = connections.size();
            for (Assignment each : values.assignments()) {
                if (connections.size() < MOST_NAMES && holds(each.from(), each.to())) {
                    connections.add(each.name());
                }
            }
            if (connections.size() == before) {
                break;
            }
        }
        for (String source : SOURCES) { // with socket.create_connection(...) as s
            int seen = 0;
            for (int at = lower.indexOf(source); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(source, at + 1)) {
                int open = lower.indexOf('(', at);
                int end = open < 0 ? -1 : ProgramText.closing(lower, open);
                if (end > 0 && lower.startsWith(" as ", end + 1)) {
                    connections.add(values.begin(end + " as ".length() + 1, lower.length()));
                }
            }
        }
    }

    /** What is taken out of a module by its name: {@code const {connect} = require('net')}. */
    private void taken(int module) {
        int close = module < 0 ? -1 : lower.lastIndexOf('}', module);
        boolean isTaken =
                close > 0 && lower.substring(close + 1, module).strip().equals("=");
        int open = isTaken ? lower.lastIndexOf('{', close) : -1;
        for (String name : open < 0 ? List.<String>of() : Parts.of(lower.substring(open + 1, close), ',')) {
            String own = name.substring(name.indexOf(':') + 1).strip();
            if (!own.isEmpty() && connections.size() < MOST_NAMES) {
                connections.add(own);
            }
        }
    }

    /** Whether what waits for what comes over a connection starts that: {@code s.on('data', d => exec(d.toString()))}. */
    private boolean isHeard() {
        for (String event : List.of(".on('data',", ".on(\"data\",")) {
            int seen = 0;
            for (int at = lower.indexOf(event); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(event, at + 1)) {
                int open = lower.indexOf('(', at);
                int close = ProgramText.closing(lower, open);
                int from = at;
                while (from > 0 && ProgramText.isOfName(lower.charAt(from - 1))) {
                    from--;
                }
                if (isConnection(lower.substring(from, at)) && isStarted(open, close)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a function that stands there starts what it is handed. */
    private boolean isStarted(int from, int to) {
        for (String call : STARTS) {
            int at = lower.indexOf(call, from, to);
            int open = at + call.length() - 1;
            String name = at < 0 ? "" : values.begin(open + 1, to);
            String variable = name.indexOf('.') < 0 ? name : name.substring(0, name.indexOf('.'));
            boolean isOne = !variable.isEmpty()
                    && ProgramFlow.isParameter(lower, variable, from, at)
                    && isSame(open + 1 + variable.length(), open + 1 + name.length());
            if (isOne && flow.isOfShell(at, call)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an expression has a connection in it, or what came over one. */
    private boolean holds(int from, int to) {
        return has(from, to, SOURCES) || has(from, to, connections);
    }

    private boolean has(int from, int to, Iterable<String> names) {
        for (String name : names) {
            int seen = 0;
            for (int at = lower.indexOf(name, from, to);
                    at >= 0 && seen++ < MOST_CALLS;
                    at = lower.indexOf(name, at + 1, to)) {
                char before = at == 0 ? ' ' : lower.charAt(at - 1);
                int end = at + name.length();
                boolean isPart = ProgramText.isOfName(before)
                        || before == '.'
                        || end < to && ProgramText.isOfName(lower.charAt(end));
                if (!isPart && isSame(end, to)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether what is called of a value, one after the other, leaves it a connection or what came over that. */
    private boolean isSame(int from, int to) {
        int at = from;
        while (at < to) {
            char c = lower.charAt(at);
            if (c == '(') {
                at = values.closed(at, to) + 1;
            } else if (c == '.') {
                int end = at + 1;
                while (end < to && ProgramText.isOfName(lower.charAt(end))) {
                    end++;
                }
                if (!SAME.contains(lower.substring(at + 1, end))) {
                    return false;
                }
                at = end;
            } else {
                return c != '[' && c != ':';
            }
        }
        return true;
    }

    /** Descriptors of the process that are made those of a connection, or of a shell that is given one by its number. */
    private boolean isRedirected() {
        int seen = 0;
        for (int at = lower.indexOf("dup2("); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf("dup2(", at + 1)) {
            int open = lower.indexOf('(', at);
            if (holds(open + 1, ProgramText.closing(lower, open)) || isOfUnknown(open + 1)) {
                return true;
            }
        }
        int input = lower.indexOf("open(stdin");
        boolean isDuplicate = input >= 0
                && lower.substring(input, Math.min(lower.length(), input + "open(stdin, '>&".length() + 1))
                        .contains(">&");
        return isDuplicate || ProgramText.has(lower, List.of("<&3", "<&%d", "<&#{")) || isReopened();
    }

    /** {@code self.request.fileno()} of a server, {@code c.fileno()} of what a function is handed. */
    private boolean isOfUnknown(int from) {
        String name = values.begin(from, lower.length());
        int dot = name.indexOf(".fileno");
        String of = dot < 0 ? "" : name.substring(0, dot);
        return dot >= 0 && values.assigned(of).isEmpty() && !of.startsWith("sys.");
    }

    /** Perl that starts what it reads, once that is a connection: {@code STDIN->fdopen($c,r);system$_ while<>}. */
    private boolean isFed() {
        int input = lower.indexOf("stdin->fdopen(");
        return input >= 0 && lower.contains("io::socket") && ProgramText.has(lower, List.of("system", "exec", "`"));
    }

    /** {@code $stdin.reopen(c)} */
    private boolean isReopened() {
        int at = lower.indexOf("stdin.reopen(");
        int open = at < 0 ? -1 : lower.indexOf('(', at);
        return open >= 0 && holds(open + 1, ProgramText.closing(lower, open));
    }

    private boolean isPiped() {
        int seen = 0;
        for (int at = lower.indexOf(".pipe("); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(".pipe(", at + 1)) {
            int from = at;
            while (from > 0 && (ProgramText.isOfName(lower.charAt(from - 1)) || lower.charAt(from - 1) == '.')) {
                from--;
            }
            String source = lower.substring(from, at);
            String sink = values.begin(at + ".pipe(".length(), lower.length());
            boolean isTold = isConnection(source) && isOther(sink);
            boolean isHeard = isOther(source) && isConnection(sink);
            if (isTold || isHeard) {
                return true;
            }
        }
        return false;
    }

    /** Whether a side of a pipe is a connection: by its name, or what waits for one is handed it. */
    private boolean isConnection(String name) {
        boolean isHanded =
                !name.isEmpty() && values.assigned(name).isEmpty() && (name.equals("this") || isHanded(name));
        return connections.contains(name) || isHanded;
    }

    private boolean isHanded(String name) {
        for (String call : List.of("net.", "net')", "net\")", "tls.", "'connection'", "\"connection\"", "'connect'")) {
            int seen = 0;
            for (int at = lower.indexOf(call); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(call, at + 1)) {
                int open = lower.indexOf(call.startsWith("net") || call.startsWith("tls") ? '(' : ',', at);
                int end = open < 0 ? -1 : ProgramText.closing(lower, open);
                if (end > open && ProgramFlow.isParameter(lower, name, open, end)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the other side may be a shell: no connection, none of the process's own streams and no file. */
    private boolean isOther(String name) {
        boolean isOwn = name.startsWith("process.") || name.startsWith("fs.") || connections.contains(name);
        String last = name.substring(name.lastIndexOf('.') + 1);
        boolean isStream = STREAMS.contains(last);
        List<Assignment> assigned = values.assigned(name);
        boolean isFile =
                assigned.stream().anyMatch(each -> ProgramText.has(lower.substring(each.from(), each.to()), FILES));
        return !isOwn && !isFile && (isStream || !name.isEmpty() && name.indexOf('.') < 0);
    }

    /** Whether a program is started with a connection, or with what came over one. */
    private boolean isStarted(boolean hasShell) {
        for (String call : STARTS) {
            int seen = 0;
            for (int at = lower.indexOf(call); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(call, at + 1)) {
                int open = at + call.length() - 1;
                int end = hasShell
                        ? ProgramText.closing(lower, open)
                        : open + 1 + values.begin(open + 1, lower.length()).length();
                if ((!call.equals("exec(") || flow.isOfShell(at, call)) && holds(open + 1, end)) {
                    return true;
                }
            }
        }
        return hasShell && isWritten();
    }

    /** Whether what came is written to the first of a program's pipes, or to its input. */
    private boolean isWritten() {
        for (String call : List.of("fwrite(", "fputs(", "stdin.write(", "communicate(")) {
            int seen = 0;
            for (int at = lower.indexOf(call); at >= 0 && seen++ < MOST_CALLS; at = lower.indexOf(call, at + 1)) {
                int open = at + call.length() - 1;
                int close = ProgramText.closing(lower, open);
                int comma = values.argument(open, close);
                boolean isOfPipes = call.startsWith("f") && lower.startsWith("[0]", comma - 3);
                int from = isOfPipes ? comma : open + 1;
                if ((isOfPipes || !call.startsWith("f")) && holds(from, close)) {
                    return true;
                }
            }
        }
        return false;
    }
}
