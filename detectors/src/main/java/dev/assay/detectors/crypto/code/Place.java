package dev.assay.detectors.crypto.code;

import dev.assay.engine.report.Location;
import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Where a text lies, by which others name what is in it. Immutable.
 *
 * @param folders around it, the outermost first
 * @param file its name without the ending
 */
record Place(List<String> folders, String file) {
    private static final String BESIDE = Names.BESIDE;
    private static final String ABOVE = "../";

    /** Files that stand for the folder they lie in. */
    private static final Set<String> OF_FOLDER = Set.of("__init__", "index", "mod");

    /** Names of the folder that a project's own ways begin in. */
    private static final Set<String> ROOTS = Set.of("@", "~", "#");

    /** Of files that imports may name with it, within a way. */
    private static final List<String> ENDINGS =
            List.of(".js.", ".mjs.", ".cjs.", ".jsx.", ".ts.", ".mts.", ".cts.", ".tsx.");

    private static final Set<String> OF_TESTS =
            Set.of("test", "tests", "testing", "spec", "specs", "__tests__", "SelfTest", "testdata", "fixtures");

    private static final List<String> TESTED = List.of(" test", " tests", " spec");

    static Place of(Location at) {
        List<String> parts = Parts.of(at.wholeName(), '/');
        String file = at.lastName();
        int dot = file.lastIndexOf('.');
        return new Place(parts.subList(0, parts.size() - 1), dot < 0 ? file : file.substring(0, dot));
    }

    /** What its module is called: as the file, or as the folder that it stands for. */
    String module() {
        return isOfFolder() && !folders.isEmpty() ? folders.getLast() : file.substring(0, end());
    }

    private int end() {
        int dot = file.indexOf('.');
        return dot < 0 ? file.length() : dot;
    }

    private boolean isOfFolder() {
        return OF_FOLDER.contains(file);
    }

    /** Whether it is a test, as its name and its folders say: what that gives a program is no use of it. */
    boolean isTest() {
        String words = NameWords.of(file);
        return folders.stream().anyMatch(OF_TESTS::contains)
                || words.startsWith("test ")
                || TESTED.stream().anyMatch(words::endsWith);
    }

    /** How many of the outermost folders it lies in with another one. */
    int shared(Place other) {
        int shared = 0;
        while (shared < Math.min(folders.size(), other.folders.size())
                && folders.get(shared).equals(other.folders.get(shared))) {
            shared++;
        }
        return shared;
    }

    /** Whether a text here may mean by a path what a text at another place calls by a name of its own. */
    boolean reaches(String path, Place other, String own) {
        if (path.equals(own) && !own.startsWith(BESIDE)) {
            return true; // a full name
        }
        List<String> name = other.whole(own);
        if (path.startsWith(BESIDE) || path.startsWith(ABOVE)) {
            return relative(path).equals(name);
        }
        List<String> way = new ArrayList<>(Parts.of(dotted(path), '.'));
        if (ROOTS.contains(way.getFirst())) {
            way.removeFirst();
        }
        int both = Math.min(way.size(), name.size());
        return both > 1
                && way.subList(way.size() - both, way.size()).equals(name.subList(name.size() - both, name.size()));
    }

    /** All names on the way to something of this text. */
    private List<String> whole(String own) {
        List<String> all = new ArrayList<>(folders);
        if (!isOfFolder() && !own.startsWith(BESIDE)) {
            all.addAll(Parts.of(file, '.'));
        }
        all.addAll(Parts.of(own.startsWith(BESIDE) ? own.substring(BESIDE.length()) : own, '.'));
        return all;
    }

    private List<String> relative(String path) {
        List<String> all = new ArrayList<>(folders);
        String rest = path;
        while (rest.startsWith(BESIDE) || rest.startsWith(ABOVE)) {
            boolean isAbove = rest.startsWith(ABOVE);
            if (isAbove && all.isEmpty()) {
                return List.of(); // out of what is read
            }
            if (isAbove) {
                all.removeLast();
            }
            rest = rest.substring((isAbove ? ABOVE : BESIDE).length());
        }
        all.addAll(Parts.of(dotted(rest), '.'));
        return all;
    }

    /** A way to a module and a name in it, whatever the language writes between them, without the ending of a file. */
    static String dotted(String path) {
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
