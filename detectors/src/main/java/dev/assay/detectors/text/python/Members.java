package dev.assay.detectors.text.python;

import dev.assay.detectors.text.python.Functions.Role;
import dev.assay.detectors.text.python.Value.Int;
import dev.assay.detectors.text.python.Value.Items;
import dev.assay.detectors.text.python.Value.Method;
import dev.assay.detectors.text.python.Value.Named;
import dev.assay.detectors.text.python.Value.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What members and items of values are: the many ways to a function's name. For one source. */
final class Members {
    private static final Set<String> NAMESPACES = Set.of("builtins.globals()", "builtins.locals()", "builtins.vars()");

    /** Dictionaries of the names of some module, whatever function or frame they are taken of. */
    private static final Set<String> GLOBALS =
            Set.of("__globals__", "func_globals", "f_globals", "f_locals", "f_builtins", "__builtins__");

    private static final Set<String> TAKE_ITEM = Set.of("get", "pop", "__getitem__", "setdefault");
    private static final Set<String> TAKE_MEMBER = Set.of("__getattribute__", "__getattr__");
    private static final String DICT = ".__dict__";
    private static final String BUILTINS = "__builtins__";

    /** Modules that classes of Python itself lie in, whose names attacks take out of these classes' functions. */
    private static final List<String> REACHED = List.of("os.", "subprocess.", "builtins.");

    /** Longer ones name nothing; and each further part would copy all of it. */
    private static final int MOST_PATH = 400;

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

    private final Source source;
    private final Functions functions;

    Members(Source source, Functions functions) {
        this.source = source;
        this.functions = functions;
    }

    /** @param taints further ones, of how the name was reached */
    Value member(Value of, String name, int taints) {
        if (of instanceof Named named) {
            return named.path().length() + name.length() > MOST_PATH
                    ? Value.of(of.taints() & Taint.LASTING)
                    : named(named.path() + "." + name, named.taints() | taints);
        }
        return Taint.has(of, Taint.NETWORK) && OF_CONNECTIONS.contains(name) ? Value.UNKNOWN : Method.of(of, name);
    }

    /** Modules have several names, and so have functions in them. */
    Value named(String path, int taints) {
        String plain = path.startsWith("__builtins__.")
                ? "builtins." + path.substring("__builtins__.".length())
                : path.startsWith("__builtin__.") ? "builtins." + path.substring("__builtin__.".length()) : path;
        int own = plain.startsWith(BUILTINS) || plain.startsWith("builtins.__dict__") ? Taint.BY_TEXT : 0;
        if (plain.startsWith("self.")) {
            Value found = source.lookUp(plain, functions);
            return found instanceof Named other && other.path().equals(plain) ? new Named(plain, taints) : found;
        }
        return new Named(plain, taints | own);
    }

    Value item(Value of, Value key) {
        if (key instanceof Text text) {
            int taints = Taint.BY_TEXT | of.taints() | text.taints() & Taint.LASTING;
            if (of instanceof Named named) {
                return ofNamespace(named.path(), text.text(), taints, of);
            }
            if (of instanceof Method method && GLOBALS.contains(method.name())) {
                return global(text.text(), taints);
            }
        }
        if (of instanceof Items items && key instanceof Int n) {
            long index = n.number() < 0 ? items.items().size() + n.number() : n.number();
            return index >= 0 && index < items.items().size() ? items.items().get((int) index) : Value.UNKNOWN;
        }
        if (of instanceof Text text && key instanceof Int n) {
            int length = text.text().length();
            long index = n.number() < 0 ? length + n.number() : n.number();
            if (index >= 0 && index < length) {
                String character = text.text().substring((int) index, (int) index + 1);
                return new Text(character, text.taints() & Taint.LASTING | Taint.ASSEMBLED);
            }
        }
        return Value.of(of.taints() & Taint.LASTING);
    }

    private Value ofNamespace(String path, String key, int taints, Value of) {
        if (path.equals("sys.modules")) {
            return named(key, taints);
        }
        if (NAMESPACES.contains(path)) {
            return source.lookUp(key, functions) instanceof Named found
                    ? named(found.path(), taints)
                    : source.lookUp(key, functions);
        }
        if (path.endsWith(DICT)) {
            return named(path.substring(0, path.length() - DICT.length()) + "." + key, taints);
        }
        if (path.equals(BUILTINS)) {
            return named("builtins." + key, taints);
        }
        return GLOBALS.contains(path.substring(path.lastIndexOf('.') + 1))
                ? global(key, taints)
                : Value.of(of.taints() & Taint.LASTING);
    }

    /** A name of a module that is not known: what it may be that matters. */
    private Value global(String name, int taints) {
        for (String module : REACHED) {
            if (functions.role(module + name) != Role.NONE) {
                return named(module + name, taints);
            }
        }
        return named(name, taints);
    }

    /** What a call gives that takes an item or a member: {@code os.__dict__.get("system")}; empty if it is another. */
    Optional<Value> taken(Value function, List<Value> arguments) {
        Value receiver = Value.UNKNOWN;
        String name = "";
        if (function instanceof Named named) {
            int dot = Math.max(named.path().lastIndexOf('.'), 0);
            receiver = new Named(named.path().substring(0, dot), named.taints());
            name = named.path().substring(named.path().lastIndexOf('.') + 1);
        } else if (function instanceof Method method) {
            receiver = method.receiver();
            name = method.name();
        }
        if (TAKE_ITEM.contains(name) && !arguments.isEmpty()) {
            return Optional.of(item(receiver, arguments.getFirst())).filter(found -> found instanceof Named);
        }
        if (TAKE_MEMBER.contains(name) && !arguments.isEmpty() && arguments.getLast() instanceof Text) {
            Value of = arguments.size() > 1 ? arguments.getFirst() : receiver;
            return Optional.of(getattr(of, arguments.getLast(), 0));
        }
        return Optional.empty();
    }

    /** What {@code vars} and the like give. */
    static Value namespace(String path, List<Value> arguments) {
        return !arguments.isEmpty() && arguments.getFirst() instanceof Named of
                ? new Named(of.path() + DICT, of.taints())
                : new Named(path + "()", 0);
    }

    static boolean isNamespace(String path) {
        return NAMESPACES.contains(path + "()");
    }

    /** {@code getattr}, whose name may be put together. */
    Value getattr(Value of, Value name, int taints) {
        return name instanceof Text text
                ? member(of, text.text(), Taint.BY_TEXT | text.taints() & Taint.LASTING)
                : Value.of(taints);
    }
}
