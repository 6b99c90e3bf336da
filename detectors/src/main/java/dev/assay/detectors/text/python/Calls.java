package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Functions.PathMeaning;
import dev.assay.detectors.text.python.Functions.Role;
import dev.assay.detectors.text.python.Value.Bytes;
import dev.assay.detectors.text.python.Value.Function;
import dev.assay.detectors.text.python.Value.Int;
import dev.assay.detectors.text.python.Value.Items;
import dev.assay.detectors.text.python.Value.Method;
import dev.assay.detectors.text.python.Value.Named;
import dev.assay.detectors.text.python.Value.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What calls, members and items come to, and what of it is worth telling. For one source. */
final class Calls {
    private static final int MOST_APPLIED = 8;
    private static final Set<String> NAMESPACES = Set.of("builtins.globals()", "builtins.locals()", "builtins.vars()");
    /** What a connection or a response says about itself is chosen by whoever opened it. */
    private static final Set<String> OF_CONNECTIONS = Set.of(
            "getsockname",
            "getpeername",
            "fileno",
            "status_code",
            "status",
            "close",
            "port",
            "gettimeout",
            "ok",
            "url",
            "reason",
            "getcode",
            "family",
            "bind",
            "listen",
            "setsockopt",
            "connect",
            "connect_ex");

    private static final Set<String> WRITES = Set.of("write", "write_text", "write_bytes", "writelines");

    private final Source source;
    private final Functions functions;
    private final Decodings decodings;
    private final Executions executions;
    private int applied;

    Calls(Source source, Functions functions) {
        this.source = source;
        this.functions = functions;
        this.decodings = new Decodings(source.budget);
        this.executions = new Executions(source);
    }

    /** The value of a part of the source, as the body of a lambda. */
    Value evaluate(int from, int to) {
        if (applied >= MOST_APPLIED || from >= to) {
            return Value.UNKNOWN;
        }
        applied++;
        source.budget.spendWork(to - from);
        Value value = new Expressions(source, functions, this, new Lexer(source.bytes, from, to).line()).list();
        applied--;
        return value;
    }

    /** Whether what stands in front of a comprehension makes characters of numbers. */
    boolean isMadeOfCharacters(int at) {
        String before = new String(source.bytes, Math.max(at - 80, 0), Math.min(at, 80), StandardCharsets.ISO_8859_1);
        int open = Math.max(before.lastIndexOf('('), before.lastIndexOf('['));
        return before.contains("chr(") && before.lastIndexOf("chr(") >= open - 8;
    }

    /** @param taints further ones, of how the name was reached */
    Value member(Value of, String name, int taints) {
        if (of instanceof Named named) {
            return named(named.path() + "." + name, named.taints() | taints);
        }
        return Taint.has(of, Taint.NETWORK) && OF_CONNECTIONS.contains(name) ? Value.UNKNOWN : Method.of(of, name);
    }

    /** Modules have several names, and so have functions in them. */
    private Value named(String path, int taints) {
        String plain = path.startsWith("__builtins__.")
                ? "builtins." + path.substring("__builtins__.".length())
                : path.startsWith("__builtin__.") ? "builtins." + path.substring("__builtin__.".length()) : path;
        int own = plain.startsWith("__builtins__") || plain.startsWith("builtins.__dict__") ? Taint.BY_TEXT : 0;
        if (plain.startsWith("self.")) {
            return source.lookUp(plain, functions) instanceof Named other
                            && other.path().equals(plain)
                    ? new Named(plain, taints)
                    : source.lookUp(plain, functions);
        }
        return new Named(plain, taints | own);
    }

