package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Functions.Role;
import dev.assay.detectors.text.python.Value.Bound;
import dev.assay.detectors.text.python.Value.Bytes;
import dev.assay.detectors.text.python.Value.Function;
import dev.assay.detectors.text.python.Value.Int;
import dev.assay.detectors.text.python.Value.Items;
import dev.assay.detectors.text.python.Value.Method;
import dev.assay.detectors.text.python.Value.Named;
import dev.assay.detectors.text.python.Value.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What calls come to, and what of it is worth telling. For one source. */
final class Calls {
    private static final int MOST_APPLIED = 8;
    private static final String METHODCALLER = "operator.methodcaller";

    /** What it costs to evaluate a byte of a source, in bytes that are copied. */
    static final long EVALUATED = 16;

    /** Names of arguments that are functions, which are called with what else is given. */
    private static final Set<String> CALLED = Set.of("target", "key", "func", "function", "callback", "initializer");

    private static final Set<String> WRITES = Set.of("write", "write_text", "write_bytes", "writelines");

    private final Source source;
    private final Functions functions;
    private final Members members;
    private final Files files;
    private final Decodings decodings;
    private final Executions executions;
    private int applied;

    Calls(Source source, Functions functions) {
        this.source = source;
        this.functions = functions;
        this.members = new Members(source, functions);
        this.files = new Files(source, functions);
        this.decodings = new Decodings(source.budget);
        this.executions = new Executions(source);
    }

    Members members() {
        return members;
    }

    /** The value of a part of the source, as the body of a lambda; all in it is read. */
    Value evaluate(int from, int to) {
        if (applied >= MOST_APPLIED || from >= to || !source.affords(EVALUATED * (to - from))) {
            return Value.UNKNOWN;
        }
        applied++;
        Expressions in = new Expressions(source, functions, this, new Lexer(source.bytes, from, to).enclosed());
        Value value = in.list();
        in.rest(); // the format of an f-string's field, which may hold fields itself
        applied--;
        return value;
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
        handedOn(of, arguments, named, at);
        return switch (of) {
            case Named function -> function(function, arguments, named, taints, at);
            case Method method -> method(method, arguments, taints, at);
            case Function lambda -> apply(lambda, arguments);
            case Bound bound -> bound(bound, arguments, named, at);
            default -> Value.of(of.taints() & Taint.LASTING | taints);
        };
    }

    /** {@code Thread(target=os.system, args=...)} is a call, and so is {@code atexit.register(os.system, "id")}. */
    private void handedOn(Value to, List<Value> arguments, Map<String, Value> named, int at) {
        for (Map.Entry<String, Value> entry : named.entrySet()) {
            if (CALLED.contains(entry.getKey()) && isHandedOn(entry.getValue())) {
                Value given = named.getOrDefault("args", arguments.isEmpty() ? Value.UNKNOWN : arguments.getFirst());
                call(entry.getValue(), listed(given), Map.of(), at);
            }
        }
        boolean known = to instanceof Named function && functions.role(function.path()) != Role.NONE;
        for (int i = 0; i < arguments.size() && !known; i++) {
            if (isHandedOn(arguments.get(i)) && i + 1 < arguments.size()) {
                List<Value> rest = arguments.subList(i + 1, arguments.size());
                call(arguments.get(i), rest.size() == 1 ? listed(rest.getFirst()) : rest, Map.of(), at);
                return;
            }
            if (arguments.get(i) instanceof Named own) {
                source.call(own.path());
            }
        }
    }

    /** A function that runs what it is given; classes, {@code socket.socket} as well, are handed on to be compared with. */
    private boolean isHandedOn(Value value) {
        if (!(value instanceof Named named)) {
            return value instanceof Bound || value instanceof Function;
        }
        Role role = functions.role(named.path());
        boolean runs = role == Role.EXECUTE || role == Role.PROCESS;
        return runs && Character.isLowerCase(named.path().charAt(named.path().lastIndexOf('.') + 1));
    }

    private static List<Value> listed(Value value) {
        return value instanceof Items items ? items.items() : List.of(value);
    }

