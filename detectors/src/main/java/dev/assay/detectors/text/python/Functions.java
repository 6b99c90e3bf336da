package dev.assay.detectors.text.python;

import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What functions do and what paths mean, from {@code functions.tsv} and {@code paths.tsv}. Immutable. */
final class Functions {
    /** What a function does with its arguments. */
    enum Role {
        EXECUTE,
        COMPILE,
        IMPORT,
        GETATTR,
        ATTRGETTER,
        OPEN,
        PASS,
        PASS_TAINTS,
        JOIN,
        BYTES,
        CHR,
        ORD,
        MAP,
        REVERSED,
        PARTIAL,
        PROCESS,
        DUP2,
        SOCKET,
        NETWORK,
        DOWNLOAD,
        UNPICKLE,
        MARSHAL,
        BASE64,
        BASE32,
        HEX,
        DECODE,
        ZLIB,
        GZIP,
        CODECS,
        CIPHER,
        NATIVE,
        SHELLCODE,
        COPY,
        NONE
    }

    /** What a file is for. */
    enum PathMeaning {
        CREDENTIALS,
        STARTUP,
        NONE
    }

    private static final Set<String> BUILTINS = Set.of(
            "exec",
            "eval",
            "execfile",
            "compile",
            "__import__",
            "getattr",
            "open",
            "str",
            "bytes",
            "bytearray",
            "chr",
            "ord",
            "map",
            "filter",
            "reversed",
            "globals",
            "locals",
            "vars",
            "dict",
            "list",
            "tuple",
            "repr",
            "type");

    private static final int MOST_PATH = 4096;

    private final Map<String, Role> roles = new HashMap<>();
    private final Map<String, PathMeaning> paths = new HashMap<>();
    private final Set<String> modules = new HashSet<>();

    Functions() {
        for (List<String> row : rows("functions.tsv")) {
            String path = row.get(0);
            roles.put(path, Role.valueOf(row.get(1).toUpperCase(Locale.ROOT).replace('-', '_')));
            for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
                modules.add(path.substring(0, dot));
            }
        }
        for (List<String> row : rows("paths.tsv")) {
            paths.put(row.get(0), PathMeaning.valueOf(row.get(1).toUpperCase(Locale.ROOT)));
        }
    }

    private static List<List<String>> rows(String table) {
        return Rows.read(Objects.requireNonNull(Functions.class.getResource(table)), 2);
    }

    Role role(String path) {
        return roles.getOrDefault(path, Role.NONE);
    }

    /** Whether a module has functions that are known here. */
    boolean isModule(String path) {
        return modules.contains(path);
    }

    static boolean isBuiltin(String name) {
        return BUILTINS.contains(name);
    }

    PathMeaning meaning(String path) {
        if (path.length() > MOST_PATH) {
            return PathMeaning.NONE; // no system has such files
        }
        String plain = path.toLowerCase(Locale.ROOT).replace('\\', '/');
        PathMeaning meaning = PathMeaning.NONE;
        for (Map.Entry<String, PathMeaning> row : paths.entrySet()) {
            boolean ends = !row.getKey().endsWith(".pth") || plain.endsWith(".pth") && plain.contains("site-packages");
            if (ends && plain.contains(row.getKey()) && meaning != PathMeaning.STARTUP) {
                meaning = row.getValue();
            }
        }
        return meaning;
    }

    /** Whether running it can do anything at all: what is worth telling when its name was hidden. */
    boolean isPowerful(String path) {
        return switch (role(path)) {
            case EXECUTE, COMPILE, PROCESS, NATIVE, SHELLCODE, MARSHAL, UNPICKLE, NETWORK, SOCKET, DOWNLOAD -> true;
            default -> false;
        };
    }
}