    Value item(Value of, Value key) {
        if (of instanceof Named named && key instanceof Text text) {
            int taints = Taint.BY_TEXT | named.taints() | text.taints() & Taint.LASTING;
            if (named.path().equals("sys.modules")) {
                return named(text.text(), taints);
            }
            if (NAMESPACES.contains(named.path())) {
                return source.lookUp(text.text(), functions) instanceof Named found
                        ? named(found.path(), taints)
                        : source.lookUp(text.text(), functions);
            }
            if (named.path().endsWith(".__dict__")) {
                return named(
                        named.path().substring(0, named.path().length() - ".__dict__".length()) + "." + text.text(),
                        taints);
            }
            if (named.path().equals("__builtins__")) {
                return named("builtins." + text.text(), taints);
            }
        }
        if (of instanceof Items items && key instanceof Int n) {
            long index = n.number() < 0 ? items.items().size() + n.number() : n.number();
            return index >= 0 && index < items.items().size() ? items.items().get((int) index) : Value.UNKNOWN;
        }
        if (of instanceof Text text
                && key instanceof Int n
                && n.number() >= 0
                && n.number() < text.text().length()) {
            int index = (int) n.number();
            return new Text(text.text().substring(index, index + 1), text.taints() & Taint.LASTING | Taint.ASSEMBLED);
        }
        return Value.of(of.taints() & Taint.LASTING);
    }

    Value call(Value of, List<Value> arguments, Map<String, Value> named, int at) {
        List<Value> all = new ArrayList<>(arguments);
        all.addAll(named.values());
        int taints = Items.of(all).taints() & Taint.LASTING;
        boolean affordable = true;
        for (Value argument : all) {
            affordable &= source.affords(argument);
        }
        return affordable
                ? call(of, arguments, named, taints, at)
                : call(of, List.of(Value.of(taints)), Map.of(), taints, at);
    }

    private Value call(Value of, List<Value> arguments, Map<String, Value> named, int taints, int at) {
        targets(named, at);
        return switch (of) {
            case Named function -> function(function, arguments, named, taints, at);
            case Method method -> method(method, arguments, taints, at);
            case Function lambda -> apply(lambda, arguments);
            default -> Value.of(of.taints() & Taint.LASTING | taints);
        };
    }

    /** {@code Thread(target=os.system, args=...)} is a call. */
    private void targets(Map<String, Value> named, int at) {
        if (named.get("target") instanceof Named target) {
            Value arguments = named.getOrDefault("args", Value.UNKNOWN);
            function(target, arguments instanceof Items items ? items.items() : List.of(arguments), Map.of(), 0, at);
        }
    }

    private Value apply(Function lambda, List<Value> arguments) {
        for (int i = 0; i < Math.min(lambda.parameters().size(), arguments.size()); i++) {
            source.assign(lambda.parameters().get(i), arguments.get(i));
        }
        return evaluate(lambda.from(), lambda.to());
    }

    private Value method(Method method, List<Value> arguments, int taints, int at) {
        Value receiver = method.receiver();
        if (receiver instanceof Text path && WRITES.contains(method.name())) {
            written(path, arguments, at);
        }
        if (receiver instanceof Text path
                && (method.name().equals("read_text") || method.name().equals("read_bytes"))) {
            return read(path.text());
        }
        if (receiver instanceof Text path && method.name().equals("open")) {
            return open(path, arguments, 0, at);
        }
        if (Taint.has(receiver, Taint.NETWORK) && sends(method.name()) && (taints & Taint.CREDENTIALS) != 0) {
            source.tell(Shape.CREDENTIALS_SENT, method.name(), at);
        }
        if (WRITES.contains(method.name()) && (taints & Taint.NETWORK) != 0 && !Taint.has(receiver, Taint.NETWORK)) {
            source.part(Source.Part.DOWNLOAD);
        }
        return source.affords(receiver)
                ? TextMethods.call(receiver, method.name(), arguments)
                : Value.of(receiver.taints() & Taint.LASTING | taints);
    }

    private static boolean sends(String method) {
        return switch (method) {
            case "send", "sendall", "sendto", "post", "put", "request", "sendmail", "storbinary", "get", "patch" ->
                true;
            default -> false;
        };
    }