    private Value bound(Bound bound, List<Value> arguments, Map<String, Value> named, int at) {
        if (applied >= MOST_APPLIED) {
            return Value.of(bound.taints() & Taint.LASTING);
        }
        applied++;
        Value value;
        if (bound.function() instanceof Named getter && functions.role(getter.path()) == Role.ATTRGETTER) {
            List<Value> given = bound.arguments();
            Value name = given.isEmpty() ? Value.UNKNOWN : given.getFirst();
            value = members.getattr(arguments.isEmpty() ? Value.UNKNOWN : arguments.getFirst(), name, bound.taints());
            value = getter.path().equals(METHODCALLER)
                    ? call(value, given.subList(Math.min(1, given.size()), given.size()), named, at)
                    : value;
        } else {
            List<Value> all = new ArrayList<>(bound.arguments());
            all.addAll(arguments);
            value = call(bound.function(), all, named, at);
        }
        applied--;
        return value;
    }

    private Value apply(Function lambda, List<Value> arguments) {
        for (int i = 0; i < Math.min(lambda.parameters().size(), arguments.size()); i++) {
            source.assign(lambda.parameters().get(i), arguments.get(i));
        }
        return evaluate(lambda.from(), lambda.to());
    }

    private Value method(Method method, List<Value> arguments, int taints, int at) {
        Value receiver = method.receiver();
        Optional<Value> taken = members.taken(method, arguments);
        if (taken.isPresent()) {
            return taken.get();
        }
        int own = source.call(method.name());
        if (receiver instanceof Text path && WRITES.contains(method.name())) {
            files.written(path, arguments, at);
        }
        if (receiver instanceof Text path
                && (method.name().equals("read_text") || method.name().equals("read_bytes"))) {
            return files.read(path.text());
        }
        if (receiver instanceof Text path && method.name().equals("open")) {
            return files.open(path, arguments, 0, at);
        }
        if (Taint.has(receiver, Taint.NETWORK) && sends(method.name()) && (taints & Taint.CREDENTIALS) != 0) {
            source.tell(Shape.CREDENTIALS_SENT, method.name(), at);
        }
        if (WRITES.contains(method.name()) && (taints & Taint.NETWORK) != 0 && !Taint.has(receiver, Taint.NETWORK)) {
            source.part(Source.Part.DOWNLOAD);
        }
        return source.affords(receiver)
                ? tainted(TextMethods.call(receiver, method.name(), arguments), own)
                : Value.of(receiver.taints() & Taint.LASTING | taints | own);
    }

    private static Value tainted(Value value, int taints) {
        return taints == 0 || !(value instanceof Value.Other) ? value : Value.of(value.taints() | taints);
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
                        ? members.named(text.text(), Taint.BY_TEXT | text.taints() & Taint.LASTING)
                        : Value.of(taints);
            case GETATTR -> members.getattr(first, arguments.size() > 1 ? arguments.get(1) : Value.UNKNOWN, taints);
            case OPEN ->
                files.open(first, arguments.subList(Math.min(1, arguments.size()), arguments.size()), taints, at);
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
            case JOIN -> Files.pathOf(arguments);
            case MAP -> mapped(arguments, at);
            case REVERSED ->
                first instanceof Text text
                        ? new Text(new StringBuilder(text.text()).reverse().toString(), taints | Taint.SCRAMBLED)
                        : Value.of(taints);
            case PARTIAL -> Bound.of(first, arguments.subList(Math.min(1, arguments.size()), arguments.size()));
            case ATTRGETTER -> Bound.of(function, arguments);
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
            case COPY -> files.copied(arguments, taints, at);
            case PASS_TAINTS -> Value.of(taints);
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

    private Value other(Named function, List<Value> arguments, int taints) {
        String path = function.path();
        Optional<Value> taken = members.taken(function, arguments);
        if (taken.isPresent()) {
            return taken.get();
        }
        if (Members.isNamespace(path)) {
            return Members.namespace(path, arguments);
        }
        String last = path.substring(path.lastIndexOf('.') + 1);
        int own = source.call(source.isImported(path) ? path : last);
        if (path.equals("os.environ.copy")
                || arguments.stream()
                        .anyMatch(value ->
                                value instanceof Named named && named.path().equals("os.environ"))) {
            return Value.of(Taint.CREDENTIALS | taints);
        }
        if (WRITES.contains(last) && (taints & Taint.NETWORK) != 0) {
            source.part(Source.Part.DOWNLOAD);
        }
        // A method of something unknown keeps what that was made of; so does a class that wraps it.
        return Value.of(taints | own | function.taints() & (Taint.NETWORK | Taint.CREDENTIALS | Taint.DECODED));
    }
}
