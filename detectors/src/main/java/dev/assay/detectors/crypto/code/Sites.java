package dev.assay.detectors.crypto.code;

import dev.assay.engine.text.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells programs in which no row can be a use from those that must be gone through, by the names that they mention: exact as far as
 * names are not put together of parts. What a row is of is only ever called, set or named by the last part of its name, in a program
 * that imports its module or what makes its object. Immutable and shared between threads.
 */
final class Sites {
    /**
     * What a program must mention for a row to match, beside the last part of its name.
     *
     * @param last that part
     * @param modules first parts of modules of which one is imported; any if there are none
     * @param needed of each list one name
     * @param arguments the same of arguments, which a call must be given
     * @param set the member that must be set; empty for none
     */
    private record Site(
            String last,
            Set<String> modules,
            List<String> names,
            List<List<String>> needed,
            List<List<String>> arguments,
            String set) {}

    private static final String SETTER = "set";

    private final ApiTable table;
    private final Map<String, List<Site>> uses = new HashMap<>();
    private final Map<String, List<Site>> active = new HashMap<>(); // those, and what says more of them
    private final Map<String, List<Site>> within = new HashMap<>(); // uses under each way that leads to them
    private final Map<String, List<Site>> guessable = new HashMap<>();
    private final Map<String, String> setters = new HashMap<>(); // of rows, by the properties that they set
    private final boolean hasNamed;
    private final Set<String> byName;
    private final Set<String> importing;

    Sites(ApiTable table) {
        this.table = table;
        this.hasNamed = table.hasNamed();
        this.byName = table.byName();
        this.importing = table.importing();
        table.each((callee, row) -> {
            boolean isNamed = callee.startsWith(ApiTable.NAMED);
            if (!isNamed
                    && !row.isForSecrets()
                    && (!row.purpose().isEmpty() || row.takes() != null || row.startsPrograms())) {
                add(uses, callee, row, true);
            }
            if (!isNamed && row.isActive()) {
                add(active, callee, row, false);
            }
            if (row.isGuessable()) {
                add(guessable, callee, row, false);
            }
        });
    }

    private static String last(String callee) {
        return callee.substring(Math.max(callee.lastIndexOf('.'), callee.lastIndexOf(' ')) + 1);
    }

    private void add(Map<String, List<Site>> to, String callee, ApiRow row, boolean isUse) {
        String path = callee.substring(callee.lastIndexOf(' ') + 1);
        String last = last(callee);
        if (last.startsWith("[")) {
            last = last.substring(1, last.length() - 1);
        }
        Set<String> modules = new HashSet<>();
        List<String> names = List.of();
        List<String> parts = Parts.of(path, '.');
        if (path.startsWith(ApiTable.UNKNOWN)) {
            for (ApiRow.Asked asked : row.asks()) {
                if (asked.isMade()) {
                    modules.add(Parts.of(asked.type(), '.').getFirst());
                }
            }
            for (String anchor : row.anchor()) {
                modules.add(Parts.of(anchor, '&').getFirst().substring(1));
            }
        } else if (parts.size() > 1) {
            Set<String> makers = table.makers(String.join(".", parts.subList(0, parts.size() - 1)));
            modules.add(parts.getFirst());
            modules.addAll(makers);
            names = makers.isEmpty() ? parts.subList(1, parts.size() - 1) : List.of();
        }
        String set = row.isAssignment() ? last : "";
        List<List<String>> needed = new ArrayList<>(row.startsPrograms() ? List.of(programs(row)) : row.neededWords());
        if (row.isOfAddress()) {
            needed.add(List.of(Mentions.ADDRESS));
        }
        Site site = new Site(last, modules, names, needed, row.neededArguments(), set);
        to.computeIfAbsent(last, _ -> new ArrayList<>(1)).add(site);
        if (last.startsWith(SETTER) && last.length() > SETTER.length()) {
            char first = last.charAt(SETTER.length());
            setters.put(Character.toLowerCase(first) + last.substring(SETTER.length() + 1), last);
        }
        for (int dot = path.indexOf('.'); isUse && dot > 0; dot = path.indexOf('.', dot + 1)) {
            within.computeIfAbsent(path.substring(0, dot), _ -> new ArrayList<>(1))
                    .add(site);
        }
    }