    private Value function(Named function, List<Value> arguments, Map<String, Value> named, int taints, int at) {
        String path = function.path();
        Role role = functions.role(path);
        Value first = arguments.isEmpty() ? Value.UNKNOWN : arguments.getFirst();
        reached(function, role, at);
        return switch (role) {
            case EXECUTE, COMPILE -> executions.code(role, path, first, at);
            case PROCESS -> executions.process(path, arguments, named, taints, at);
            case UNPICKLE, MARSHAL -> executions.unpickle(role, path, first, at);
            case IMPORT ->
                first instanceof Text text
                        ? named(text.text(), Taint.BY_TEXT | text.taints() & Taint.LASTING)
                        : Value.of(taints);
            case GETATTR -> getattr(first, arguments, taints);
            case OPEN -> open(first, arguments.subList(Math.min(1, arguments.size()), arguments.size()), taints, at);
            case PASS ->
                first instanceof Named environment && environment.path().equals("os.environ")
                        ? Value.of(Taint.CREDENTIALS)
                        : first;
            case BYTES -> bytes(first);
            case CHR ->
                first instanceof Int n && n.number() >= 0 && n.number() <= Character.MAX_VALUE
                        ? new Text(Character.toString((char) n.number()), Taint.SCRAMBLED)
                        : Value.of(taints | Taint.SCRAMBLED);
            case ORD ->
                first instanceof Text text && text.text().length() == 1
                        ? new Int(text.text().charAt(0))
                        : Value.of(taints);
            case JOIN -> pathOf(arguments);
            case MAP -> mapped(arguments, at);
            case REVERSED ->
                first instanceof Text text
                        ? new Text(new StringBuilder(text.text()).reverse().toString(), taints | Taint.SCRAMBLED)
                        : Value.of(taints);
            case PARTIAL -> first;
            case BASE64, BASE32, HEX, DECODE, ZLIB, GZIP, CODECS ->
                decodings.decode(role, first, arguments.size() > 1 ? arguments.get(1) : named.get("encoding"));
            case CIPHER -> Value.of(taints | Taint.DECODED);
            case NETWORK, SOCKET, DOWNLOAD -> network(role, path, taints, at);
            case NATIVE -> {
                source.tell(Shape.NATIVE, path, at);
                yield Value.of(taints);
            }
            case SHELLCODE -> {
                source.tell(Shape.NATIVE_SHELLCODE, path, at);
                yield Value.of(taints);
            }
            case DUP2 -> {
                source.part(Source.Part.DUP2);
                source.together(at);
                yield Value.UNKNOWN;
            }
            case COPY -> copied(arguments, taints, at);
            case ATTRGETTER, PASS_TAINTS -> Value.of(taints);
            case NONE -> other(function, arguments, taints);
        };
    }

    /** How a function was reached: by its plain name, by texts, or by texts that nobody can read. */
    private void reached(Named function, Role role, int at) {
        if (role == Role.NONE || !functions.isPowerful(function.path())) {
            return;
        }
        if (Taint.has(function, Taint.ASSEMBLED | Taint.SCRAMBLED | Taint.DECODED)) {
            source.tell(Shape.HIDDEN_CALL, function.path(), at);
        } else if (Taint.has(function, Taint.BY_TEXT) && (role == Role.PROCESS || role == Role.EXECUTE)) {
            source.tell(Shape.INLINE_IMPORT, function.path(), at);
        }
    }

    private Value getattr(Value of, List<Value> arguments, int taints) {
        Value name = arguments.size() > 1 ? arguments.get(1) : Value.UNKNOWN;
        return name instanceof Text text
                ? member(of, text.text(), Taint.BY_TEXT | text.taints() & Taint.LASTING)
                : Value.of(taints);
    }

    private static Value bytes(Value first) {
        byte[] known = first instanceof Int ? null : Decodings.bytes(first);
        boolean assembled = first instanceof Items;
        return known != null
                ? new Bytes(known, first.taints() & Taint.LASTING | (assembled ? Taint.SCRAMBLED : 0))
                : Value.of(first.taints() & Taint.LASTING);
    }

