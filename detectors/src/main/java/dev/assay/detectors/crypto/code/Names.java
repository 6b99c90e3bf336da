package dev.assay.detectors.crypto.code;

import dev.assay.engine.code.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What names mean that no variable has: imports, types of the text itself, what a language knows without an import. */
final class Names {
    private static final String ALL = "*";

    /** What a module hands out if nobody asks for a member: in practice, all of it. */
    private static final String DEFAULT = "default";

    private static final String SELF = "self";

    /** In front of what is of the folder that a text lies in, whichever text has it. */
    static final String BESIDE = "./";

    private final ApiTable table;
    private final String module;
    private final String project;
    private final boolean packages;
    private final boolean defaults;
    private final boolean hasSelf;
    private final boolean anyCase;
    private final boolean bareNames;
    private final boolean folders;
    private final List<String> implicit;
    private final Map<String, String> made = new HashMap<>(); // the text's own names for types made with others
    private final Map<String, String> paths = new HashMap<>();
    private final Set<String> types = new HashSet<>(); // of the text itself
    private final List<String> wholeModules = new ArrayList<>();
    private final Map<String, Boolean> elsewhere = new HashMap<>();
    private final Map<String, String> known = new HashMap<>(); // ways that were asked for, until a name is added

    Names(ApiTable table, String module, Traits traits) {
        this.packages = traits.hasPackages();
        this.defaults = traits.hasDefaults();
        this.hasSelf = traits.selfNames().contains(SELF);
        this.anyCase = traits.hasAnyCase();
        this.bareNames = traits.hasBareNames();
        this.folders = traits.hasFolders();
        this.table = table;
        this.module = dotted(module);
        this.project = project(this.module);
        this.implicit = traits.implicitModules();
        wholeModules.addAll(implicit);
    }

    /** A type with what it is made with in place of the text's own name for that. */
    String expanded(String type) {
        if (made.isEmpty()) {
            return type;
        }
        String expanded = made.get(type.strip());
        return expanded == null ? type : expanded;
    }

    /** A path with dots, whatever the language writes between names, and without a sign that it is a whole one. */
    private static String dotted(String written) {
        if (written.indexOf(':') < 0 && written.indexOf('\\') < 0) {
            return written;
        }
        String path = written.replace("::", ".").replace('\\', '.');
        return path.startsWith(".") ? path.substring(1) : path;
    }

    void add(Statement.Import imported) {
        String member = imported.member();
        String from = dotted(imported.module());
        if (ALL.equals(member)) {
            known.clear();
            wholeModules.add(from);
            int slash = from.indexOf('/');
            if (slash > 0) {
                wholeModules.add(from.substring(0, slash)); // a header is one of its library's
            }
        } else {
            String local = imported.local();
            if (member == null && imported.module().indexOf('<') > 0) {
                made.put(local, imported.module());
                return;
            }
            if (member != null && isModuleItself(member)) {
                member = null;
            }
            boolean isFirstPart = member == null && from.startsWith(local + ".");
            String whole = member == null ? from : from.isEmpty() ? member : from + "." + member;
            String path = isFirstPart ? local : whole;
            if (!path.equals(paths.put(local, path))) {
                known.clear();
            }
        }
    }

    /** Whether this name of a member stands for the module, or the type, that has it. */
    boolean isModuleItself(String member) {
        return defaults && member.equals(DEFAULT) || hasSelf && member.equals(SELF);
    }

    /** Whether the text takes it from another module, on some way at least. */
    boolean isImported(String name) {
        return paths.containsKey(name);
    }

    /** Whether rows know this name, of a module that the text has as a whole. */
    boolean isOfLibrary(String written) {
        String path = path(written);
        return !packages && !paths.containsKey(dotted(written)) && !path.equals(dotted(written)) && table.knows(path);
    }

    /** A type of the text itself. */
    void add(String name, String path) {
        types.add(path);
        if (paths.putIfAbsent(name, path) == null) {
            known.clear();
        }
    }

    /** Whether it is of what a language knows without an import. */
    boolean isImplicit(String path) {
        int dot = path.lastIndexOf('.');
        return dot > 0 && implicit.contains(path.substring(0, dot));
    }

    /** The name of a function or a variable of this text, as others may know it. */
    String outward(String name) {
        return folders ? BESIDE + name : own(name);
    }