    /** The programs that a row starts of which others know anything: one of them must be named. */
    private static List<String> programs(ApiRow row) {
        return row.anchor().stream()
                .map(anchor -> anchor.substring(anchor.indexOf('&') + 1))
                .toList();
    }

    /** What of it a program may have. */
    Found in(Mentions mentions) {
        return new Found(mentions);
    }

    /** What a program may have of it. Belongs to one thread. */
    final class Found {
        private final Mentions mentions;
        private final boolean isTold; // what it imports
        private final Map<String, Boolean> known = new HashMap<>();

        private Found(Mentions mentions) {
            this.mentions = mentions;
            this.isTold = importing.stream().anyMatch(mentions::has);
        }

        /** Whether some row may be a use. */
        boolean isAny() {
            if (isByName()) {
                return true;
            }
            boolean isGuessable = false;
            boolean isNamed = false;
            for (String name : mentions.names()) {
                if (isAnyOrSetter(uses, name)) {
                    return true;
                }
                isGuessable = isGuessable || hasNamed && isAny(guessable, name);
                isNamed = isNamed || hasNamed && !table.ofNamed(name).isEmpty();
            }
            return isGuessable && isNamed;
        }

        /** Whether a function may be told the name of something that is a use. */
        private boolean isByName() {
            if (byName.stream().anyMatch(mentions::has) && isAny(uses, Gives.ANY)) {
                return true;
            }
            if (byName.stream().noneMatch(mentions::isGivenNames)) {
                return false;
            }
            if (isTold
                    && uses.values().stream()
                            .flatMap(List::stream)
                            .anyMatch(site -> site.modules.stream().anyMatch(mentions::isTold) && hasNeeded(site))) {
                return true;
            }
            for (String way : mentions.handedOn()) {
                if (within.getOrDefault(way, List.of()).stream().anyMatch(this::hasNeeded)) {
                    return true;
                }
            }
            return false;
        }

        /** The functions that give what has the name that they are given. */
        Set<String> byName() {
            return byName;
        }

        /** Whether what something of this name gives may be guessed. */
        boolean isGuessable(String name) {
            return isAny(guessable, name);
        }

        private boolean isAnyOrSetter(Map<String, List<Site>> sites, String name) {
            String setter = setters.get(name);
            return isAny(sites, name) || setter != null && isAny(sites, setter);
        }

        private boolean isAny(Map<String, List<Site>> sites, String name) {
            List<Site> all = sites.get(name);
            if (all != null) {
                for (Site site : all) {
                    if (isIn(site)) {
                        return true;
                    }
                }
            }
            return false;
        }

        private boolean isIn(Site site) {
            return isAnyImported(site.modules)
                    && hasAll(site.names)
                    && (site.set.isEmpty() || mentions.isSet(site.set))
                    && hasNeeded(site)
                    && site.arguments.stream().allMatch(some -> mentions.isGiven(site.last, some));
        }

        private boolean isAnyImported(Set<String> modules) {
            for (String module : modules) {
                if (isImported(module)) {
                    return true;
                }
            }
            return modules.isEmpty();
        }

        private boolean hasAll(List<String> names) {
            for (String name : names) {
                if (!mentions.has(name)) {
                    return false;
                }
            }
            return true;
        }

        private boolean isImported(String first) {
            return mentions.hasModule(first) || isTold && mentions.isTold(first);
        }

        private boolean hasNeeded(Site site) {
            return site.needed.stream().allMatch(some -> some.stream().anyMatch(mentions::has));
        }

        /** Whether a function or a property of this name may be a use, or say more of one. */
        boolean has(String name) {
            return known.computeIfAbsent(name, _ -> isAnyOrSetter(active, name) || byName.contains(name) && isByName());
        }
    }
}