    private Value mapped(List<Value> arguments, int at) {
        if (arguments.size() < 2 || !(arguments.getFirst() instanceof Named function)) {
            return Value.UNKNOWN;
        }
        if (functions.role(function.path()) == Role.CHR) {
            if (!(arguments.get(1) instanceof Items codes)) {
                return Value.of(Taint.SCRAMBLED);
            }
            List<Value> characters = new ArrayList<>();
            for (Value code : codes.items()) {
                characters.add(function(function, List.of(code), Map.of(), 0, at));
            }
            return Items.of(characters);
        }
        Value each = arguments.get(1) instanceof Items items && !items.items().isEmpty()
                ? items.items().getFirst()
                : Value.of(arguments.get(1).taints() & Taint.LASTING);
        return function(function, List.of(each), Map.of(), each.taints() & Taint.LASTING, at);
    }

    private Value network(Role role, String path, int taints, int at) {
        source.tell(Shape.NETWORK, path, at);
        if (role == Role.SOCKET) {
            source.part(Source.Part.SOCKET);
            source.together(at);
        } else if (role == Role.DOWNLOAD) {
            source.part(Source.Part.DOWNLOAD);
        }
        if ((taints & Taint.CREDENTIALS) != 0) {
            source.tell(Shape.CREDENTIALS_SENT, path, at);
        }
        return new Value.Other(Taint.NETWORK);
    }

    private Value open(Value path, List<Value> mode, int taints, int at) {
        String how = !mode.isEmpty() && mode.getFirst() instanceof Text text ? text.text() : "r";
        if (!(path instanceof Text text)) {
            return Method.of(Value.of(taints), "open");
        }
        if (how.contains("w") || how.contains("a") || how.contains("x")) {
            if (functions.meaning(text.text()) == PathMeaning.STARTUP) {
                source.tell(Shape.STARTUP_WRITE, text.text(), at);
            }
            return Value.UNKNOWN;
        }
        return read(text.text());
    }

    private Value read(String path) {
        return functions.meaning(path) == PathMeaning.CREDENTIALS ? Value.of(Taint.CREDENTIALS) : Value.UNKNOWN;
    }

    private void written(Text path, List<Value> content, int at) {
        if (functions.meaning(path.text()) == PathMeaning.STARTUP) {
            source.tell(Shape.STARTUP_WRITE, path.text(), at);
        }
        for (Value part : content) {
            if (Taint.has(part, Taint.NETWORK)) {
                source.part(Source.Part.DOWNLOAD);
            }
        }
    }

    private Value copied(List<Value> arguments, int taints, int at) {
        if (arguments.size() > 1 && arguments.get(1) instanceof Text to) {
            written(to, List.of(), at);
        }
        return Value.of(taints);
    }

    private static Value pathOf(List<Value> parts) {
        Value path = parts.isEmpty() ? Value.UNKNOWN : parts.getFirst();
        for (int i = 1; i < parts.size(); i++) {
            path = pathOf(path, parts.get(i));
        }
        return path;
    }

    /** A path of which a part is known: what is not known stands as {@code ~}. */
    static Value pathOf(Value one, Value other) {
        int taints = (one.taints() | other.taints()) & Taint.LASTING;
        if (other instanceof Text end && end.text().length() < 1_000) {
            String begin = one instanceof Text text && text.text().length() < 1_000 ? text.text() : "~";
            return new Text(begin + "/" + end.text(), taints);
        }
        return one instanceof Text ? one : Value.of(taints);
    }

    private Value other(Named function, List<Value> arguments, int taints) {
        String path = function.path();
        int dot = path.indexOf('.');
        int own = source.call(path.startsWith("self.") ? path.substring("self.".length()) : path);
        String last = path.substring(path.lastIndexOf('.') + 1);
        if (path.equals("os.environ.copy")
                || arguments.stream()
                        .anyMatch(value ->
                                value instanceof Named named && named.path().equals("os.environ"))) {
            return Value.of(Taint.CREDENTIALS | taints);
        }
        if (WRITES.contains(last) && (taints & Taint.NETWORK) != 0) {
            source.part(Source.Part.DOWNLOAD);
        }
        if (dot > 0 && NAMESPACES.contains(path + "()")) {
            return new Named(path + "()", 0);
        }
        // A method of something unknown keeps what that was made of; so does a class that wraps it.
        return Value.of(taints | own | function.taints() & (Taint.NETWORK | Taint.CREDENTIALS | Taint.DECODED));
    }
}