    /** What may be in a text beside this one, which needs no import; null where nothing is. */
    @Nullable
    String beside(String name) {
        return folders
                        && !paths.containsKey(name)
                        && path(name).equals(name)
                        && name.chars().allMatch(Character::isJavaIdentifierPart)
                ? BESIDE + name
                : null;
    }

    /** The full name of something of this text. */
    String own(String name) {
        return module.isEmpty() ? name : module + "." + name;
    }

    /** The full name; the name itself if nobody says what it is. */
    String path(String written) {
        String path = known.get(written);
        if (path == null) {
            String type = made.get(
                    written); // of which it is not asked again what that is: hostile names stand for each other
            path = find(type == null ? written : Program.bare(type));
            known.put(written, path);
        }
        return path;
    }

    private String find(String written) {
        String name = dotted(written);
        int dot = name.indexOf('.');
        String first = dot < 0 ? name : name.substring(0, dot);
        String rest = dot < 0 ? "" : name.substring(dot);
        String path = paths.get(first);
        if (path != null) {
            return path + rest;
        }
        for (String whole : wholeModules) {
            String within = whole + "." + first;
            if (table.knows(within) || !rest.isEmpty() && table.knows(within + rest)) {
                return within + rest;
            }
        }
        boolean isNeighbour = packages && !first.isEmpty() && Character.isUpperCase(first.codePointAt(0));
        return isNeighbour ? own(name) : name;
    }

    /** The full name of what is called. */
    String called(String written) {
        String path = path(written);
        boolean isKnown = !anyCase || path.indexOf('.') >= 0 || table.knows(path);
        return isKnown ? path : path.toLowerCase(Locale.ROOT);
    }

    /** Whether it may be a function of another text: of the same project as far as its name tells, or of a module that no row knows. */
    boolean isCalledElsewhere(String path) {
        int dot = path.lastIndexOf('.');
        return packages
                ? path.startsWith(project)
                : dot >= 0 && isElsewhere(path) && !(dot > 0 && types.contains(path.substring(0, dot)));
    }

    /**
     * Whether it may be a constant of another text: what is of the same project as far as its name tells, or of a module that no row
     * knows. Where constants are in no module, what is written as such.
     */
    boolean isElsewhere(String path) {
        return elsewhere.computeIfAbsent(path, this::looksElsewhere);
    }

    /** The type that a parameter is declared with, or what it is made with, if other texts may have that; empty for any other. */
    String typeElsewhere(String written) {
        int made = written.indexOf('<');
        int end = written.indexOf('>', made + 1);
        String type = made < 0 || end < 0 ? written : written.substring(made + 1, end);
        int to = type.length();
        while (to > 0 && !isOfName(type.charAt(to - 1))) {
            to--;
        }
        int from = to;
        while (from > 0 && isOfName(type.charAt(from - 1))) {
            from--;
        }
        String name = type.substring(from, to);
        String last = name.substring(name.lastIndexOf('.') + 1);
        if (last.isEmpty() || !Character.isUpperCase(last.charAt(0))) {
            return ""; // of the language, or cut off
        }
        String beside = beside(name);
        String path = beside == null ? path(name) : beside;
        return types.contains(path) || !isElsewhere(path + "." + DEFAULT) ? "" : path;
    }

    private static boolean isOfName(char c) {
        return c == '.' || Character.isJavaIdentifierPart(c);
    }

    /** Whether it is of the text's own project, where texts say of which one they are. */
    boolean isOfProject(String path) {
        return !module.isEmpty() && path.startsWith(project) && path.indexOf('.') > 0;
    }

    private boolean looksElsewhere(String path) {
        int dot = path.lastIndexOf('.');
        if (folders && dot == 0) {
            return path.startsWith(BESIDE) && ConstantNames.isPath(path);
        }
        if (dot <= 0) {
            return bareNames && ConstantNames.isOne(path) && !table.knows(path) && !table.isConstant(path);
        }
        boolean isOfModule = isOfProject(path) || !table.isOfKnown(path) || path.indexOf('/') >= 0;
        return isOfModule && !table.knowsIn(path.substring(0, dot)) && ConstantNames.isPath(path);
    }

    /** The module's first two parts. */
    private static String project(String module) {
        int dot = module.indexOf('.');
        int second = dot < 0 ? -1 : module.indexOf('.', dot + 1);
        return second < 0 ? module : module.substring(0, second + 1);
    }
}
